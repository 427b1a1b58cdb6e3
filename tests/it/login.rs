//! `/login`: who proves who they are gets a session; whoever does not learns nothing. Signing in again is in
//! `reauthentication.rs`.

use std::time::Duration;

use countersign::identity::account;

use crate::support::browser::SESSION;
use crate::support::{TestServer, covers};

covers!("/login");

const SESSIONS: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

#[tokio::test]
async fn by_name_or_address_in_any_case_with_the_right_password() {
    let server = TestServer::start().await;
    let ada = server.person("Ada").await;
    for identifier in [
        "Ada",
        "ada",
        "ADA",
        "ada@example.org",
        "Ada@Example.org",
        " ada ",
    ] {
        let mut browser = server.browser();
        let answer = browser
            .try_sign_in(identifier, &ada.password)
            .await
            .expect(303);
        assert_eq!(answer.location(), "/account", "{identifier}");
        assert!(browser.is_signed_in().await);
    }
    let sessions = server.number(SESSIONS).await;
    for wrong in [
        "",
        "wrong",
        &ada.password.to_uppercase(),
        &format!("{} ", ada.password),
        &ada.password[1..],
    ] {
        let mut browser = server.browser();
        let answer = browser.try_sign_in("ada", wrong).await;
        assert_eq!(answer.expect(401).header("set-cookie"), "");
        assert!(!browser.is_signed_in().await);
        server.tamper("DELETE FROM throttle").await;
    }
    assert_eq!(server.number(SESSIONS).await, sessions);
}

#[tokio::test]
async fn unknown_disabled_and_passwordless_people_get_the_same_answer_to_a_wrong_password() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let disabled = server.person("disabled").await;
    server
        .person_with("passwordless", |new| new.password = None)
        .await;
    server
        .browser()
        .try_sign_in("disabled", &disabled.password)
        .await
        .expect(303);
    account::disable(&server.app, &disabled.user).await.unwrap();
    let shown = |body: &str, identifier: &str| {
        let stable = body.replace(identifier, "NAME");
        let (page, _) = stable.split_once("<footer").unwrap();
        let mut parts = page.split("name=\"csrf\" value=\"");
        let before = parts.next().unwrap().to_owned();
        parts.fold(before, |page, part| page + part.split_once('"').unwrap().1)
    };
    let mut pages = Vec::new();
    for identifier in [
        "ada",
        "disabled",
        "passwordless",
        "nobody",
        "nobody@example.org",
    ] {
        let answer = server
            .browser()
            .try_sign_in(identifier, "not the password at all")
            .await
            .expect(401);
        pages.push(shown(&answer.body, identifier));
    }
    assert!(
        pages.windows(2).all(|pair| pair[0] == pair[1]),
        "{pages:#?}"
    );
    server.browser().sign_in(&ada).await;
}

#[tokio::test]
async fn a_planted_session_cookie_is_never_adopted() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let planted = "a".repeat(43);
    let mut browser = server.browser();
    browser.cookies.set(SESSION, &planted);
    browser.sign_in(&ada).await;
    assert_ne!(browser.session_cookie(), planted);
    assert!(browser.is_signed_in().await);
    let mut attacker = server.browser();
    attacker.cookies.set(SESSION, &planted);
    assert!(!attacker.is_signed_in().await);
}

/// The secret is new at each sign-in, and the one before is dead.
#[tokio::test]
async fn a_sign_in_replaces_the_session_of_somebody_else_where_one_has_room() {
    let server = TestServer::with(|config| config.sessions.accounts = 1).await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let first = browser.session_cookie();
    server.clock.advance(Duration::from_secs(1));
    let page = browser
        .authorize(&app, |params| params.set("prompt", "login"))
        .await
        .expect(200);
    browser.sign_in_at(&page, &bob).await.expect(303);
    assert_ne!(browser.session_cookie(), first);

    let mut old = server.browser();
    old.cookies.set(SESSION, &first);
    assert!(!old.is_signed_in().await);
    assert_eq!(server.number(SESSIONS).await, 1);
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    let of_bob = browser.tokens(&app).await;
    assert_eq!(
        of_bob.access_claims()["sub"],
        bob.user.id.as_str(),
        "the tokens are those of who signed in last"
    );
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let plain = TestServer::start().await;
    let secure =
        TestServer::with(|config| config.issuer = "https://id.example.org".parse().unwrap()).await;
    for (server, prefix) in [(&plain, ""), (&secure, "__Host-")] {
        let ada = server.person("ada").await;
        let mut browser = server.browser();
        let page = browser.get("/login").await.expect(200);
        let form = page
            .form("/login")
            .set("identifier", "ada")
            .set("password", &ada.password);
        let answer = browser.post(&form).await.expect(303);
        for cookie in [page.header("set-cookie"), answer.header("set-cookie")] {
            assert!(
                cookie.starts_with(&format!("{prefix}countersign_")),
                "{cookie}"
            );
            for attribute in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
                assert!(cookie.contains(attribute), "{cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert_eq!(cookie.contains("; Secure"), !prefix.is_empty(), "{cookie}");
        }
        assert!(browser.is_signed_in().await);
    }
}

/// Longer than any password may be, it is refused before it is hashed.
#[tokio::test]
async fn a_password_of_a_megabyte_costs_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server
        .browser()
        .try_sign_in("ada", &"x".repeat(1025))
        .await
        .expect(401);
    server
        .browser()
        .try_sign_in("ada", &"x".repeat(1_000_000))
        .await
        .expect(413);
    server.browser().sign_in(&ada).await;
}

/// A person who signed in already is led on.
#[tokio::test]
async fn the_page_leads_on_who_is_signed_in() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    assert!(browser.get("/login").await.expect(200).has_form("/login"));
    browser.sign_in(&ada).await;
    assert_eq!(
        browser.get("/login").await.expect(303).location(),
        "/account"
    );
    browser
        .get("/login?request=invented")
        .await
        .expect_page(400);
}

/// Not a measure of time but of work: without a hash for nobody, an unknown name would answer in a small part of it.
#[tokio::test]
async fn unknown_people_cost_the_same_work() {
    let server = TestServer::that_hashes_in_earnest().await;
    server.person("known").await;
    let disabled = server.person("disabled").await;
    account::disable(&server.app, &disabled.user).await.unwrap();
    server
        .person_with("passwordless", |new| new.password = None)
        .await;
    let names = ["known", "unknown", "disabled", "passwordless"];
    let [known, others @ ..] = server.work_for(names).await;
    assert!(
        known > Duration::from_millis(1),
        "no work was seen: {known:?}"
    );
    for (other, name) in others.into_iter().zip(&names[1..]) {
        assert!(
            known * 3 > other * 2 && other * 3 > known * 2,
            "{name}: {other:?}, known: {known:?}"
        );
    }
}

/// OIDC Registration section 2: what the application says of itself is where people decide about it.
#[tokio::test]
async fn the_application_tells_of_itself_beside_the_form() {
    let server = TestServer::start().await;
    let plain = server.app_client().await;
    let told = server
        .client(|new| {
            new.metadata.policy_uri = Some("https://app.example.org/policy".to_owned());
            new.metadata.tos_uri = Some("https://app.example.org/tos".to_owned());
        })
        .await;
    let mut browser = server.browser();
    for (app, shown) in [(&told, true), (&plain, false)] {
        let page = browser.authorize(app, |params| params).await;
        let page = page.expect_page(200);
        for link in [
            "https://app.example.org/policy",
            "https://app.example.org/tos",
        ] {
            assert_eq!(page.body.contains(link), shown, "{}", page.dump());
        }
    }
}
