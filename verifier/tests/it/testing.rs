//! The issuer for tests of applications: its good tokens are good, and each of its wrong ones is wrong for its reason.

use countersign_verifier::testing::{TestIssuer, TestToken};
use countersign_verifier::{
    Algorithm, Clock as _, Error, Guard, Identity, Method, Principal, Refusal, Verifier,
};
use http::Request;
use serde_json::json;

const API: &str = "https://api.example.org";

fn issuer() -> TestIssuer {
    TestIssuer::with_algorithm(API, Algorithm::Es256)
}

fn refused(verifier: &Verifier, token: &str) -> &'static str {
    let error = verifier.verify_now(token).expect_err("it is refused");
    error.reason()
}

/// What the gate says of a request with these headers.
async fn admitted(
    issuer: &TestIssuer,
    headers: &[(&str, &str)],
    guard: &Guard,
) -> Result<Principal, Refusal> {
    let mut request = Request::get("/notes");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let (mut request, ()) = request.body(()).expect("a request").into_parts();
    issuer.gate().admit(&mut request, guard).await
}

fn bearer(text: &str) -> String {
    format!("Bearer {text}")
}

#[test]
fn a_token_says_what_it_was_told_to() {
    let issuer = issuer();
    let token = issuer
        .token()
        .subject("bob")
        .client("web")
        .roles(["editor", "admin"])
        .permissions(["notes:publish"])
        .scope("openid notes:read")
        .session("s-1")
        .acr("2")
        .signed_in_ago(60)
        .claim("tenant", json!({ "id": 7 }));
    let claims = issuer.verifier().verify_now(&token.mint()).expect("claims");
    assert_eq!(
        (claims.subject.as_str(), claims.client_id.as_str()),
        ("bob", "web")
    );
    assert_eq!(claims.roles, ["editor", "admin"]);
    assert_eq!(claims.permissions, ["notes:publish"]);
    assert!(claims.scope.has("notes:read"));
    assert_eq!(
        (claims.sid.as_deref(), claims.acr.as_deref()),
        (Some("s-1"), Some("2"))
    );
    assert_eq!(claims.auth_time, Some(issuer.clock().now() - 60));
    assert_eq!(claims.extra["tenant"]["id"], 7);
    let next = issuer
        .verifier()
        .verify_now(&issuer.token().mint())
        .expect("claims");
    assert_ne!(next.jti, claims.jti);
}

#[test]
fn each_wrong_token_is_refused_for_its_reason() {
    for algorithm in Algorithm::ALL {
        let issuer = TestIssuer::with_algorithm(API, algorithm);
        let verifier = issuer.verifier();
        assert!(
            verifier.verify_now(&issuer.token().mint()).is_ok(),
            "{algorithm:?}"
        );
        for (reason, token) in issuer.token().wrong() {
            assert_eq!(refused(&verifier, &token), reason, "{algorithm:?}");
        }
    }
}

#[test]
fn time_passes_when_it_is_told_to() {
    let issuer = issuer();
    let (verifier, token) = (issuer.verifier(), issuer.token().expires_in(60).mint());
    let early = issuer.token().not_before_in(30).mint();
    assert!(verifier.verify_now(&token).is_ok());
    assert_eq!(refused(&verifier, &early), "token_not_yet_valid");
    issuer.clock().advance(30);
    assert!(verifier.verify_now(&early).is_ok());
    issuer.clock().advance(35);
    assert_eq!(refused(&verifier, &token), "token_expired");
    assert!(verifier.verify_now(&issuer.token().mint()).is_ok());
}

#[test]
fn keys_turn_and_are_withdrawn() {
    let issuer = issuer();
    let (verifier, first) = (issuer.verifier(), issuer.token().mint());
    issuer.rotate();
    let second = issuer.token().mint();
    for token in [&first, &second] {
        assert!(verifier.verify_now(token).is_ok());
    }
    issuer.withdraw();
    let third = issuer.token().mint();
    assert!(verifier.verify_now(&third).is_ok());
    for token in [&first, &second] {
        assert_eq!(refused(&verifier, token), "unknown_key");
    }
}

