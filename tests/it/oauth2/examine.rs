//! What an operator is told of a token of another server, whose keys are fetched. Of our own tokens, `introspect/inactive.rs`
//! tells for each thing that ends one.

use countersign::oauth::examine;
use serde_json::{Value, json};

use crate::support::signer::Signer;
use crate::support::site::{Says, Site, page};

const API: &str = "https://api.example.org";

/// A server whose one document is its metadata and its keys as well.
async fn issuer(key: &Signer) -> (Site, String) {
    let site = Site::start(Says::Silence).await;
    let name = site.url("");
    let mut document = key.jwks();
    document["issuer"] = name.clone().into();
    document["jwks_uri"] = site.url("/jwks").into();
    site.say(page(&document.to_string()));
    (site, name)
}

fn token(key: &Signer, issuer: &str) -> String {
    let mut header = key.header();
    header["typ"] = "at+jwt".into();
    let (from, until) = (0, 4_000_000_000_u64);
    let claims: Value = json!({
        "iss": issuer, "aud": [API], "sub": "ada", "client_id": "web", "jti": "t-1", "iat": from, "exp": until,
    });
    key.sign_with(&header, &claims)
}

/// Why it is refused, if it is.
async fn refused(issuer: &str, token: &str, audience: Option<&str>) -> Option<&'static str> {
    let report = examine::elsewhere(issuer, token, audience).await;
    let report = report.expect("an issuer");
    report.error().map(|error| error.reason())
}

#[tokio::test]
async fn a_token_of_another_server_is_judged_by_its_keys() {
    for alg in ["RS256", "ES256"] {
        let key = Signer::new(alg, "k1");
        let (_site, name) = issuer(&key).await;
        let good = token(&key, &name);
        assert_eq!(refused(&name, &good, None).await, None, "{alg}");
        assert_eq!(refused(&name, &good, Some(API)).await, None, "{alg}");
        let other = Some("urn:other");
        assert_eq!(refused(&name, &good, other).await, Some("wrong_audience"));
        let foreign = token(&key, "https://id.example.org");
        assert_eq!(refused(&name, &foreign, None).await, Some("wrong_issuer"));
        let unknown = token(&Signer::new(alg, "k2"), &name);
        assert_eq!(refused(&name, &unknown, None).await, Some("unknown_key"));
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_the_reason() {
    let key = Signer::new("ES256", "k1");
    let (site, name) = issuer(&key).await;
    let good = token(&key, &name);
    assert_eq!(refused(&name, &good, None).await, None);
    site.say(Says::Page(500, String::new(), String::new()));
    assert_eq!(refused(&name, &good, None).await, Some("keys_unavailable"));
}
