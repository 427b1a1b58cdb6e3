//! Proofs that say the wrong things: of another request, of another time, or nothing that can be read.

use serde_json::json;

use super::{Scene, invalid};
use crate::support::NOW;
use crate::support::sender::{TARGET, admit, proved, refusal, sha256};

#[tokio::test]
async fn every_claim_has_its_type() {
    let scene = Scene::new();
    for name in ["jti", "htm", "htu", "iat", "ath"] {
        let why = invalid(&format!("its {name} is missing or malformed"));
        let told = scene
            .refuses_claims(|claims| drop(claims.as_object_mut().expect("one").remove(name)))
            .await;
        assert_eq!(told, why);
        for value in [
            json!(null),
            json!(""),
            json!(["a"]),
            json!({}),
            json!(true),
            json!(-1),
        ] {
            let told = scene.refuses_claims(|claims| claims[name] = value).await;
            assert_eq!(told, why);
        }
    }
    for name in ["nonce", "exp", "nbf"] {
        let told = scene
            .refuses_claims(|claims| claims[name] = json!(null))
            .await;
        assert_eq!(
            told,
            invalid(&format!("its {name} is missing or malformed"))
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["jti"] = "j".repeat(257).into())
        .await;
    assert_eq!(told, invalid("its jti is too long"));
    let doubled = scene.claims().to_string().replacen('{', r#"{"iat":0,"#, 1);
    let proof = scene
        .sender
        .0
        .sign(scene.sender.header().to_string(), doubled);
    let told = scene.refuses(&proof).await;
    assert_eq!(
        told,
        invalid("its payload is not a JSON object without duplicate members")
    );
}

#[tokio::test]
async fn a_proof_for_another_request_is_refused() {
    let scene = Scene::new();
    for method in ["POST", "get", "HEAD", ""] {
        let (reason, text) = scene
            .refuses_claims(|claims| claims["htm"] = method.into())
            .await;
        assert_eq!(reason, "invalid_dpop_proof");
        assert!(text.contains("its htm is"), "{text}");
    }
    for htu in [
        "https://api.example.org/",
        "https://evil.example/notes",
        "http://api.example.org/notes",
        "/notes",
        " ",
    ] {
        let told = scene
            .refuses_claims(|claims| claims["htu"] = htu.into())
            .await;
        assert_eq!(
            told,
            invalid("its htu is not the address of the request"),
            "{htu}"
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["ath"] = sha256("another").into())
        .await;
    assert_eq!(told, invalid("its ath is not the hash of the access token"));
    let mut claims = scene.claims();
    claims["htu"] = "HTTPS://API.EXAMPLE.ORG:443/not%65s?page=2#top".into();
    scene
        .accepts(&scene.sender.sign(&scene.sender.header(), &claims))
        .await;
}

#[tokio::test]
async fn what_a_request_says_of_its_host_counts_for_nothing() {
    let scene = Scene::new();
    let elsewhere = |htu: &str| {
        let mut claims = scene.claims();
        claims["htu"] = htu.into();
        let mut asked = proved(
            &scene.token,
            &scene.sender.sign(&scene.sender.header(), &claims),
        );
        for name in ["host", "x-forwarded-host"] {
            asked
                .headers
                .insert(name, "evil.example".parse().expect("a value"));
        }
        asked
    };
    assert!(admit(&scene.gate, elsewhere(TARGET)).await.is_ok());
    let told = refusal(&scene.gate, elsewhere("https://evil.example/notes")).await;
    assert_eq!(told, invalid("its htu is not the address of the request"));
}

#[tokio::test]
async fn a_proof_that_was_not_made_just_now_is_refused() {
    let scene = Scene::new();
    for iat in [NOW - 60, NOW + 5] {
        let mut claims = scene.claims();
        claims["iat"] = iat.into();
        scene
            .accepts(&scene.sender.sign(&scene.sender.header(), &claims))
            .await;
    }
    for (name, time, why) in [
        ("iat", NOW - 61, "it is too old"),
        ("iat", 0, "it is too old"),
        ("exp", NOW, "it is too old"),
        ("iat", NOW + 6, "it is from the future"),
        ("nbf", NOW + 6, "it is from the future"),
    ] {
        let told = scene
            .refuses_claims(|claims| claims[name] = time.into())
            .await;
        assert_eq!(told, invalid(why), "{name} {time}");
    }
}
