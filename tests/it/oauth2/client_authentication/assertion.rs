//! What an assertion has to say, and how it has to be signed (RFC 7523 section 3).

use serde_json::{Value, json};

use super::{ask, claims, refused, server, service, signing, used};
use crate::support::signer::encode;
use crate::support::{RelyingParty, Signer, Site};

#[tokio::test]
async fn every_asymmetric_algorithm_is_understood() {
    let server = server().await;
    for alg in ["RS256", "PS256", "ES256", "ES384", "EdDSA", "Ed25519"] {
        let key = Signer::new(alg, "k1");
        let client = service(&server, signing(&key)).await;
        ask(&client, &key.sign(&claims(&client, "1")))
            .await
            .expect(200);
        let broken = key.sign(&claims(&client, "2"));
        let (rest, signature) = broken.rsplit_once('.').unwrap();
        let flipped = if signature.starts_with('A') { "B" } else { "A" };
        refused(ask(&client, &format!("{rest}.{flipped}{}", &signature[1..])).await);
        refused(ask(&client, &format!("{rest}.")).await);
    }
    assert_eq!(used(&server).await, 6);
}

/// Each change is to an assertion that is good without it. None of them uses up the `jti` that all have.
async fn each_is_refused(client: &RelyingParty, key: &Signer, changes: Vec<(&str, Option<Value>)>) {
    let before = used(&client.node).await;
    for (name, value) in changes {
        let mut changed = claims(client, "the same");
        match &value {
            Some(value) => changed[name] = value.clone(),
            None => {
                changed.as_object_mut().unwrap().remove(name);
            }
        }
        let answer = ask(client, &key.sign(&changed)).await;
        assert_eq!(answer.status, 401, "{name} {value:?}");
        refused(answer);
    }
    assert_eq!(used(&client.node).await, before);
    let good = key.sign(&claims(client, "the same"));
    ask(client, &good).await.expect(200);
}

#[tokio::test]
async fn it_names_its_client_and_this_server() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let other = service(&server, signing(&key)).await;
    let issuer = server.issuer().to_owned();
    let token_endpoint = format!("{issuer}/oauth2/token");
    for (number, good) in [
        json!(issuer),
        json!([issuer]),
        json!(token_endpoint),
        json!([token_endpoint, issuer]),
        json!(["https://other.example.org", issuer]),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = claims(&client, &number.to_string());
        claims["aud"] = good;
        ask(&client, &key.sign(&claims)).await.expect(200);
    }
    let mut bad = Vec::new();
    for name in ["iss", "sub"] {
        for value in [
            json!(other.id),
            json!("nobody"),
            json!([client.id]),
            json!(1),
        ] {
            bad.push((name, Some(value)));
        }
        bad.push((name, None));
    }
    for audience in [
        json!("https://other.example.org"),
        json!(format!("{issuer}/")),
        json!(format!("{issuer}/oauth2/userinfo")),
        json!(format!("{token_endpoint}/")),
        json!(token_endpoint.to_uppercase()),
        json!(client.id),
        json!([]),
        json!([[issuer]]),
        json!({"aud": issuer}),
        json!(null),
    ] {
        bad.push(("aud", Some(audience)));
    }
    bad.push(("aud", None));
    each_is_refused(&client, &key, bad).await;
}

#[tokio::test]
async fn it_is_good_for_a_while() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let now = server.app.now().seconds();
    for (number, (name, good)) in [
        ("exp", json!(now - 59)),
        ("exp", json!(now + 300)),
        ("exp", json!(now + 3660)),
        ("exp", json!(now as f64 + 60.5)),
        ("iat", json!(now + 60)),
        ("nbf", json!(now + 60)),
        ("iat", json!(0)),
    ]
    .into_iter()
    .enumerate()
    {
        let mut claims = claims(&client, &number.to_string());
        claims[name] = good;
        ask(&client, &key.sign(&claims)).await.expect(200);
    }
    let mut bad: Vec<(&str, Option<Value>)> = vec![
        ("exp", None),
        ("exp", Some(json!(now - 60))),
        ("exp", Some(json!(now + 3661))),
        ("exp", Some(json!(now * 1000))),
        ("iat", Some(json!(now + 61))),
        ("nbf", Some(json!(now + 61))),
        ("jti", None),
        ("jti", Some(json!(""))),
        ("jti", Some(json!(7))),
        ("jti", Some(json!("x".repeat(257)))),
    ];
    for name in ["exp", "iat", "nbf"] {
        for value in [
            json!(now.to_string()),
            json!(null),
            json!(true),
            json!(-1),
            json!(1e300),
        ] {
            bad.push((name, Some(value)));
        }
    }
    each_is_refused(&client, &key, bad).await;
}

