//! What an application is: described by flags and files, changed, shown.

use serde_json::{Value, json};

use super::commands::Place;

impl Place {
    fn file(&self, name: &str, contents: &Value) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, contents.to_string()).unwrap();
        path.display().to_string()
    }
}

fn keys() -> Value {
    json!({"keys": [{"kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})
}

#[tokio::test]
async fn flags_are_metadata() {
    let place = Place::new();
    let keys = place.file("keys.json", &keys());
    let line = format!(
        "client create --name Web --id web --redirect-uri https://a.example/cb --redirect-uri https://a.example/cb2 \
         --auth-method private_key_jwt --jwks {keys} --post-logout-redirect-uri https://a.example/bye \
         --backchannel-logout-uri https://a.example/out --frontchannel-logout-uri https://a.example/front \
         --id-token-alg ES256 --subject-type pairwise --initiate-login-uri https://a.example/login \
         --request-uri https://a.example/r --application-type web --grant authorization_code --scope openid"
    );
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let made = place.json(&line).await;
    assert!(
        made.get("client_secret").is_none(),
        "it proves itself by a key"
    );
    let shown = place.json("client show web").await;
    let metadata = &shown["metadata"];
    for (member, value) in [
        ("client_name", json!("Web")),
        ("token_endpoint_auth_method", json!("private_key_jwt")),
        (
            "post_logout_redirect_uris",
            json!(["https://a.example/bye"]),
        ),
        ("backchannel_logout_uri", json!("https://a.example/out")),
        ("frontchannel_logout_uri", json!("https://a.example/front")),
        ("id_token_signed_response_alg", json!("ES256")),
        ("subject_type", json!("pairwise")),
        ("initiate_login_uri", json!("https://a.example/login")),
        ("request_uris", json!(["https://a.example/r"])),
        ("grant_types", json!(["authorization_code"])),
        ("scope", json!("openid")),
    ] {
        assert_eq!(metadata[member], value, "{member}");
    }
    assert_eq!(metadata["jwks"], self::keys());
}

#[tokio::test]
async fn a_file_describes_and_flags_win() {
    let place = Place::new();
    let file = place.file(
        "client.json",
        &json!({
            "client_name": "File",
            "redirect_uris": ["https://a.example/cb"],
            "response_types": ["code id_token"],
            "grant_types": ["authorization_code", "implicit"],
            "logo_uri": "https://a.example/logo.png",
            "default_max_age": 60,
        }),
    );
    let made = place
        .json(&format!(
            "client create --metadata {file} --name Flag --id web"
        ))
        .await;
    assert_eq!(made["name"], "Flag");
    assert_eq!(made["metadata"]["response_types"], json!(["code id_token"]));
    assert_eq!(made["metadata"]["default_max_age"], 60);
    assert_eq!(made["require_pkce"], true);
    let wrong = place.file("wrong.json", &json!({"client_name": "X", "logo_uri": 1}));
    let line = format!("client create --metadata {wrong}");
    assert_eq!(place.refused(&line).await, "logo_uri");
    let line = "client create --metadata missing.json";
    assert_eq!(place.refused(line).await, "metadata");
}

#[tokio::test]
async fn an_update_changes_only_what_is_given() {
    let place = Place::new();
    let create = "client create --name Web --id web --redirect-uri https://a.example/cb --first-party --no-require-pkce";
    place.json(create).await;
    let before = place.json("client show web").await;
    let update = "client update web --logo https://x";
    assert!(super::super::read(&update.split(' ').map(Into::into).collect::<Vec<_>>()).is_err());

    let changed = place
        .json("client update web --backchannel-logout-uri https://a.example/out")
        .await;
    assert!(changed.get("client_secret").is_none());
    let mut after = place.json("client show web").await;
    assert_eq!(
        after["metadata"]["backchannel_logout_uri"],
        "https://a.example/out"
    );
    after["metadata"] = before["metadata"].clone();
    assert_eq!(after, before);

    for (flags, field) in [
        ("--redirect-uri http://a.example/cb", "redirect_uri"),
        ("--grant refresh_token", "grant"),
        ("--auth-method private_key_jwt", "auth_method"),
        ("--scope missing", "scope"),
        ("--resource urn:missing", "resource"),
        (
            "--post-logout-redirect-uri nowhere",
            "post_logout_redirect_uri",
        ),
        ("--jwks-uri nowhere", "jwks_uri"),
        ("--public", "no_require_pkce"),
    ] {
        let line = format!("client update web {flags}");
        assert_eq!(place.refused(&line).await, field, "{flags}");
    }
    assert_eq!(
        place.refused("client update nobody --name X").await,
        "client"
    );

    let line =
        "client update web --name Other --first-party=false --require-pkce --auth-method none";
    let changed = place.json(line).await;
    assert_eq!(changed["name"], "Other");
    assert_eq!(
        (&changed["first_party"], &changed["public"]),
        (&json!(false), &json!(true))
    );
    let changed = place
        .json("client update web --auth-method client_secret_basic --id-token-alg HS256")
        .await;
    assert!(
        changed["client_secret"].is_string(),
        "it has a secret again"
    );
    let rotated = place.json("client rotate-secret web").await;
    assert!(rotated["client_secret"].is_string());
}

#[tokio::test]
async fn permission_to_register_is_given_and_taken() {
    let place = Place::new();
    let made = place
        .json("client token create --name CI --lifetime 2d --uses 3")
        .await;
    assert!(made["token"].as_str().unwrap().starts_with("cs_initial_"));
    let listed = place.json("client token list").await;
    assert_eq!(listed[0]["uses_left"], 3);
    assert!(listed[0].get("token").is_none());
    place
        .json("client token create --name Any --unlimited")
        .await;
    let id = made["id"].as_str().unwrap();
    place.json(&format!("client token revoke {id}")).await;
    let listed = place.json("client token list").await;
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["uses_left"], Value::Null);
    for (line, field) in [
        (format!("client token revoke {id}"), "id"),
        ("client token create --name CI --uses 0".to_owned(), "uses"),
        (
            "client token create --name CI --lifetime 400d".to_owned(),
            "lifetime",
        ),
    ] {
        assert_eq!(place.refused(&line).await, field, "{line}");
    }
}

#[tokio::test]
async fn an_api_s_client_is_one_until_the_operator_says_otherwise() {
    let place = Place::new();
    for api in ["urn:notes", "urn:files"] {
        let line = format!("resource create {api} --name N --scope {}", &api[4..]);
        place.json(&line).await;
    }
    place
        .json("client create --name Api --id api --introspects urn:notes")
        .await;
    for (flags, left) in [
        ("--name Other", json!(["urn:notes"])),
        ("--introspects urn:files", json!(["urn:files"])),
        (
            "--no-introspects --grant client_credentials --resource urn:notes",
            json!([]),
        ),
        ("--name Third", json!([])),
    ] {
        let changed = place.json(&format!("client update api {flags}")).await;
        assert_eq!(changed["introspects"], left, "{flags}");
    }
    let both = "client update api --introspects urn:notes --no-introspects";
    let words = ["countersign"].into_iter().chain(both.split(' '));
    assert!(super::super::read(&words.map(Into::into).collect::<Vec<_>>()).is_err());
}

/// The operator is bound by the sector too: people's names would come to mean others.
#[tokio::test]
async fn a_sector_is_for_good() {
    let place = Place::new();
    place
        .json("client create --name Web --id web --redirect-uri https://a.example/cb --subject-type pairwise")
        .await;
    place
        .json("client update web --redirect-uri https://a.example/other")
        .await;
    let line = "client update web --redirect-uri https://b.example/cb";
    assert_eq!(place.refused(line).await, "sector_identifier_uri");
    let shown = place.json("client show web").await;
    assert_eq!(shown["redirect_uris"], json!(["https://a.example/other"]));
    assert!(shown["metadata"].get("sector").is_none());
}

/// Clients from before methods were registered have no metadata at all: a public one stays public.
#[tokio::test]
async fn an_update_makes_nobody_confidential() {
    let place = Place::new();
    let uri = "--redirect-uri https://a.example/cb";
    let line = format!("client create --name Spa --id spa --public {uri}");
    place.json(&line).await;
    let line = format!("client create --name Web --id web {uri}");
    place.json(&line).await;
    let config = crate::config::Config {
        database_url: format!("sqlite:{}/c.db", place.0.display())
            .parse()
            .unwrap(),
        ..crate::config::Config::default()
    };
    let db = crate::store::Db::open(&config).await.unwrap();
    let older = db.write(|tx| {
        let sql = "UPDATE clients SET metadata = '{}', updated_at = 0";
        Box::pin(crate::store::sql::execute(tx, sql, Vec::new()))
    });
    older.await.unwrap();
    db.close().await;

    for (id, public) in [("spa", true), ("web", false)] {
        let line = format!("client update {id} --name New");
        let changed = place.json(&line).await;
        assert!(changed.get("client_secret").is_none(), "{id}");
        let shown = place.json(&format!("client show {id}")).await;
        let method = &shown["metadata"]["token_endpoint_auth_method"];
        assert_eq!(
            (&shown["name"], &shown["public"]),
            (&json!("New"), &json!(public))
        );
        assert_eq!(method == "none", public, "{id}");
    }
    let line = "client update spa --auth-method client_secret_basic";
    assert!(
        place.json(line).await["client_secret"].is_string(),
        "said so, it is"
    );
}
