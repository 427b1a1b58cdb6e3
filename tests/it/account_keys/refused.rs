//! Whom these pages refuse: who is somebody else, and who does not know the password.

use super::{CREATE, LIVE, Stage};
use crate::support::hours;

#[tokio::test]
async fn without_the_password_there_is_no_key() {
    let mut stage = Stage::set().await;
    let (text, key) = stage.key("old").await;
    let (creation, renewal) = (stage.creation("new").await, stage.renewal(&key).await);
    for (form, password) in [(&creation, ""), (&renewal, ""), (&renewal, "wrong")] {
        let form = form.clone().set("current_password", password);
        let refused = stage.browser.post(&form).await.expect_page(422);
        assert!(
            refused.body.contains("not your present password"),
            "{}",
            refused.dump()
        );
        assert!(!refused.body.contains("csk_"), "{}", refused.dump());
    }
    assert_eq!(stage.server.number(LIVE).await, 1);
    assert!(stage.api.finds_active(&text).await);
    // What was chosen stays; the password is typed anew.
    let refused = stage
        .browser
        .post(&creation.clone().set("current_password", "x"))
        .await;
    let kept = refused.form(CREATE);
    assert_eq!(kept.value("name"), "new");
    assert_eq!(kept.value("scope.notes:read"), "yes");
    assert_eq!(kept.value("current_password"), "");
    stage.browser.post(&creation).await.expect(200);
    stage.browser.post(&renewal).await.expect(200);
}

/// Guesses at the password count here as they do at the sign-in.
#[tokio::test]
async fn guesses_are_slowed_down() {
    let mut stage = Stage::set().await;
    let form = stage.creation("new").await;
    for _ in 0..6 {
        stage
            .browser
            .post(&form.clone().set("current_password", "x"))
            .await;
    }
    let refused = stage.browser.post(&form).await.expect_page(422);
    assert!(
        !refused.body.contains("not your present password"),
        "{}",
        refused.dump()
    );
    assert_eq!(stage.server.number(LIVE).await, 0);
}

/// Each form with the identifier of somebody else's key, and of none.
#[tokio::test]
async fn nobody_touches_anothers_keys() {
    let mut stage = Stage::set().await;
    let (text, key) = stage.key("CI").await;
    let bob = stage.server.person("bob").await;
    let mut his = stage.server.browser();
    his.sign_in(&bob).await;
    let list = his.get("/account/keys").await.expect(200);
    assert!(!list.body.contains(&key.id), "{}", list.dump());
    let csrf = his.get(CREATE).await.form(CREATE).value("csrf").to_owned();
    let (rename, revoke) = (stage.beside("rename").await, stage.beside("revoke").await);
    for id in [key.id.as_str(), "", "nothing"] {
        for form in [&rename, &revoke] {
            let form = form.clone().set("csrf", &csrf).set("id", id);
            his.post(&form.set("name", "Mine")).await.expect_page(422);
        }
        let shown = his.get(&format!("/account/keys/rotate?id={id}")).await;
        assert_eq!(shown.expect(303).location(), "/account/keys");
        let renewal = stage.renewal(&key).await.set("csrf", &csrf).set("id", id);
        let refused = his.post(&renewal).await.expect(303);
        assert_eq!(refused.location(), "/account/keys");
    }
    assert!(stage.api.finds_active(&text).await);
    let list = stage.browser.get("/account/keys").await;
    assert!(list.body.contains("<h2>CI</h2>"), "{}", list.dump());
    let renewal = stage.renewal(&key).await;
    stage.browser.post(&renewal).await.expect(200);
}

#[tokio::test]
async fn only_forms_of_this_page_count() {
    let mut stage = Stage::set().await;
    let (text, key) = stage.key("CI").await;
    let forms = [
        stage.creation("new").await,
        stage.renewal(&key).await.set("now", "yes"),
        stage.beside("rename").await.set("name", "Mine"),
        stage.beside("revoke").await,
    ];
    for form in &forms {
        let without = form.clone().without("csrf");
        stage.browser.post(&without).await.expect_page(403);
        let wrong = form.clone().set("csrf", "x");
        stage.browser.post(&wrong).await.expect_page(403);
        let site = [("sec-fetch-site", "cross-site")];
        stage.browser.post_with(form, &site).await.expect_page(403);
        let mut other = stage.server.browser();
        other.sign_in(&stage.ada).await;
        other.post(form).await.expect_page(403);
    }
    for action in ["rename", "revoke"] {
        let url = format!("/account/keys/{action}?id={}", key.id);
        stage.browser.get(&url).await.expect(405);
    }
    assert_eq!(stage.server.number(LIVE).await, 1);
    assert!(stage.api.finds_active(&text).await);
    for form in &forms {
        stage.browser.post(form).await.expect(200);
    }
    assert!(!stage.api.finds_active(&text).await);
}

/// Also one whose session has become too old: the password alone is not enough.
#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in() {
    let mut stage = Stage::set().await;
    let (text, key) = stage.key("CI").await;
    let forms = [
        stage.creation("new").await,
        stage.renewal(&key).await.set("now", "yes"),
        stage.beside("rename").await.set("name", "Mine"),
        stage.beside("revoke").await,
    ];
    let mut nobody = stage.server.browser();
    let csrf = nobody
        .get("/login")
        .await
        .form("/login")
        .value("csrf")
        .to_owned();
    let renewal = format!("/account/keys/rotate?id={}", key.id);
    for path in ["/account/keys", CREATE, &renewal] {
        assert_eq!(nobody.get(path).await.expect(303).location(), "/login");
    }
    for form in &forms {
        let form = form.clone().set("csrf", &csrf);
        assert_eq!(nobody.post(&form).await.expect(303).location(), "/login");
    }
    stage.server.clock.advance(hours(13));
    for form in &forms {
        stage.browser.post(form).await.expect_page(403);
    }
    assert_eq!(stage.server.number(LIVE).await, 1);
    assert!(stage.api.finds_active(&text).await);
}
