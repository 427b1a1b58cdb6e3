//! What a person does on these pages, and what they show.

use super::{CREATE, LIVE, NOTES, Stage, shown, takes_keys};
use crate::support::seed::PASSWORD;
use crate::support::{days, hours};

#[tokio::test]
async fn a_key_is_made_shown_once_and_works() {
    let mut stage = Stage::set().await;
    let empty = stage.browser.get("/account/keys").await.expect(200);
    assert!(empty.body.contains("You have no key."), "{}", empty.dump());
    let form = stage.browser.get(CREATE).await.expect(200);
    assert!(form.body.contains("Read your notes"), "{}", form.dump());
    assert!(!form.body.contains(" checked"), "nothing is given unasked");

    let form = stage.creation("Nightly").await;
    let page = stage.browser.post(&form).await.expect(200);
    let text = shown(&page);
    assert_eq!(page.header("cache-control"), "no-store");
    let said = stage.api.introspect(&text).await;
    assert_eq!(said["scope"], "notes:read");
    assert_eq!(said["roles"], serde_json::json!(["editor"]));
    let end = stage.server.app.now() + days(30);
    assert_eq!(said["exp"], end.seconds());

    let list = stage.browser.get("/account/keys").await.expect(200);
    assert!(!list.body.contains("csk_"), "{}", list.dump());
    for words in [
        "<h2>Nightly</h2>",
        "Read your notes",
        "editor",
        "1 July 2026",
        "Last used",
    ] {
        assert!(list.body.contains(words), "{words}: {}", list.dump());
    }
    // The form sent once more makes no other: there is one of that name.
    let again = stage.browser.post(&form).await.expect_page(422);
    assert!(
        again.body.contains("Another key has that name."),
        "{}",
        again.dump()
    );
    assert_eq!(stage.server.number(LIVE).await, 1);
}

#[tokio::test]
async fn what_cannot_be_made_is_said_beside_its_field() {
    let mut stage = Stage::set().await;
    let form = stage.creation("new").await;
    for (field, value, words) in [
        ("name", "", "Use 1 to 80 characters"),
        ("expires", "soon", "Choose one of these."),
        ("expires", "900d", "Choose a shorter lifetime"),
    ] {
        let refused = stage.browser.post(&form.clone().set(field, value)).await;
        let refused = refused.expect_page(422);
        assert!(refused.body.contains(words), "{}", refused.dump());
        assert!(
            refused.body.contains(&format!("id=\"{field}-error\"")),
            "{}",
            refused.dump()
        );
    }
    // What is not offered is not given, whatever is sent.
    let greedy = form
        .set("scope.openid", "yes")
        .set("role.countersign-admin", "yes");
    let page = stage.browser.post(&greedy).await.expect(200);
    let said = stage.api.introspect(&shown(&page)).await;
    assert_eq!(said["scope"], "notes:read");
    assert_eq!(said["roles"], serde_json::json!(["editor"]));
}

#[tokio::test]
async fn a_key_is_renewed_with_an_overlap_and_without() {
    let mut stage = Stage::set().await;
    let (first, key) = stage.key("CI").await;
    let form = stage.renewal(&key).await;
    assert_eq!(form.value("now"), "", "the switch is off");
    let page = stage.browser.post(&form).await.expect(200);
    let second = shown(&page);
    assert!(page.body.contains("Former key"), "{}", page.dump());
    assert!(stage.api.finds_active(&first).await && stage.api.finds_active(&second).await);
    let noted = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'api_key_renewed'";
    assert_eq!(stage.server.number(noted).await, 1);
    // The form from before asks for a third beside the two.
    let refused = stage.browser.post(&form).await.expect_page(422);
    assert!(refused.body.contains("still works"), "{}", refused.dump());
    assert_eq!(stage.server.number(noted).await, 1);
    // The one that is shown now says that both end.
    let form = stage.renewal(&key).await;
    assert_eq!(form.value("now"), "yes");
    let third = shown(&stage.browser.post(&form).await.expect(200));
    for dead in [&first, &second] {
        assert!(!stage.api.finds_active(dead).await);
    }
    assert!(stage.api.finds_active(&third).await);
    stage.server.clock.advance(hours(24));
    assert!(stage.api.finds_active(&third).await);
}

#[tokio::test]
async fn a_key_is_renamed_and_revoked() {
    let mut stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let form = stage.beside("rename").await;
    let refused = stage.browser.post(&form.clone().set("name", "")).await;
    let refused = refused.expect_page(422);
    assert!(refused.body.contains("id=\"rename-error\""));
    let page = stage
        .browser
        .post(&form.set("name", "Deploy"))
        .await
        .expect(200);
    assert!(page.body.contains("<h2>Deploy</h2>"), "{}", page.dump());
    let form = stage.beside("revoke").await;
    let page = stage.browser.post(&form).await.expect(200);
    assert!(page.body.contains("Deploy is revoked."), "{}", page.dump());
    assert!(!stage.api.finds_active(&text).await);
    stage.browser.post(&form).await.expect_page(422);
}

