//! A provider's ID token is believed when all of it is right (OIDC Core section 3.1.3.7), and refused for each thing that is
//! not.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::{SESSIONS, World};
use crate::support::Signer;
use crate::support::server::START;
use crate::support::signer::encode;

/// A world whose ada is let in, before the test makes the provider say something wrong.
async fn world() -> World {
    let world = World::start().await;
    world.ada().await;
    assert!(world.lets_in().await, "the accepted twin");
    world
}

async fn refused(world: &World, what: &str) {
    let sessions = world.server.number(SESSIONS).await;
    let mut browser = world.server.browser();
    let answer = world.round(&mut browser).await;
    assert_eq!(answer.status, 502, "{what}: {}", answer.dump());
    assert!(!browser.is_signed_in().await, "{what}");
    assert_eq!(world.server.number(SESSIONS).await, sessions, "{what}");
}

#[tokio::test]
async fn every_claim_is_what_it_has_to_be() {
    let world = world().await;
    let now = START.seconds();
    let issuer = world.upstream.issuer();
    for (name, value) in [
        ("iss", json!("https://evil.example")),
        ("iss", json!(format!("{issuer}/"))),
        ("iss", json!(issuer.to_uppercase())),
        ("iss", json!([issuer])),
        ("iss", Value::Null),
        ("aud", json!("another")),
        ("aud", json!(["countersign", "another"])),
        ("aud", json!([])),
        ("aud", Value::Null),
        ("azp", json!("another")),
        ("azp", json!(1)),
        ("exp", json!(now - 61)),
        ("exp", json!((now + 300).to_string())),
        ("exp", json!("2026-06-01T13:00:00Z")),
        ("exp", json!(-1)),
        ("exp", json!(1e300)),
        ("exp", Value::Null),
        ("iat", json!(now + 61)),
        ("iat", json!(now - 601)),
        ("iat", json!(now.to_string())),
        ("iat", Value::Null),
        ("nbf", json!(now + 61)),
        ("auth_time", json!("yesterday")),
        ("nonce", json!("another")),
        ("nonce", json!("")),
        ("nonce", Value::Null),
        ("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        ("sub", json!("")),
        ("sub", json!(1)),
        ("sub", json!("x".repeat(256))),
        ("sub", json!("a\nb")),
        ("sub", Value::Null),
    ] {
        world.upstream.claims(name, value.clone());
        refused(&world, &format!("{name}: {value}")).await;
    }
    for (name, value) in [
        ("aud", json!(["countersign"])),
        ("azp", json!("countersign")),
        ("exp", json!(now - 59)),
        ("iat", json!(now + 59)),
        ("at_hash", Value::Null),
        ("auth_time", json!(now - 100)),
    ] {
        world.upstream.claims(name, value.clone());
        assert!(world.lets_in().await, "{name}: {value}");
    }
}

#[tokio::test]
async fn a_signature_is_the_providers_with_an_algorithm_that_was_agreed_on() {
    let world = world().await;
    let signed = |with: Signer| move |_: &Signer, claims: Value| with.sign(&claims);
    world.upstream.signs(signed(Signer::new("ES256", "up-1")));
    refused(&world, "another key of the same name").await;
    world.upstream.signs(signed(Signer::new("ES256", "other")));
    refused(&world, "a key that is not published").await;
    world
        .upstream
        .signs(signed(Signer::shared(super::SECRET.as_bytes())));
    refused(&world, "HS256 with the client's secret").await;
    let public = world.upstream.signer.jwk().to_string();
    world
        .upstream
        .signs(signed(Signer::shared(public.as_bytes())));
    refused(&world, "HS256 with the public key").await;
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        world.upstream.signs(move |_, claims| {
            format!("{}.{}.", encode(&json!({"alg": alg})), encode(&claims))
        });
        refused(&world, &format!("alg {alg:?}")).await;
    }
    // The provider does not say that it signs with this one, though its key set has a key for it.
    let ed = Signer::new("EdDSA", "up-2");
    world.upstream.script().jwks = json!({"keys": [world.upstream.signer.jwk(), ed.jwk()]});
    world.upstream.signs(signed(ed));
    refused(&world, "an algorithm that its metadata do not name").await;
}

/// Makes something else of a token.
type Mangle = fn(String) -> String;

#[tokio::test]
async fn a_token_has_one_form() {
    let world = world().await;
    let mangled: [(&str, Mangle); 7] = [
        ("a bit of the signature", |token| {
            let (signed, signature) = token.rsplit_once('.').unwrap();
            let mut bytes = URL_SAFE_NO_PAD.decode(signature).unwrap();
            bytes[9] ^= 1;
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(bytes))
        }),
        ("no signature", |token| {
            format!("{}.", token.rsplit_once('.').unwrap().0)
        }),
        ("four parts", |token| format!("{token}.x")),
        ("five parts", |token| format!("{token}.x.y")),
        ("padding", |token| format!("{token}=")),
        ("a blank", |token| format!("{token} ")),
        ("nothing", |_| String::new()),
    ];
    for (what, mangle) in mangled {
        world
            .upstream
            .signs(move |signer, claims| mangle(signer.sign(&claims)));
        refused(&world, what).await;
    }
    for header in [
        json!({"crit": ["exp"]}),
        json!({"crit": ["b64"], "b64": false}),
        json!({"zip": "DEF"}),
        json!({"typ": "at+jwt"}),
        json!({"typ": "logout+jwt"}),
        json!({"cty": "JWT"}),
        json!({"kid": 1}),
        json!({"kid": "../../etc/passwd"}),
    ] {
        let said = header.to_string();
        world.upstream.signs(move |signer, claims| {
            let mut full = signer.header();
            for (name, value) in header.as_object().unwrap() {
                full[name] = value.clone();
            }
            signer.sign_with(&full, &claims)
        });
        refused(&world, &said).await;
    }
    // A key that the token brings along is not looked at, and nobody is asked for one.
    let outside = crate::support::Site::with("{}").await;
    let url = outside.url("/keys");
    world.upstream.signs(move |_, claims| {
        let own = Signer::new("ES256", "own");
        let header = json!({"alg": "ES256", "jwk": own.jwk(), "jku": url, "x5u": url});
        own.sign_with(&header, &claims)
    });
    refused(&world, "a key in the header").await;
    assert_eq!(outside.connections(), 0);
}

