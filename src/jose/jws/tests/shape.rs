//! Tokens of another form, with other headers, and with a bit changed.

use proptest::prelude::*;
use serde_json::json;

use super::*;

fn parts(token: &str) -> Vec<String> {
    token.split('.').map(str::to_owned).collect()
}

#[test]
fn a_header_may_not_ask_for_an_extension_and_its_keys_are_not_read() {
    let (signer, forger) = (
        Signer::new(Algorithm::Es256, "a"),
        Signer::new(Algorithm::Es256, "a"),
    );
    let set = keys(&[&signer]);
    let check = |by: &Signer, name: &str, value: Value| {
        let token = by.sign(
            &json!({"alg": "ES256", "kid": "a", name: value}),
            &json!({}),
        );
        verify(&token, &set, &[Algorithm::Es256])
    };
    for (name, value) in [
        ("crit", json!(["exp"])),
        ("crit", json!([])),
        ("b64", json!(true)),
        ("zip", json!("DEF")),
    ] {
        assert_eq!(
            check(&signer, name, value),
            Err(JwsError::Unsupported(name))
        );
    }
    for name in ["jwk", "jku", "x5u", "x5c"] {
        let value = if name == "jwk" {
            forger.jwk.clone()
        } else {
            json!("https://forger.example")
        };
        assert!(
            check(&signer, name, value.clone()).is_ok(),
            "{name} is ignored"
        );
        assert_eq!(
            check(&forger, name, value),
            Err(JwsError::BadSignature),
            "{name}"
        );
    }
    for (name, value) in [
        ("kid", json!(1)),
        ("typ", json!(["JWT"])),
        ("cty", json!(null)),
        ("alg", json!(7)),
    ] {
        assert!(
            matches!(check(&signer, name, value), Err(JwsError::Malformed(_))),
            "{name}"
        );
    }
}

#[test]
fn another_shape_is_refused() {
    let signer = Signer::new(Algorithm::Es256, "a");
    let set = keys(&[&signer]);
    let token = signer.sign(&json!({"alg": "ES256", "kid": "a"}), &json!({"iss": "x"}));
    let check = |token: &str| verify(token, &set, &[Algorithm::Es256]);
    assert!(check(&token).is_ok());
    let [header, payload, signature] = &parts(&token)[..] else {
        panic!("three parts")
    };
    for wrong in [
        String::new(),
        "..".to_owned(),
        format!("{header}.{payload}"),
        format!("{token}."),
        format!("{token}="),
        format!(" {token}"),
        format!("{token}\n"),
        format!("{token}.{payload}.{payload}"),
        format!("{}.{payload}.{signature}", base64url(b"[]")),
        format!("{}.{payload}.{signature}", base64url(br#"{"kid":"a"}"#)),
        format!(
            "{}.{payload}.{signature}",
            base64url(br#"{"alg":"none","alg":"ES256"}"#)
        ),
    ] {
        assert!(
            matches!(check(&wrong), Err(JwsError::Malformed(_))),
            "{wrong}"
        );
    }
    let long = format!("{header}.{}.{signature}", "A".repeat(64 * 1024));
    assert_eq!(check(&long), Err(JwsError::TooLong));
    let truncated = &signature[..signature.len() - 6];
    assert_eq!(
        check(&format!("{header}.{payload}.{truncated}")),
        Err(JwsError::BadSignature)
    );
    assert_eq!(
        check(&format!("{header}.{payload}.")),
        Err(JwsError::BadSignature)
    );
    // What is signed well and is no claims set.
    for payload in ["[]", "1", "", r#"{"a":1,"a":2}"#, "\u{feff}{}"] {
        let signed = signer.sign_octets(&json!({"alg": "ES256", "kid": "a"}), payload.as_bytes());
        assert!(
            matches!(check(&signed), Err(JwsError::Malformed(_))),
            "{payload}"
        );
    }
}

#[test]
fn a_flipped_bit_in_any_part_is_noticed() {
    for algorithm in Algorithm::ASYMMETRIC {
        let signer = Signer::new(algorithm, "a");
        let set = keys(&[&signer]);
        let token = signer.sign(&json!({"alg": algorithm.as_str()}), &json!({"iss": "x"}));
        assert!(verify(&token, &set, &[algorithm]).is_ok());
        for part in 0..3 {
            let mut parts = parts(&token);
            let length = from_base64url(&parts[part]).unwrap().len();
            for at in [0, length / 2, length - 1] {
                let mut octets = from_base64url(&parts[part]).unwrap();
                octets[at] ^= 1;
                let whole = std::mem::replace(&mut parts[part], base64url(&octets));
                assert!(verify(&parts.join("."), &set, &[algorithm]).is_err());
                parts[part] = whole;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn nothing_arbitrary_verifies(token in r"[A-Za-z0-9_\-]{0,40}\.[A-Za-z0-9_\-]{0,40}\.[A-Za-z0-9_\-]{0,90}|\PC{0,200}") {
        let set = ClientKeys::parse(examples::P256).unwrap();
        prop_assert!(verify(&token, &set, &Algorithm::ALL).is_err());
        prop_assert!(verify_hs256(&token, SECRET).is_err());
        let _ = (peek(&token), unsecured(&token));
    }

    #[test]
    fn no_other_spelling_of_a_token_verifies(at in 0_usize..190, with in any::<char>()) {
        let set = ClientKeys::parse(examples::P256).unwrap();
        let mut spelled: Vec<char> = examples::ES256.chars().collect();
        let at = at % spelled.len();
        prop_assume!(spelled[at] != with);
        spelled[at] = with;
        let spelled: String = spelled.into_iter().collect();
        prop_assert!(verify(&spelled, &set, &Algorithm::ALL).is_err());
    }
}
