//! Who comes from a provider with a linked account is signed in, and owes what everybody owes.

use countersign::identity::account;
use serde_json::json;

use super::{LINKS, SESSIONS, USERS, World};
use crate::support::{covers, seconds};

covers!("/login/with/{provider}");

#[tokio::test]
async fn a_linked_account_is_signed_in_by_its_subject() {
    let world = World::start().await;
    let ada = world.ada().await;
    let app = world.server.app_client().await;
    let mut browser = world.server.browser();
    let answer = world.round(&mut browser).await.expect(303);
    assert_eq!(answer.location(), "/account");
    let tokens = browser.tokens(&app).await;
    let claims = tokens.id_claims();
    assert_eq!(claims["sub"], ada.user.id.as_str());
    assert_eq!(claims["acr"], "urn:countersign:aal1");
    assert_eq!(claims["amr"], json!(["fed"]));
    // The address there does not matter, and the name there is what the link is known by.
    world
        .upstream
        .says(json!({"sub": "u-1", "email": "new@example.net", "email_verified": false}));
    assert!(world.lets_in().await);
    let label = "SELECT COUNT(*) AS value FROM linked_accounts WHERE label = 'new@example.net'";
    assert_eq!(world.server.number(label).await, 1);
    // Another subject with ada's address is not ada.
    world
        .upstream
        .says(json!({"sub": "u-9", "email": "ada@example.org", "email_verified": true}));
    assert!(!world.lets_in().await);
    assert_eq!(world.server.number(LINKS).await, 1);
    assert_eq!(world.server.number(USERS).await, 1);
}

#[tokio::test]
async fn an_application_that_waits_is_answered() {
    let world = World::start().await;
    let ada = world.ada().await;
    let app = world.server.app_client().await;
    let mut browser = world.server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let (_, link) = page
        .body
        .split_once("href=\"/login/with/up")
        .expect("a button");
    let query = link
        .split('"')
        .next()
        .unwrap()
        .replace("&#38;", "&")
        .replace("&amp;", "&");
    let answer = world
        .round_from(&mut browser, &format!("/login/with/up{query}"))
        .await;
    let code = browser.follow(answer).await.expect(303).code();
    let tokens = app
        .redeem(&code, crate::support::VERIFIER)
        .await
        .expect(200);
    let tokens = crate::support::Tokens::of(&tokens);
    assert_eq!(tokens.access_claims()["sub"], ada.user.id.as_str());
}

#[tokio::test]
async fn the_second_factor_is_asked_for_all_the_same() {
    let world = World::start().await;
    world.ada().await;
    assert!(world.lets_in().await);
    world
        .server
        .tamper("INSERT INTO totp (user_id, sealed, last_step, created_at) SELECT id, '', 0, 0 FROM users")
        .await;
    let sessions = world.server.number(SESSIONS).await;
    let mut browser = world.server.browser();
    let answer = world.round(&mut browser).await.expect(303);
    assert!(
        answer.location().starts_with("/login/next?sign_in="),
        "{}",
        answer.dump()
    );
    assert!(!browser.is_signed_in().await);
    assert_eq!(world.server.number(SESSIONS).await, sessions);
}

/// Who owes a second factor has guessed nothing at the provider: however often they come from there, nothing slows them down.
#[tokio::test]
async fn coming_from_there_is_no_guess() {
    let world = World::start().await;
    let ada = world.ada().await;
    world
        .server
        .tamper("INSERT INTO totp (user_id, sealed, last_step, created_at) SELECT id, '', 0, 0 FROM users")
        .await;
    for _ in 0..20 {
        let mut browser = world.server.browser();
        let answer = world.round(&mut browser).await.expect(303);
        assert!(answer.location().starts_with("/login/next?sign_in="));
    }
    // And guesses at the password keep nobody from coming.
    for _ in 0..20 {
        let mut guesser = world.server.browser();
        guesser.try_sign_in(&ada.user.username, "wrong").await;
    }
    let mut guesser = world.server.browser();
    let refused = guesser.try_sign_in(&ada.user.username, &ada.password).await;
    assert_eq!(refused.status, 429, "{}", refused.dump());
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
}

