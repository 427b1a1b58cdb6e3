//! A provider's logout token is believed when all of it is right (OpenID Connect Back-Channel Logout section 2.6), and refused
//! for each thing that is not.

use serde_json::{Value, json};

use super::World;
use super::signed_out::{EVENT, from_there, said, tell};
use crate::support::server::START;
use crate::support::signer::encode;
use crate::support::{Browser, Signer};

/// A world, and somebody who came from there, after somebody else who did was signed out by a good token.
async fn world() -> (World, Browser) {
    let world = World::start().await;
    world.ada().await;
    let mut accepted = from_there(&world, "s-0").await;
    let mut good = said(&world);
    (good["sid"], good["jti"]) = (json!("s-0"), json!("j-0"));
    tell(&world, &world.upstream.signer.sign(&good))
        .await
        .expect(200);
    assert!(!accepted.is_signed_in().await, "the accepted twin");
    let browser = from_there(&world, "s-1").await;
    (world, browser)
}

async fn refused(world: &World, browser: &mut Browser, token: &str, what: &str) {
    let answer = tell(world, token).await;
    assert_eq!(answer.status, 400, "{what}: {}", answer.dump());
    assert_eq!(answer.json()["error"], "invalid_request", "{what}");
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    assert!(browser.is_signed_in().await, "{what}");
}

/// What each claim must not be.
fn wrong(issuer: &str) -> Value {
    let now = START.seconds();
    json!({
        "iss": ["https://evil.example", format!("{issuer}/"), [issuer], null],
        "aud": ["another", [super::CLIENT, "another"], [], {}, null],
        "iat": [now + 61, now - 601, now.to_string(), null],
        "exp": [now - 61, (now + 120).to_string(), -1, 1e300, null],
        "nbf": [now + 61, "now", null],
        "jti": ["", 7, null],
        "sub": ["", 7, "a\nb", ["u-1"], null],
        "sid": ["", 7, ["s-1"], null],
        "nonce": ["n", "", null],
        "events": [{}, [EVENT], EVENT, {EVENT: true}, {EVENT: null},
            {"http://schemas.openid.net/event/another": {}}, null],
    })
}

#[tokio::test]
async fn every_claim_is_what_it_has_to_be() {
    let (world, mut browser) = world().await;
    let sign = |claims: &Value| world.upstream.signer.sign(claims);
    let wrong = wrong(&world.upstream.issuer());
    for (name, values) in wrong.as_object().unwrap() {
        for value in values.as_array().unwrap() {
            let mut claims = said(&world);
            claims[name] = value.clone();
            let what = format!("{name}: {value}");
            refused(&world, &mut browser, &sign(&claims), &what).await;
        }
    }
    for absent in ["iss", "aud", "iat", "exp", "jti", "events", "sub sid"] {
        let mut claims = said(&world);
        let members = claims.as_object_mut().unwrap();
        members.retain(|name, _| !absent.split(' ').any(|absent| absent == name));
        let what = format!("without {absent}");
        refused(&world, &mut browser, &sign(&claims), &what).await;
    }
    let twice = said(&world)
        .to_string()
        .replacen('{', "{\"sid\":\"s-2\",", 1);
    let token = world.upstream.signer.sign_text(&twice);
    refused(&world, &mut browser, &token, "sid twice").await;
    // None of the refused ones has used up the name that they all had.
    tell(&world, &sign(&said(&world))).await.expect(200);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn what_may_differ_is_accepted() {
    let world = World::start().await;
    world.ada().await;
    let now = START.seconds();
    for (index, (name, value)) in [
        ("aud", json!([super::CLIENT])),
        ("iat", json!(now + 59)),
        ("iat", json!(now - 599)),
        ("exp", json!(now - 59)),
        ("exp", json!(now + 1_000_000)),
        ("nbf", json!(now + 59)),
        (
            "events",
            json!({EVENT: {}, "https://events.example/another": 1}),
        ),
        ("trace", json!("what nobody knows")),
    ]
    .into_iter()
    .enumerate()
    {
        let mut browser = from_there(&world, "s-1").await;
        let mut claims = said(&world);
        claims["jti"] = json!(format!("different {index}"));
        claims[name] = value.clone();
        tell(&world, &world.upstream.signer.sign(&claims))
            .await
            .expect(200);
        assert!(!browser.is_signed_in().await, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_signature_is_the_providers_with_an_algorithm_that_was_agreed_on() {
    let (world, mut browser) = world().await;
    let claims = said(&world);
    let public = world.upstream.signer.jwk().to_string();
    for (signer, what) in [
        (Signer::new("ES256", "up-1"), "another key of the same name"),
        (Signer::new("ES256", "other"), "a key that is not published"),
        (
            Signer::shared(super::SECRET.as_bytes()),
            "HS256 with the client's secret",
        ),
        (
            Signer::shared(public.as_bytes()),
            "HS256 with the public key",
        ),
    ] {
        refused(&world, &mut browser, &signer.sign(&claims), what).await;
    }
    for alg in ["none", "None", "NONE", ""] {
        let token = format!("{}.{}.", encode(&json!({"alg": alg})), encode(&claims));
        refused(&world, &mut browser, &token, &format!("alg {alg:?}")).await;
    }
    for token in ["", "x", "a.b.c", "....."] {
        refused(&world, &mut browser, token, token).await;
    }
    tell(&world, &world.upstream.signer.sign(&claims))
        .await
        .expect(200);
    assert!(!browser.is_signed_in().await);
}

/// Section 2.4: `logout+jwt`, or nothing in particular, as most providers have it; never what is something else.
#[tokio::test]
async fn its_type_is_its_own_or_none_in_particular() {
    let (world, mut browser) = world().await;
    let signer = &world.upstream.signer;
    let typed = |typ: Value, claims: &Value| {
        let mut header = signer.header();
        header["typ"] = typ;
        signer.sign_with(&header, claims)
    };
    for typ in [
        json!("at+jwt"),
        json!("secevent+jwt"),
        json!("logout"),
        json!(""),
        json!(7),
        Value::Null,
    ] {
        let token = typed(typ.clone(), &said(&world));
        refused(&world, &mut browser, &token, &format!("typ {typ}")).await;
    }
    for (index, typ) in ["logout+jwt", "application/logout+jwt", "LOGOUT+JWT", "JWT"]
        .into_iter()
        .enumerate()
    {
        let mut browser = from_there(&world, "s-2").await;
        let mut claims = said(&world);
        (claims["sid"], claims["jti"]) = (json!("s-2"), json!(format!("typed {index}")));
        tell(&world, &typed(json!(typ), &claims)).await.expect(200);
        assert!(!browser.is_signed_in().await, "typ {typ}");
    }
    assert!(browser.is_signed_in().await, "of another session there");
}
