//! What is accepted of a client's signatures, and what is refused: here by key and algorithm, in `shape` by form.

mod examples;
mod shape;
mod signer;

use serde_json::json;

use self::signer::Signer;
use super::*;
use crate::base::id::{base64url, from_base64url};

const SECRET: &[u8; 32] = b"0123456789abcdef0123456789abcdef";

fn keys(signers: &[&Signer]) -> ClientKeys {
    let keys: Vec<_> = signers.iter().map(|signer| signer.jwk.clone()).collect();
    ClientKeys::from_value(&json!({"keys": keys})).unwrap()
}

#[test]
fn a_key_verifies_what_it_signed_under_an_allowed_algorithm_and_nothing_else() {
    for algorithm in Algorithm::ASYMMETRIC {
        let (signer, other) = (Signer::new(algorithm, "a"), Signer::new(algorithm, "a"));
        let token = signer.sign(
            &json!({"alg": algorithm.as_str(), "kid": "a", "typ": "JWT"}),
            &json!({"iss": "x"}),
        );
        let verified = verify(&token, &keys(&[&signer]), &[algorithm]).unwrap();
        assert_eq!(verified.claims["iss"], "x");
        assert!(verified.header.is_of_type("jwt"));
        let refused =
            |keys: &ClientKeys, allowed: &[Algorithm]| verify(&token, keys, allowed).unwrap_err();
        assert_eq!(
            refused(&keys(&[&other]), &[algorithm]),
            JwsError::BadSignature
        );
        assert_eq!(refused(&keys(&[]), &[algorithm]), JwsError::UnknownKey);
        assert_eq!(refused(&keys(&[&signer]), &[]), JwsError::AlgorithmRefused);
        let others = Algorithm::ALL.map(|each| {
            if each == algorithm {
                Algorithm::Hs256
            } else {
                each
            }
        });
        assert_eq!(
            refused(&keys(&[&signer]), &others),
            JwsError::AlgorithmRefused
        );
        // Under every other name the key does not fit, or the signature is not one.
        for pretended in Algorithm::ASYMMETRIC
            .into_iter()
            .filter(|each| *each != algorithm)
        {
            let token = signer.sign(&json!({"alg": pretended.as_str(), "kid": "a"}), &json!({}));
            assert!(
                verify(&token, &keys(&[&signer]), &Algorithm::ALL).is_err(),
                "{algorithm} as {pretended}"
            );
        }
    }
}

#[test]
fn a_key_is_found_by_its_name_or_by_trying() {
    let (a, b) = (
        Signer::new(Algorithm::Es256, "a"),
        Signer::new(Algorithm::Es256, "b"),
    );
    let (nameless, all) = (
        b.sign(&json!({"alg": "ES256"}), &json!({})),
        [Algorithm::Es256],
    );
    let named = |kid: &str| b.sign(&json!({"alg": "ES256", "kid": kid}), &json!({}));
    let both = keys(&[&a, &b]);
    assert!(verify(&nameless, &both, &all).is_ok());
    assert!(verify(&named("b"), &both, &all).is_ok());
    assert_eq!(
        verify(&named("a"), &both, &all),
        Err(JwsError::BadSignature)
    );
    assert_eq!(verify(&named("c"), &both, &all), Err(JwsError::UnknownKey));
    assert_eq!(
        verify(&nameless, &keys(&[&a]), &all),
        Err(JwsError::UnknownKey)
    );
    // Two keys of one name cannot be told apart.
    assert_eq!(
        verify(
            &named("b"),
            &keys(&[&b, &Signer::new(Algorithm::Es256, "b")]),
            &all
        ),
        Err(JwsError::UnknownKey)
    );
    // A key of the same name for something else is no rival.
    let elsewhere = Signer::new(Algorithm::EdDsa, "b");
    assert!(verify(&named("b"), &keys(&[&elsewhere, &b]), &all).is_ok());
}

