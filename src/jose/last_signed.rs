//! A document that is asked for again and again, signed once for as long as it says the same.

use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::SigningKey;
use crate::base::Fault;

/// What was signed last: by which key, of which claims.
#[derive(Debug, Default)]
pub struct LastSigned(Mutex<Option<Signed>>);

#[derive(Debug)]
struct Signed {
    kid: String,
    typ: &'static str,
    claims: String,
    token: String,
}

impl LastSigned {
    /// The claims as a compact JWS: the last one, where key and claims are the same. Those who ask at once wait for one.
    pub fn sign(
        &self,
        key: &SigningKey,
        typ: &'static str,
        claims: &impl Serialize,
    ) -> Result<String, Fault> {
        let text = serde_json::to_string(claims).map_err(Fault::internal)?;
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref()
            && (last.kid.as_str(), last.typ) == (key.kid(), typ)
            && last.claims == text
        {
            return Ok(last.token.clone());
        }
        let token = key.sign(typ, claims)?;
        *last = Some(Signed {
            kid: key.kid().to_owned(),
            typ,
            claims: text,
            token: token.clone(),
        });
        Ok(token)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::Algorithm;

    /// ECDSA signs the same text differently each time, so it shows whether something was signed.
    #[test]
    fn only_what_differs_is_signed() {
        let key = || SigningKey::generate(Algorithm::Es256).unwrap().0;
        let (here, other) = (key(), key());
        let (last, claims) = (LastSigned::default(), json!({"a": 1}));
        let first = last.sign(&here, "JWT", &claims).unwrap();
        assert_ne!(here.sign("JWT", &claims).unwrap(), first);
        assert_eq!(last.sign(&here, "JWT", &claims).unwrap(), first);
        let by_other = last.sign(&other, "JWT", &claims).unwrap();
        assert_eq!(by_other, last.sign(&other, "JWT", &claims).unwrap());
        let changed = last.sign(&other, "JWT", &json!({"a": 2})).unwrap();
        let again = last.sign(&other, "JWT", &claims).unwrap();
        let typed = last.sign(&other, "x+jwt", &claims).unwrap();
        let mut all = vec![first, by_other, changed, again, typed];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 5);
    }
}
