//! What introspection says of a key, and to whom; and where a key is nothing at all.

use countersign::base::Random;
use countersign::base::random::SeededRandom;
use countersign::identity::api_key;
use countersign::identity::role::{self, Holder};
use countersign::store;
use countersign_verifier::key_text;
use serde_json::{Value, json};

use super::{NOTES, Stage, named};
use crate::support::server::START;
use crate::support::{Params, days, seconds};

const FILES: &str = "https://files.example.org";
const INTROSPECT: &str = "/oauth2/introspect";

#[tokio::test]
async fn its_api_is_told_whose_it_is_and_what_it_may() {
    let stage = Stage::set().await;
    let (text, key) = stage.key("CI").await;
    assert!(key_text::is_well_formed(&text));
    let said = stage.api.introspect(&text).await;
    let expected = json!({
        "active": true,
        "token_type": "api_key",
        "iss": stage.issuer(),
        "sub": stage.ada.user.id,
        "aud": NOTES,
        "scope": "notes:read",
        "roles": ["editor"],
        "iat": START.seconds(),
        "exp": (START + days(90)).seconds(),
        "jti": key.id,
        "username": "ada",
    });
    assert_eq!(said, expected);

    // A key may be of no scope and no role.
    let mut bare = named("bare");
    (bare.scopes, bare.roles) = (Vec::new(), Vec::new());
    let (text, _) = stage.create(&stage.ada, bare).await.unwrap();
    let said = stage.api.introspect(&text).await;
    assert_eq!(
        (&said["active"], &said["roles"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(said.get("scope"), None);
}

/// RFC 9701: who asks for a JWT gets the same answer in one.
#[tokio::test]
async fn the_answer_is_a_jwt_for_who_asks_for_one() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let jwt = [("accept", "application/token-introspection+jwt")];
    let answer = stage
        .api
        .ask(INTROSPECT, &jwt, Params::of(&[("token", &text)]))
        .await;
    let said = crate::support::claims(&answer.expect(200).body);
    assert_eq!(
        said["token_introspection"],
        stage.api.introspect(&text).await
    );
}

#[tokio::test]
async fn nobody_else_learns_of_it() {
    let stage = Stage::set().await;
    stage.resource(FILES, &[]).await;
    let (text, _) = stage.key("CI").await;
    let (files, app) = (stage.api(&[FILES]).await, stage.app_client().await);
    let neighbour = stage.service(&[NOTES]).await;
    for caller in [&files, &app, &neighbour] {
        assert_eq!(caller.introspect(&text).await, json!({"active": false}));
    }
    let written = "SELECT COUNT(*) AS value FROM api_keys WHERE last_used_at IS NOT NULL";
    assert_eq!(stage.number(written).await, 1);
    stage
        .tamper("UPDATE api_keys SET last_used_at = NULL")
        .await;
    files.introspect(&text).await;
    assert_eq!(stage.number(written).await, 0, "what is refused is no use");
    stage
        .tamper("UPDATE clients SET source = 'registration'")
        .await;
    assert!(!stage.api.finds_active(&text).await);
}

#[tokio::test]
async fn what_is_not_stored_is_no_key() {
    let stage = Stage::set().await;
    let (text, key) = stage.key("CI").await;
    let random: &dyn Random = &SeededRandom::new(99);
    let foreign = key_text::compose(|bytes| random.fill(bytes));
    let typo = format!("csk_{}{}", &text[5..], "0");
    for other in [
        foreign.as_str(),
        &typo,
        &text.to_uppercase(),
        &key.id,
        "csk_",
    ] {
        assert_eq!(
            stage.api.introspect(other).await,
            json!({"active": false}),
            "{other}"
        );
    }
    assert!(stage.api.finds_active(&text).await);
}

/// What the owner may not do, a key cannot; what is given back counts again, for the key never had more than that.
#[tokio::test]
async fn it_may_no_more_than_its_owner_today() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let roles = async || stage.api.introspect(&text).await["roles"].clone();
    assert_eq!(roles().await, json!(["editor"]));
    let (owner, other) = (stage.ada.user.id.clone(), stage.person("bob").await);
    let editor = store::role::find(&mut stage.app.db.read(), NOTES, "editor").await;
    let editor = editor.unwrap().unwrap();
    role::revoke(&stage.app, &editor, Holder::User(owner.clone()))
        .await
        .unwrap();
    role::grant(&stage.app, &editor, Holder::User(other.user.id))
        .await
        .unwrap();
    assert_eq!(roles().await, json!([]));
    role::grant(&stage.app, &editor, Holder::User(owner))
        .await
        .unwrap();
    assert_eq!(roles().await, json!(["editor"]));
    // A role that the owner was given later is not the key's.
    stage.role_of(&stage.ada, "admin", NOTES).await;
    assert_eq!(roles().await, json!(["editor"]));
}

#[tokio::test]
async fn a_scope_that_its_api_forgot_is_gone() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    assert_eq!(stage.api.introspect(&text).await["scope"], "notes:read");
    stage
        .tamper("UPDATE resources SET scopes = '[\"notes:write\"]'")
        .await;
    let said = stage.api.introspect(&text).await;
    assert_eq!((&said["active"], said.get("scope")), (&json!(true), None));
}

