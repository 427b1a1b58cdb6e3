//! Which keys of a set are used, and for what.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::base::id::base64url;
use crate::jose::{DecryptionKey, SigningKey};

fn rsa() -> Value {
    let mut jwk = SigningKey::generate(Algorithm::Rs256)
        .unwrap()
        .0
        .jwk()
        .clone();
    for name in ["use", "alg"] {
        jwk.as_object_mut().unwrap().remove(name);
    }
    jwk
}

fn ec() -> Value {
    let (key, _) = DecryptionKey::generate(KeyManagement::EcdhEs).unwrap();
    let jwk = key.jwk();
    json!({"kty": "EC", "crv": "P-256", "kid": key.kid(), "x": jwk["x"], "y": jwk["y"]})
}

fn with(mut jwk: Value, changes: Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        jwk[name] = value.clone();
    }
    jwk
}

/// For which signatures and which key management a key is used.
fn uses(jwk: &Value) -> (Vec<&'static str>, Option<&'static str>) {
    let keys = ClientKeys::from_value(&json!({"keys": [jwk]})).unwrap();
    let all = Algorithm::ALL.into_iter();
    let verifies = all.filter(|each| !keys.for_verification(*each, None).is_empty());
    let mut all = KeyManagement::ALL.into_iter();
    let encrypts = all.find(|each| keys.for_encryption(*each, None).is_some());
    (
        verifies.map(Algorithm::as_str).collect(),
        encrypts.map(KeyManagement::as_str),
    )
}

#[test]
fn a_key_is_used_as_its_type_and_its_members_say() {
    let (rsa, ec) = (rsa(), ec());
    let (rsa_all, oaep) = (vec!["RS256", "PS256"], Some("RSA-OAEP-256"));
    for (changes, expected) in [
        (json!({}), (rsa_all.clone(), oaep)),
        (json!({"use": "sig"}), (rsa_all.clone(), None)),
        (json!({"use": "enc"}), (vec![], oaep)),
        (json!({"use": "other"}), (vec![], None)),
        (json!({"alg": "PS256"}), (vec!["PS256"], None)),
        (json!({"alg": "PS256", "use": "enc"}), (vec![], None)),
        (json!({"alg": "RSA-OAEP-256"}), (vec![], oaep)),
        (json!({"alg": "RS512"}), (vec![], None)),
        (json!({"alg": "HS256"}), (vec![], None)),
        (json!({"key_ops": ["verify"]}), (rsa_all, None)),
        (json!({"key_ops": ["wrapKey"]}), (vec![], oaep)),
        (json!({"key_ops": []}), (vec![], None)),
    ] {
        assert_eq!(
            uses(&with(rsa.clone(), changes.clone())),
            expected,
            "RSA {changes}"
        );
    }
    for (changes, expected) in [
        (json!({}), (vec!["ES256"], Some("ECDH-ES"))),
        (json!({"use": "sig"}), (vec!["ES256"], None)),
        (json!({"alg": "ECDH-ES+A128KW"}), (vec![], None)),
        (json!({"key_ops": []}), (vec![], Some("ECDH-ES"))),
        (
            json!({"key_ops": ["deriveBits"]}),
            (vec![], Some("ECDH-ES")),
        ),
    ] {
        assert_eq!(
            uses(&with(ec.clone(), changes.clone())),
            expected,
            "EC {changes}"
        );
    }
}

/// RFC 8037 appendix A.2, and the second name of its algorithm (RFC 9864 section 2.2).
#[test]
fn a_key_of_ed25519_may_call_its_algorithm_by_either_name() {
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let okp = json!({"kty": "OKP", "crv": "Ed25519", "x": x});
    assert_eq!(uses(&okp), (vec!["EdDSA"], None));
    for (alg, expected) in [
        ("EdDSA", vec!["EdDSA"]),
        ("Ed25519", vec!["EdDSA"]),
        ("Ed448", vec![]),
        ("ES256", vec![]),
    ] {
        assert_eq!(
            uses(&with(okp.clone(), json!({ "alg": alg }))),
            (expected, None),
            "{alg}"
        );
    }
    assert_eq!(uses(&with(ec(), json!({"alg": "Ed25519"}))), (vec![], None));
}