#[test]
fn only_so_many_keys_are_tried() {
    let signers: Vec<_> = (0..=MAX_TRIED)
        .map(|_| Signer::new(Algorithm::EdDsa, "x"))
        .collect();
    let set = keys(&signers.iter().collect::<Vec<_>>());
    let signed_by = |index: usize| signers[index].sign(&json!({"alg": "EdDSA"}), &json!({}));
    assert!(verify(&signed_by(MAX_TRIED - 1), &set, &[Algorithm::EdDsa]).is_ok());
    assert_eq!(
        verify(&signed_by(MAX_TRIED), &set, &[Algorithm::EdDsa]),
        Err(JwsError::UnknownKey)
    );
}

#[test]
fn a_secret_verifies_hs256_alone() {
    let token = Signer::secret(SECRET).sign(&json!({"alg": "HS256"}), &json!({"iss": "x"}));
    assert_eq!(verify_hs256(&token, SECRET).unwrap().claims["iss"], "x");
    assert_eq!(verify_hs256(&token, &[1; 32]), Err(JwsError::BadSignature));
    let short = Signer::secret(&SECRET[..31]).sign(&json!({"alg": "HS256"}), &json!({}));
    assert_eq!(
        verify_hs256(&short, &SECRET[..31]),
        Err(JwsError::UnknownKey)
    );
    let empty = Signer::secret(b"").sign(&json!({"alg": "HS256"}), &json!({}));
    assert_eq!(verify_hs256(&empty, b""), Err(JwsError::UnknownKey));
    for alg in ["none", "HS384", "RS256", "hs256"] {
        let other = Signer::secret(SECRET).sign(&json!({"alg": alg}), &json!({}));
        assert_eq!(
            verify_hs256(&other, SECRET),
            Err(JwsError::AlgorithmRefused),
            "{alg}"
        );
    }
}

#[test]
fn a_public_key_is_never_taken_for_a_secret() {
    let signer = Signer::new(Algorithm::Rs256, "a");
    let set = keys(&[&signer]);
    let honest = signer.sign(&json!({"alg": "RS256", "kid": "a"}), &json!({}));
    assert!(verify(&honest, &set, &Algorithm::ALL).is_ok());
    let text = signer.jwk.to_string();
    let modulus = from_base64url(signer.jwk["n"].as_str().unwrap()).unwrap();
    for secret in [
        text.as_bytes(),
        signer.jwk["n"].as_str().unwrap().as_bytes(),
        &modulus,
        b"",
    ] {
        let forged = Signer::secret(secret).sign(&json!({"alg": "HS256", "kid": "a"}), &json!({}));
        assert_eq!(
            verify(&forged, &set, &Algorithm::ALL),
            Err(JwsError::AlgorithmRefused)
        );
        assert_eq!(
            verify(&forged, &set, &[Algorithm::Hs256]),
            Err(JwsError::AlgorithmRefused)
        );
        assert_eq!(verify_hs256(&forged, SECRET), Err(JwsError::BadSignature));
    }
}

#[test]
fn unsecured_is_accepted_where_it_is_asked_for_and_nowhere_else() {
    let token = |alg: &str, signature: &str| {
        let header = base64url(json!({"alg": alg}).to_string().as_bytes());
        format!("{header}.{}.{signature}", base64url(br#"{"iss":"x"}"#))
    };
    assert_eq!(unsecured(&token("none", "")).unwrap().claims["iss"], "x");
    assert_eq!(unsecured(&token("none", "AA")), Err(JwsError::BadSignature));
    let set = keys(&[&Signer::new(Algorithm::Es256, "a")]);
    for alg in ["none", "None", "NONE", "nOnE", "", "ES256 ", "es256"] {
        assert_eq!(
            verify(&token(alg, ""), &set, &Algorithm::ALL),
            Err(JwsError::AlgorithmRefused)
        );
        assert_eq!(
            verify_hs256(&token(alg, ""), SECRET),
            Err(JwsError::AlgorithmRefused)
        );
        if alg != "none" {
            assert_eq!(
                unsecured(&token(alg, "")),
                Err(JwsError::AlgorithmRefused),
                "{alg}"
            );
        }
    }
    assert!(matches!(unsecured("e30.e30"), Err(JwsError::Malformed(_))));
    assert!(matches!(
        unsecured(&token("none", ".")),
        Err(JwsError::Malformed(_))
    ));
}
