//! Commands on a SQLite file: what machines read of each, and what is refused.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::base::id;
use crate::base::random::SystemRandom;
use crate::cli::*;
use crate::identity::account::{self, NewUser};

/// A folder of its own for one test, and what variables say beside the usual.
pub(super) struct Place(pub(super) PathBuf, Vec<(&'static str, String)>);

impl Place {
    pub(super) fn new() -> Self {
        Self::with(Vec::new())
    }

    pub(super) fn with(variables: Vec<(&'static str, String)>) -> Self {
        let name = format!("countersign-cli-{}", id::id(&SystemRandom));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path, variables)
    }

    /// What a command line answers; its words are parted by blanks.
    pub(super) async fn answer(&self, line: &str) -> Result<Answer, Failure> {
        let words = ["countersign"].into_iter().chain(line.split(' '));
        let line = read(&words.map(OsString::from).collect::<Vec<_>>()).unwrap();
        let start = self.start(line.common);
        dispatch(&start, line.noun.unwrap(), &Output::new(true, true)).await
    }

    /// What a command stands on here.
    pub(super) fn start(&self, common: Common) -> Start {
        let variable = |name: &str, value: String| (format!("COUNTERSIGN_{name}"), value);
        let mut environment = vec![
            variable("DATABASE_URL", format!("sqlite:{}/c.db", self.0.display())),
            variable("KEYS_DIR", self.0.join("keys").display().to_string()),
            // No server of this machine is to answer.
            variable("ISSUER", "http://localhost:1".to_owned()),
        ];
        let own = self.1.iter();
        environment.extend(own.map(|(name, value)| variable(name, value.clone())));
        Start::new(None, common, Environment(environment))
    }

    pub(super) async fn json(&self, line: &str) -> Value {
        let answer = self.answer(line).await;
        let answer = answer.unwrap_or_else(|failure| panic!("{line}: {}", failure.message));
        answer.json
    }

    /// The field for which a command is refused.
    pub(super) async fn refused(&self, line: &str) -> String {
        let failure = self.answer(line).await.expect_err(line);
        failure.field.unwrap_or_default()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn accounts_live_and_end() {
    let place = Place::new();
    let create = "user create ada --email ada@example.org --email-verified --given-name Ada";
    let made = place.json(create).await;
    assert_eq!(made["username"], "ada");
    assert_eq!(made["email_verified"], true);
    assert_eq!(made["disabled"], false);
    assert_eq!(made["roles"], json!([]));
    assert_eq!(place.refused(create).await, "username");

    for name in ["ada", "ADA@example.org", made["id"].as_str().unwrap()] {
        let shown = place.json(&format!("user show {name}")).await;
        assert_eq!(shown["id"], made["id"], "{name}");
    }
    for (verb, disabled) in [("disable", true), ("disable", true), ("enable", false)] {
        let changed = place.json(&format!("user {verb} ada")).await;
        assert_eq!(changed["disabled"], disabled);
    }
    let listed = place.json("user list").await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
    let signed_out = place.json("user sign-out ada").await;
    assert_eq!(signed_out["sessions_ended"], 0);
    assert_eq!(place.refused("user sign-out nobody").await, "user");
    assert_eq!(place.json("user delete ada").await["deleted"], true);
    assert_eq!(place.refused("user delete ada").await, "user");
    assert_eq!(place.json("user list").await, json!([]));
}

#[tokio::test]
async fn a_list_reads_all_pages() {
    let place = Place::new();
    let common = Common {
        database_url: Some(format!("sqlite:{}/c.db", place.0.display())),
        ..Common::default()
    };
    let start = Start::new(None, common, Environment::default());
    let app = start.app().await.unwrap();
    for number in 0..501 {
        let new = NewUser {
            username: format!("user{number:04}"),
            ..NewUser::default()
        };
        account::create(&app, new, 8).await.unwrap();
    }
    app.db.close().await;
    let listed = place.json("user list").await;
    assert_eq!(listed.as_array().unwrap().len(), 501);
    assert_eq!(listed[500]["username"], "user0500");
}

#[tokio::test]
async fn a_role_is_found_by_its_name_where_one_is_meant() {
    let place = Place::new();
    place.json("user create ada --email ada@example.org").await;
    for line in [
        "resource create https://api.example.org --name Notes --scope notes:read",
        "resource create urn:other --name Other",
        "role create editor --resource https://api.example.org",
    ] {
        place.json(line).await;
    }
    let grant = "role grant editor --user ada";
    let held = json!([{"name": "editor", "resource": "https://api.example.org"}]);
    assert_eq!(place.json(grant).await["resource"], held[0]["resource"]);
    assert_eq!(place.json("user show ada").await["roles"], held);

    place.json("role create editor --resource urn:other").await;
    assert_eq!(place.refused(grant).await, "resource", "two have it");
    place.json("role create editor").await;
    let global = json!({"role": "editor", "resource": null, "user": "ada", "granted": true});
    assert_eq!(place.json(grant).await, global, "the global one wins");
    let revoked = place.json("role revoke editor --user ada").await;
    assert_eq!(revoked["granted"], false);
    assert_eq!(place.json("user show ada").await["roles"], held);
}

#[tokio::test]
async fn what_is_unknown_is_named() {
    let place = Place::new();
    for (line, field) in [
        ("role grant editor --user ada", "role"),
        ("role grant countersign-admin --user ada", "user"),
        ("role grant countersign-admin --client web", "client"),
        (
            "user create ada --email a@example.org --role missing",
            "role",
        ),
        ("user create ada --email nonsense", "email"),
        ("role create editor --resource urn:missing", "resource"),
        ("resource delete urn:missing", "uri"),
        ("client show web", "client"),
        ("client create --name Web", "redirect_uri"),
        (
            "client create --name Web --grant client_credentials --scope missing",
            "scope",
        ),
        ("keys import missing.pem", "file"),
    ] {
        assert_eq!(place.refused(line).await, field, "{line}");
    }
}

#[tokio::test]
async fn a_secret_is_answered_once() {
    let place = Place::new();
    let robot = "client create --name Robot --id robot --grant client_credentials";
    let secret = |answer: &Value| answer["client_secret"].as_str().map(str::to_owned);
    let made = secret(&place.json(robot).await);
    assert!(
        made.as_ref()
            .is_some_and(|secret| secret.starts_with("cs_secret_"))
    );
    assert_eq!(place.refused(robot).await, "id");

    let rotated = secret(&place.json("client rotate-secret robot").await);
    assert!(rotated.is_some() && rotated != made);
    let good = async || {
        place.json("client show robot").await["secrets"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(good().await, 2, "two are good while they overlap");
    for line in ["client show robot", "client list", "client disable robot"] {
        let answer = place.answer(line).await.unwrap();
        let said = format!("{}{:?}", answer.json, answer.parts);
        assert!(!said.contains("cs_secret_"), "{line}: {said}");
    }
    let third = place.answer("client rotate-secret robot").await;
    let failure = third.expect_err("the first secret was promised a day");
    let said = failure.sentence();
    assert!(
        said.contains(" UTC. ") && said.contains("`--overlap 0s`"),
        "{said}"
    );
    assert_eq!(good().await, 2);
    place.json("client rotate-secret robot --overlap 0s").await;
    assert_eq!(good().await, 1);

    let public = "client create --name Desk --id desk --public --redirect-uri http://127.0.0.1/cb";
    assert_eq!(secret(&place.json(public).await), None);
    assert_eq!(place.refused("client rotate-secret desk").await, "id");
}

#[tokio::test]
async fn a_disabled_client_can_be_enabled_again() {
    let place = Place::new();
    place
        .json("client create --name Robot --id robot --grant client_credentials")
        .await;
    for (verb, disabled) in [
        ("enable", false),
        ("disable", true),
        ("disable", true),
        ("enable", false),
    ] {
        let changed = place.json(&format!("client {verb} robot")).await;
        assert_eq!(changed["disabled"], disabled);
    }
    assert_eq!(place.refused("client enable nobody").await, "client");
}

#[tokio::test]
async fn doctor_warns_of_data_that_others_may_read() {
    let place = Place::new();
    place.json("migrate").await;
    let set = |path: PathBuf, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let warned = async || {
        let findings = place.json("doctor").await;
        let findings = findings.as_array().unwrap().iter();
        let open = findings
            .filter(|finding| finding["check"] == "permissions" && finding["state"] == "warn");
        open.count()
    };
    let file = place.0.join("c.db");
    set(file.clone(), 0o600);
    set(place.0.clone(), 0o700);
    assert_eq!(warned().await, 0);
    set(file, 0o640);
    set(place.0.clone(), 0o755);
    assert_eq!(warned().await, 2);
}

/// One member of every key that is listed.
async fn stored(place: &Place, member: &str) -> Vec<String> {
    let keys = place.json("keys list").await;
    let text = |key: &Value| key[member].as_str().unwrap().to_owned();
    keys.as_array().unwrap().iter().map(text).collect()
}

#[tokio::test]
async fn keys_rotate_at_once_and_ahead() {
    let place = Place::new();
    assert_eq!(place.json("keys list").await, json!([]));
    let rotate = |how: &str| format!("keys rotate{how} --algorithm ES256");
    let state = async |line: &str| place.json(line).await[0]["state"].clone();
    assert_eq!(state(&rotate(" --now")).await, "signing");
    assert_eq!(state(&rotate("")).await, "published");
    place.json(&rotate(" --leaked")).await;
    assert_eq!(
        stored(&place, "state").await,
        ["withdrawn", "withdrawn", "signing"]
    );
    assert_eq!(stored(&place, "algorithm").await, ["ES256"; 3]);

    // Without a name, every key turns.
    place.json("keys rotate --leaked").await;
    let signing = |states: Vec<String>| states.iter().filter(|state| *state == "signing").count();
    assert_eq!(signing(stored(&place, "state").await), 5);
    let uses = stored(&place, "use").await;
    assert_eq!(
        (uses.len(), &uses[8..]),
        (10, &["enc", "enc"].map(str::to_owned)[..])
    );
}

#[tokio::test]
async fn doctor_finds_what_is_lost_and_makes_nothing() {
    let place = Place::new();
    let before = place.answer("doctor").await.unwrap();
    assert!(
        !before.refused,
        "nothing is there yet, and nothing is wrong"
    );
    assert!(!place.0.join("c.db").exists() && !place.0.join("keys").exists());

    assert!(place.json("migrate").await["migration"].as_i64() >= Some(1));
    place.json("keys rotate --algorithm RS256").await;
    let state = |findings: &Value, check: &str| {
        let mut all = findings.as_array().unwrap().iter();
        all.find(|finding| finding["check"] == check)
            .map(|finding| finding["state"].clone())
    };
    let found = place.json("doctor").await;
    for (check, expected) in [
        ("database", "ok"),
        ("settings", "ok"),
        ("master key", "ok"),
        ("issuer", "warn"),
    ] {
        assert_eq!(state(&found, check), Some(expected.into()), "{check}");
    }
    std::fs::remove_file(place.0.join("keys/master.key")).unwrap();
    let lost = place.answer("doctor").await.unwrap();
    assert!(lost.refused);
    assert_eq!(state(&lost.json, "master key"), Some("fail".into()));
}
