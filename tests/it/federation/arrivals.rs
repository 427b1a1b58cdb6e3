//! `/login/join`: who comes without an account here. They sign in to theirs and link it, or have one made where that is allowed;
//! what is done is done once, in the browser in which it was shown.

use serde_json::{Value, json};

use super::{LINKS, SESSIONS, USERS, World, stranger};
use crate::support::{at_once, covers, minutes};

covers!("/login/join", "/account/linked/join");

async fn provisioning() -> World {
    World::with(|provider| provider.provision = true).await
}

#[tokio::test]
async fn nobody_gets_an_account_unless_the_operator_says_so() {
    let world = World::start().await;
    let mut browser = world.server.browser();
    let answer = world.round(&mut browser).await.expect(303);
    assert_eq!(answer.location(), "/login/join");
    let page = browser.get("/login/join").await.expect(200);
    assert!(page.body.contains("ada@example.org") && !page.body.contains("value=\"create\""));
    let form = page.form("/login/join").set("decision", "create");
    browser.post(&form).await.expect_page(400);
    assert_eq!(world.server.number(USERS).await, 0);
    assert!(!browser.is_signed_in().await);

    let world = provisioning().await;
    let mut browser = world.server.browser();
    assert_eq!(
        world.round(&mut browser).await.expect(303).location(),
        "/account"
    );
    assert!(browser.is_signed_in().await);
    let made = "SELECT COUNT(*) AS value FROM users WHERE username = 'ada' AND email = 'ada@example.org' \
        AND email_verified AND given_name = 'Ada' AND password_hash IS NULL";
    assert_eq!(world.server.number(made).await, 1);
    assert!(world.lets_in().await);
    assert_eq!(
        world.server.number(USERS).await,
        1,
        "the same person comes back to the same account"
    );
}

/// The page after a first sign-in is the same whether somebody here has the address that was claimed or not.
#[tokio::test]
async fn an_address_that_nobody_verified_is_neither_taken_nor_looked_up() {
    for verified in [json!(false), json!("true"), Value::Null] {
        let world = provisioning().await;
        world.server.person("ada").await;
        for email in ["ada@example.org", "nobody@example.org"] {
            let subject = format!("u-{email}");
            world
                .upstream
                .says(json!({"sub": subject, "email": email, "email_verified": verified}));
            world.upstream.script().userinfo = json!({"sub": subject});
            let mut browser = world.server.browser();
            let answer = world.round(&mut browser).await.expect(303);
            assert_eq!(answer.location(), "/login/join", "{verified}");
            let page = browser.get("/login/join").await.expect(200);
            let form = page.form("/login/join").set("decision", "create");
            browser.post(&form).await.expect(303);
            assert!(browser.is_signed_in().await, "{verified} {email}");
        }
        let with_address = "SELECT COUNT(*) AS value FROM users WHERE email_key IS NOT NULL";
        assert_eq!(world.server.number(with_address).await, 1, "{verified}");
    }
}

#[tokio::test]
async fn who_has_an_account_already_signs_in_to_it_and_links() {
    let world = provisioning().await;
    let ada = world.server.person("ada").await;
    let app = world.server.app_client().await;
    let mut browser = world.server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let (_, link) = page.body.split_once("href=\"/login/with/up").unwrap();
    let query = link.split('"').next().unwrap().replace("&#38;", "&");
    let answer = world
        .round_from(&mut browser, &format!("/login/with/up{query}"))
        .await;
    assert_eq!(answer.expect(303).location(), "/login/join");
    let page = browser.get("/login/join").await.expect(200);
    assert!(
        !page.body.contains("value=\"create\""),
        "the address is somebody's"
    );
    let form = page.form("/login/join").set("decision", "create");
    browser.post(&form).await.expect_page(400);
    assert_eq!(
        (
            world.server.number(USERS).await,
            world.server.number(LINKS).await
        ),
        (1, 0)
    );

    let answer = world.round(&mut browser).await;
    assert_eq!(answer.location(), "/login/join");
    let page = browser.get("/login?for=linked").await.expect(200);
    let page = browser.sign_in_at(&page, &ada).await.expect(200);
    assert_eq!(
        world.server.number(LINKS).await,
        0,
        "signing in alone links nothing"
    );
    let form = page.form("/account/linked/join");
    for wrong in [form.clone().without("csrf"), form.clone().set("csrf", "x")] {
        browser
            .post(&wrong.set("decision", "link"))
            .await
            .expect_page(403);
    }
    for (field, other) in [("subject", "u-9"), ("provider", "down")] {
        let wrong = form.clone().set(field, other).set("decision", "link");
        browser.post(&wrong).await.expect(422);
    }
    assert_eq!(world.server.number(LINKS).await, 0);
    browser
        .post(&form.clone().set("decision", "link"))
        .await
        .expect(200);
    assert_eq!(world.server.number(LINKS).await, 1);
    browser
        .post(&form.set("decision", "link"))
        .await
        .expect(422);
    assert!(world.lets_in().await);
}

