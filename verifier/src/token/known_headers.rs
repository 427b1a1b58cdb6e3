//! Headers that came with good tokens, by their text. An issuer writes the same header for as long as it signs with the
//! same key, so that hardly any is read twice.
//!
//! What a header decides hangs on its text and on the allow-list alone, and a text is kept only after the signature of a
//! token with it was right: nobody but the issuer puts one here.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::header::Header;

/// More than an issuer has keys in use; the oldest gives way.
const MOST: usize = 16;

#[derive(Default)]
pub(crate) struct KnownHeaders(ArcSwap<Vec<Known>>);

#[derive(Clone)]
struct Known {
    /// As it stands in tokens, in base64url.
    text: Arc<str>,
    header: Arc<Header>,
}

impl KnownHeaders {
    pub(crate) fn find(&self, text: &str) -> Option<Arc<Header>> {
        let known = self.0.load();
        let same = known.iter().find(|known| *known.text == *text)?;
        Some(Arc::clone(&same.header))
    }

    /// Keeps the header of a token whose signature was right.
    pub(crate) fn keep(&self, text: &str, header: &Arc<Header>) {
        if self.find(text).is_some() {
            return;
        }
        let new = Known {
            text: text.into(),
            header: Arc::clone(header),
        };
        self.0.rcu(|known| {
            let younger = known.len().saturating_sub(MOST - 1);
            let mut known = known[younger..].to_vec();
            known.push(new.clone());
            known
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Header, KnownHeaders, MOST};
    use crate::Algorithm;

    #[test]
    fn the_oldest_gives_way() {
        let headers = KnownHeaders::default();
        for number in 0..MOST + 3 {
            let kid = number.to_string();
            let algorithm = Algorithm::Rs256;
            headers.keep(&kid.clone(), &Arc::new(Header { algorithm, kid }));
        }
        let known = (0..MOST + 3).filter_map(|number| headers.find(&number.to_string()));
        let kids: Vec<_> = known.map(|header| header.kid.clone()).collect();
        let youngest: Vec<_> = (3..MOST + 3).map(|number| number.to_string()).collect();
        assert_eq!(kids, youngest);
        assert!(headers.find("").is_none() && headers.find("01").is_none());
    }
}
