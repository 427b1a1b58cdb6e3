//! What the doctor says of providers at which people may sign in.

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::commands::Place;
use crate::cli::*;

/// A site that answers every request with what `says` makes of its path, or with 404. Where it is.
async fn site(says: fn(&str, &str) -> Option<Value>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let here = format!("http://{}", listener.local_addr().unwrap());
    let place = here.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut head = vec![0; 4096];
            let length = stream.read(&mut head).await.unwrap_or_default();
            let head = String::from_utf8_lossy(&head[..length]);
            let path = head.split(' ').nth(1).unwrap_or_default();
            let (status, body) = match says(&place, path) {
                Some(body) => ("200 OK", body.to_string()),
                None => ("404 Not Found", String::new()),
            };
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    here
}

fn metadata(here: &str, issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{here}/authorize"),
        "token_endpoint": format!("{here}/token"),
        "jwks_uri": format!("{here}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    })
}

/// The public key of RFC 7517 appendix A.1.
fn key() -> Value {
    json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": "1",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"})
}

fn good(here: &str, path: &str) -> Option<Value> {
    match path {
        "/.well-known/openid-configuration" => Some(metadata(here, here)),
        "/jwks" => Some(json!({"keys": [key()]})),
        _ => None,
    }
}

fn called_otherwise(here: &str, path: &str) -> Option<Value> {
    match path {
        "/.well-known/openid-configuration" => Some(metadata(here, &format!("{here}/"))),
        _ => good(here, path),
    }
}

fn without_keys(here: &str, path: &str) -> Option<Value> {
    match path {
        "/jwks" => Some(json!({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]})),
        _ => good(here, path),
    }
}

/// What it says of a provider at this issuer, and whether that ends the command with an error.
async fn said(issuer: String) -> (String, String, bool) {
    let place = Place::with(vec![
        ("PROVIDERS__CORP__ISSUER", issuer),
        ("PROVIDERS__CORP__CLIENT_ID", "countersign".to_owned()),
        ("PROVIDERS__CORP__CLIENT_SECRET", "secret".to_owned()),
    ]);
    place
        .start(Common::default())
        .app_with_keys()
        .await
        .unwrap();
    let answer = place.answer("doctor").await.unwrap();
    let found = answer.json.as_array().unwrap().iter();
    let found: Vec<_> = found
        .filter(|finding| finding["check"] == "provider")
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    let text = |name: &str| found[0][name].as_str().unwrap().to_owned();
    (text("state"), text("what"), answer.refused)
}

#[tokio::test]
async fn a_provider_that_answers_and_has_keys_is_well() {
    let here = site(good).await;
    let (state, what, refused) = said(here.clone()).await;
    assert_eq!((state.as_str(), refused), ("ok", false), "{what}");
    assert_eq!(what, format!("corp: {here} answers; keys: 1."));
}

#[tokio::test]
async fn what_is_wrong_is_said_in_a_line() {
    for (says, expected) in [
        (
            called_otherwise as fn(&str, &str) -> Option<Value>,
            "are those of",
        ),
        (without_keys, "no key that can check"),
        (|_, _| None, "answered 404"),
    ] {
        let (state, what, refused) = said(site(says).await).await;
        assert_eq!((state.as_str(), refused), ("fail", true), "{what}");
        assert!(what.contains(expected) && !what.contains('\n'), "{what}");
    }
    let (state, what, refused) = said("http://127.0.0.1:1".to_owned()).await;
    assert_eq!((state.as_str(), refused), ("fail", true), "{what}");
    assert!(what.contains("cannot be reached"), "{what}");
}