/// Keys and algorithms are those that were registered, whatever a header says; and nobody is asked for others.
#[tokio::test]
async fn its_header_decides_nothing() {
    let server = server().await;
    let (key, other) = (Signer::new("RS256", "k1"), Signer::new("ES256", "k1"));
    let client = service(&server, signing(&key)).await;
    let site = Site::with(&other.jwks().to_string()).await;
    let said = claims(&client, "1");
    ask(&client, &key.sign(&said)).await.expect(200);
    let said = claims(&client, "2");
    let mut with_key = other.header();
    with_key["jwk"] = other.jwk().clone();
    for name in ["jku", "x5u"] {
        let mut header = other.header();
        header[name] = json!(site.url("/keys"));
        refused(ask(&client, &other.sign_with(&header, &said)).await);
    }
    refused(ask(&client, &other.sign_with(&with_key, &said)).await);
    // A key that was published is no secret.
    let published = key.jwk().to_string();
    let modulus = key.jwk()["n"].as_str().unwrap().to_owned();
    for secret in [published, modulus] {
        refused(ask(&client, &Signer::shared(secret.as_bytes()).sign(&said)).await);
    }
    for header in [
        json!({"alg": "none"}),
        json!({"alg": "RS256", "kid": "k2"}),
        json!({"alg": "RS256", "kid": "k1", "crit": ["exp"], "exp": 1}),
        json!({"alg": "RS256", "kid": "k1", "b64": false, "crit": ["b64"]}),
        json!({"alg": "RS256", "kid": "k1", "typ": "at+jwt"}),
        json!({"alg": "RS256", "kid": "k1", "typ": "oauth-authz-req+jwt"}),
        json!({"alg": "RS512", "kid": "k1"}),
        json!({"kid": "k1"}),
    ] {
        let answer = ask(&client, &key.sign_with(&header, &said)).await;
        assert_eq!(answer.status, 401, "{header}");
        refused(answer);
    }
    let unsigned = format!("{}.{}.", encode(&json!({"alg": "none"})), encode(&said));
    for malformed in [unsigned.as_str(), "", "a.b.c", "..", "eyJ", "a.b.c.d.e"] {
        let status = ask(&client, malformed).await.status.as_u16();
        assert!(
            status == 401 || malformed.is_empty(),
            "{malformed}: {status}"
        );
    }
    assert_eq!((used(&server).await, site.connections()), (1, 0));
    let mut typed = key.header();
    typed["typ"] = json!("JWT");
    ask(&client, &key.sign_with(&typed, &said))
        .await
        .expect(200);
}

/// Who asks for a client that is not there hears the same, and nobody else hears of it.
#[tokio::test]
async fn an_unknown_client_is_answered_alike() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    ask(&client, &key.sign(&claims(&client, "1")))
        .await
        .expect(200);
    let unknown = RelyingParty {
        id: "nobody".to_owned(),
        ..client.clone()
    };
    let mut answers = Vec::new();
    for alg in ["RS256", "ES256", "EdDSA"] {
        let signer = Signer::new(alg, "k1");
        answers.push(ask(&unknown, &signer.sign(&claims(&unknown, "2"))).await);
        answers.push(ask(&client, &signer.sign(&claims(&client, "2"))).await);
    }
    let shared = Signer::shared(&[7; 40]);
    answers.push(ask(&unknown, &shared.sign(&claims(&unknown, "2"))).await);
    let bodies: Vec<_> = answers.iter().map(|answer| answer.json()).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]), "{bodies:?}");
    answers.into_iter().for_each(refused);
    assert_eq!(used(&server).await, 1);
}