/// At UserInfo, and wherever an access token is asked for, a key is as foreign as any other text.
#[tokio::test]
async fn it_is_no_access_token() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let app = stage.app_client().await;
    let mut browser = stage.browser();
    browser.sign_in(&stage.ada).await;
    let tokens = browser.tokens(&app).await;
    app.userinfo(&tokens.access).await.expect(200);
    app.userinfo(&text).await.expect_error(401, "invalid_token");
    app.refresh(&text).await.expect_error(400, "invalid_grant");
    app.redeem(&text, crate::support::VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    assert!(stage.api.finds_active(&text).await);
}

#[tokio::test]
async fn its_last_use_is_written_once_a_minute() {
    let stage = Stage::set().await;
    let (text, key) = stage.create(&stage.ada, named("CI")).await.unwrap();
    let last = async || {
        let kept = store::api_key::find(&mut stage.app.db.read(), &key.id).await;
        kept.unwrap().unwrap().last_used_at
    };
    assert_eq!(last().await, None);
    for (waited, written) in [(5, 5), (30, 5), (40, 75)] {
        stage.clock.advance(seconds(waited));
        assert!(stage.api.finds_active(&text).await);
        assert_eq!(last().await, Some(START + seconds(written)));
    }
    // A node whose clock is behind moves nothing back.
    let mut late = stage.app.clone();
    late.clock = std::sync::Arc::new(countersign::base::clock::ManualClock::at(START));
    let unused = store::api_key::find(&mut stage.app.db.read(), &key.id).await;
    let mut unused = unused.unwrap().unwrap();
    unused.last_used_at = None;
    api_key::used(&late, &unused).await;
    assert_eq!(last().await, Some(START + seconds(75)));
}

/// Who asks about a key is answered although its use cannot be written down, and never by a guess.
#[tokio::test]
async fn trouble_with_the_database() {
    let stage = Stage::set().await;
    let (text, key) = stage.create(&stage.ada, named("CI")).await.unwrap();
    stage.app.db.close().await;
    api_key::used(&stage.app, &key).await;
    assert!(stage.log.text().contains("could not be written down"));
    let answer = stage
        .api
        .ask(INTROSPECT, &[], Params::of(&[("token", &text)]))
        .await;
    let answer = answer.expect_error(503, "temporarily_unavailable");
    assert_eq!(answer.json().get("active"), None::<&Value>);
}

/// Neither the database nor the log holds the text.
#[tokio::test]
async fn only_its_hash_is_kept() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    stage.api.revoke(&text).await.expect(200);
    assert!(!stage.log.text().contains(&text[4..]));
    let sql = "SELECT COUNT(*) AS value FROM api_keys WHERE LENGTH(text_hash) = 32";
    assert_eq!(stage.number(sql).await, 1);
}
