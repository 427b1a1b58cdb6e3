//! The text of a token. An input that begins with `{` is a header, a line break and a payload, which the issuer signs: so
//! what lies behind the signature is reached as well. Any other input is the token itself.
//!
//! - A token that nobody signed is refused.
//! - What is accepted is also accepted by another library, and reads there as it reads here.
//! - What is remembered of it is what was found at first.
//! - A token that is accepted is refused with any byte of it changed.

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use countersign_verifier::Verifier;
use jsonwebtoken::{DecodingKey, Validation};
use serde_json::{Map, Value};

use super::issuer::{
    AUDIENCE, ISSUER, LEEWAY, NOW, good_token, jwk, public, sign, verifier,
    with_one_character_changed,
};

pub fn check(data: &[u8]) {
    if data.first() == Some(&b'{') {
        let mut parts = data.splitn(2, |byte| *byte == b'\n');
        let (header, payload) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        signed(&sign(header, payload), data.len());
    } else if let Ok(text) = std::str::from_utf8(data) {
        let accepted = shared().verify_now(text).is_ok();
        assert_eq!(accepted, text == good_token(), "nobody signed it");
    }
}

fn signed(token: &str, chosen: usize) {
    let judged = shared().verify_now(token);
    assert_eq!(
        shared().verify_now(token),
        judged,
        "remembered as it was judged"
    );
    let Ok(claims) = judged else {
        return;
    };
    let read = another_reading(token);
    assert_eq!(read["sub"], claims.subject.as_str());
    assert_eq!(read["client_id"], claims.client_id.as_str());
    assert_eq!(read["jti"], claims.jti.as_str());
    assert_eq!(date(&read, "exp"), Some(claims.expires_at));
    let changed = with_one_character_changed(token, chosen);
    assert!(shared().verify_now(&changed).is_err(), "{changed}");
}

/// The claims by rules that are written down anew, and by another library.
fn another_reading(token: &str) -> Map<String, Value> {
    let mut parts = token
        .split('.')
        .map(|part| URL_SAFE_NO_PAD.decode(part).expect("base64url"));
    let header = object(&parts.next().expect("a header"));
    let claims = object(&parts.next().expect("a payload"));
    assert_eq!(
        (&header["alg"], &header["kid"]),
        (&"EdDSA".into(), &"k1".into())
    );
    let typ = header["typ"].as_str().expect("a type").to_ascii_lowercase();
    assert!(["at+jwt", "application/at+jwt"].contains(&typ.as_str()));
    assert!(
        ["crit", "b64", "zip"]
            .iter()
            .all(|name| !header.contains_key(*name))
    );
    assert!(date(&claims, "exp").is_some_and(|exp| exp + LEEWAY > NOW));
    assert!(date(&claims, "iat").is_some_and(|iat| iat <= NOW + 60));
    assert!(
        claims.get("nbf").is_none() || date(&claims, "nbf").is_some_and(|nbf| nbf <= NOW + LEEWAY)
    );
    assert!(!claims.contains_key("cnf"), "bound to its sender");
    // The other library reads key material in a header, if only to refuse what is malformed. We never look at it.
    if header
        .keys()
        .all(|name| ["alg", "typ", "kid"].contains(&name.as_str()))
    {
        assert_eq!(another_library(token), claims);
    }
    claims
}

fn another_library(token: &str) -> Map<String, Value> {
    let mut rules = Validation::new(jsonwebtoken::Algorithm::EdDSA);
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    // The library would ask the machine for the time.
    (rules.validate_exp, rules.validate_nbf) = (false, false);
    let key = DecodingKey::from_ed_components(&public()).expect("a key");
    let read = jsonwebtoken::decode::<Map<String, Value>>(token, &key, &rules);
    read.expect("claims that another library accepts").claims
}

fn object(json: &[u8]) -> Map<String, Value> {
    serde_json::from_slice(json).expect("an object")
}

fn date(claims: &Map<String, Value>, name: &str) -> Option<u64> {
    claims.get(name)?.as_f64().map(|seconds| seconds as u64)
}

fn shared() -> &'static Verifier {
    static VERIFIER: OnceLock<Verifier> = OnceLock::new();
    VERIFIER.get_or_init(|| {
        let jwks = format!(r#"{{"keys":[{}]}}"#, jwk());
        let verifier = verifier(jwks.as_bytes());
        assert!(
            verifier.verify_now(good_token()).is_ok(),
            "the accepted twin"
        );
        verifier
    })
}