#[test]
fn a_key_that_cannot_be_used_is_skipped_and_its_neighbours_are_not() {
    let (rsa, ec) = (rsa(), ec());
    assert_eq!(uses(&rsa).0.len() + uses(&ec).0.len(), 3);
    let shortened = rsa["n"].as_str().unwrap()[..300].to_owned();
    for bad in [
        with(rsa.clone(), json!({"n": shortened})),
        with(rsa.clone(), json!({"n": base64url(&[0xfe; 256])})),
        with(rsa.clone(), json!({"n": base64url(&[0xff; 1025])})),
        with(
            rsa.clone(),
            json!({"n": format!("AA{}", rsa["n"].as_str().unwrap())}),
        ),
        with(rsa.clone(), json!({"e": "AQ"})),
        with(rsa.clone(), json!({"e": "Aw"})),
        with(rsa.clone(), json!({"e": "AQAA"})),
        with(rsa.clone(), json!({"e": ""})),
        with(rsa.clone(), json!({"e": base64url(&[1; 9])})),
        with(rsa.clone(), json!({"kid": 1})),
        with(rsa.clone(), json!({"kty": "EC"})),
        with(ec.clone(), json!({"x": ec["y"]})),
        with(ec.clone(), json!({"crv": "P-384"})),
        with(ec.clone(), json!({"crv": "secp256k1"})),
        json!({"kty": "OKP", "crv": "Ed25519", "x": "AAAA"}),
        json!({"kty": "OKP", "crv": "X25519", "x": base64url(&[9; 32])}),
        json!({}),
    ] {
        assert_eq!(uses(&bad), (vec![], None), "{bad}");
        let keys = ClientKeys::from_value(&json!({"keys": [bad, rsa]})).unwrap();
        assert_eq!(keys.for_verification(Algorithm::Rs256, None).len(), 1);
    }
}

#[test]
fn a_private_key_refuses_the_set() {
    let (rsa, ec) = (rsa(), ec());
    assert!(ClientKeys::from_value(&json!({"keys": [rsa, ec]})).is_ok());
    let oct = json!({"kty": "oct"});
    let private = PRIVATE.map(|name| with(ec.clone(), json!({name: "AA"})));
    for bad in private.into_iter().chain([oct]) {
        let refused = ClientKeys::from_value(&json!({"keys": [rsa, bad]}));
        assert_eq!(refused.unwrap_err(), JwkSetError::PrivateKey(2), "{bad}");
    }
}

#[test]
fn a_set_is_bounded_and_well_formed() {
    let empty = vec![json!({}); MAX_KEYS];
    assert!(
        ClientKeys::from_value(&json!({"keys": empty}))
            .unwrap()
            .is_empty()
    );
    let many = json!({"keys": vec![json!({}); MAX_KEYS + 1]});
    assert_eq!(
        ClientKeys::from_value(&many).unwrap_err(),
        JwkSetError::TooManyKeys
    );
    let long = json!({"keys": [], "x": "x".repeat(MAX_LENGTH)});
    assert_eq!(
        ClientKeys::from_value(&long).unwrap_err(),
        JwkSetError::TooLong
    );
    assert_eq!(
        ClientKeys::parse(&long.to_string()).unwrap_err(),
        JwkSetError::TooLong
    );
    assert!(ClientKeys::parse(r#"{"keys":[]}"#).is_ok());
    for wrong in [
        "",
        "[]",
        "{}",
        r#"{"keys":{}}"#,
        r#"{"keys":[1]}"#,
        r#"{"keys":[],"keys":[]}"#,
    ] {
        assert_eq!(
            ClientKeys::parse(wrong).unwrap_err(),
            JwkSetError::NotASet,
            "{wrong}"
        );
    }
}

#[test]
fn a_key_that_says_it_is_for_encryption_comes_first() {
    let (silent, meant) = (rsa(), with(rsa(), json!({"use": "enc"})));
    let keys = ClientKeys::from_value(&json!({"keys": [silent, meant]})).unwrap();
    let chosen = |kid| keys.for_encryption(KeyManagement::RsaOaep256, kid)?.kid();
    assert_eq!(chosen(None), meant["kid"].as_str());
    assert_eq!(chosen(silent["kid"].as_str()), silent["kid"].as_str());
    assert_eq!(chosen(Some("other")), None);
    assert!(keys.for_encryption(KeyManagement::EcdhEs, None).is_none());
}

proptest! {
    #[test]
    fn nothing_arbitrary_makes_it_panic(x in "[A-Za-z0-9_-]{0,90}", kty in "RSA|EC|OKP|.*", crv in "P-256|P-384|Ed25519") {
        let jwk = json!({"kty": kty, "crv": crv, "x": x, "y": x, "n": x, "e": x});
        let _ = ClientKeys::from_value(&json!({"keys": [jwk]}));
        let _ = ClientKeys::parse(&x);
    }
}
