//! The issuer of every target: one key that is always the same, so that a finding can be repeated.

use std::sync::OnceLock;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use countersign_verifier::{Algorithm, Verifier};

pub(super) const ISSUER: &str = "https://id.example.org";
pub(super) const AUDIENCE: &str = "https://api.example.org";
pub(super) const NOW: u64 = 1_800_000_000;
pub(super) const LEEWAY: u64 = 5;
pub(super) const HEADER: &str = r#"{"alg":"EdDSA","typ":"at+jwt","kid":"k1"}"#;
pub(super) const PAYLOAD: &str = r#"{"iss":"https://id.example.org","aud":"https://api.example.org","exp":1800000300,"iat":1800000000,"sub":"user-1","client_id":"app","jti":"t-1","scope":"notes:read","roles":["editor"]}"#;

pub(super) fn key() -> &'static Ed25519KeyPair {
    static KEY: OnceLock<Ed25519KeyPair> = OnceLock::new();
    KEY.get_or_init(|| Ed25519KeyPair::from_seed_unchecked(&[7; 32]).expect("a key"))
}

/// `x` of the key, as its JWK has it.
pub(super) fn public() -> String {
    URL_SAFE_NO_PAD.encode(key().public_key())
}

pub(super) fn jwk() -> String {
    let x = public();
    format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"k1","x":"{x}"}}"#)
}

/// A verifier of this issuer's tokens with another key set than its own.
pub(super) fn verifier(jwks: &[u8]) -> Verifier {
    let builder = Verifier::with_keys(ISSUER, jwks)
        .audience(AUDIENCE)
        .algorithms(Algorithm::ALL)
        .clock(|| NOW);
    builder.build().expect("a verifier")
}

/// Whatever is signed here is a token of this issuer, however strange.
pub(super) fn sign(header: &[u8], payload: &[u8]) -> String {
    let (header, payload) = (
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(payload),
    );
    let signed = format!("{header}.{payload}");
    let signature = URL_SAFE_NO_PAD.encode(key().sign(signed.as_bytes()));
    format!("{signed}.{signature}")
}

pub(super) fn good_token() -> &'static str {
    static TOKEN: OnceLock<String> = OnceLock::new();
    TOKEN.get_or_init(|| sign(HEADER.as_bytes(), PAYLOAD.as_bytes()))
}

pub(super) fn with_one_character_changed(token: &str, chosen: usize) -> String {
    let mut bytes = token.as_bytes().to_vec();
    let position = chosen.wrapping_mul(31) % bytes.len();
    bytes[position] = if bytes[position] == b'A' { b'B' } else { b'A' };
    String::from_utf8(bytes).expect("ASCII")
}
