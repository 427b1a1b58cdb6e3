//! Everything that ends a key is seen at once, and every reason looks the same; signing out is none.

use countersign::identity::{account, api_key, session};
use countersign::oauth::resource;
use secrecy::SecretString;
use serde_json::json;

use super::{NOTES, Stage, field, named};
use crate::support::server::START;
use crate::support::{days, hours, seconds};

impl Stage {
    async fn is_dead(&self, text: &str) {
        assert_eq!(self.api.introspect(text).await, json!({"active": false}));
    }
}

#[tokio::test]
async fn the_clock_ends_it_to_the_second() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    stage.clock.advance(days(90) - seconds(1));
    assert!(stage.api.finds_active(&text).await);
    stage.clock.advance(seconds(1));
    stage.is_dead(&text).await;
}

#[tokio::test]
async fn its_owner_ends_it_and_nobody_elses() {
    let stage = Stage::set().await;
    let bob = stage.person("bob").await;
    let ((text, key), (other, _)) = (stage.key("CI").await, stage.key("laptop").await);
    let stolen = api_key::revoke(&stage.app, &bob.user.id, &key.id).await;
    assert!(stolen.unwrap().is_none());
    assert!(stage.api.finds_active(&text).await);
    let revoked = api_key::revoke(&stage.app, &stage.ada.user.id, &key.id).await;
    assert_eq!(revoked.unwrap().unwrap().revoked_at, Some(START));
    stage.is_dead(&text).await;
    assert!(stage.api.finds_active(&other).await);
    // Once is enough, and what is dead stays so.
    let again = api_key::revoke(&stage.app, &stage.ada.user.id, &key.id).await;
    assert!(again.unwrap().is_none());
    assert_eq!(field(stage.rotate(&key.id, None).await), "id");
    let renamed = api_key::rename(&stage.app, &stage.ada.user.id, &key.id, "x").await;
    assert_eq!(field(renamed), "id");
}

/// Another node, which keeps nothing of keys in memory.
#[tokio::test]
async fn another_node_sees_it_at_once() {
    let stage = Stage::set().await;
    let api = stage.api.at(&stage.another_node().await);
    let (text, key) = stage.key("CI").await;
    assert!(api.finds_active(&text).await);
    api_key::revoke(&stage.app, &stage.ada.user.id, &key.id)
        .await
        .unwrap();
    assert!(!api.finds_active(&text).await);
}

/// Where a key was found leaked, its API ends it with the text alone; others who hold the text do not.
#[tokio::test]
async fn its_api_ends_it() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let public = stage.client(|new| new.public = true).await;
    for stranger in [
        &stage.app_client().await,
        &stage.service(&[NOTES]).await,
        &public,
    ] {
        stranger
            .revoke(&text)
            .await
            .expect_error(400, "invalid_grant");
    }
    assert!(stage.api.finds_active(&text).await);
    stage.api.revoke(&text).await.expect(200);
    stage.is_dead(&text).await;
    // RFC 7009 section 2.2: what is dead already is a success, for anybody.
    for caller in [&stage.api, &public] {
        caller.revoke(&text).await.expect(200);
    }
}

#[tokio::test]
async fn a_revocation_that_cannot_be_written_is_no_success() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    stage.app.db.close().await;
    let answer = stage.api.revoke(&text).await;
    answer.expect_error(503, "temporarily_unavailable");
}

#[tokio::test]
async fn an_account_takes_its_keys_along() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let user = &stage.ada.user;
    account::disable(&stage.app, user).await.unwrap();
    stage.is_dead(&text).await;
    account::enable(&stage.app, user).await.unwrap();
    stage.is_dead(&text).await;

    let (text, _) = stage.key("laptop").await;
    // As an older node disables, which knows nothing of keys.
    stage.tamper("UPDATE users SET disabled_at = 1").await;
    stage.is_dead(&text).await;
    stage.tamper("UPDATE users SET disabled_at = NULL").await;
    assert!(stage.api.finds_active(&text).await);

    account::delete(&stage.app, user).await.unwrap();
    stage.is_dead(&text).await;
    assert_eq!(
        stage.number("SELECT COUNT(*) AS value FROM api_keys").await,
        0
    );
}

