//! The form of a token (RFC 7515, RFC 8725): one spelling, three parts, a header that asks for nothing.

use base64::{Engine as _, engine::general_purpose::URL_SAFE};
use countersign_verifier::{Challenge, Error, Refusal};
use serde_json::{Value, json};

use crate::support::{b64, good_token, header, payload, refused, rsa, token, verifier, with};

fn header_with(name: &str, value: Value) -> Value {
    let mut header = header();
    header[name] = value;
    header
}

fn is_malformed(token: &str) {
    let error = refused(&verifier(), token);
    assert!(matches!(error, Error::Malformed(_)), "{token}: {error:?}");
}

#[test]
fn the_token_stands_alone() {
    let good = good_token();
    for around in [
        format!(" {good}"),
        format!("{good}\n"),
        format!("{good}."),
        format!("{good}.AA"),
        format!("\u{feff}{good}"),
    ] {
        is_malformed(&around);
    }
    let parts: Vec<_> = good.split('.').collect();
    is_malformed(&format!("{}.{}", parts[0], parts[1]));
    is_malformed(&format!("{good}.{}.{}", parts[1], parts[2]));
    let json = json!({ "protected": parts[0], "payload": parts[1], "signature": parts[2] });
    is_malformed(&json.to_string());
}

#[test]
fn base64_has_one_spelling() {
    let good = good_token();
    let (signed, signature) = good.rsplit_once('.').expect("a signature");
    is_malformed(&format!("{good}=="));
    is_malformed(&format!("{signed}.{}", signature.replace(['-', '_'], "+")));
    // 256 octets leave four stray bits in the last character.
    let last = signature.chars().last().expect("a character");
    let stray = if last == 'A' {
        'B'
    } else {
        char::from(last as u8 + 1)
    };
    is_malformed(&format!(
        "{signed}.{}{stray}",
        &signature[..signature.len() - 1]
    ));
    let padded = URL_SAFE.encode(format!("{} ", header()));
    if padded.ends_with('=') {
        is_malformed(&format!("{padded}.{}.AA", b64("{}")));
    }
}

#[test]
fn an_encrypted_token_is_refused_before_any_work() {
    let header = json!({ "alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": u32::MAX, "p2s": "AA", "typ": "at+jwt", "kid": "k1" });
    is_malformed(&format!("{}.AA.AA.AA.AA", b64(header.to_string())));
}

#[test]
fn length_is_limited() {
    let verifier = verifier();
    let padded =
        |length: usize| token(&header(), &with("padding", Some(json!("x".repeat(length)))));
    assert!(verifier.verify_now(&padded(10_000)).is_ok());
    assert_eq!(refused(&verifier, &padded(20_000)), Error::TooLong);
    let long_kid = token(&header_with("kid", json!("k".repeat(1 << 20))), &payload());
    assert_eq!(refused(&verifier, &long_kid), Error::TooLong);
}

#[test]
fn duplicate_members_are_refused() {
    let (header, payload) = (header().to_string(), payload().to_string());
    let twice = |text: &str, member: &str| format!("{{{member},{}", &text[1..]);
    for member in [
        r#""alg":"RS256""#,
        r#""alg":"none""#,
        r#""kid":"k1""#,
        r#""\u0061lg":"RS256""#,
    ] {
        is_malformed(&rsa().sign(twice(&header, member), &payload));
    }
    for member in [
        r#""sub":"admin""#,
        r#""roles":["admin"]"#,
        r#""\u0073ub":"user-1""#,
        r#""a":{"b":1,"b":2}"#,
    ] {
        is_malformed(&rsa().sign(&header, twice(&payload, member)));
    }
}

#[test]
fn json_is_utf_8_without_a_mark_and_nothing_follows_it() {
    let (header, payload) = (header().to_string(), payload().to_string());
    let utf16 = |text: &str| {
        text.encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<_>>()
    };
    is_malformed(&rsa().sign(format!("\u{feff}{header}"), &payload));
    is_malformed(&rsa().sign(&header, format!("\u{feff}{payload}")));
    is_malformed(&rsa().sign(utf16(&header), &payload));
    is_malformed(&rsa().sign(&header, utf16(&payload)));
    for trailing in ["x", "{}", "\0", ","] {
        is_malformed(&rsa().sign(format!("{header}{trailing}"), &payload));
        is_malformed(&rsa().sign(&header, format!("{payload}{trailing}")));
    }
    for other in ["[]", "null", "\"text\"", "", "1"] {
        is_malformed(&rsa().sign(other, &payload));
        is_malformed(&rsa().sign(&header, other));
    }
}

#[test]
fn extensions_are_refused() {
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(false)),
        ("zip", json!("DEF")),
    ] {
        is_malformed(&token(&header_with(name, value), &payload()));
    }
}

#[test]
fn an_id_token_is_no_access_token() {
    let verifier = verifier();
    for typ in [
        json!("JWT"),
        json!("id_token+jwt"),
        json!("logout+jwt"),
        json!("dpop+jwt"),
        json!("at+jwt; a=b"),
        json!(""),
    ] {
        assert_eq!(
            refused(
                &verifier,
                &token(&header_with("typ", typ.clone()), &payload())
            )
            .reason(),
            "wrong_token_type",
            "{typ}"
        );
    }
    let untyped = json!({ "alg": "RS256", "kid": "k1" });
    assert_eq!(
        refused(&verifier, &token(&untyped, &payload())).reason(),
        "wrong_token_type"
    );
    for typ in ["AT+jwt", "application/at+jwt"] {
        assert!(
            verifier
                .verify_now(&token(&header_with("typ", json!(typ)), &payload()))
                .is_ok(),
            "{typ}"
        );
    }
}

#[test]
fn no_refusal_shows_the_token() {
    let good = good_token();
    let (verifier, signature) = (verifier(), good.rsplit('.').next().expect("a signature"));
    for token in [
        format!("{good}x"),
        good.replace(signature, "AA"),
        token(&header_with("kid", json!("canary")), &payload()),
    ] {
        let error = verifier.verify_now(&token).expect_err("refused");
        let logged = format!("{error:?} {}", error.detail());
        assert!(!logged.contains(&good[..20]), "{logged}");
        let refusal = Refusal::new(error, vec![Challenge::new("Bearer")], None);
        let told = format!("{:?} {}", refusal.headers(), refusal.body());
        assert!(
            !told.contains(&good[..20]) && !told.contains("canary"),
            "{told}"
        );
    }
}