#[tokio::test]
async fn api_keys_and_opaque_tokens_are_good_until_they_end() {
    let issuer = issuer();
    let guard = Guard::new().allow_api_key();
    let scraper = Identity {
        subject: "scraper".into(),
        expires_at: Some(issuer.clock().now() + 60),
        ..Identity::default()
    };
    for (text, method) in [
        (issuer.api_key(scraper.clone()), Method::ApiKey),
        (issuer.opaque_token(scraper.clone()), Method::OpaqueToken),
    ] {
        let header = bearer(&text);
        let headers = [("authorization", header.as_str())];
        let principal = admitted(&issuer, &headers, &guard).await.expect("somebody");
        assert_eq!(
            (principal.subject(), principal.method()),
            ("scraper", method)
        );
        issuer.revoke(&text);
        let refusal = admitted(&issuer, &headers, &guard)
            .await
            .expect_err("nobody");
        assert_eq!(refusal.error, Error::Inactive);
    }
    let (key, late) = (issuer.api_key(scraper.clone()), issuer.api_key(scraper));
    let header = [("x-api-key", key.as_str())];
    assert!(admitted(&issuer, &header, &guard).await.is_ok());
    assert!(
        admitted(&issuer, &header, &Guard::new()).await.is_err(),
        "not allowed here"
    );
    issuer.clock().advance(60);
    assert!(
        admitted(&issuer, &[("x-api-key", &late)], &guard)
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_bound_token_needs_its_sender() {
    let issuer = issuer();
    let (sender, thief) = (issuer.sender(), issuer.sender());
    let token = issuer.token().bound_to(&sender).mint();
    let address = "https://api.example.org/notes";
    let with = async |proof: String| {
        let header = format!("DPoP {token}");
        let headers = [("authorization", header.as_str()), ("dpop", &proof)];
        let admitted = admitted(&issuer, &headers, &Guard::new().sender_constrained()).await;
        admitted.map(drop).map_err(|refusal| refusal.error.reason())
    };
    let proof = sender.proof("GET", address, &token);
    assert_eq!(with(proof.clone()).await, Ok(()));
    assert_eq!(
        with(thief.proof("GET", address, &token)).await,
        Err("wrong_sender")
    );
    for other in [
        sender.proof("POST", address, &token),
        sender.proof("GET", "https://api.example.org/other", &token),
        sender.proof("GET", address, "another token"),
        sender.proof_with("GET", address, &token, json!({ "iat": 1 })),
    ] {
        assert_eq!(with(other).await, Err("invalid_dpop_proof"));
    }
    let stolen = bearer(&token);
    let refusal = admitted(&issuer, &[("authorization", &stolen)], &Guard::new()).await;
    assert_eq!(
        refusal.map(drop).map_err(|refusal| refusal.error),
        Err(Error::SenderConstrained)
    );
}

#[tokio::test]
async fn a_logout_token_ends_what_it_names() {
    let issuer = issuer();
    let verifier = issuer.verifier();
    let token = |sid| issuer.token().session(sid).mint();
    let (ended, other) = (token("s-1"), token("s-2"));
    assert!(verifier.verify_now(&ended).is_ok());
    let logout = issuer.logout_token("web").session("s-1").mint();
    assert_eq!(
        verifier
            .back_channel_logout(&logout, "other")
            .await
            .map_err(|error| error.reason()),
        Err("wrong_audience")
    );
    assert!(verifier.verify_now(&ended).is_ok());
    assert_eq!(verifier.back_channel_logout(&logout, "web").await, Ok(()));
    assert_eq!(refused(&verifier, &ended), "token_revoked");
    assert!(verifier.verify_now(&other).is_ok());
}

#[tokio::test]
async fn a_served_issuer_is_discovered() {
    let issuer = TestIssuer::serve(API);
    let verifier = Verifier::discover(issuer.name())
        .audience(API)
        .build()
        .expect("a verifier");
    let token = issuer.token().mint();
    assert!(verifier.verify(&token).await.is_ok());
    assert_eq!(
        refused(&verifier, &issuer.token().mint_tampered()),
        "bad_signature"
    );
    issuer.rotate();
    assert!(
        verifier.verify(&issuer.token().mint()).await.is_ok(),
        "its new key is found"
    );
}

#[test]
fn nothing_of_a_key_is_shown() {
    let issuer = issuer();
    for text in [format!("{issuer:?}"), format!("{:?}", issuer.sender())] {
        assert!(text.len() < 200, "{text}");
    }
    let token: TestToken = issuer.token();
    assert!(format!("{token:?}").contains("alice"));
}
