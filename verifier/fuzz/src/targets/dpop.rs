//! A proof of possession (RFC 9449 section 4). As in `token`, an input that begins with `{` is a header, a line break and a
//! payload, which the client's key signs; any other input is the proof itself.
//!
//! - A proof that nobody signed is refused.
//! - What is accepted is also accepted by another library, under the key that stands in it.
//! - It is made for this method, this address, this token and this minute.
//! - A proof that is accepted is refused with any character of it changed.

use std::sync::OnceLock;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use countersign_verifier::sender::judge_alone;
use jsonwebtoken::jwk::ThumbprintHash;
use jsonwebtoken::{DecodingKey, Validation, decode_header};
use serde_json::{Map, Value};
use url::Url;

use super::issuer::{NOW, public, sign, with_one_character_changed};

/// The hash of `token`.
const ATH: &str = "PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A";

pub fn check(data: &[u8]) {
    if data.first() == Some(&b'{') {
        let mut parts = data.splitn(2, |byte| *byte == b'\n');
        let header = parts.next().unwrap_or_default();
        signed(&sign(header, parts.next().unwrap_or_default()), data.len());
    } else {
        let accepted = judge_alone(data).is_some();
        assert_eq!(
            accepted,
            data == good_proof().as_bytes(),
            "nobody signed it"
        );
    }
}

fn signed(proof: &str, chosen: usize) {
    let Some(thumbprint) = judge_alone(proof.as_bytes()) else {
        return;
    };
    let (header, claims) = (part(proof, 0), part(proof, 1));
    let typ = header["typ"].as_str().expect("a type").to_ascii_lowercase();
    assert!(["dpop+jwt", "application/dpop+jwt"].contains(&typ.as_str()));
    assert_eq!(
        (&claims["htm"], &claims["ath"]),
        (&"GET".into(), &ATH.into())
    );
    let address = Url::parse(claims["htu"].as_str().expect("an address")).expect("a URL");
    assert_eq!(
        address.origin().ascii_serialization(),
        "https://api.example.org"
    );
    assert_eq!(address.path(), "/");
    let made = claims["iat"].as_f64().expect("a date") as u64;
    assert!((NOW - 60..=NOW + 5).contains(&made), "{made}");
    assert!(claims["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
    // The other library does not know the names of RFC 9864, and reads members that are to be ignored.
    let plain = header
        .keys()
        .all(|name| ["alg", "typ", "jwk"].contains(&name.as_str()));
    if plain
        && header["alg"] == "EdDSA"
        && header["jwk"].as_object().is_some_and(|jwk| jwk.len() == 3)
    {
        assert_eq!(another_library(proof), thumbprint);
    }
    let changed = with_one_character_changed(proof, chosen);
    assert!(judge_alone(changed.as_bytes()).is_none(), "{changed}");
}

fn part(proof: &str, position: usize) -> Map<String, Value> {
    let part = proof.split('.').nth(position).expect("three parts");
    let octets = URL_SAFE_NO_PAD.decode(part).expect("base64url");
    serde_json::from_slice(&octets).expect("an object")
}

/// The thumbprint of the key, by which it finds the signature right.
fn another_library(proof: &str) -> String {
    let jwk = decode_header(proof)
        .expect("a header that it reads")
        .jwk
        .expect("a key");
    let mut rules = Validation::new(jsonwebtoken::Algorithm::EdDSA);
    rules.set_required_spec_claims::<&str>(&[]);
    (rules.validate_exp, rules.validate_aud) = (false, false);
    let key = DecodingKey::from_jwk(&jwk).expect("a key that it reads");
    jsonwebtoken::decode::<Map<String, Value>>(proof, &key, &rules)
        .expect("claims that it accepts");
    jwk.thumbprint(ThumbprintHash::SHA256)
        .expect("a kind of key that it knows")
}

fn good_proof() -> &'static str {
    static PROOF: OnceLock<String> = OnceLock::new();
    PROOF.get_or_init(|| {
        let jwk = format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{}"}}"#, public());
        let header = format!(r#"{{"typ":"dpop+jwt","alg":"EdDSA","jwk":{jwk}}}"#);
        let claims = format!(
            r#"{{"htm":"GET","htu":"https://api.example.org/","ath":"{ATH}","iat":{NOW},"jti":"p-1"}}"#
        );
        let proof = sign(header.as_bytes(), claims.as_bytes());
        assert!(judge_alone(proof.as_bytes()).is_some(), "the accepted twin");
        proof
    })
}