/// Only the values that the operator named count, and only in what the provider signed.
#[tokio::test]
async fn two_factors_over_there_count_where_the_operator_says_so() {
    let trusting = || {
        World::with(|provider| {
            provider.trusts_acr = super::provider(&[
                ("ISSUER", "https://up.example"),
                ("TRUSTS_ACR", "mfa,urn:two"),
            ])
            .trusts_acr;
        })
    };
    for (world, said, acr) in [
        (
            trusting().await,
            json!({"amr": ["pwd", "mfa"]}),
            "urn:countersign:aal2",
        ),
        (
            trusting().await,
            json!({"acr": "urn:two"}),
            "urn:countersign:aal2",
        ),
        (
            trusting().await,
            json!({"amr": ["pwd"], "acr": "urn:one"}),
            "urn:countersign:aal1",
        ),
        (
            World::start().await,
            json!({"amr": ["mfa"]}),
            "urn:countersign:aal1",
        ),
    ] {
        world.ada().await;
        let app = world.server.app_client().await;
        let mut person = json!({"sub": "u-1"});
        person
            .as_object_mut()
            .unwrap()
            .extend(said.as_object().unwrap().clone());
        world.upstream.says(person);
        let mut browser = world.server.browser();
        world.round(&mut browser).await.expect(303);
        let tokens = browser.tokens(&app).await;
        assert_eq!(tokens.id_claims()["acr"], acr, "{said}");
    }
}

#[tokio::test]
async fn a_disabled_account_stays_out() {
    let world = World::start().await;
    let ada = world.ada().await;
    assert!(world.lets_in().await);
    account::disable(&world.server.app, &ada.user)
        .await
        .unwrap();
    let mut browser = world.server.browser();
    let page = world.round(&mut browser).await.expect_page(403);
    assert!(
        page.body.contains("Your account is switched off"),
        "{}",
        page.dump()
    );
    assert!(!browser.is_signed_in().await);
    assert_eq!(world.server.number(SESSIONS).await, 0);
}

/// Whoever comes from there has not shown yet that the account here is theirs, where it has a second factor.
#[tokio::test]
async fn that_an_account_is_disabled_is_told_after_its_second_factor() {
    let world = World::start().await;
    let ada = world.ada().await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let phone = browser.add_phone().await;
    world.server.clock.advance(seconds(60));
    account::disable(&world.server.app, &ada.user)
        .await
        .unwrap();
    let mut browser = world.server.browser();
    let answer = world.round(&mut browser).await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    assert!(!page.body.contains("switched off"), "{}", page.dump());
    let code = phone.code(world.server.app.now());
    browser.enter(&page, &code).await.expect_page(403);
    assert_eq!(world.server.number(SESSIONS).await, 0);
}

#[tokio::test]
async fn there_is_no_way_in_through_a_provider_that_is_not_there() {
    let world = World::start().await;
    world
        .server
        .browser()
        .get("/login/with/up")
        .await
        .expect(303);
    world
        .server
        .browser()
        .get("/login/with/down")
        .await
        .expect_page(404);
    let off = World::with(|provider| provider.enabled = false).await;
    off.server
        .browser()
        .get("/login/with/up")
        .await
        .expect_page(404);
    assert_eq!(off.upstream.hits("/.well-known/openid-configuration"), 0);
    let page = off.server.browser().get("/login").await.expect(200);
    assert!(!page.body.contains("/login/with/up"));
}

/// Home realm discovery: what was typed decides, not who has an account.
#[tokio::test]
async fn an_address_of_their_domain_leads_there() {
    let world = World::with(|provider| {
        provider.domains = super::provider(&[
            ("ISSUER", "https://up.example"),
            ("DOMAINS", "corp.example"),
        ])
        .domains;
    })
    .await;
    for (typed, leads) in [
        ("eve@corp.example", true),
        ("EVE@Corp.Example", true),
        ("eve@sub.corp.example", false),
        ("eve@corp.example.org", false),
        ("a@b@corp.example", false),
        ("corp.example", false),
    ] {
        let mut browser = world.server.browser();
        let answer = browser.try_sign_in(typed, "any password").await;
        assert_eq!(answer.status == 303, leads, "{typed}");
        if leads {
            assert!(answer.location().starts_with(&world.upstream.issuer()));
            assert_eq!(answer.query("login_hint").as_deref(), Some(typed));
        }
    }
    // Who signs in there has no password here: a browser sends the form without one.
    let plain = World::with(|_| {}).await;
    for (world, alone) in [(world, true), (plain, false)] {
        let page = world.server.browser().get("/login").await.expect(200);
        assert_eq!(page.body.contains("formnovalidate"), alone);
    }
}
