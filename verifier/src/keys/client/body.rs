//! The body of an answer, bounded while it comes.

use super::BoxError;

/// Far above any honest key set.
const MAX_BODY: usize = 256 * 1024;

/// Where a [`Fetch`](crate::Fetch) puts what it reads. It holds 256 KiB and no more.
#[derive(Debug, Default)]
pub struct Body {
    bytes: Vec<u8>,
    overflowed: bool,
}

impl Body {
    /// Takes one more chunk.
    ///
    /// # Errors
    ///
    /// The body is too long. The rest need not be read: the answer is refused whatever it is.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), BoxError> {
        if self.overflowed || self.bytes.len() + chunk.len() > MAX_BODY {
            self.overflowed = true;
            return Err("the answer is longer than 256 KiB".into());
        }
        self.bytes.extend_from_slice(chunk);
        Ok(())
    }

    /// The whole of it, unless it was too long.
    pub(crate) fn whole(self) -> Option<Vec<u8>> {
        (!self.overflowed).then_some(self.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, MAX_BODY};

    #[test]
    fn it_is_whole_up_to_its_bound_and_nothing_beyond() {
        let mut body = Body::default();
        assert!(body.push(&vec![b'a'; MAX_BODY]).is_ok());
        assert!(body.push(b"").is_ok());
        assert_eq!(body.whole().map(|bytes| bytes.len()), Some(MAX_BODY));
    }

    #[test]
    fn a_client_that_goes_on_after_a_refusal_changes_nothing() {
        let mut body = Body::default();
        assert!(body.push(&vec![b'a'; MAX_BODY]).is_ok());
        assert!(body.push(b"b").is_err());
        assert!(body.push(b"").is_err());
        assert_eq!(body.whole(), None);
    }
}
