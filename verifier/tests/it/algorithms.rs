//! The algorithm is the configuration's choice, and each key serves its own (RFC 8725 sections 3.1 and 3.2).

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use countersign_verifier::{Algorithm, Error, Verifier};
use serde_json::{Value, json};

use crate::support::{
    Signer, b64, good_token, header, jwks, offline, payload, refused, rsa, token, verifier,
};

fn header_for(alg: &str) -> Value {
    let mut header = header();
    header["alg"] = alg.into();
    header
}

fn signed_by(signer: &Signer, alg: &str) -> String {
    signer.sign(header_for(alg).to_string(), payload().to_string())
}

#[test]
fn each_algorithm_verifies_when_it_is_allowed_and_only_then() {
    for (signer, algorithm) in [
        (Signer::new_pss(), Algorithm::Ps256),
        (Signer::new_ec(), Algorithm::Es256),
        (Signer::new_ec_384(), Algorithm::Es384),
        (Signer::new_ed(), Algorithm::EdDsa),
    ] {
        let jwks = json!({ "keys": [signer.jwk("k1")] }).to_string();
        let token = signed_by(&signer, signer.alg());
        let allowing = offline(&jwks)
            .algorithms([algorithm])
            .build()
            .expect("a verifier");
        assert!(allowing.verify_now(&token).is_ok(), "{algorithm:?}");
        let usual = offline(&jwks).build().expect("a verifier");
        assert_eq!(
            usual.verify_now(&token).map_err(|error| error.reason()),
            Err("algorithm_refused"),
            "{algorithm:?}"
        );
        // Under another allowed name the same key serves nothing.
        let all = offline(&jwks)
            .algorithms(Algorithm::ALL)
            .build()
            .expect("a verifier");
        assert!(all.verify_now(&token).is_ok());
        for other in Algorithm::ALL
            .into_iter()
            .filter(|other| *other != algorithm)
        {
            let confused = signed_by(&signer, other.name());
            assert_eq!(
                all.verify_now(&confused).map_err(|error| error.reason()),
                Err("unknown_key"),
                "{algorithm:?} as {other:?}"
            );
        }
    }
}

#[test]
fn none_is_no_algorithm() {
    let verifier = offline(&jwks())
        .algorithms(Algorithm::ALL)
        .build()
        .expect("a verifier");
    for alg in ["none", "None", "NONE", "nOnE", ""] {
        let unsigned = format!(
            "{}.{}.",
            b64(header_for(alg).to_string()),
            b64(payload().to_string())
        );
        assert_eq!(
            refused(&verifier, &unsigned).reason(),
            "algorithm_refused",
            "{alg}"
        );
        assert_eq!(
            refused(&verifier, &signed_by(rsa(), alg)).reason(),
            "algorithm_refused",
            "{alg}"
        );
    }
    let unsigned = format!(
        "{}.{}.",
        b64(header().to_string()),
        b64(payload().to_string())
    );
    assert_eq!(refused(&verifier, &unsigned), Error::BadSignature);
}

#[test]
fn the_public_key_is_no_hmac_secret() {
    let jwk = rsa().jwk("k1");
    let der = b64_decoded(&jwk["n"]);
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        STANDARD.encode(&der)
    );
    let secrets = [
        pem.into_bytes(),
        der,
        jwk.to_string().into_bytes(),
        jwks().into_bytes(),
        Vec::new(),
    ];
    let verifier = offline(&jwks())
        .algorithms(Algorithm::ALL)
        .build()
        .expect("a verifier");
    for secret in secrets {
        for alg in ["HS256", "RS256"] {
            let signed = format!(
                "{}.{}",
                b64(header_for(alg).to_string()),
                b64(payload().to_string())
            );
            let tag = hmac::sign(
                &hmac::Key::new(hmac::HMAC_SHA256, &secret),
                signed.as_bytes(),
            );
            let error = refused(&verifier, &format!("{signed}.{}", b64(tag)));
            assert!(
                matches!(error, Error::AlgorithmRefused { .. } | Error::BadSignature),
                "{alg}: {error:?}"
            );
        }
    }
}

#[test]
fn other_algorithms_of_the_same_key_are_refused() {
    let verifier = verifier();
    for alg in [
        "RS384", "RS512", "PS256", "ES256", "EdDSA", "RS1", "rs256", "RS256\0",
    ] {
        assert_eq!(
            refused(&verifier, &signed_by(rsa(), alg)).reason(),
            "algorithm_refused",
            "{alg}"
        );
    }
}

#[test]
fn a_signature_is_of_this_key_and_of_this_text() {
    let verifier = verifier();
    assert_eq!(
        refused(&verifier, &signed_by(&Signer::new_rsa(), "RS256")),
        Error::BadSignature
    );
    let mut claims = payload();
    claims["sub"] = "admin".into();
    let (good, other) = (good_token(), token(&header(), &claims));
    let stolen = format!(
        "{}.{}",
        other.rsplit_once('.').expect("parts").0,
        good.rsplit_once('.').expect("parts").1
    );
    assert_eq!(refused(&verifier, &stolen), Error::BadSignature);
}

#[test]
fn an_empty_ecdsa_signature_proves_nothing() {
    let signer = Signer::new_ec();
    let jwks = json!({ "keys": [signer.jwk("k1")] }).to_string();
    let verifier = offline(&jwks)
        .algorithms([Algorithm::Es256])
        .build()
        .expect("a verifier");
    let good = signed_by(&signer, "ES256");
    assert!(verifier.verify_now(&good).is_ok());
    let signed = good.rsplit_once('.').expect("parts").0;
    for signature in [vec![0; 64], Vec::new(), vec![0x30, 6, 2, 1, 0, 2, 1, 0]] {
        let forged = format!("{signed}.{}", b64(signature));
        assert_eq!(verifier.verify_now(&forged), Err(Error::BadSignature));
    }
}

#[test]
fn a_configuration_that_cannot_be_safe_is_not_built() {
    let good = || Verifier::with_keys("https://id.example.org", jwks());
    assert!(good().audience("a").build().is_ok());
    assert!(good().build().is_err(), "no audience");
    assert!(good().audience("").build().is_err(), "an empty audience");
    assert!(
        good().audience("a").algorithms([]).build().is_err(),
        "no algorithm"
    );
    let minute = std::time::Duration::from_secs(60);
    assert!(good().audience("a").leeway(minute).build().is_ok());
    assert!(
        good().audience("a").leeway(minute * 2).build().is_err(),
        "a long leeway"
    );
    assert!(
        Verifier::discover("http://id.example.org")
            .audience("a")
            .build()
            .is_err(),
        "plain http"
    );
    assert!(
        Verifier::with_keys("https://id.example.org", "{}")
            .audience("a")
            .build()
            .is_err(),
        "no key set"
    );
}

fn b64_decoded(value: &Value) -> Vec<u8> {
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    URL_SAFE_NO_PAD
        .decode(value.as_str().expect("text"))
        .expect("base64url")
}
