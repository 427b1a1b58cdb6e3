//! Encryption from here to our own keys and back, and in `refused` what is not opened.

mod refused;

use serde_json::{Value, json};

use super::*;
use crate::base::id::{base64url, from_base64url};
use crate::base::random::SeededRandom;
use crate::jose::jwk_set::ClientKey;

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
