//! What a person may make, and how much of it.

use countersign::identity::account;
use countersign::identity::api_key::{self, MOST, NewKey};
use countersign::oauth::resource::{self, Change};

use super::{NOTES, Stage, field, named};
use crate::support::server::START;
use crate::support::{at_once, days, seconds};

const FILES: &str = "https://files.example.org";
const LIVE: &str = "SELECT COUNT(*) AS value FROM api_keys WHERE revoked_at IS NULL";

fn one(name: &str) -> Vec<String> {
    vec![name.to_owned()]
}

#[tokio::test]
async fn a_key_is_at_most_what_its_owner_is() {
    let stage = Stage::set().await;
    stage.resource(FILES, &["files:read"]).await;
    stage.role_of(&stage.ada, "owner", FILES).await;
    stage.role_of(&stage.ada, "staff", "").await;
    let bob = stage.person("bob").await;
    let everything = NewKey {
        scopes: ["notes:read", "notes:write", "notes:read"]
            .map(str::to_owned)
            .to_vec(),
        roles: ["staff", "editor", "staff"].map(str::to_owned).to_vec(),
        ..named("everything")
    };
    let (text, _) = stage.create(&stage.ada, everything).await.unwrap();
    let said = stage.api.introspect(&text).await;
    assert_eq!(said["scope"], "notes:read notes:write");
    assert_eq!(said["roles"], serde_json::json!(["editor", "staff"]));
    let refused: [(_, fn(&mut NewKey), _); 9] = [
        (&stage.ada, |new| new.scopes = one("files:read"), "scope"),
        (&stage.ada, |new| new.scopes = one("openid"), "scope"),
        (
            &stage.ada,
            |new| new.scopes = one("notes:read notes:write"),
            "scope",
        ),
        (&stage.ada, |new| new.roles = one("owner"), "role"),
        (
            &stage.ada,
            |new| new.roles = one("countersign-admin"),
            "role",
        ),
        (&bob, |_| {}, "role"),
        (
            &stage.ada,
            |new| new.resource = FILES.to_owned(),
            "resource",
        ),
        (&stage.ada, |new| new.resource = String::new(), "resource"),
        (
            &stage.ada,
            |new| new.resource = "urn:unknown".to_owned(),
            "resource",
        ),
    ];
    for (owner, change, wrong) in refused {
        let mut new = named("refused");
        change(&mut new);
        assert_eq!(field(stage.create(owner, new).await), wrong);
    }
    assert_eq!(stage.number(LIVE).await, 1);
}

#[tokio::test]
async fn a_key_has_an_end() {
    let stage = Stage::set().await;
    let lasting = |name: &str, lifetime| NewKey {
        lifetime: Some(lifetime),
        ..named(name)
    };
    let (_, year) = stage
        .create(&stage.ada, lasting("year", days(366)))
        .await
        .unwrap();
    assert_eq!(year.expires_at, START + days(366));
    for lifetime in [seconds(0), days(366) + seconds(1), days(100_000_000)] {
        let refused = stage.create(&stage.ada, lasting("refused", lifetime)).await;
        assert_eq!(field(refused), "expires");
    }
    // Where an operator lets them live shorter since, a rotation does not bring the old span back.
    let strict = stage
        .another_node_with(|config| config.api_keys.max_lifetime = days(10))
        .await;
    let rotated = api_key::rotate(&strict.app, &stage.ada.user, &year.id, None).await;
    assert_eq!(rotated.unwrap().1.expires_at, START + days(10));
    // Nor does the text before outlive the new one, whatever the overlap.
    let strictest = stage
        .another_node_with(|config| config.api_keys.max_lifetime = seconds(60))
        .await;
    let rotated = api_key::rotate(&strictest.app, &stage.ada.user, &year.id, Some(days(1))).await;
    assert_eq!(field(rotated), "overlap", "two texts are good already");
    stage.clock.advance(days(1));
    let rotated = api_key::rotate(&strictest.app, &stage.ada.user, &year.id, None).await;
    let end = START + days(1) + seconds(60);
    let rotated = rotated.unwrap().1;
    assert_eq!((rotated.expires_at, rotated.former_until), (end, Some(end)));
}

