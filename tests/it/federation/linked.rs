//! `/account/linked`: linking is asked for by who is signed in and has just proven it, in this browser and session; and the last
//! way in is never taken away.

use serde_json::json;

use super::{LINKS, World, stranger};
use crate::support::{Answer, Browser, at_once, covers, minutes};

covers!(
    "/account/linked",
    "/account/linked/add",
    "/account/linked/remove"
);

const EVENTS: &str =
    "SELECT COUNT(*) AS value FROM security_events WHERE kind LIKE 'account_%linked'";

/// Asks to link an account at `up`.
async fn ask(browser: &mut Browser) -> Answer {
    let page = browser.get("/account/linked").await.expect(200);
    browser.post(&page.form("/account/linked/add")).await
}

async fn remove(browser: &mut Browser) -> Answer {
    let page = browser.get("/account/linked").await.expect(200);
    browser.post(&page.form("/account/linked/remove")).await
}

#[tokio::test]
async fn who_is_signed_in_links_and_signs_in_by_it_from_then_on() {
    let world = World::start().await;
    let bob = world.server.person("bob").await;
    let mut browser = world.server.browser();
    browser.sign_in(&bob).await;
    // That the address there is ada's does not matter: bob showed that both accounts are his.
    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    assert_eq!(
        browser.get(&back).await.expect(303).location(),
        "/account/linked"
    );
    let page = browser.get("/account/linked").await.expect(200);
    assert!(page.body.contains("ada@example.org"));
    assert_eq!(world.server.number(EVENTS).await, 1);
    let mut other = world.server.browser();
    world.round(&mut other).await.expect(303);
    assert!(
        other
            .get("/account")
            .await
            .expect(200)
            .body
            .contains("bob@example.org")
    );
    let letter = world
        .server
        .letter("mail-account-linked", "bob@example.org")
        .await;
    assert!(letter.text.contains("up"), "{}", letter.text);
    // Once more changes nothing.
    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    browser.get(&back).await.expect(303);
    assert_eq!(world.server.number(LINKS).await, 1);
    assert_eq!(world.server.number(EVENTS).await, 1);
}

#[tokio::test]
async fn linking_asks_for_fresh_proof_and_a_form_of_ours() {
    let world = World::start().await;
    let bob = world.server.person("bob").await;
    world
        .server
        .browser()
        .get("/account/linked")
        .await
        .expect(303);
    let mut browser = world.server.browser();
    browser.sign_in(&bob).await;
    let page = browser.get("/account/linked").await.expect(200);
    let form = page.form("/account/linked/add");
    browser
        .post(&form.clone().without("csrf"))
        .await
        .expect_page(403);
    browser
        .post(&form.clone().set("csrf", "x"))
        .await
        .expect_page(403);
    browser
        .post_with(
            &form,
            &[
                ("origin", "https://evil.example"),
                ("sec-fetch-site", "cross-site"),
            ],
        )
        .await
        .expect_page(403);
    browser
        .post(&form.clone().set("provider", "down"))
        .await
        .expect_page(404);
    browser.post(&form).await.expect(303);
    world.server.clock.advance(minutes(11));
    assert_eq!(
        browser.post(&form).await.expect(303).location(),
        "/login?for=linked"
    );
    let remove = form.set("provider", "up");
    assert_eq!(
        browser.post(&remove).await.expect(303).location(),
        "/login?for=linked"
    );
    assert_eq!(world.server.number(LINKS).await, 0);
}

/// The row binds person and session: what somebody else is signed in as when the answer comes gets nothing.
#[tokio::test]
async fn what_was_begun_in_one_session_does_not_end_in_another() {
    let world = World::start().await;
    let (bob, eve) = (
        world.server.person("bob").await,
        world.server.person("eve").await,
    );
    let mut browser = world.server.browser();
    browser.sign_in(&bob).await;
    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    let mut signed_out = browser.clone();
    signed_out.cookies.remove(crate::support::browser::SESSION);
    let mut of_eve = signed_out.clone();
    of_eve.sign_in(&eve).await;
    of_eve.get(&back).await.expect_page(403);
    assert_eq!(world.server.number(LINKS).await, 0);

    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    signed_out.get(&back).await.expect_page(403);
    assert_eq!(world.server.number(LINKS).await, 0);

    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    browser.get(&back).await.expect(303);
    assert_eq!(world.server.number(LINKS).await, 1);
}

#[tokio::test]
async fn an_account_that_is_somebody_elses_is_not_taken_over() {
    let world = World::start().await;
    let ada = world.ada().await;
    let bob = world.server.person("bob").await;
    let mut browser = world.server.browser();
    browser.sign_in(&bob).await;
    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    browser.get(&back).await.expect_page(409);
    let mut other = world.server.browser();
    world.round(&mut other).await.expect(303);
    assert!(
        other
            .get("/account")
            .await
            .body
            .contains(&ada.user.username)
    );
    world.upstream.says(stranger());
    let sent = ask(&mut browser).await.expect(303);
    let back = world.upstream.agree(sent.location());
    browser.get(&back).await.expect(303);
    assert_eq!(world.server.number(LINKS).await, 2);
}

