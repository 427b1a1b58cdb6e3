//! Why somebody does not come in through another provider. What the person is told stands with the page; the details are
//! for the log.

use crate::base::Fault;
use crate::base::http::FetchError;
use crate::jose::jws::{ClaimError, JwsError};

#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// There is no such provider, or it is switched off.
    #[error("there is no such provider, or it is switched off")]
    Unknown,
    /// What came back belongs to no sign-in that this browser began, or it took too long, or it came twice.
    #[error("no sign-in of this browser waits for it: {0}")]
    Lost(&'static str),
    /// The person said no over there.
    #[error("the person declined at the provider")]
    Declined,
    /// The provider says that it cannot, or says something that is not believed.
    #[error("what the provider says is not believed: {0}")]
    Disbelieved(String),
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// The account there belongs to another account here.
    #[error("that account is linked to another account here")]
    Taken,
    /// Linking was asked for by somebody who is not signed in here any more.
    #[error("it was begun in another session")]
    OtherSession,
    /// Linking is switched off for this provider.
    #[error("accounts of this provider are not linked")]
    NotLinked,
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl Trouble {
    pub(super) fn disbelieved(reason: impl std::fmt::Display) -> Self {
        Self::Disbelieved(reason.to_string())
    }
}

impl From<FetchError> for Trouble {
    fn from(error: FetchError) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<JwsError> for Trouble {
    fn from(error: JwsError) -> Self {
        Self::disbelieved(format_args!("token: {error}"))
    }
}

impl From<ClaimError> for Trouble {
    fn from(error: ClaimError) -> Self {
        Self::disbelieved(format_args!("token: {error}"))
    }
}
