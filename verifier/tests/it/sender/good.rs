//! Proofs that are good: by every algorithm, of the RFC, by another library, and in every spelling of an address.

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use countersign_verifier::sender::Dpop;
use countersign_verifier::{Algorithm, Gate, Guard, Principal};
use http::{Method, Request, StatusCode};
use serde_json::Value;
use tower::ServiceExt as _;

use super::Scene;
use crate::support::sender::{Sender, TARGET, admit, claims, dpop, proved, sha256, verifier_with};
use crate::support::{AUDIENCE, Signer};

#[tokio::test]
async fn a_proof_of_every_algorithm_is_good() {
    for signer in [
        Signer::new_ec(),
        Signer::new_ec_384(),
        Signer::new_ed(),
        Signer::new_pss(),
        Signer::new_rsa(),
    ] {
        let scene = Scene::of(Sender(signer));
        scene.accepts(&scene.sender.proof(&scene.token)).await;
    }
    let scene = Scene::of(Sender(Signer::new_ed()));
    let mut header = scene.sender.header();
    header["alg"] = "Ed25519".into();
    scene
        .accepts(&scene.sender.sign(&header, &scene.claims()))
        .await;
}

#[tokio::test]
async fn the_api_decides_which_algorithms() {
    let sender = Sender::new();
    let token = sender.token();
    for (allowed, good) in [(Algorithm::Es256, true), (Algorithm::EdDsa, false)] {
        let gate = Gate::from(verifier_with(dpop().algorithms([allowed])));
        let admitted = admit(&gate, proved(&token, &sender.proof(&token))).await;
        assert_eq!(admitted.is_ok(), good, "{allowed:?}");
    }
}

/// RFC 9449 section 7.1, figure 12, whose access token is opaque; and the proof for a token endpoint of section 4.2.
#[tokio::test]
async fn the_example_of_the_rfc_is_good() {
    const TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    const JKT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    const HEADER: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUkl\
        DUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlA\
        tMjU2In19";
    const RESOURCE: &str = "eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9\
        yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVF\
        FbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
    const ENDPOINT: &str = "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29\
        tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xR\
        ZT3Lg";
    let dpop = Dpop::new("https://resource.example.org").expect("an origin");
    let asked = |proof: &str| {
        let proof = format!("{HEADER}.{proof}");
        let mut parts = proved(TOKEN, &proof);
        parts.uri = "/protectedresource".parse().expect("a path");
        parts
    };
    let (good, then) = (asked(RESOURCE), 1_562_262_618);
    for (wrong, reason) in [
        (
            dpop.check(&asked(ENDPOINT), TOKEN, JKT, then).await,
            "invalid_dpop_proof",
        ),
        (
            dpop.check(&good, "another", JKT, then).await,
            "invalid_dpop_proof",
        ),
        (
            dpop.check(&good, TOKEN, &sha256("another"), then).await,
            "wrong_sender",
        ),
        (
            dpop.check(&good, TOKEN, JKT, then + 61).await,
            "invalid_dpop_proof",
        ),
    ] {
        assert_eq!(wrong.map_err(|error| error.reason()), Err(reason));
    }
    assert_eq!(dpop.check(&good, TOKEN, JKT, then).await, Ok(None));
}

#[tokio::test]
async fn several_origins_are_one_api() {
    let sender = Sender::new();
    let token = sender.token();
    let dpop = Dpop::new("https://old.example.org/v1")
        .and_then(|dpop| dpop.origin(AUDIENCE))
        .expect("origins");
    let gate = Gate::from(verifier_with(dpop));
    for (htu, good) in [
        (TARGET, true),
        ("https://old.example.org/v1/notes", true),
        ("https://old.example.org/notes", false),
    ] {
        let mut claims = claims(&token);
        claims["htu"] = htu.into();
        let proof = sender.sign(&sender.header(), &claims);
        assert_eq!(
            admit(&gate, proved(&token, &proof)).await.is_ok(),
            good,
            "{htu}"
        );
    }
}

/// axum takes its own part of the path away before a nested router is asked.
#[tokio::test]
async fn a_nested_router_knows_the_whole_address() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let subject = |principal: Principal| async move { principal.subject().to_owned() };
    let nested = Router::new()
        .route("/notes", get(subject))
        .layer(gate.guard(Guard::new()));
    let app = Router::new().nest("/v1", nested).with_state(gate);
    let token = sender.token();
    for (htu, status) in [
        ("https://api.example.org/v1/notes", StatusCode::OK),
        ("https://api.example.org/notes", StatusCode::UNAUTHORIZED),
    ] {
        let mut claims = claims(&token);
        claims["htu"] = htu.into();
        let mut asked = proved(&token, &sender.sign(&sender.header(), &claims));
        asked.uri = "/v1/notes".parse().expect("a path");
        let answer = app
            .clone()
            .oneshot(Request::from_parts(asked, Body::empty()))
            .await;
        assert_eq!(answer.expect("an answer").status(), status, "{htu}");
    }
}

/// jose for JavaScript has made these, with a key of each kind.
#[tokio::test]
async fn proofs_by_another_library_are_good() {
    let file: Value = serde_json::from_str(include_str!("../../vectors/dpop.json")).expect("JSON");
    let (token, iat) = (
        file["token"].as_str().expect("text"),
        file["iat"].as_u64().expect("a number"),
    );
    let proofs = file["proofs"].as_array().expect("proofs");
    assert_eq!(proofs.len(), 6);
    for made in proofs {
        let [jkt, proof] = ["jkt", "proof"].map(|name| made[name].as_str().expect("text"));
        let mut asked = proved(token, proof);
        asked.method = Method::POST;
        assert_eq!(
            dpop().check(&asked, token, jkt, iat).await,
            Ok(None),
            "{made}"
        );
    }
}