#[tokio::test]
async fn keys_are_offered_only_where_an_api_takes_them() {
    let mut stage = Stage::set().await;
    stage
        .server
        .resource("https://files.example.org", &["files:read"])
        .await;
    let (text, _) = stage.key("CI").await;
    let form = stage.creation("new").await;
    let mut account = async || stage.browser.get("/account").await.expect(200).body;
    assert!(account().await.contains("You have one API key."));
    takes_keys(&stage.server, false).await;
    // The keys that there are can still be seen and ended.
    assert!(account().await.contains("href=\"/account/keys\""));
    let list = stage.browser.get("/account/keys").await.expect(200);
    assert!(list.body.contains("Not accepted now"), "{}", list.dump());
    assert!(!list.body.contains(CREATE), "{}", list.dump());
    let shown = stage.browser.get(CREATE).await.expect(303);
    assert_eq!(shown.location(), "/account/keys");
    let refused = stage.browser.post(&form).await.expect_page(422);
    let words = "takes no keys now. Nothing was made.";
    assert!(refused.body.contains(words), "{}", refused.dump());
    takes_keys(&stage.server, true).await;
    for (api, takes) in [
        (NOTES, true),
        ("https://files.example.org", false),
        ("x", false),
    ] {
        let address = format!("{CREATE}?api={api}");
        let answer = stage.browser.get(&address).await;
        assert_eq!(answer.status == 200, takes, "{}", answer.dump());
        let form = form.clone().set("api", api).set("name", api);
        let answer = stage.browser.post(&form).await;
        assert_eq!(answer.status == 200, takes, "{}", answer.dump());
    }
    assert!(stage.api.finds_active(&text).await);
    assert_eq!(stage.server.number(LIVE).await, 2);
}

/// The page says so before, and after.
#[tokio::test]
async fn another_password_ends_the_keys() {
    let mut stage = Stage::set().await;
    let (text, _) = stage.key("CI").await;
    let page = stage.browser.get("/account/password").await.expect(200);
    assert!(
        page.body.contains("and your API keys end"),
        "{}",
        page.dump()
    );
    let form = page
        .form("/account/password")
        .set("new_password", "another few unrelated words");
    let wrong = form.clone().set("current_password", "x");
    stage.browser.post(&wrong).await.expect_page(422);
    assert!(stage.api.finds_active(&text).await);
    let page = stage
        .browser
        .post(&form.set("current_password", PASSWORD))
        .await;
    assert!(page.expect(200).body.contains("your API keys have ended"));
    assert!(!stage.api.finds_active(&text).await);
    assert_eq!(stage.server.number(LIVE).await, 0);
}

#[tokio::test]
async fn without_keys_and_apis_that_take_them_there_is_no_such_page() {
    let mut stage = Stage::set().await;
    takes_keys(&stage.server, false).await;
    let page = stage.browser.get("/account").await.expect(200);
    let link = "href=\"/account/keys\"";
    assert!(!page.body.contains(link), "{}", page.dump());
    takes_keys(&stage.server, true).await;
    let page = stage.browser.get("/account").await.expect(200);
    assert!(page.body.contains(link), "{}", page.dump());
}

#[tokio::test]
async fn a_key_is_marked_in_its_last_week() {
    let mut stage = Stage::set().await;
    for (days, marked) in [("30d", false), ("8d", false), ("7d", true)] {
        let form = stage.creation(days).await.set("expires", days);
        let page = stage.browser.post(&form).await.expect(200);
        assert_eq!(page.body.contains("Ends soon"), marked, "{}", page.dump());
    }
}

/// What was typed is mended where it was typed, not above all keys.
#[tokio::test]
async fn another_name_that_is_refused_is_mended_beside_its_key() {
    let mut stage = Stage::set().await;
    stage.key("CI").await;
    let form = stage.beside("rename").await.set("name", "BUILD");
    stage.key("Build").await;
    let refused = stage.browser.post(&form).await.expect_page(422);
    for words in ["value=\"BUILD\"", "Another key has that name.", "autofocus"] {
        assert!(refused.body.contains(words), "{}", refused.dump());
    }
    assert!(!refused.body.contains("id=\"problem\""));
    // Where the key is none of this page's, above.
    let nobodys = form.set("id", "nothing").set("name", "");
    let refused = stage.browser.post(&nobodys).await.expect_page(422);
    assert!(
        refused.body.contains("id=\"problem\""),
        "{}",
        refused.dump()
    );
}
