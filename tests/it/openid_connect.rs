//! Other people's relying party, the openidconnect crate, drives the server: discovery, code with PKCE, UserInfo, refresh, and
//! what a hybrid answer binds together. Its requests go through the router instead of a socket.

use std::convert::Infallible;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreJwsSigningAlgorithm, CoreProviderMetadata,
    CoreResponseType, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthenticationFlow, AuthorizationCode, AuthorizationCodeHash,
    ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, RedirectUrl,
    Scope, SubjectIdentifier, TokenResponse as _,
};

use countersign::domain::{self, Algorithm};

use crate::support::{Node, RelyingParty, TestServer, every_key};

async fn through_the_router(node: Node, request: HttpRequest) -> Result<HttpResponse, Infallible> {
    let (parts, body) = request.into_parts();
    let headers: Vec<(&str, &str)> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    let body = String::from_utf8(body).unwrap();
    let answer = node
        .nobody()
        .request(parts.method.as_str(), parts.uri.path(), &headers, &body)
        .await;
    let mut response = HttpResponse::new(answer.body.into_bytes());
    (*response.status_mut(), *response.headers_mut()) = (answer.status, answer.headers);
    Ok(response)
}

type Discovered = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

async fn discover(app: &RelyingParty) -> Discovered {
    let node = app.node.clone();
    let http = move |request| through_the_router(node.clone(), request);
    let issuer = IssuerUrl::new(app.node.issuer().to_owned()).unwrap();
    let metadata = CoreProviderMetadata::discover_async(issuer, &http)
        .await
        .unwrap();
    CoreClient::from_provider_metadata(
        metadata,
        ClientId::new(app.id.clone()),
        app.secret.clone().map(ClientSecret::new),
    )
    .set_redirect_uri(RedirectUrl::new(app.redirect_uri.clone()).unwrap())
}

#[tokio::test]
async fn the_openidconnect_crate_signs_in_and_refreshes() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let node = Node::clone(&server);
    let http = move |request| through_the_router(node.clone(), request);
    let client = discover(&app).await;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.to_owned())))
        .set_pkce_challenge(challenge)
        .url();

    let mut browser = server.browser();
    let page = browser.get(url.as_str()).await;
    let page = browser.follow(page).await.expect(200);
    let answer = browser.sign_in_at(&page, &ada).await.expect(303);
    assert_eq!(
        answer.query("state").as_deref(),
        Some(state.secret().as_str())
    );

    let code = AuthorizationCode::new(answer.code());
    let tokens = client
        .exchange_code(code)
        .unwrap()
        .set_pkce_verifier(verifier)
        .request_async(&http)
        .await
        .unwrap();
    let subject = checked(&client, &tokens, &nonce);
    assert_eq!(subject.as_str(), ada.user.id);
    let userinfo = client
        .user_info(tokens.access_token().clone(), Some(subject))
        .unwrap();
    let userinfo: CoreUserInfoClaims = userinfo.request_async(&http).await.unwrap();
    assert_eq!(userinfo.preferred_username().unwrap().as_str(), "ada");
    assert_eq!(userinfo.email().unwrap().as_str(), "ada@example.org");
    let refresh = tokens.refresh_token().unwrap();
    let refreshed = client
        .exchange_refresh_token(refresh)
        .unwrap()
        .request_async(&http)
        .await
        .unwrap();
    assert!(
        refreshed
            .refresh_token()
            .is_some_and(|successor| successor.secret() != refresh.secret())
    );
}

/// The subject of the ID token, with all that it is bound to.
fn checked(client: &Discovered, tokens: &CoreTokenResponse, nonce: &Nonce) -> SubjectIdentifier {
    // The server's clock stands still.
    let id_tokens = client
        .id_token_verifier()
        .set_time_fn(|| "2026-06-01T12:00:01Z".parse().unwrap());
    let id_token = tokens.id_token().unwrap();
    let claims = id_token.claims(&id_tokens, nonce).unwrap();
    let key = id_token.signing_key(&id_tokens).unwrap();
    let hash =
        AccessTokenHash::from_token(tokens.access_token(), id_token.signing_alg().unwrap(), key)
            .unwrap();
    assert_eq!(claims.access_token_hash(), Some(&hash));
    assert!(
        id_token
            .claims(&id_tokens, &Nonce::new("another".to_owned()))
            .is_err()
    );
    claims.subject().clone()
}

/// The ID token that comes through the browser binds what came with it (OIDC Core section 3.3.2.11).
#[tokio::test]
async fn the_openidconnect_crate_takes_a_hybrid_answer() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    for algorithm in [
        Algorithm::Rs256,
        Algorithm::Ps256,
        Algorithm::Es256,
        Algorithm::Es384,
    ] {
        let app = server
            .client(|new| {
                new.response_types = domain::ResponseType::ALL.to_vec();
                new.metadata.id_token_signed_response_alg = Some(algorithm);
            })
            .await;
        let client = discover(&app).await;
        let (challenge, _) = PkceCodeChallenge::new_random_sha256();
        let flow = AuthenticationFlow::<CoreResponseType>::Hybrid(vec![
            CoreResponseType::Code,
            CoreResponseType::IdToken,
            CoreResponseType::Token,
        ]);
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let (url, state, nonce) = request.set_pkce_challenge(challenge).url();
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let answer = browser.get(url.as_str()).await.expect(303);
        let sent = |name| answer.fragment(name).unwrap();
        assert_eq!(sent("state"), *state.secret());

        let id_token: CoreIdToken = sent("id_token").parse().unwrap();
        let verifier = client
            .id_token_verifier()
            .set_allowed_algs([name_of(algorithm)])
            .set_time_fn(|| "2026-06-01T12:00:01Z".parse().unwrap());
        let claims = id_token.claims(&verifier, &nonce).unwrap();
        let (alg, key) = (
            id_token.signing_alg().unwrap(),
            id_token.signing_key(&verifier),
        );
        let key = key.unwrap();
        let token = AccessToken::new(sent("access_token"));
        let hash = AccessTokenHash::from_token(&token, alg, key).unwrap();
        assert_eq!(claims.access_token_hash(), Some(&hash));
        let code = AuthorizationCode::new(sent("code"));
        let hash = AuthorizationCodeHash::from_code(&code, alg, key).unwrap();
        assert_eq!(claims.code_hash(), Some(&hash));
        let other = AuthorizationCode::new("another".to_owned());
        let other = AuthorizationCodeHash::from_code(&other, alg, key).unwrap();
        assert_ne!(claims.code_hash(), Some(&other));
    }
}

fn name_of(algorithm: Algorithm) -> CoreJwsSigningAlgorithm {
    serde_json::from_value(algorithm.as_str().into()).unwrap()
}
