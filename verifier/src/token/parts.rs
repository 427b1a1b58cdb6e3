//! The compact serialisation of a JWS (RFC 7515 section 7.1): three parts of base64url, and nothing else.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::Error;

/// Far above any honest access token. What is longer is refused before it costs a decoding.
pub(crate) const MAX_LENGTH: usize = 16 * 1024;

/// A token taken apart. Nothing in it is trusted yet.
pub(crate) struct Parts<'a> {
    /// Header and payload as sent: what the signature covers.
    pub(crate) signed: &'a str,
    /// The header, still encoded: one that is known already is known by this text.
    pub(crate) header: &'a str,
    /// The payload, still encoded: it is decoded only after its signature was checked.
    payload: &'a str,
    /// The signature, decoded.
    pub(crate) signature: Vec<u8>,
}

impl<'a> Parts<'a> {
    pub(crate) fn split(token: &'a str) -> Result<Self, Error> {
        if token.len() > MAX_LENGTH {
            return Err(Error::TooLong);
        }
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Error::Malformed("it does not have three parts"));
        };
        let signed = &token[..header.len() + 1 + payload.len()];
        Ok(Self {
            signed,
            header,
            payload,
            signature: decode(signature)?,
        })
    }

    pub(crate) fn header(&self) -> Result<Vec<u8>, Error> {
        decode(self.header)
    }

    pub(crate) fn payload(&self) -> Result<Vec<u8>, Error> {
        decode(self.payload)
    }
}

/// Padding, foreign characters and stray bits at the end are all refused, so that a token has one spelling only.
fn decode(part: &str) -> Result<Vec<u8>, Error> {
    URL_SAFE_NO_PAD
        .decode(part)
        .map_err(|_| Error::Malformed("a part is not base64url"))
}

#[cfg(test)]
mod tests {
    use super::{Error, MAX_LENGTH, Parts};

    #[test]
    fn three_parts_are_taken_apart() {
        let parts = Parts::split("e30.e30.AQ").expect("three parts");
        assert_eq!(
            (parts.signed, parts.header, parts.signature.as_slice()),
            ("e30.e30", "e30", &[1][..])
        );
        assert_eq!(parts.header(), Ok(b"{}".to_vec()));
        assert_eq!(parts.payload(), Ok(b"{}".to_vec()));
    }

    #[test]
    fn another_number_of_parts_is_refused() {
        for token in [
            "",
            "e30",
            "e30.e30",
            "e30.e30.AQ.",
            "e30.e30.AQ.AQ",
            "e30.e30.AQ.AQ.AQ",
            "{\"payload\":\"e30\"}",
        ] {
            assert!(
                matches!(Parts::split(token), Err(Error::Malformed(_))),
                "{token}"
            );
        }
    }

    #[test]
    fn only_one_spelling_of_base64_is_read() {
        for signature in [
            "AQ==", "AQ=", "AR", "A", "+/8", "A Q", " AQ", "AQ\n", "AQ\u{e9}",
        ] {
            assert!(
                matches!(
                    Parts::split(&format!("e30.e30.{signature}")),
                    Err(Error::Malformed(_))
                ),
                "{signature}"
            );
        }
    }

    #[test]
    fn the_length_is_looked_at_first() {
        let longest = "!".repeat(MAX_LENGTH);
        assert!(matches!(Parts::split(&longest), Err(Error::Malformed(_))));
        assert!(matches!(
            Parts::split(&(longest + "!")),
            Err(Error::TooLong)
        ));
    }
}
