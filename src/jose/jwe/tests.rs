//! Encryption from here to our own keys and back, and what is refused.

use serde_json::{Value, json};

use super::*;
use crate::base::id::{base64url, from_base64url};
use crate::base::random::SeededRandom;
use crate::jose::client_key::ClientKey;

fn key(alg: KeyManagement) -> DecryptionKey {
    DecryptionKey::generate(alg).unwrap().0
}

/// The token that a client would send to `key`.
fn sent_to(key: &DecryptionKey, enc: ContentEncryption) -> String {
    let recipient = ClientKey::read(key.jwk()).unwrap();
    encrypt(
        b"hello",
        &recipient,
        enc,
        Some("JWT"),
        &SeededRandom::new(1),
    )
    .unwrap()
}

fn parts(token: &str) -> Vec<String> {
    token.split('.').map(str::to_owned).collect()
}

/// The token with its header changed.
fn with_header(token: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut parts = parts(token);
    let header = from_base64url(&parts[0]).unwrap();
    let mut header = serde_json::from_slice(&header).unwrap();
    change(&mut header);
    parts[0] = base64url(header.to_string().as_bytes());
    parts.join(".")
}

#[test]
fn what_is_encrypted_to_a_key_is_opened_by_it_and_by_no_other() {
    for alg in KeyManagement::ALL {
        let (ours, other) = (key(alg), key(alg));
        for enc in ContentEncryption::ALL {
            let token = sent_to(&ours, enc);
            assert!(is_encrypted(&token));
            assert_eq!(ours.decrypt(&token).unwrap().as_slice(), b"hello");
            assert_eq!(other.decrypt(&token), Err(JweError::UnknownKey));
            let found = decrypt(&token, [&other, &ours]);
            assert_eq!(found.unwrap().as_slice(), b"hello");
            // Named by no one, every key of the kind is tried; but the header is part of what is authenticated.
            let nameless = with_header(&token, |header| {
                header.as_object_mut().unwrap().remove("kid");
            });
            assert_eq!(decrypt(&nameless, [&ours]), Err(JweError::Undecryptable));
        }
    }
}

#[test]
fn a_key_is_the_same_after_it_was_stored() {
    for alg in KeyManagement::ALL {
        let (made, pkcs8) = DecryptionKey::generate(alg).unwrap();
        let stored = DecryptionKey::from_pkcs8(alg, &pkcs8).unwrap();
        assert_eq!((made.kid(), made.jwk()), (stored.kid(), stored.jwk()));
        assert_eq!(made.key_management(), alg);
        assert_eq!(
            (&made.jwk()["use"], &made.jwk()["alg"]),
            (&json!("enc"), &json!(alg.as_str()))
        );
        assert!(made.jwk().get("d").is_none());
        let token = sent_to(&made, ContentEncryption::A256Gcm);
        assert_eq!(stored.decrypt(&token).unwrap().as_slice(), b"hello");
        let other = KeyManagement::ALL
            .into_iter()
            .find(|other| *other != alg)
            .unwrap();
        assert!(DecryptionKey::from_pkcs8(other, &pkcs8).is_err());
    }
}

#[test]
fn a_sender_that_names_no_key_is_understood() {
    for alg in KeyManagement::ALL {
        let (ours, other) = (key(alg), key(alg));
        let mut jwk = ours.jwk().clone();
        jwk.as_object_mut().unwrap().remove("kid");
        let recipient = ClientKey::read(&jwk).unwrap();
        let enc = ContentEncryption::A128Gcm;
        let token = encrypt(b"hello", &recipient, enc, None, &SeededRandom::new(1)).unwrap();
        assert_eq!(
            decrypt(&token, [&other, &ours]).unwrap().as_slice(),
            b"hello"
        );
        assert_eq!(decrypt(&token, [&other]), Err(JweError::Undecryptable));
        assert_eq!(decrypt(&token, []), Err(JweError::UnknownKey));
    }
}

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

#[test]
fn only_the_exact_names_are_known() {
    for alg in KeyManagement::ALL {
        assert_eq!(alg.as_str().parse(), Ok(alg));
    }
    for enc in ContentEncryption::ALL {
        assert_eq!(enc.as_str().parse(), Ok(enc));
    }
    assert!("rsa-oaep-256".parse::<KeyManagement>().is_err());
    assert!("".parse::<ContentEncryption>().is_err());
}