#[tokio::test]
async fn who_waits_does_so_in_one_browser_and_not_for_long() {
    let world = provisioning().await;
    world.upstream.says(json!({"sub": "u-1"}));
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let page = browser.get("/login/join").await.expect(200);
    let form = page.form("/login/join").set("decision", "create");
    let mut other = world.server.browser();
    other.get("/login").await;
    assert_eq!(
        other.get("/login/join").await.expect(303).location(),
        "/login"
    );
    other.post(&form).await.expect_page(403);
    browser
        .post(&form.clone().without("csrf"))
        .await
        .expect_page(403);
    world.server.clock.advance(minutes(10));
    assert_eq!(
        browser.get("/login/join").await.expect(303).location(),
        "/login"
    );
    assert_eq!(browser.post(&form).await.expect(303).location(), "/login");
    assert_eq!(world.server.number(USERS).await, 0);
}

#[tokio::test]
async fn who_decides_against_it_is_forgotten() {
    let world = provisioning().await;
    world.upstream.says(json!({"sub": "u-1"}));
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let form = browser.get("/login/join").await.form("/login/join");
    browser
        .post(&form.clone().set("decision", "forget"))
        .await
        .expect(303);
    assert_eq!(
        browser
            .post(&form.set("decision", "create"))
            .await
            .expect(303)
            .location(),
        "/login"
    );
    assert_eq!(world.server.number(USERS).await, 0);

    let bob = world.server.person("bob").await;
    browser.sign_in(&bob).await;
    assert_eq!(
        world.round(&mut browser).await.expect(303).location(),
        "/login/join"
    );
    let page = browser.get("/login/join").await;
    let page = browser.follow(page).await.expect(200);
    let form = page.form("/account/linked/join").set("decision", "forget");
    browser.post(&form).await.expect(200);
    browser
        .post(&form.set("decision", "link"))
        .await
        .expect(422);
    assert_eq!(world.server.number(LINKS).await, 0);
}

#[tokio::test]
async fn of_many_at_once_one_account_is_made() {
    let world = provisioning().await;
    world.upstream.says(json!({"sub": "u-1"}));
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let form = browser
        .get("/login/join")
        .await
        .form("/login/join")
        .set("decision", "create");
    at_once(8, |_| {
        let (mut browser, form) = (browser.clone(), form.clone());
        async move { browser.post(&form).await.status }
    })
    .await;
    assert_eq!(
        (
            world.server.number(USERS).await,
            world.server.number(LINKS).await
        ),
        (1, 1)
    );

    // Four browsers of one person, each with a sign-in of its own.
    world.upstream.says(stranger());
    world.upstream.script().userinfo = json!({"sub": "u-2"});
    at_once(4, |_| {
        let (mut browser, upstream) = (world.server.browser(), world.upstream.clone());
        async move {
            let sent = browser.get("/login/with/up").await;
            let back = upstream.agree(sent.location());
            browser.get(&back).await.expect(303);
            assert!(browser.is_signed_in().await);
        }
    })
    .await;
    assert_eq!(
        (
            world.server.number(USERS).await,
            world.server.number(LINKS).await
        ),
        (2, 2)
    );
    assert_eq!(world.server.number(SESSIONS).await, 5);
}

/// Names are made unique, and held to what names here are.
#[tokio::test]
async fn a_new_account_has_a_name_of_its_own() {
    let world = provisioning().await;
    world
        .server
        .person_with("ada", |new| {
            new.email = Some("other@example.org".to_owned())
        })
        .await;
    for (said, name) in [
        (json!("ada"), "ada2"),
        (json!("Ada"), "Ada3"),
        (json!("bob@corp.example"), "bob"),
        (json!("eve\u{ff20}corp.example"), "eve"),
        (json!("a b\tc\u{200b}\u{202e}d"), "abcd"),
        (json!("<b>x</b>"), "<b>x</b>"),
        (json!(""), "new-7"),
        (
            json!("x".repeat(500)),
            "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        ),
    ] {
        let number = world.server.number(USERS).await;
        let subject = format!("n-{number}");
        world
            .upstream
            .says(json!({"sub": subject, "preferred_username": said,
            "email": format!("new-{number}@example.org"), "email_verified": true}));
        assert!(world.lets_in().await, "{said}");
        let made: Option<String> = world
            .server
            .row(
                "SELECT username AS value FROM users JOIN linked_accounts ON user_id = users.id WHERE subject = $1",
                vec![countersign::store::sql::Value::Text(Some(subject))],
            )
            .await;
        assert_eq!(made.as_deref(), Some(name), "{said}");
    }
}

/// Anybody may be called anything; a name here is never somebody's address.
#[tokio::test]
async fn a_first_name_that_is_an_address_names_no_account() {
    let world = provisioning().await;
    for (name, made) in [
        ("boss@corp.example", "boss"),
        ("chief\u{ff20}corp.example", "chief"),
    ] {
        let subject = format!("n-{made}");
        let said = json!({"sub": subject, "given_name": name});
        world.upstream.says(said.clone());
        world.upstream.script().userinfo = said;
        let mut browser = world.server.browser();
        world.round(&mut browser).await.expect(303);
        let page = browser.get("/login/join").await.expect(200);
        let form = page.form("/login/join").set("decision", "create");
        browser.post(&form).await.expect(303);
        let called: Option<String> = world
            .server
            .row(
                "SELECT username AS value FROM users JOIN linked_accounts ON user_id = users.id WHERE subject = $1",
                vec![countersign::store::sql::Value::Text(Some(subject))],
            )
            .await;
        assert_eq!(called.as_deref(), Some(made));
    }
}
