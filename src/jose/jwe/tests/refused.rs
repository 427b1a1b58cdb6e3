//! What is not decrypted, each beside its twin that is.

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

#[test]
fn whatever_part_is_altered_it_is_the_same_failure() {
    for alg in KeyManagement::ALL {
        let ours = key(alg);
        for enc in ContentEncryption::ALL {
            let token = sent_to(&ours, enc);
            assert!(ours.decrypt(&token).is_ok());
            let renamed = with_header(&token, |header| header["cty"] = "other".into());
            assert_eq!(ours.decrypt(&renamed), Err(JweError::Undecryptable));
            for index in 1..5 {
                let mut parts = parts(&token);
                let mut octets = from_base64url(&parts[index]).unwrap();
                // ECDH-ES has nothing in its second part.
                let Some(octet) = octets.last_mut() else {
                    continue;
                };
                *octet ^= 1;
                parts[index] = base64url(&octets);
                assert_eq!(ours.decrypt(&parts.join(".")), Err(JweError::Undecryptable));
            }
        }
    }
}

#[test]
fn a_wrapped_key_of_any_shape_is_the_same_failure() {
    let ours = key(KeyManagement::RsaOaep256);
    let token = sent_to(&ours, ContentEncryption::A128CbcHs256);
    assert!(ours.decrypt(&token).is_ok());
    // A key that was wrapped well, but for another `enc`, has the wrong length.
    let short = parts(&sent_to(&ours, ContentEncryption::A128Gcm)).swap_remove(1);
    for wrapped in [
        "",
        "AA",
        &base64url(&[255; 256]),
        &base64url(&[1; 300]),
        &short,
    ] {
        let mut parts = parts(&token);
        parts[1] = wrapped.to_owned();
        assert_eq!(ours.decrypt(&parts.join(".")), Err(JweError::Undecryptable));
    }
}

#[test]
fn what_the_header_may_not_ask_for_is_refused_before_any_key_is_used() {
    for alg in KeyManagement::ALL {
        let ours = key(alg);
        let token = sent_to(&ours, ContentEncryption::A128Gcm);
        assert!(ours.decrypt(&token).is_ok());
        for (name, value) in [
            ("crit", json!(["exp"])),
            ("zip", json!("DEF")),
            ("p2c", json!(1_000_000_000)),
            ("p2s", json!("AAAA")),
            ("b64", json!(false)),
            ("alg", json!("dir")),
            ("alg", json!("RSA1_5")),
            ("alg", json!("RSA-OAEP")),
            ("alg", json!("PBES2-HS256+A128KW")),
            ("alg", json!("ECDH-ES+A128KW")),
            ("alg", json!("none")),
            ("enc", json!("A192GCM")),
            ("enc", json!("a128gcm")),
        ] {
            let asked = with_header(&token, |header| header[name] = value);
            assert_eq!(ours.decrypt(&asked), Err(JweError::Unsupported(name)));
            assert_eq!(decrypt(&asked, []), Err(JweError::Unsupported(name)));
        }
        for (name, value) in [("alg", json!(1)), ("enc", json!(null)), ("kid", json!({}))] {
            let asked = with_header(&token, |header| header[name] = value);
            assert!(matches!(ours.decrypt(&asked), Err(JweError::Malformed(_))));
        }
    }
}

#[test]
fn an_ephemeral_key_that_is_no_point_of_our_curve_is_refused() {
    let ours = key(KeyManagement::EcdhEs);
    let token = sent_to(&ours, ContentEncryption::A128Gcm);
    assert!(ours.decrypt(&token).is_ok());
    let changes: [fn(&mut Value); 8] = [
        |epk| epk["y"] = epk["x"].clone(),
        |epk| epk["crv"] = "P-384".into(),
        |epk| epk["kty"] = "OKP".into(),
        |epk| epk["d"] = "AA".into(),
        |epk| epk["x"] = "AA".into(),
        |epk| epk["x"] = 1.into(),
        |epk| *epk = json!(null),
        |epk| (epk["x"], epk["y"]) = (base64url(&[0; 32]).into(), base64url(&[0; 32]).into()),
    ];
    for change in changes {
        let altered = with_header(&token, |header| change(&mut header["epk"]));
        assert!(
            matches!(ours.decrypt(&altered), Err(JweError::Malformed(_))),
            "{altered}"
        );
    }
    let mut with_key = parts(&token);
    with_key[1] = "AAAA".to_owned();
    assert!(matches!(
        ours.decrypt(&with_key.join(".")),
        Err(JweError::Malformed(_))
    ));
}

#[test]
fn another_shape_is_refused() {
    let ours = key(KeyManagement::EcdhEs);
    let token = sent_to(&ours, ContentEncryption::A128Gcm);
    assert!(ours.decrypt(&token).is_ok());
    let [header, _, iv, ciphertext, tag] = &parts(&token)[..] else {
        panic!("five parts")
    };
    for wrong in [
        String::new(),
        "....".to_owned(),
        format!("{token}."),
        format!("{token}="),
        format!("{header}..{iv}.{ciphertext}"),
        format!("{header}..{iv}.{ciphertext}.{}", &tag[..20]),
        format!("{header}...{ciphertext}.{tag}"),
        format!("{}..{iv}.{ciphertext}.{tag}", base64url(b"[]")),
        format!(
            "{}..{iv}.{ciphertext}.{tag}",
            base64url(br#"{"alg":"dir","alg":"dir"}"#)
        ),
    ] {
        assert!(
            matches!(ours.decrypt(&wrong), Err(JweError::Malformed(_))),
            "{wrong}"
        );
    }
    let long = format!("{token}{}", "A".repeat(64 * 1024));
    assert_eq!(ours.decrypt(&long), Err(JweError::TooLong));
    assert!(!is_encrypted("a.b.c") && !is_encrypted("a.b.c.d.e.f") && !is_encrypted(""));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn nothing_arbitrary_is_decrypted(token in r"[A-Za-z0-9_\-]{0,40}(\.[A-Za-z0-9_\-]{0,40}){4}|\PC{0,200}") {
        prop_assert!(shared().0.decrypt(&token).is_err());
    }

    #[test]
    fn no_other_spelling_of_a_token_is_decrypted(at in any::<usize>(), with in any::<char>()) {
        let (ours, token) = shared();
        let mut spelled: Vec<char> = token.chars().collect();
        let at = at % spelled.len();
        prop_assume!(spelled[at] != with);
        spelled[at] = with;
        let spelled: String = spelled.into_iter().collect();
        prop_assert!(ours.decrypt(&spelled).is_err());
    }
}

/// A key of ours and a token for it, made once.
fn shared() -> &'static (DecryptionKey, String) {
    static SHARED: OnceLock<(DecryptionKey, String)> = OnceLock::new();
    SHARED.get_or_init(|| {
        let ours = key(KeyManagement::EcdhEs);
        let token = sent_to(&ours, ContentEncryption::A128CbcHs256);
        assert!(ours.decrypt(&token).is_ok());
        (ours, token)
    })
}
