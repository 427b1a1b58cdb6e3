//! The requests that the playground makes, as data: what any public client would send (RFC 6749, RFC 7636, RFC 8707).

use axum::http::Method;

use super::path;
use super::view::Parameter;
use super::walk::Pending;
use crate::config::Issuer;
use crate::oauth::pkce;
use crate::web::path as endpoint;

pub(super) const CLIENT_ID: &str = "playground";
pub(super) const SCOPES: &str = "openid profile email roles offline_access demo:read";

/// A request before it is sent.
#[derive(Clone, Debug)]
pub(super) struct Request {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    /// Form parameters; none for a GET.
    pub form: Vec<(&'static str, String)>,
}

/// The authorization request (RFC 6749 section 4.1.1), each parameter with its purpose.
pub(super) fn authorization_request(issuer: &Issuer, pending: &Pending) -> Vec<Parameter> {
    let challenge = pkce::challenge_of(&pending.code_verifier).unwrap_or_default();
    let callback = issuer.url(path::CALLBACK);
    let api = issuer.url(path::API);
    [
        (
            "response_type",
            "code",
            "Answer with a code. Tokens never pass through the browser.",
        ),
        (
            "client_id",
            CLIENT_ID,
            "Who asks. The playground is registered like any other application.",
        ),
        (
            "redirect_uri",
            &callback,
            "Where to send the browser back. It must be registered, letter by letter.",
        ),
        (
            "scope",
            SCOPES,
            "What the application wants to know and do. You are asked to agree.",
        ),
        (
            "resource",
            &api,
            "Which API the access token is for (RFC 8707). No other will take it.",
        ),
        (
            "state",
            &pending.state,
            "A random value that must come back. It ties the answer to this browser.",
        ),
        (
            "nonce",
            &pending.nonce,
            "A random value that must stand in the ID token. It ties the token to this sign-in.",
        ),
        (
            "code_challenge",
            &challenge,
            "The hash of a secret that the application keeps (PKCE). A stolen code is worthless.",
        ),
        (
            "code_challenge_method",
            "S256",
            "The hash is SHA-256. Nothing weaker is accepted.",
        ),
    ]
    .into_iter()
    .map(|(name, value, meaning)| Parameter::new(name, value, meaning))
    .collect()
}

/// The URL that carries `parameters` to the authorization endpoint.
pub(super) fn authorization_url(issuer: &Issuer, parameters: &[Parameter]) -> String {
    let pairs = parameters
        .iter()
        .map(|parameter| (parameter.name, parameter.value.as_str()));
    format!("{}?{}", issuer.url(endpoint::AUTHORIZE), encode(pairs))
}

/// RFC 6749 section 4.1.3, with the verifier of RFC 7636 section 4.5.
pub(super) fn redeem(issuer: &Issuer, code: &str, code_verifier: &str) -> Request {
    let form = vec![
        ("grant_type", "authorization_code".to_owned()),
        ("client_id", CLIENT_ID.to_owned()),
        ("code", code.to_owned()),
        ("redirect_uri", issuer.url(path::CALLBACK)),
        ("code_verifier", code_verifier.to_owned()),
    ];
    token_request(issuer, form)
}

/// RFC 6749 section 6.
pub(super) fn refresh(issuer: &Issuer, refresh_token: &str) -> Request {
    let form = vec![
        ("grant_type", "refresh_token".to_owned()),
        ("client_id", CLIENT_ID.to_owned()),
        ("refresh_token", refresh_token.to_owned()),
    ];
    token_request(issuer, form)
}

/// OpenID Connect Core section 5.3.1.
pub(super) fn userinfo(issuer: &Issuer, access_token: &str) -> Request {
    with_bearer(issuer.url(endpoint::USERINFO), access_token)
}

/// A call of the demo API (RFC 6750 section 2.1).
pub(super) fn notes(issuer: &Issuer, access_token: &str) -> Request {
    with_bearer(issuer.url(path::API_NOTES), access_token)
}

/// `application/x-www-form-urlencoded`.
pub(super) fn encode<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

fn token_request(issuer: &Issuer, form: Vec<(&'static str, String)>) -> Request {
    Request {
        method: Method::POST,
        url: issuer.url(endpoint::TOKEN),
        headers: vec![
            ("accept", "application/json".to_owned()),
            (
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ],
        form,
    }
}

fn with_bearer(url: String, token: &str) -> Request {
    let headers = vec![
        ("accept", "application/json".to_owned()),
        ("authorization", format!("Bearer {token}")),
    ];
    Request {
        method: Method::GET,
        url,
        headers,
        form: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_goes_out_and_the_verifier_stays() {
        let issuer: Issuer = "http://localhost:8080".parse().unwrap();
        let pending = Pending {
            state: "s".repeat(43),
            nonce: "n".repeat(43),
            code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
            ends: 0,
        };
        let url = authorization_url(&issuer, &authorization_request(&issuer, &pending));
        assert!(url.starts_with("http://localhost:8080/oauth2/authorize?response_type=code&"));
        assert!(url.contains("&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&"));
        assert!(!url.contains(&pending.code_verifier));
        let redeemed = redeem(&issuer, "c", &pending.code_verifier);
        assert!(
            redeemed
                .form
                .contains(&("code_verifier", pending.code_verifier.clone()))
        );
    }
}