#[tokio::test]
async fn a_name_is_readable_and_one_keys_alone() {
    let stage = Stage::set().await;
    let (_, key) = stage.key(" Nightly build ").await;
    assert_eq!(key.name, "Nightly build");
    let (eighty, ninth) = ("\u{e9}".repeat(80), "\u{e9}".repeat(81));
    let (_, long) = stage.key(&eighty).await;
    for bad in ["", "  ", &ninth, "a\nb", "a\u{202e}b", "nightly BUILD"] {
        assert_eq!(
            field(stage.create(&stage.ada, named(bad)).await),
            "name",
            "{bad:?}"
        );
        let renamed = api_key::rename(&stage.app, &stage.ada.user.id, &long.id, bad).await;
        assert_eq!(field(renamed), "name", "{bad:?}");
    }
    let rename = async |name| api_key::rename(&stage.app, &stage.ada.user.id, &key.id, name).await;
    assert_eq!(rename("NIGHTLY build").await.unwrap().name, "NIGHTLY build");
    assert_eq!(rename("Deploy").await.unwrap().name, "Deploy");
    // The name of a key that has ended is free, and somebody else's never was taken.
    api_key::revoke(&stage.app, &stage.ada.user.id, &key.id)
        .await
        .unwrap();
    stage.key("Deploy").await;
    let bob = stage.person("bob").await;
    let foreign = api_key::rename(&stage.app, &bob.user.id, &long.id, "Mine").await;
    assert_eq!(field(foreign), "id");
    let his = NewKey {
        roles: Vec::new(),
        ..named("Deploy")
    };
    stage.create(&bob, his).await.unwrap();
}

/// The account as it was when the password was confirmed has to be the account still.
#[tokio::test]
async fn a_disabled_person_makes_none() {
    let stage = Stage::set().await;
    let (_, key) = stage.key("CI").await;
    account::disable(&stage.app, &stage.ada.user).await.unwrap();
    assert_eq!(field(stage.create(&stage.ada, named("late")).await), "");
    assert_eq!(field(stage.rotate(&key.id, None).await), "");
    assert_eq!(stage.number(LIVE).await, 0);
}

/// Two at the last free place, on two nodes: one gets it. And of a name there is one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_has_fifty_at_most() {
    let stage = Stage::set().await;
    let another = stage.another_node().await;
    for number in 1..MOST {
        stage
            .create(&stage.ada, named(&number.to_string()))
            .await
            .unwrap();
    }
    let apps = [stage.app.clone(), another.app.clone()];
    let race = async |name: fn(usize) -> String| {
        let outcomes = at_once(8, |number| {
            let (app, user) = (apps[number % 2].clone(), stage.ada.user.clone());
            async move { api_key::create(&app, &user, named(&name(number))).await }
        });
        outcomes.await.into_iter().filter(Result::is_ok).count()
    };
    assert_eq!(race(|number| format!("racer {number}")).await, 1);
    assert_eq!(stage.number(LIVE).await, 50);
    assert_eq!(field(stage.create(&stage.ada, named("one more")).await), "");
    // Those that ended count no more.
    let first = api_key::of_user(&stage.app, &stage.ada.user.id)
        .await
        .unwrap();
    for key in &first[..2] {
        api_key::revoke(&stage.app, &stage.ada.user.id, &key.id)
            .await
            .unwrap();
    }
    assert_eq!(race(|_| "the same".to_owned()).await, 1);
    assert_eq!(stage.number(LIVE).await, 49);
}

/// Of several rotations at once one is done: the others would end a text that was promised.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_several_rotations_is_done() {
    let stage = Stage::set().await;
    let another = stage.another_node().await;
    let (first, key) = stage.key("CI").await;
    let apps = [stage.app.clone(), another.app.clone()];
    let outcomes = at_once(8, |number| {
        let (app, user, id) = (
            apps[number % 2].clone(),
            stage.ada.user.clone(),
            key.id.clone(),
        );
        async move { api_key::rotate(&app, &user, &id, None).await }
    });
    let done: Vec<_> = outcomes.await.into_iter().filter_map(Result::ok).collect();
    assert_eq!(done.len(), 1);
    assert!(stage.api.finds_active(&first).await);
    assert!(stage.api.finds_active(&done[0].0).await);
}

#[tokio::test]
async fn an_api_takes_keys_only_if_it_says_so() {
    let stage = Stage::set().await;
    stage.resource(FILES, &[]).await;
    let bare = |name: &str| NewKey {
        name: name.to_owned(),
        resource: FILES.to_owned(),
        ..NewKey::default()
    };
    assert_eq!(
        field(stage.create(&stage.ada, bare("CI")).await),
        "resource"
    );
    let named = |name: &str| Change {
        name: Some(name.to_owned()),
        api_keys: Some(true),
        ..Change::default()
    };
    assert_eq!(
        field(resource::update(&stage.app, FILES, named(" ")).await),
        "name"
    );
    assert_eq!(
        field(resource::update(&stage.app, "urn:no", named("x")).await),
        "uri"
    );
    let changed = resource::update(&stage.app, FILES, named("Files"))
        .await
        .unwrap();
    assert_eq!((changed.name.as_str(), changed.api_keys), ("Files", true));
    stage.create(&stage.ada, bare("CI")).await.unwrap();
    let others = resource::update(&stage.app, NOTES, Change::default())
        .await
        .unwrap();
    assert_eq!((others.name.as_str(), others.api_keys), ("An API", true));
}
