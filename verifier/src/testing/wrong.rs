//! Tokens that must be refused, each for one reason.

use aws_lc_rs::hmac;

use super::TestToken;
use super::key::{TestKey, text};

impl TestToken {
    /// As an ID token, which says who signed in and opens no API (RFC 9068 section 4).
    pub fn id_token(self) -> Self {
        self.typ("JWT")
            .audience("test-app")
            .claim("nonce", "n-0S6_WzA2Mj")
            .without("client_id")
    }

    /// The token, signed by nobody (`alg` is `none`).
    #[must_use]
    pub fn mint_unsigned(&self) -> String {
        format!("{}.", self.clone().header("alg", "none").message())
    }

    /// The token, signed by HS256 with the issuer's public key as the secret: what fools a verifier that lets the token
    /// choose its algorithm (RFC 8725 section 2.1).
    #[must_use]
    pub fn mint_confused(&self) -> String {
        let public = TestKey::of(self.issuer.algorithm()).jwk().to_string();
        let secret = hmac::Key::new(hmac::HMAC_SHA256, public.as_bytes());
        let message = self.clone().header("alg", "HS256").message();
        let signature = hmac::sign(&secret, message.as_bytes());
        format!("{message}.{}", text(signature))
    }

    /// The token with another subject than the one that was signed.
    #[must_use]
    pub fn mint_tampered(&self) -> String {
        let minted = self.mint();
        let signature = minted.rsplit('.').next().unwrap_or_default();
        format!("{}.{signature}", self.clone().subject("mallory").message())
    }

    /// This token in every way in which it must be refused, with the [reason](crate::Error::reason) of each.
    #[must_use]
    pub fn wrong(&self) -> Vec<(&'static str, String)> {
        let token = || self.clone();
        vec![
            ("token_expired", token().expired().mint()),
            ("token_not_yet_valid", token().not_before_in(3600).mint()),
            (
                "wrong_audience",
                token().audience("https://other.test").mint(),
            ),
            ("wrong_issuer", token().issuer("https://evil.test").mint()),
            ("wrong_token_type", token().id_token().mint()),
            ("algorithm_refused", token().mint_unsigned()),
            ("algorithm_refused", token().mint_confused()),
            ("unknown_key", token().kid("unknown").mint()),
            ("bad_signature", token().mint_tampered()),
            ("invalid_claim", token().without("sub").mint()),
            (
                "malformed_token",
                token().header("crit", ["exp"].as_slice()).mint(),
            ),
        ]
    }
}
