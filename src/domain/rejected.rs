//! Input that a person or an operator gave and that cannot be taken: which field, and why, in words for them.

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Rejected {
    /// The name of the field or option; empty when it is none in particular.
    pub field: &'static str,
    pub message: String,
}

impl Rejected {
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self {
            field,
            message: message.into(),
        }
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
