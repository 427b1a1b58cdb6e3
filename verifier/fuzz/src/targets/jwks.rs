//! A key set, as an issuer publishes it.
//!
//! - A token verifies only if the set has the very key of its signer, public and for signatures.
//! - What was remembered of the token under the keys before is forgotten.
//! - A key that is no good never drops a good one beside it.

use std::sync::OnceLock;

use countersign_verifier::Verifier;
use serde_json::{Value, json};

use super::issuer::{good_token, jwk, public, verifier};

pub fn check(data: &[u8]) {
    if accepts(data) {
        let set: Value = serde_json::from_slice(data).expect("JSON");
        let keys = set["keys"].as_array().expect("an array");
        assert!(keys.len() <= 100);
        assert!(keys.iter().any(is_the_signer), "a key that did not sign");
    }
    if let Ok(member) = serde_json::from_slice::<Value>(data) {
        // Two keys of one name are both refused, since none can tell which of them signed.
        let another = member["kid"] != "k1";
        let good: Value = serde_json::from_str(&jwk()).expect("a key");
        let both = json!({ "keys": [member, good] });
        assert!(accepts(both.to_string().as_bytes()) || !another, "{both}");
    }
}

/// By one verifier for all inputs: what it remembers of the token under other keys must not count.
fn accepts(jwks: &[u8]) -> bool {
    static VERIFIER: OnceLock<Verifier> = OnceLock::new();
    let verifier = VERIFIER.get_or_init(|| verifier(br#"{"keys":[]}"#));
    verifier.replace_keys(jwks).is_ok() && verifier.verify_now(good_token()).is_ok()
}

fn is_the_signer(key: &Value) -> bool {
    key["kty"] == "OKP"
        && key["crv"] == "Ed25519"
        && key["x"] == public()
        && key["kid"] == "k1"
        && (key["use"] == "sig" || key["use"].is_null())
        && (key["alg"] == "EdDSA" || key["alg"].is_null())
        && key.get("d").is_none()
}
