//! Input that a person or an operator gave and that cannot be taken: which field, and why, in words for them.

use crate::words::{Argument, Phrase};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejected {
    /// The name of the field or option; empty when it is none in particular.
    pub field: &'static str,
    pub message: Phrase,
}

impl Rejected {
    pub fn new(field: &'static str, message: impl Into<Phrase>) -> Self {
        Self {
            field,
            message: message.into(),
        }
    }

    /// Fills in what the words name.
    #[must_use]
    pub fn with(mut self, name: &'static str, argument: impl Argument) -> Self {
        self.message = self.message.with(name, argument);
        self
    }

    /// What is wrong, in English.
    pub fn english(&self) -> String {
        self.message.to_string()
    }
}

/// Why a change was not made. A rejection is the asker's to mend, a fault is ours.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error(transparent)]
    Rejected(#[from] Rejected),
    #[error(transparent)]
    Fault(#[from] crate::base::Fault),
}
