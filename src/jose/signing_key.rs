//! One signing key, parsed once: it signs JWTs (RFC 7515 compact serialisation) and knows its public JWK (RFC 7517).
//! Its `kid` is the thumbprint of RFC 7638.

use std::fmt;

use serde::Serialize;
use serde_json::Value;
use zeroize::Zeroizing;

use super::digest::sha256;
use super::key_pair::Pair;
use crate::base::{Fault, id::base64url};
use crate::domain::Algorithm;

pub struct SigningKey {
    kid: String,
    algorithm: Algorithm,
    pair: Pair,
    jwk: Value,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({} {})", self.algorithm, self.kid)
    }
}

impl SigningKey {
    /// Makes a new key; RSA keys have 2048 bits, and take a tenth of a second or more. Returns its PKCS#8 too, for
    /// sealing.
    pub fn generate(algorithm: Algorithm) -> Result<(Self, Zeroizing<Vec<u8>>), Fault> {
        let pair = Pair::generate(algorithm)?;
        let pkcs8 = pair.pkcs8()?;
        Ok((Self::from_pair(algorithm, pair), pkcs8))
    }

    pub fn from_pkcs8(algorithm: Algorithm, pkcs8: &[u8]) -> Result<Self, Fault> {
        Ok(Self::from_pair(
            algorithm,
            Pair::from_pkcs8(algorithm, pkcs8)?,
        ))
    }

    fn from_pair(algorithm: Algorithm, pair: Pair) -> Self {
        let mut jwk = pair.public();
        // RFC 7638 section 3: the required members, in order, without blanks.
        let kid = base64url(&sha256(jwk.to_string().as_bytes()));
        jwk["use"] = "sig".into();
        jwk["alg"] = algorithm.as_str().into();
        jwk["kid"] = kid.as_str().into();
        Self {
            kid,
            algorithm,
            pair,
            jwk,
        }
    }

    /// The same key under the name that somebody else gave it.
    #[must_use]
    pub fn called(mut self, kid: &str) -> Self {
        self.jwk["kid"] = kid.into();
        kid.clone_into(&mut self.kid);
        self
    }

    /// The RFC 7638 thumbprint, unless somebody else named it.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The public key as published (RFC 7517).
    pub fn jwk(&self) -> &Value {
        &self.jwk
    }

    /// The public key for checking what this key signed: PKCS#1 of an RSA key, the point of a curve's.
    pub(super) fn public_bytes(&self) -> &[u8] {
        self.pair.public_bytes()
    }

    /// Signs `claims` into a compact JWS whose header says `typ`.
    pub fn sign(&self, typ: &str, claims: &impl Serialize) -> Result<String, Fault> {
        let header = format!(
            r#"{{"alg":"{}","typ":"{typ}","kid":{}}}"#,
            self.algorithm, self.jwk["kid"]
        );
        let claims = serde_json::to_vec(claims).map_err(Fault::internal)?;
        let mut token = String::with_capacity(header.len() * 2 + claims.len() * 2 + 360);
        token.push_str(&base64url(header.as_bytes()));
        token.push('.');
        token.push_str(&base64url(&claims));
        let signature = self.pair.sign(token.as_bytes())?;
        token.push('.');
        token.push_str(&signature);
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::base::id::from_base64url;

    /// RFC 8037 appendix A: a key, its thumbprint, and the signature over a text.
    #[test]
    fn an_ed25519_key_is_that_of_rfc_8037() {
        let seed = from_base64url("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        // RFC 8410 section 7: PKCS#8 without the public key.
        let prefix = [
            0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20,
        ];
        let pkcs8 = [&prefix[..], &seed].concat();
        let key = SigningKey::from_pkcs8(Algorithm::EdDsa, &pkcs8).unwrap();
        assert_eq!(key.kid(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        assert_eq!(
            key.jwk()["x"],
            "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"
        );
        let signature = key
            .pair
            .sign(b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
        assert_eq!(
            signature.unwrap(),
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
    }

    #[test]
    fn what_is_published_is_public_and_named_by_its_thumbprint() {
        for (algorithm, members) in [
            (Algorithm::Rs256, &["e", "kty", "n"][..]),
            (Algorithm::Ps256, &["e", "kty", "n"]),
            (Algorithm::Es256, &["crv", "kty", "x", "y"]),
            (Algorithm::Es384, &["crv", "kty", "x", "y"]),
            (Algorithm::EdDsa, &["crv", "kty", "x"]),
        ] {
            let (key, pkcs8) = SigningKey::generate(algorithm).unwrap();
            let jwk = key.jwk().as_object().unwrap();
            let named = |name: &&str| format!("\"{name}\":{}", jwk[*name]);
            let canonical = members.iter().map(named).collect::<Vec<_>>().join(",");
            let thumbprint = base64url(&sha256(format!("{{{canonical}}}").as_bytes()));
            assert_eq!(key.kid(), thumbprint, "{algorithm}");
            assert_eq!(jwk["kid"], thumbprint);
            assert_eq!(
                (&jwk["use"], &jwk["alg"]),
                (&json!("sig"), &json!(algorithm.as_str()))
            );
            assert_eq!(jwk.len(), members.len() + 3, "{jwk:?}");
            let again = SigningKey::from_pkcs8(algorithm, &pkcs8).unwrap();
            assert_eq!(again.jwk(), key.jwk());
        }
        assert!(SigningKey::generate(Algorithm::Hs256).is_err());
    }

    /// RFC 7518 section 6.2.1.2 and RFC 8037: a key is of its own curve only.
    #[test]
    fn a_key_is_not_read_for_another_algorithm() {
        let kinds = [
            Algorithm::Rs256,
            Algorithm::Es256,
            Algorithm::Es384,
            Algorithm::EdDsa,
        ];
        for algorithm in kinds {
            let (_, pkcs8) = SigningKey::generate(algorithm).unwrap();
            for other in kinds {
                let read = SigningKey::from_pkcs8(other, &pkcs8);
                assert_eq!(read.is_ok(), other == algorithm, "{algorithm} as {other}");
            }
        }
    }
}