#[tokio::test]
async fn linking_may_be_switched_off() {
    let world = World::with(|provider| provider.link = false).await;
    let bob = world.server.person("bob").await;
    world.ada().await;
    assert!(world.lets_in().await, "who is linked comes in");
    let mut browser = world.server.browser();
    browser.sign_in(&bob).await;
    let page = browser.get("/account/linked").await.expect(200);
    assert!(!page.has_form("/account/linked/add"));
    let other = world
        .server
        .another_node_with(|config| config.providers[0].link = true)
        .await;
    browser.node = other;
    let page = browser.get("/account/linked").await.expect(200);
    let form = page.form("/account/linked/add");
    let sent = browser.post(&form).await.expect(303);
    let back = world.upstream.agree(sent.location());
    browser.node = (*world.server).clone();
    browser.post(&form).await.expect_page(403);
    // Nor does one end that was begun before.
    world.upstream.says(stranger());
    let links = world.server.number(LINKS).await;
    browser.get(&back).await.expect_page(403);
    assert_eq!(world.server.number(LINKS).await, links);
}

#[tokio::test]
async fn a_link_is_taken_away_unless_it_is_the_last_way_in() {
    let world = World::start().await;
    let ada = world.ada().await;
    let mut browser = world.server.browser();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/linked")
        .await
        .form("/account/linked/remove");
    let answer = browser
        .post(&form.clone().set("subject", "u-9"))
        .await
        .expect(422);
    assert!(answer.body.contains("not linked to yours"));
    let bob = world.server.person("bob").await;
    let mut of_bob = world.server.browser();
    of_bob.sign_in(&bob).await;
    let foreign = of_bob
        .get("/account/linked")
        .await
        .form("/account/linked/add");
    let foreign = foreign.set("subject", "u-1");
    let foreign = crate::support::Form {
        action: "/account/linked/remove".to_owned(),
        ..foreign
    };
    of_bob.post(&foreign).await.expect(422);
    assert_eq!(world.server.number(LINKS).await, 1);

    world
        .server
        .tamper("UPDATE users SET password_hash = NULL WHERE username = 'ada'")
        .await;
    let mut by_link = world.server.browser();
    world.round(&mut by_link).await.expect(303);
    remove(&mut by_link).await.expect(422);
    assert_eq!(world.server.number(LINKS).await, 1);
    // One at a provider that is not there any more is no way in.
    world
        .server
        .tamper("INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) SELECT 'gone', 'x', id, '', 0 FROM users WHERE username = 'ada'")
        .await;
    let form = by_link
        .get("/account/linked")
        .await
        .form("/account/linked/remove");
    by_link
        .post(&form.clone().set("provider", "up").set("subject", "u-1"))
        .await
        .expect(422);
    by_link
        .post(&form.set("provider", "gone").set("subject", "x"))
        .await
        .expect(200);
    assert_eq!(world.server.number(LINKS).await, 1);
}

/// Two links, two windows: one of them stays.
#[tokio::test]
async fn of_two_last_links_one_stays() {
    let world = World::start().await;
    world.ada().await;
    world
        .server
        .tamper("INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) SELECT 'up', 'u-0', id, '', 0 FROM users")
        .await;
    world
        .server
        .tamper("UPDATE users SET password_hash = NULL")
        .await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let form = browser
        .get("/account/linked")
        .await
        .form("/account/linked/remove");
    at_once(2, |number| {
        let (mut browser, form) = (
            browser.clone(),
            form.clone().set("subject", &format!("u-{number}")),
        );
        async move { browser.post(&form).await.status }
    })
    .await;
    assert_eq!(world.server.number(LINKS).await, 1);
}

/// What a provider calls somebody is text on our pages, and bounded.
#[tokio::test]
async fn what_they_are_called_there_is_text_here() {
    let world = World::start().await;
    let ada = world.ada().await;
    let name = "<img src=x onerror=alert(1)>".to_owned() + &"x".repeat(1000);
    world.upstream.says(json!({"sub": "u-1", "preferred_username": name, "email": "a@evil@good.example", "email_verified": true}));
    assert!(world.lets_in().await);
    let mut browser = world.server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/linked").await.expect(200);
    assert!(
        !page.body.contains("<img") && page.body.contains("&#60;img"),
        "{}",
        page.dump()
    );
    assert!(!page.body.contains("evil@good"));
    let longest = "SELECT COUNT(*) AS value FROM linked_accounts WHERE length(label) > 254";
    assert_eq!(world.server.number(longest).await, 0);
}
