//! What holds of every token there is.

use std::sync::OnceLock;

use countersign_verifier::Verifier;
use proptest::prelude::{ProptestConfig, Strategy as _, any, prop, prop_assert, proptest};

use crate::support::{b64, good_token, header, payload, rsa, verifier};

fn shared() -> &'static (Verifier, String) {
    static SHARED: OnceLock<(Verifier, String)> = OnceLock::new();
    SHARED.get_or_init(|| (verifier(), good_token()))
}

#[test]
fn no_character_can_be_left_out() {
    let (verifier, good) = shared();
    assert!(verifier.verify_now(good).is_ok());
    for position in 0..good.len() {
        let mut shorter = good.clone();
        shorter.remove(position);
        assert!(verifier.verify_now(&shorter).is_err(), "without {position}");
        assert!(
            verifier.verify_now(&good[..position]).is_err(),
            "cut at {position}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_never_verifies(position in any::<prop::sample::Index>(), byte in 0_u8..128) {
        let (verifier, good) = shared();
        let mut bytes = good.clone().into_bytes();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        let changed = String::from_utf8(bytes).expect("ASCII");
        prop_assert!(verifier.verify_now(&changed).is_ok() == (changed == *good));
    }

    #[test]
    fn arbitrary_text_never_verifies(text in ".*") {
        prop_assert!(shared().0.verify_now(&text).is_err());
    }

    #[test]
    fn arbitrary_parts_never_verify(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..80), 0..6)) {
        let text = parts.iter().map(b64).collect::<Vec<_>>().join(".");
        prop_assert!(shared().0.verify_now(&text).is_err());
    }

    #[test]
    fn an_arbitrary_header_never_verifies(member in "[a-z0-9]{1,8}", value in "[ -~]{0,20}".prop_filter("JSON", |v| !v.contains('\\'))) {
        let header = format!("{{\"{member}\":{value},{}", &header().to_string()[1..]);
        let unsigned = format!("{}.{}.{}", b64(header), b64(payload().to_string()), b64([1; 256]));
        prop_assert!(shared().0.verify_now(&unsigned).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    /// A signed payload may hold anything: it is judged and never trips.
    #[test]
    fn an_arbitrary_signed_payload_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let token = rsa().sign(header().to_string(), bytes);
        prop_assert!(shared().0.verify_now(&token).is_err());
    }

    /// Nor may arbitrary key sets trip what reads them.
    #[test]
    fn an_arbitrary_key_never_panics(n in prop::collection::vec(any::<u8>(), 0..300), e in prop::collection::vec(any::<u8>(), 0..8)) {
        let jwks = serde_json::json!({ "keys": [
            { "kty": "RSA", "kid": "k1", "n": b64(&n), "e": b64(&e) },
            { "kty": "EC", "crv": "P-256", "kid": "k2", "x": b64(&n), "y": b64(&e) },
        ] });
        let verifier = crate::support::offline(&jwks.to_string()).build().expect("a verifier");
        prop_assert!(verifier.verify_now(&shared().1).is_err());
    }
}
