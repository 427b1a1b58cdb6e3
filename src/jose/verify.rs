//! Checking ID tokens that come back to us as `id_token_hint` (OIDC Core section 3.1.2.1).
//!
//! Access tokens are checked by the verifier crate; it refuses ID tokens, as it should.

use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

use super::jws::{ClaimError, Claims};
use super::keyring::Ring;
use super::signing_key::SigningKey;
use crate::base::Timestamp;
use crate::domain::Algorithm;

#[derive(Debug, thiserror::Error)]
#[error("id_token_hint: {0}")]
pub struct HintError(String);

/// What an ID token of ours says of whom it was issued for.
#[derive(Debug)]
pub struct Hint {
    pub sub: String,
    pub aud: String,
    pub sid: Option<String>,
}

impl Hint {
    /// What claims of ours say, if they are those of an ID token. An answer of UserInfo is signed and typed alike, and may lie
    /// with anyone who was shown it; it has neither date (OIDC Core sections 2 and 5.3.2).
    pub fn of(claims: Claims<'_>) -> Result<Self, ClaimError> {
        claims.required_date("exp")?;
        claims.required_date("iat")?;
        Ok(Self {
            sub: claims.required_text("sub")?.to_owned(),
            aud: claims.required_text("aud")?.to_owned(),
            sid: claims.text("sid")?.map(str::to_owned),
        })
    }
}

/// Reads an ID token of ours, whichever client it was issued to. An expired one still names its person.
pub fn hint(ring: &Ring, now: Timestamp, issuer: &str, token: &str) -> Result<Hint, HintError> {
    let wrong = |reason: &dyn std::fmt::Display| HintError(reason.to_string());
    let header = decode_header(token).map_err(|error| wrong(&error))?;
    if header.typ.as_deref() != Some("JWT") {
        return Err(wrong(&"not of type JWT"));
    }
    let key = ring
        .remembered(now)
        .find(|key| Some(key.kid()) == header.kid.as_deref())
        .ok_or_else(|| wrong(&"signed with no key of ours"))?;
    let (algorithm, key) = checking(key).ok_or_else(|| wrong(&"signed with no public key"))?;
    let mut rules = Validation::new(algorithm);
    rules.set_required_spec_claims(&["iss", "aud", "sub"]);
    rules.set_issuer(&[issuer]);
    rules.validate_aud = false;
    rules.validate_exp = false;
    let token = decode::<Map<String, Value>>(token, &key, &rules).map_err(|error| wrong(&error))?;
    Hint::of(Claims(&token.claims)).map_err(|error| wrong(&error))
}

/// What checks this key's signatures. The algorithm is the key's own, whatever a header says (RFC 8725 section 3.1).
fn checking(key: &SigningKey) -> Option<(jsonwebtoken::Algorithm, DecodingKey)> {
    use jsonwebtoken::Algorithm as Checked;
    let public = key.public_bytes();
    match key.algorithm() {
        Algorithm::Rs256 => Some((Checked::RS256, DecodingKey::from_rsa_der(public))),
        Algorithm::Ps256 => Some((Checked::PS256, DecodingKey::from_rsa_der(public))),
        Algorithm::Es256 => Some((Checked::ES256, DecodingKey::from_ec_der(public))),
        Algorithm::Es384 => Some((Checked::ES384, DecodingKey::from_ec_der(public))),
        Algorithm::EdDsa => Some((Checked::EdDSA, DecodingKey::from_ed_der(public))),
        Algorithm::Hs256 => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::jose::chain::Chain;
    use crate::jose::rotation::{Policy, Span};
    use crate::jose::{Key, KeyUse, Keyring};

    const ISSUER: &str = "https://id.example.org";
    const NOW: Timestamp = Timestamp(1_780_315_200_000);

    fn ring() -> Arc<Ring> {
        let always = Duration::from_secs(1 << 20);
        let policy = Policy {
            rotate_every: always,
            publish_ahead: always,
            longest_token: always,
            remembered: Duration::ZERO,
        };
        let span = Span {
            signs_from: NOW,
            withdrawn_at: None,
        };
        let chain = |usage| {
            let key = || (span, Arc::new(Key::generate(usage).unwrap().0));
            Chain::new(usage, policy, None, vec![key(), key()])
        };
        let keyring = Keyring::default();
        let signing = Algorithm::ASYMMETRIC.map(KeyUse::Signing);
        keyring.hold(signing.map(chain).into());
        keyring.ring().unwrap()
    }

    fn hint(ring: &Ring, token: &str) -> Result<String, HintError> {
        super::hint(ring, NOW, ISSUER, token).map(|hint| hint.sub)
    }

    /// The same signature under a header that names another key or another algorithm.
    fn renamed(token: &str, header: &serde_json::Value) -> String {
        let rest = token.split_once('.').unwrap().1;
        let header = crate::base::id::base64url(header.to_string().as_bytes());
        format!("{header}.{rest}")
    }

    #[test]
    fn a_hint_counts_under_the_key_that_signed_it_and_no_other() {
        let ring = ring();
        let claims = json!({"iss": ISSUER, "aud": "app", "sub": "ada", "iat": 0, "exp": 1});
        assert_eq!(ring.published(NOW).count(), 10);
        for key in ring.published(NOW) {
            let token = key.sign("JWT", &claims).unwrap();
            assert_eq!(hint(&ring, &token).unwrap(), "ada", "{key:?}");
            for other in ring.published(NOW).filter(|other| other.kid() != key.kid()) {
                for algorithm in [key.algorithm(), other.algorithm(), Algorithm::Hs256] {
                    let header =
                        json!({"alg": algorithm.as_str(), "typ": "JWT", "kid": other.kid()});
                    let refused = hint(&ring, &renamed(&token, &header));
                    assert!(refused.is_err(), "{key:?} as {other:?} with {algorithm}");
                }
            }
        }
    }

    #[test]
    fn only_what_has_the_dates_of_an_id_token_is_one() {
        let ring = ring();
        let key = ring.published(NOW).next().unwrap();
        let good = json!({"iss": ISSUER, "aud": "app", "sub": "ada", "iat": 0, "exp": 1});
        assert!(hint(&ring, &key.sign("JWT", &good).unwrap()).is_ok());
        for name in ["iat", "exp"] {
            for bad in [None, Some(json!(null)), Some(json!("1"))] {
                let mut claims = good.clone();
                claims.as_object_mut().unwrap().remove(name);
                if let Some(bad) = bad {
                    claims[name] = bad;
                }
                let token = key.sign("JWT", &claims).unwrap();
                assert!(hint(&ring, &token).is_err(), "{claims}");
            }
        }
    }

    #[test]
    fn a_header_does_not_choose_the_algorithm() {
        let ring = ring();
        let claims = json!({"iss": ISSUER, "aud": "app", "sub": "ada", "iat": 0, "exp": 1});
        for key in ring.published(NOW) {
            let token = key.sign("JWT", &claims).unwrap();
            let same = json!({"alg": key.algorithm().as_str(), "typ": "JWT", "kid": key.kid()});
            assert!(
                hint(&ring, &renamed(&token, &same)).is_err(),
                "it is signed too"
            );
            for alg in ["none", "HS256", "RS256", "PS256", "ES256", "EdDSA", "RS512"] {
                let header = json!({"alg": alg, "typ": "JWT", "kid": key.kid()});
                assert!(
                    hint(&ring, &renamed(&token, &header)).is_err(),
                    "{key:?} {alg}"
                );
            }
        }
    }
}
