//! Which keys of a set are used. A bad one is dropped, and the good ones beside it stay.

use countersign_verifier::{Algorithm, Error, doors::verifies};
use serde_json::{Value, json};

use crate::support::{
    Signer, b64, good_token, header, jwks, offline, payload, refused, rsa, token, verifier,
};

fn token_of(kid: &Value) -> String {
    let mut header = header();
    header["kid"] = kid.clone();
    token(&header, &payload())
}

/// The usual key under another name, changed so that it must not be used.
fn spoiled(change: impl Fn(&mut Value)) -> Value {
    let mut jwk = rsa().jwk("bad");
    change(&mut jwk);
    jwk
}

#[test]
fn unusable_keys_are_dropped_one_by_one() {
    let twin = json!({ "keys": [rsa().jwk("bad"), rsa().jwk("k1")] }).to_string();
    assert!(
        offline(&twin)
            .build()
            .expect("a verifier")
            .verify_now(&token_of(&json!("bad")))
            .is_ok()
    );

    let bad = [
        spoiled(|jwk| jwk["use"] = "enc".into()),
        spoiled(|jwk| jwk["alg"] = "RSA-OAEP".into()),
        spoiled(|jwk| jwk["alg"] = "PS256".into()),
        spoiled(|jwk| jwk["key_ops"] = json!(["encrypt"])),
        spoiled(|jwk| jwk["kty"] = "EC".into()),
        spoiled(|jwk| jwk["kty"] = "oct".into()),
        spoiled(|jwk| jwk["e"] = "AQ".into()),
        spoiled(|jwk| jwk["e"] = "Aw".into()),
        spoiled(|jwk| jwk["e"] = "AQAA".into()),
        spoiled(|jwk| jwk["e"] = "".into()),
        spoiled(|jwk| jwk["e"] = b64([1; 6]).into()),
        spoiled(|jwk| jwk["n"] = b64([0xff; 128]).into()),
        spoiled(|jwk| jwk["n"] = b64([[0x7f].as_slice(), &[0xff; 255]].concat()).into()),
        spoiled(|jwk| jwk["n"] = b64([0xfe; 256]).into()),
        spoiled(|jwk| jwk["n"] = b64([0xff; 2048]).into()),
        spoiled(|jwk| jwk["n"] = "".into()),
        spoiled(|jwk| jwk["n"] = json!(7)),
        spoiled(|jwk| jwk["d"] = "AQAB".into()),
        spoiled(|jwk| jwk["d"] = json!(null)),
        spoiled(|jwk| drop(jwk.as_object_mut().expect("an object").remove("kid"))),
        spoiled(|jwk| jwk["kid"] = json!(1)),
        json!({ "kty": "oct", "kid": "bad", "k": b64("secret"), "alg": "HS256" }),
        json!({ "kty": "AKP", "kid": "bad", "alg": "ML-DSA-44", "pub": "AA" }),
        json!("bad"),
        json!(null),
    ];
    for key in bad {
        let jwks = json!({ "keys": [key, rsa().jwk("k1")] }).to_string();
        let verifier = offline(&jwks).build().expect("a verifier");
        assert_eq!(
            refused(&verifier, &token_of(&json!("bad"))).reason(),
            "unknown_key",
            "{key}"
        );
    }
}

#[test]
fn a_key_without_alg_or_use_serves_what_its_type_can() {
    let mut jwk = rsa().jwk("k1");
    for name in ["use", "alg"] {
        jwk.as_object_mut().expect("an object").remove(name);
    }
    let verifier = offline(&json!({ "keys": [jwk] }).to_string())
        .build()
        .expect("a verifier");
    assert!(verifier.verify_now(&good_token()).is_ok());
}

#[test]
fn bad_points_are_dropped() {
    let (ec, ed) = (Signer::new_ec(), Signer::new_ed());
    let mut off_curve = ec.jwk("bad");
    off_curve["x"] = b64([1; 32]).into();
    let mut short = ed.jwk("short");
    short["x"] = b64([1; 31]).into();
    let mut curve = ec.jwk("curve");
    curve["crv"] = "P-384".into();
    let jwks =
        json!({ "keys": [off_curve, short, curve, ec.jwk("ec"), rsa().jwk("k1")] }).to_string();
    let verifier = offline(&jwks)
        .algorithms(Algorithm::ALL)
        .build()
        .expect("a verifier");
    let signed = |kid: &str, signer: &Signer| {
        let header = json!({ "alg": signer.alg(), "typ": "at+jwt", "kid": kid }).to_string();
        signer.sign(header, payload().to_string())
    };
    assert!(verifier.verify_now(&signed("ec", &ec)).is_ok());
    for (kid, signer) in [("bad", &ec), ("short", &ed), ("curve", &ec)] {
        assert_eq!(
            refused(&verifier, &signed(kid, signer)).reason(),
            "unknown_key",
            "{kid}"
        );
    }
}

#[test]
fn keys_that_share_a_name_are_both_dropped() {
    let other = Signer::new_rsa();
    let jwks = json!({ "keys": [rsa().jwk("twin"), other.jwk("twin"), rsa().jwk("twin"), rsa().jwk("k1")] }).to_string();
    let verifier = offline(&jwks).build().expect("a verifier");
    assert_eq!(
        refused(&verifier, &token_of(&json!("twin"))).reason(),
        "unknown_key"
    );
}

