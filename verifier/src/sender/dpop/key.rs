//! The key of a proof: `jwk` in its header (RFC 9449 section 4.2), and its thumbprint (RFC 7638).

use aws_lc_rs::signature::ParsedPublicKey;
use serde_json::Value;

use super::super::hash_text;
use crate::{Algorithm, keys};

/// Members that no public key has (RFC 7518 section 6), `k` being a shared secret.
const SECRET: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// A public key that is not parsed yet.
#[derive(Debug)]
pub(super) struct SenderKey {
    jwk: Value,
    algorithm: Algorithm,
}

impl SenderKey {
    pub(super) fn read(jwk: Value, algorithm: Algorithm) -> Result<Self, &'static str> {
        let members = jwk.as_object().ok_or("its jwk is not an object")?;
        if SECRET.iter().any(|name| members.contains_key(*name)) {
            return Err("its jwk holds a secret");
        }
        Ok(Self { jwk, algorithm })
    }

    /// The members that every key of its type has, in the order of their names, hashed (RFC 7638 section 3). `None` for a
    /// type that is not known.
    pub(super) fn thumbprint(&self) -> Option<String> {
        let names: &[&str] = match self.jwk["kty"].as_str()? {
            "RSA" => &["e", "kty", "n"],
            "EC" => &["crv", "kty", "x", "y"],
            "OKP" => &["crv", "kty", "x"],
            _ => return None,
        };
        let members = names
            .iter()
            .map(|name| format!("\"{name}\":{}", self.jwk[*name]));
        let text = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        Some(hash_text(text.as_bytes()))
    }

    pub(super) fn parse(self) -> Result<ParsedPublicKey, &'static str> {
        keys::nameless(self.jwk, self.algorithm)
            .map_err(|_| "its jwk is not a good key for its alg")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Algorithm, SECRET, SenderKey};

    fn thumbprint(jwk: Value) -> Option<String> {
        SenderKey::read(jwk, Algorithm::Es256)
            .expect("a public key")
            .thumbprint()
    }

    /// RFC 7638 section 3.1, RFC 9449 section 6.1 and RFC 8037 appendix A.3.
    #[test]
    fn thumbprints_are_those_of_the_rfcs() {
        let rsa = json!({
            "kty": "RSA", "e": "AQAB", "alg": "RS256", "kid": "2011-04-29",
            "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjB\
                ZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8\
                KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_\
                xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw",
        });
        assert_eq!(
            thumbprint(rsa).as_deref(),
            Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
        );
        let ec = json!({
            "kty": "EC", "crv": "P-256", "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs",
            "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA",
        });
        assert_eq!(
            thumbprint(ec).as_deref(),
            Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
        );
        let okp = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
        assert_eq!(
            thumbprint(okp).as_deref(),
            Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
        );
        assert_eq!(thumbprint(json!({ "kty": "oct" })), None);
    }

    #[test]
    fn no_secret_is_taken_for_a_public_key() {
        for name in SECRET {
            let jwk = json!({ "kty": "EC", "crv": "P-256", "x": "AA", "y": "AA", name: null });
            assert_eq!(
                SenderKey::read(jwk, Algorithm::Es256).err(),
                Some("its jwk holds a secret"),
                "{name}"
            );
        }
        for jwk in [json!(null), json!("EC"), json!([{ "kty": "EC" }])] {
            assert!(SenderKey::read(jwk, Algorithm::Es256).is_err());
        }
    }

    #[test]
    fn a_key_serves_only_the_algorithms_of_its_type() {
        let key = |kty: &str| {
            let jwk = json!({ "kty": kty, "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
            SenderKey::read(jwk, Algorithm::EdDsa)
                .expect("a public key")
                .parse()
        };
        assert!(key("OKP").is_ok());
        for kty in ["EC", "RSA", "oct", "okp", ""] {
            assert!(key(kty).is_err(), "{kty}");
        }
    }
}
