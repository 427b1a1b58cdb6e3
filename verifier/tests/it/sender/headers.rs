//! What is no proof by its form, its header or its key.

use serde_json::json;

use super::{Scene, invalid};
use crate::support::sender::{Sender, bound, claims, proved, refusal, request, sha256};
use crate::support::{Signer, b64};

#[tokio::test]
async fn what_is_not_one_signed_jwt_is_refused() {
    let scene = Scene::new();
    let good = scene.sender.proof(&scene.token);
    for proof in [
        "",
        "a.b",
        "a.b.c",
        &format!("{good}."),
        &format!("{good}, {good}"),
        &format!("{good}="),
        "\u{e9}",
    ] {
        assert_eq!(
            scene.refuses(proof).await,
            invalid("it is not a signed JWT"),
            "{proof}"
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["more"] = "m".repeat(8 * 1024).into())
        .await;
    assert_eq!(told, invalid("it is too long"));
    let dpop = format!("DPoP {}", scene.token);
    let none = request(&[("authorization", &dpop)]);
    assert_eq!(refusal(&scene.gate, none).await, invalid("there is none"));
    let two = request(&[("authorization", &dpop), ("dpop", &good), ("dpop", &good)]);
    assert_eq!(
        refusal(&scene.gate, two).await,
        invalid("there is more than one")
    );
    scene.accepts(&good).await;
}

#[tokio::test]
async fn a_header_that_is_no_proof_is_refused() {
    let scene = Scene::new();
    for typ in [
        json!("JWT"),
        json!("at+jwt"),
        json!("dpop"),
        json!(null),
        json!(["dpop+jwt"]),
    ] {
        let told = scene.refuses_header(|header| header["typ"] = typ).await;
        assert_eq!(told, invalid("its typ is not dpop+jwt"));
    }
    for alg in [
        json!("none"),
        json!("HS256"),
        json!("ES512"),
        json!("es256"),
        json!(""),
        json!(null),
    ] {
        let told = scene.refuses_header(|header| header["alg"] = alg).await;
        assert_eq!(told, invalid("its alg is not allowed"));
    }
    for name in ["crit", "b64", "zip"] {
        let told = scene
            .refuses_header(|header| header[name] = json!(["exp"]))
            .await;
        assert_eq!(told, invalid("its header asks for an extension"));
    }
    let doubled = scene
        .sender
        .header()
        .to_string()
        .replacen('{', r#"{"typ":"dpop+jwt","#, 1);
    let proof = scene.sender.0.sign(doubled, scene.claims().to_string());
    let told = scene.refuses(&proof).await;
    assert_eq!(
        told,
        invalid("its header is not a JSON object without duplicate members")
    );
}

#[tokio::test]
async fn a_key_that_is_not_public_or_not_good_is_refused() {
    let scene = Scene::new();
    for name in ["d", "p", "k", "oth"] {
        let told = scene
            .refuses_header(|header| header["jwk"][name] = "AQAB".into())
            .await;
        assert_eq!(told, invalid("its jwk holds a secret"), "{name}");
    }
    let told = scene
        .refuses_header(|header| header["jwk"] = json!("k"))
        .await;
    assert_eq!(told, invalid("its jwk is not an object"));
    let told = scene
        .refuses_header(|header| drop(header.as_object_mut().expect("one").remove("jwk")))
        .await;
    assert_eq!(told, invalid("it has no jwk"));
    // A key of another type than its alg.
    let told = scene
        .refuses_header(|header| header["alg"] = "RS256".into())
        .await;
    assert_eq!(told, invalid("its jwk is not a good key for its alg"));
    // RSA with 1024 bits, to which a careless issuer has bound a token.
    let weak = json!({ "e": "AQAB", "kty": "RSA", "n": b64([0xff; 128]) });
    let token = bound(&json!({ "jkt": sha256(weak.to_string()) }));
    let header = json!({ "typ": "dpop+jwt", "alg": "RS256", "jwk": weak });
    let proof = Sender(Signer::new_rsa()).sign(&header, &claims(&token));
    let told = refusal(&scene.gate, proved(&token, &proof)).await;
    assert_eq!(told, invalid("its jwk is not a good key for its alg"));
}

#[tokio::test]
async fn another_key_is_refused() {
    let (scene, thief) = (Scene::new(), Sender::new());
    let (reason, text) = scene.refuses(&thief.proof(&scene.token)).await;
    assert_eq!(reason, "wrong_sender");
    assert_eq!(
        text,
        "the token is bound to another key than the one of the DPoP proof"
    );
    // With the right key in the header, but without the private half of it.
    let forged = thief.sign(&scene.sender.header(), &scene.claims());
    assert_eq!(
        scene.refuses(&forged).await,
        invalid("its signature is wrong")
    );
}