#[test]
fn the_same_key_may_be_published_twice() {
    let (once, mut again) = (rsa().jwk("k1"), rsa().jwk("k1"));
    again["alg"] = "PS256".into();
    for twins in [
        json!([once, once]),
        json!([once, again]),
        json!([again, once]),
    ] {
        let verifier = offline(&json!({ "keys": twins }).to_string())
            .algorithms([Algorithm::Rs256, Algorithm::Ps256])
            .build()
            .expect("a verifier");
        assert!(verifier.verify_now(&good_token()).is_ok(), "{twins}");
    }
}

#[test]
fn a_kid_is_only_a_name() {
    let verifier = verifier();
    for kid in [
        "",
        "K1",
        "k1 ",
        "../../etc/passwd",
        "' OR 1=1--",
        "file:///etc/passwd",
        "https://evil.example/k",
        "k1\0",
    ] {
        assert_eq!(
            refused(&verifier, &token_of(&json!(kid))).reason(),
            "unknown_key",
            "{kid}"
        );
    }
    for kid in [
        json!(1),
        json!(null),
        json!(["k1"]),
        json!({ "k": 1 }),
        json!(true),
    ] {
        assert!(
            matches!(refused(&verifier, &token_of(&kid)), Error::Malformed(_)),
            "{kid}"
        );
    }
    let nameless = token(&json!({ "alg": "RS256", "typ": "at+jwt" }), &payload());
    assert_eq!(refused(&verifier, &nameless).reason(), "unknown_key");
}

#[test]
fn keys_in_the_header_are_not_believed() {
    let (forger, mut header) = (Signer::new_rsa(), header());
    header["jwk"] = forger.jwk("k1");
    header["x5c"] = json!(["AA"]);
    let forged = forger.sign(header.to_string(), payload().to_string());
    assert_eq!(refused(&verifier(), &forged), Error::BadSignature);
    // They are ignored and not forbidden: the same header under the issuer's own key is good.
    assert!(verifier().verify_now(&token(&header, &payload())).is_ok());
}

#[test]
fn a_set_is_swapped_whole_or_not_at_all() {
    let (verifier, next) = (verifier(), Signer::new_rsa());
    let clone = verifier.clone();
    let new_token = next.sign(
        json!({ "alg": "RS256", "typ": "at+jwt", "kid": "k2" }).to_string(),
        payload().to_string(),
    );
    assert_eq!(refused(&verifier, &new_token).reason(), "unknown_key");

    let many: Vec<_> = (0..101).map(|n| rsa().jwk(&format!("k{n}"))).collect();
    for broken in [
        "",
        "[]",
        "{}",
        r#"{"keys":{}}"#,
        &json!({ "keys": many }).to_string(),
    ] {
        assert!(verifier.replace_keys(broken).is_err());
        assert!(
            clone.verify_now(&good_token()).is_ok(),
            "the former set stays"
        );
    }
    verifier
        .replace_keys(json!({ "keys": [next.jwk("k2")] }).to_string())
        .expect("a set");
    assert!(clone.verify_now(&new_token).is_ok());
    assert_eq!(
        clone
            .verify_now(&good_token())
            .map_err(|error| error.reason()),
        Err("unknown_key")
    );
    verifier
        .replace_keys(r#"{"keys":[]}"#)
        .expect("an empty set withdraws every key");
    assert_eq!(
        clone.verify_now(&new_token).map_err(|error| error.reason()),
        Err("unknown_key")
    );
    verifier.replace_keys(jwks()).expect("a set");
    assert!(clone.verify_now(&good_token()).is_ok());
}

/// The edges of what is read of an exponent: two octets more than usual, none that mean nothing (RFC 7518 section 6.3.1.2).
#[test]
fn an_exponent_has_one_spelling_and_is_odd() {
    let read = |exponent: &[u8]| {
        let jwk = spoiled(|jwk| jwk["e"] = b64(exponent).into()).to_string();
        verifies(jwk.as_bytes(), Algorithm::Rs256, b"message", &[1; 256])
    };
    assert_eq!(read(&[1, 0, 1]), Ok(false), "the accepted twin");
    assert_eq!(read(&[1, 0, 0, 0, 1]), Ok(false), "33 bits");
    assert_eq!(read(&[0, 1, 0, 1]), Err("no usable RSA exponent"));
    assert_eq!(
        read(&[1, 0, 0, 0, 0, 0, 0, 1, 0, 1]),
        Err("no usable RSA exponent")
    );
    let odd_only = Err("an RSA exponent that is even, tiny or huge");
    assert_eq!(read(&[1, 0, 2]), odd_only);
    assert_eq!(read(&[2, 0, 0, 0, 1]), odd_only);
}

#[test]
fn a_set_of_a_hundred_keys_is_read_and_one_of_more_is_not() {
    let set = |others: usize| {
        let others = (0..others).map(|number| json!({ "kid": number.to_string() }));
        let keys: Vec<_> = others.chain([rsa().jwk("k1")]).collect();
        offline(&json!({ "keys": keys }).to_string()).build()
    };
    assert!(
        set(99)
            .expect("a verifier")
            .verify_now(&good_token())
            .is_ok()
    );
    assert!(set(100).is_err());
}