/// Two members of one name could mean one thing to us and another elsewhere.
#[tokio::test]
async fn claims_do_not_come_twice() {
    let world = world().await;
    world.upstream.signs(|signer, claims| {
        let text = claims.to_string();
        let twice = format!("{},\"sub\":\"u-1\"}}", text.strip_suffix('}').unwrap());
        signer.sign_text(&twice)
    });
    refused(&world, "sub twice").await;
}

/// A key that cannot be used, or must not be, takes the others with it neither way.
#[tokio::test]
async fn a_bad_key_beside_a_good_one_does_no_harm_and_alone_no_good() {
    let world = world().await;
    let good = world.upstream.signer.jwk().clone();
    let with = |changes: Value| {
        let mut key = good.clone();
        for (name, value) in changes.as_object().unwrap() {
            key[name] = value.clone();
        }
        key
    };
    let bad = [
        with(json!({"use": "enc"})),
        with(json!({"alg": "ES384"})),
        with(json!({"d": "AAAA"})),
        with(json!({"x": good["y"]})),
        with(json!({"kty": "RSA"})),
        json!({"kty": "oct", "k": "c2VjcmV0", "kid": "up-1"}),
        json!({}),
    ];
    for key in &bad {
        world.upstream.script().jwks = json!({"keys": [key]});
        let other = world.server.another_node().await;
        let mut browser = other.browser();
        let answer = world.round(&mut browser).await;
        assert_eq!(answer.status, 502, "{key}: {}", answer.dump());
        world.upstream.script().jwks = json!({"keys": [key, good]});
        let other = world.server.another_node().await;
        let mut browser = other.browser();
        world.round(&mut browser).await.expect(303);
        assert!(browser.is_signed_in().await, "{key}");
    }
    let twin = json!({"keys": [good, Signer::new("ES256", "up-1").jwk()]});
    world.upstream.script().jwks = twin;
    let other = world.server.another_node().await;
    let answer = world.round(&mut other.browser()).await;
    assert_eq!(answer.status, 502, "two keys of one name");
}

/// A provider turns its keys: the set is fetched again, and by no flood more often than every half minute.
#[tokio::test]
async fn new_keys_are_fetched_once() {
    let world = world().await;
    let turned = std::sync::Arc::new(Signer::new("ES256", "up-2"));
    world.upstream.script().jwks = turned.jwks();
    let fetched = world.upstream.hits("/jwks");
    let signing = turned.clone();
    world.upstream.signs(move |_, claims| signing.sign(&claims));
    world
        .server
        .clock
        .advance(std::time::Duration::from_secs(31));
    assert!(world.lets_in().await);
    assert_eq!(world.upstream.hits("/jwks"), fetched + 1);
    world
        .upstream
        .signs(|_, claims| Signer::new("ES256", "up-3").sign(&claims));
    for _ in 0..5 {
        refused(&world, "an unknown key").await;
    }
    assert!(world.upstream.hits("/jwks") <= fetched + 2);
    world.upstream.signs(move |_, claims| turned.sign(&claims));
    assert!(
        world.lets_in().await,
        "a flood of unknown names evicts no good key"
    );
}

/// OIDC Core section 5.3.2, and an address that one place calls verified and another calls something else.
#[tokio::test]
async fn user_info_speaks_of_the_same_person() {
    let world = world().await;
    world.upstream.says(json!({"sub": "u-1"}));
    assert!(world.lets_in().await);
    for said in [
        json!({"sub": "u-2"}),
        json!({"sub": 1}),
        json!({}),
        json!({"email": "ada@example.org"}),
    ] {
        world.upstream.script().userinfo = said.clone();
        refused(&world, &said.to_string()).await;
    }
}

/// OIDC Discovery section 4.3: the metadata are those of the issuer that the operator wrote.
#[tokio::test]
async fn metadata_of_another_issuer_are_refused() {
    let world = world().await;
    for (name, value) in [
        ("issuer", json!("https://evil.example")),
        ("issuer", json!(format!("{}/", world.upstream.issuer()))),
        ("authorization_endpoint", json!("javascript:alert(1)")),
        (
            "authorization_endpoint",
            json!("ftp://up.example/authorize"),
        ),
        ("token_endpoint", Value::Null),
        ("jwks_uri", Value::Null),
    ] {
        let good = world.upstream.script().metadata[name].clone();
        world.upstream.script().metadata[name] = value.clone();
        let other = world.server.another_node().await;
        let answer = other.browser().get("/login/with/up").await;
        assert!(
            answer.status.is_server_error(),
            "{name}: {value}: {}",
            answer.dump()
        );
        world.upstream.script().metadata[name] = good;
        let other = world.server.another_node().await;
        other.browser().get("/login/with/up").await.expect(303);
    }
}
