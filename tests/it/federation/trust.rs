//! `trust_email`: an address links by itself only for a domain that the operator named, and where both sides have verified it.

use countersign::config::Provider;
use serde_json::{Value, json};

use super::{LINKS, World};

fn trusting(provider: &mut Provider) {
    provider.trust_email = super::provider(&[
        ("ISSUER", "https://up.example"),
        ("TRUST_EMAIL", "example.org"),
    ])
    .trust_email;
}

async fn links(world: &World) -> bool {
    let before = world.server.number(LINKS).await;
    let in_ = world.lets_in().await;
    let linked = world.server.number(LINKS).await > before;
    assert_eq!(in_, linked, "in if and only if linked");
    linked
}

#[tokio::test]
async fn an_address_of_a_trusted_domain_that_both_verified_links() {
    let world = World::with(trusting).await;
    world.server.person("ada").await;
    assert!(links(&world).await);
    assert!(world.lets_in().await);
    assert_eq!(world.server.number(LINKS).await, 1);
}

#[tokio::test]
async fn nothing_less_links() {
    let said = |email: &str, verified: Value| json!({"sub": "u-1", "email": email, "email_verified": verified});
    for (said, what) in [
        (said("ada@example.org", json!(false)), "not verified"),
        (said("ada@example.org", json!("true")), "a text"),
        (said("ada@example.org", json!(1)), "a number"),
        (said("ada@example.org", Value::Null), "nothing"),
        (
            said("ada@example.org.evil.example", json!(true)),
            "another domain",
        ),
        (said("ada@evil@example.org", json!(true)), "no address"),
        (json!({"sub": "u-1", "email": "ada@example.org"}), "silence"),
        (
            json!({"sub": "u-1", "email_verified": true}),
            "no address at all",
        ),
    ] {
        let world = World::with(trusting).await;
        world.server.person("ada").await;
        world.upstream.says(said);
        assert!(!links(&world).await, "{what}");
    }
}

/// Here both are one name; in a mail server they may be two mailboxes.
#[tokio::test]
async fn an_address_that_only_looks_the_same_links_nothing() {
    for (email, same) in [
        ("ADA@Example.org", true),
        ("\u{ff41}da@example.org", false),
        ("ada@ex\u{ff41}mple.org", false),
    ] {
        let world = World::with(trusting).await;
        world.server.person("ada").await;
        world
            .upstream
            .says(json!({"sub": "u-1", "email": email, "email_verified": true}));
        assert_eq!(links(&world).await, same, "{email}");
    }
}

#[tokio::test]
async fn the_domain_and_the_local_address_count_too() {
    let untrusting = World::start().await;
    untrusting.server.person("ada").await;
    assert!(!links(&untrusting).await, "no domain is trusted by itself");

    let world = World::with(trusting).await;
    world
        .server
        .person_with("ada", |new| new.email_verified = false)
        .await;
    assert!(!links(&world).await, "the local address was never verified");

    let world = World::with(trusting).await;
    let named = |new: &mut countersign::identity::account::NewUser| {
        new.email = Some("other@example.org".to_owned());
    };
    world.server.person_with("ada@example.org", named).await;
    assert!(!links(&world).await, "a name is not an address");

    let world = World::with(|provider| {
        trusting(provider);
        provider.link = false;
    })
    .await;
    world.server.person("ada").await;
    assert!(!links(&world).await, "linking is switched off");
}

/// The word on one address is no word on another (CVE-2026-14781).
#[tokio::test]
async fn an_address_and_the_word_on_it_come_from_one_place() {
    for (token, userinfo, good) in [
        (
            json!({"email": "ada@example.org", "email_verified": true}),
            json!({}),
            true,
        ),
        (
            json!({}),
            json!({"email": "ada@example.org", "email_verified": true}),
            true,
        ),
        (
            json!({"email": "ada@example.org"}),
            json!({"email_verified": true}),
            false,
        ),
        (
            json!({"email_verified": true}),
            json!({"email": "ada@example.org"}),
            false,
        ),
        (
            json!({"email": "ada@example.org"}),
            json!({"email": "eve@example.org", "email_verified": true}),
            false,
        ),
        (
            json!({"email": "ada@example.org", "email_verified": true}),
            json!({"email": "eve@example.org", "email_verified": true}),
            false,
        ),
    ] {
        let world = asks_twice(&[]).await;
        assert_eq!(
            links_after(&world, &token, &userinfo).await,
            good,
            "{token} {userinfo}"
        );
    }
}

/// The same where the operator names claims that are nested.
#[tokio::test]
async fn a_nested_address_and_the_word_on_it_come_from_one_place_too() {
    let nested = |email: &str| json!({"mail": {"address": email}});
    let told = |email: &str| json!({"mail": {"address": email}, "checks": {"mail": true}});
    let ada = "ada@example.org";
    for (token, userinfo, good) in [
        (told(ada), json!({}), true),
        (json!({}), told(ada), true),
        (nested(ada), json!({"checks": {"mail": true}}), false),
        (json!({"checks": {"mail": true}}), nested(ada), false),
        (told(ada), told("eve@example.org"), false),
    ] {
        let world = asks_twice(&[
            ("MAP__EMAIL", "mail.address"),
            ("MAP__EMAIL_VERIFIED", "checks.mail"),
        ])
        .await;
        assert_eq!(
            links_after(&world, &token, &userinfo).await,
            good,
            "{token} {userinfo}"
        );
    }
}

/// A world in which a role hangs on a claim that only UserInfo has, so that it is asked.
async fn asks_twice(map: &[(&str, &str)]) -> World {
    let usual = [
        ("ISSUER", "https://up.example"),
        ("ROLES", "groups contains staff -> staff"),
    ];
    let written = super::provider(&[&usual, map].concat());
    let world = World::with(|provider| {
        trusting(provider);
        provider.roles = written.roles;
        provider.map = written.map;
    })
    .await;
    world.server.person("ada").await;
    world
}

async fn links_after(world: &World, token: &Value, userinfo: &Value) -> bool {
    let with_sub = |claims: &Value| {
        let mut claims = claims.clone();
        claims["sub"] = json!("u-1");
        claims
    };
    world.upstream.says(with_sub(token));
    world.upstream.script().userinfo = with_sub(userinfo);
    links(world).await
}
