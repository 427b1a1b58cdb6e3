//! What went wrong on our side. A fault rolls back what it interrupted and is never the caller's doing.

/// `Unavailable` is answered with 503 and Retry-After, `Internal` with 500. The detail is for the log only.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Fault {
    #[error("unavailable: {0}")]
    Unavailable(String),
    #[error("internal: {0}")]
    Internal(String),
}

impl Fault {
    pub fn internal(detail: impl std::fmt::Display) -> Self {
        Self::Internal(detail.to_string())
    }

    pub fn unavailable(detail: impl std::fmt::Display) -> Self {
        Self::Unavailable(detail.to_string())
    }
}
