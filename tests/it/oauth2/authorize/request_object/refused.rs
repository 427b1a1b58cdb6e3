//! Objects of others, for others, for another time, or protected in another way than the client registered.

use super::*;

#[tokio::test]
async fn an_object_of_someone_else_or_for_something_else_is_refused() {
    let mut signing = signing(|_| {}).await;
    let (issuer, id) = (signing.server.issuer().to_owned(), signing.app.id.clone());
    let now = signing.server.app.now().seconds();
    let good = json!({
        "iss": id, "aud": [issuer, "https://other.example.org"], "sub": "ada",
        "exp": now + 60, "nbf": now, "iat": now, "jti": "1",
    });
    let object = signing.object(|claims| merge(claims, &good));
    signing.send(&object).await.expect(303).code();
    let before = signing.codes().await;
    for bad in [
        json!({ "iss": "another" }),
        json!({ "iss": 7 }),
        json!({ "aud": "https://other.example.org" }),
        json!({ "aud": null }),
        json!({ "sub": id }),
        json!({ "exp": now - 60 }),
        json!({ "exp": (now + 60).to_string() }),
        json!({ "nbf": now + 61 }),
        json!({ "client_id": "another" }),
        json!({ "response_type": "code id_token" }),
        json!({ "request": "eyJhbGciOiJub25lIn0.e30." }),
        json!({ "request_uri": "https://app.example.org/request" }),
    ] {
        let object = signing.object(|claims| {
            merge(claims, &good);
            merge(claims, &bad);
        });
        let beside = |params: Params| params.set("state", "outer");
        let answer = signing.send_with(&object, beside).await;
        answer.expect_redirected_error("invalid_request_object");
    }
    assert_eq!(signing.codes().await, before);
}

#[tokio::test]
async fn a_signature_that_is_not_the_clients_is_worth_nothing() {
    let mut signing = signing(|_| {}).await;
    let good = signing.object(|_| {});
    signing.send(&good).await.expect(303).code();
    let claims = signing.claims();
    let stranger = Signer::new("ES256", "one");
    let public = signing.key.jwk().to_string();
    let confused = Signer::shared(public.as_bytes());
    let (signed, _) = good.rsplit_once('.').unwrap();
    let before = signing.codes().await;
    for bad in [
        stranger.sign(&claims),
        confused.sign_with(&json!({ "alg": "HS256", "kid": "one" }), &claims),
        signing
            .key
            .sign_with(&json!({ "alg": "ES256", "kid": "two" }), &claims),
        signing
            .key
            .sign_with(&json!({ "alg": "RS256", "kid": "one" }), &claims),
        // Made for something else by the same key.
        signing.key.sign_with(
            &json!({ "alg": "ES256", "kid": "one", "typ": "client-authentication+jwt" }),
            &claims,
        ),
        format!("{signed}."),
        format!("{signed}.AAAA"),
        "no.object".to_owned(),
        "a.b.c.d.e".to_owned(),
    ] {
        let answer = signing.send(&bad).await;
        answer.expect_redirected_error("invalid_request_object");
    }
    let typed = json!({ "alg": "ES256", "kid": "one", "typ": "oauth-authz-req+jwt" });
    let object = signing.key.sign_with(&typed, &claims);
    assert_eq!(signing.codes().await, before);
    signing.send(&object).await.expect(303).code();
}

/// A client that did not say how it signs may use whatever is supported (OIDC Registration section 2), `none` among it.
#[tokio::test]
async fn an_unsigned_object_is_for_clients_that_registered_no_signature() {
    for registered in [None, Some(RequestObjectAlg::Unsigned)] {
        let free = signing(|metadata| metadata.request_object_signing_alg = registered);
        let mut free = free.await;
        let object = unsigned(&free.claims());
        let answer = free.send(&object).await.expect(303);
        assert_eq!(answer.query("state").as_deref(), Some("state-1"));
        let answer = free.send(&format!("{object}AAAA")).await;
        answer.expect_redirected_error("invalid_request_object");
        // Neither more nor less than what was registered.
        let signed = free.object(|_| {});
        let answer = free.send(&signed).await;
        match registered {
            None => assert!(!answer.expect(303).code().is_empty()),
            Some(_) => drop(answer.expect_redirected_error("invalid_request_object")),
        }
    }
    let es256 = RequestObjectAlg::Signed(ClientAlgorithm::Es256);
    let says = signing(|metadata| metadata.request_object_signing_alg = Some(es256)).await;
    let has_to = signing(|metadata| metadata.require_signed_request_object = true).await;
    for mut strict in [says, has_to] {
        let object = strict.object(|_| {});
        strict.send(&object).await.expect(303).code();
        let before = strict.codes().await;
        let object = unsigned(&strict.claims());
        let answer = strict.send(&object).await;
        answer.expect_redirected_error("request_not_supported");
        assert_eq!(strict.codes().await, before);
    }
}

#[tokio::test]
async fn only_the_algorithm_that_was_registered_will_do() {
    let signed = |algorithm| Some(RequestObjectAlg::Signed(algorithm));
    let fits =
        signing(|metadata| metadata.request_object_signing_alg = signed(ClientAlgorithm::Es256));
    let mut fits = fits.await;
    let object = fits.object(|_| {});
    fits.send(&object).await.expect(303).code();
    let other =
        signing(|metadata| metadata.request_object_signing_alg = signed(ClientAlgorithm::Ps256));
    let mut other = other.await;
    let object = other.object(|_| {});
    let answer = other.send(&object).await;
    answer.expect_redirected_error("invalid_request_object");
}

/// A client whose requests have to be signed is named by what is signed (RFC 9101 section 5.2.2).
#[tokio::test]
async fn an_object_that_has_to_be_signed_names_its_client() {
    let mut strict = signing(|metadata| metadata.require_signed_request_object = true).await;
    let mut usual = signing(|_| {}).await;
    let id = strict.app.id.clone();
    let drop_id = |claims: &mut Value| drop(claims.as_object_mut().unwrap().remove("client_id"));
    let by_client_id = strict.object(|_| {});
    let by_iss = strict.object(|claims| {
        drop_id(claims);
        claims["iss"] = json!(id);
    });
    for named in [by_client_id, by_iss] {
        strict.send(&named).await.expect(303).code();
    }
    let unnamed = usual.object(drop_id);
    usual.send(&unnamed).await.expect(303).code();

    let before = strict.codes().await;
    let unnamed = strict.object(drop_id);
    let answer = strict.send(&unnamed).await;
    answer.expect_redirected_error("invalid_request_object");
    assert_eq!(strict.codes().await, before);
}
