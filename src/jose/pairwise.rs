//! Pairwise subjects (OIDC Core section 8.1): a keyed hash of who the person is, for each sector another.

use std::fmt;

use zeroize::Zeroizing;

use super::digest::hmac_sha256;
use crate::base::id::base64url;

/// Made once and never changed: with another one every person would be a stranger to every pairwise client.
pub struct PairwiseSalt(Zeroizing<[u8; 32]>);

impl fmt::Debug for PairwiseSalt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PairwiseSalt")
    }
}

impl PairwiseSalt {
    /// None when there are not 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes
            .try_into()
            .ok()
            .map(|bytes| Self(Zeroizing::new(bytes)))
    }

    /// Neither a sector nor an identifier holds a zero byte, so no two pairs read alike.
    pub fn subject(&self, sector: &str, user_id: &str) -> String {
        let message = [sector.as_bytes(), &[0], user_id.as_bytes()].concat();
        base64url(&hmac_sha256(self.0.as_slice(), &message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What people are called by clients must survive every release: this value may never change.
    #[test]
    fn a_subject_is_the_same_for_ever() {
        let salt = PairwiseSalt::from_bytes(&[7; 32]).unwrap();
        let subject = salt.subject("app.example.org", "ada");
        assert_eq!(subject, "1rbM_ADtc4PGcrXEcoj_010T2EZFxh3EZ0t47DGz7Rs");
        assert_ne!(subject, salt.subject("other.example.org", "ada"));
        assert_ne!(subject, salt.subject("app.example.org", "bob"));
        let other = PairwiseSalt::from_bytes(&[8; 32]).unwrap();
        assert_ne!(subject, other.subject("app.example.org", "ada"));
        assert!(PairwiseSalt::from_bytes(&[7; 31]).is_none());
    }
}