/// Whoever knew the password may have made a key. A sign-out says nothing of the programs that run meanwhile.
#[tokio::test]
async fn another_password_ends_it_and_a_sign_out_does_not() {
    let stage = Stage::set().await;
    let bob = stage.person("bob").await;
    let (text, _) = stage.key("CI").await;
    let (his, _) = stage
        .create(
            &bob,
            super::NewKey {
                roles: Vec::new(),
                ..named("CI")
            },
        )
        .await
        .unwrap();
    let mut browser = stage.browser();
    browser.sign_in(&stage.ada).await;
    let ended = session::end_all(&stage.app, &stage.ada.user.id).await;
    assert_eq!(ended.unwrap(), 1);
    assert!(stage.api.finds_active(&text).await);
    let chosen = SecretString::from("another few unrelated words");
    let changed =
        account::set_password(&stage.app, &stage.ada.user, &chosen, (15, None), None).await;
    changed.unwrap();
    stage.is_dead(&text).await;
    assert!(stage.api.finds_active(&his).await, "somebody else's");
    // The account as it was read before makes no more.
    assert_eq!(field(stage.create(&stage.ada, named("late")).await), "");
}

/// A switch, not an end: while an API takes no keys, there are none; and one that is made anew is another API.
#[tokio::test]
async fn its_api_says_whether_it_takes_keys() {
    let stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    stage.takes_keys(false).await;
    stage.is_dead(&text).await;
    stage.takes_keys(true).await;
    assert!(stage.api.finds_active(&text).await);
    assert!(resource::delete(&stage.app, NOTES).await.unwrap());
    stage.is_dead(&text).await;
    stage.resource(NOTES, &["notes:read"]).await;
    stage.takes_keys(true).await;
    stage.is_dead(&text).await;
}

/// The new text lives as long as the first was made for; the former one ends with the overlap, and at once if that is said.
#[tokio::test]
async fn a_rotation_changes_the_text() {
    let stage = Stage::set().await;
    let (first, key) = stage.key("CI").await;
    stage.clock.advance(days(30));
    let (second, rotated) = stage.rotate(&key.id, None).await.unwrap();
    assert_eq!(rotated.expires_at, START + days(120));
    let said = stage.api.introspect(&first).await;
    assert_eq!(said["exp"], (START + days(31)).seconds());
    assert_eq!(said["jti"], key.id.as_str());
    let said = stage.api.introspect(&second).await;
    assert_eq!(said["exp"], (START + days(120)).seconds());
    assert_eq!(said["iat"], (START + days(30)).seconds());

    // Of three texts one would have to end before it was said to.
    assert_eq!(field(stage.rotate(&key.id, None).await), "overlap");
    assert!(stage.api.finds_active(&first).await && stage.api.finds_active(&second).await);
    stage.clock.advance(hours(24));
    stage.is_dead(&first).await;
    assert!(stage.api.finds_active(&second).await);

    let (third, _) = stage.rotate(&key.id, Some(hours(1))).await.unwrap();
    let (fourth, _) = stage.rotate(&key.id, Some(seconds(0))).await.unwrap();
    for dead in [&first, &second, &third] {
        stage.is_dead(dead).await;
    }
    assert!(stage.api.finds_active(&fourth).await);
    assert_eq!(
        stage.number("SELECT COUNT(*) AS value FROM api_keys").await,
        1
    );
}

/// The text before lives no longer than it was promised to in the first place, and dies with its key.
#[tokio::test]
async fn a_former_text_outlives_nothing() {
    let stage = Stage::set().await;
    let (first, key) = stage.key("CI").await;
    stage.clock.advance(days(90) - hours(1));
    let (second, _) = stage.rotate(&key.id, None).await.unwrap();
    assert!(stage.api.finds_active(&first).await);
    stage.clock.advance(hours(1));
    stage.is_dead(&first).await;
    assert!(stage.api.finds_active(&second).await);
    let (third, _) = stage.rotate(&key.id, None).await.unwrap();
    stage.api.revoke(&second).await.expect(200);
    stage.is_dead(&third).await;
    stage.clock.advance(days(90));
    let expired = stage.rotate(&key.id, None).await;
    assert_eq!(field(expired), "id");
}

/// Dead keys stay for thirty days, for whoever finds their identifier in a log.
#[tokio::test]
async fn long_dead_keys_are_cleared() {
    let stage = Stage::set().await;
    let (_, revoked) = stage.key("CI").await;
    let (live, _) = stage.key("laptop").await;
    let rows = async || {
        countersign::jobs::clean(&stage.app).await;
        stage.number("SELECT COUNT(*) AS value FROM api_keys").await
    };
    api_key::revoke(&stage.app, &stage.ada.user.id, &revoked.id)
        .await
        .unwrap();
    stage.clock.advance(days(30));
    assert_eq!(rows().await, 2);
    stage.clock.advance(seconds(1));
    assert_eq!(rows().await, 1);
    assert!(stage.api.finds_active(&live).await);
    stage.clock.advance(days(90));
    assert_eq!(rows().await, 0);
}
