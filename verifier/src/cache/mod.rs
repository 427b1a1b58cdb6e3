//! Tokens that were verified already. An API sees a token hundreds of times in its life, and its signature costs a hundred
//! times what it costs to recognise it.
//!
//! What is kept is what the token says, under a [`Fingerprint`]; the token itself is not. What a hit still has to pass is
//! said in `entry`, how the memory is bounded in `table`.
//!
//! Refusals are not kept. A forger can make as many different bad tokens as they like, so that remembering them would
//! spare nothing and would push the good ones out.

mod entry;
mod fingerprint;
mod stripe;
mod table;

use std::sync::Arc;

pub(crate) use entry::Entry;
pub(crate) use fingerprint::{Fingerprint, Fingerprints};
use table::Table;

use crate::SetupError;

/// The verified tokens of one verifier and all its clones, those for other audiences included.
pub(crate) struct Cache {
    fingerprints: Fingerprints,
    table: Table,
}

impl Cache {
    /// Room for so many tokens, rounded up to a multiple of eight; no cache for none.
    pub(crate) fn new(entries: usize) -> Result<Option<Self>, SetupError> {
        if entries == 0 {
            return Ok(None);
        }
        Ok(Some(Self {
            fingerprints: Fingerprints::new()?,
            table: Table::new(entries),
        }))
    }

    pub(crate) fn fingerprint(&self, text: &[u8]) -> Option<Fingerprint> {
        self.fingerprints.of(text)
    }

    /// What `read` makes of the entry of this token, if there is one.
    pub(crate) fn find<R>(
        &self,
        token: Fingerprint,
        read: impl FnOnce(&Entry) -> Option<R>,
    ) -> Option<R> {
        self.table.find(token, read)
    }

    pub(crate) fn keep(&self, entry: Entry) {
        self.table.insert(Arc::new(entry));
    }
}
