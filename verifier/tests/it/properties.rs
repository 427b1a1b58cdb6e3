//! What holds of every token there is.

use std::sync::OnceLock;

use countersign_verifier::Verifier;
use proptest::prelude::{ProptestConfig, Strategy as _, any, prop, prop_assert, proptest};

use crate::support::{
    AUDIENCE, ISSUER, NOW, Signer, b64, good_token, header, offline, payload, rsa, token, verifier,
    with,
};

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Time runs one way: a token is good from a moment on and until a moment, with no gap and no second life.
    #[test]
    fn a_token_is_good_for_one_span_of_time(begins in 0_u64..600, lasts in 1_u64..600, leeway in 0_u64..=60, asked in 0_u64..1_400) {
        let mut claims = with("nbf", Some((NOW + begins).into()));
        claims["exp"] = (NOW + begins + lasts).into();
        claims["iat"] = NOW.into();
        let token = token(&header(), &claims);
        let now = NOW + asked;
        let built = Verifier::with_keys(ISSUER, crate::support::jwks())
            .audience(AUDIENCE)
            .leeway(std::time::Duration::from_secs(leeway))
            .clock(move || now)
            .build()
            .expect("a verifier");
        let within = begins <= asked + leeway && asked < begins + lasts + leeway;
        prop_assert!(built.verify_now(&token).is_ok() == within);
    }

    /// Neither the order of the keys nor what stands beside them decides what is accepted.
    #[test]
    fn the_company_of_a_key_does_not_matter(order in prop::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        static OTHER: OnceLock<Signer> = OnceLock::new();
        let other = OTHER.get_or_init(Signer::new_ec);
        let company = [
            other.jwk("k2"),
            serde_json::json!({ "kty": "oct", "kid": "k3", "k": "AAAA" }),
            serde_json::json!({ "kty": "RSA", "kid": "k4", "n": "AQAB", "e": "AQAB" }),
            serde_json::json!(null),
            serde_json::json!([]),
        ];
        let mut keys = vec![rsa().jwk("k1")];
        for index in order {
            keys.insert(index.index(keys.len() + 1), company[index.index(company.len())].clone());
        }
        let jwks = serde_json::json!({ "keys": keys }).to_string();
        prop_assert!(offline(&jwks).build().expect("a verifier").verify_now(&shared().1).is_ok());
    }
}
