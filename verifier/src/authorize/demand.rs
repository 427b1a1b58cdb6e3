//! One thing that a principal must have.

use std::sync::Arc;

use crate::{Error, Needed, Principal};

/// What a guard holds a principal to, beside their sign-in.
#[derive(Clone)]
pub(crate) enum Demand {
    Roles(Needed),
    Scopes(Needed),
    Permissions(Needed),
    SenderConstrained,
    When(&'static str, Arc<dyn Fn(&Principal) -> bool + Send + Sync>),
}

impl Demand {
    pub(super) fn met(&self, principal: &Principal) -> Result<(), Error> {
        let (held, otherwise) = match self {
            Self::Roles(needed) => return principal.require_roles(needed),
            Self::Scopes(needed) => return principal.require_scopes(needed),
            Self::Permissions(needed) => return principal.require_permissions(needed),
            Self::SenderConstrained => (
                principal.is_sender_constrained(),
                Error::NotSenderConstrained,
            ),
            Self::When(words, holds) => (holds(principal), Error::Forbidden(words)),
        };
        if held { Ok(()) } else { Err(otherwise) }
    }
}

impl std::fmt::Debug for Demand {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Roles(needed) => f.debug_tuple("Roles").field(needed).finish(),
            Self::Scopes(needed) => f.debug_tuple("Scopes").field(needed).finish(),
            Self::Permissions(needed) => f.debug_tuple("Permissions").field(needed).finish(),
            Self::SenderConstrained => f.write_str("SenderConstrained"),
            Self::When(words, _) => f.debug_tuple("When").field(words).finish(),
        }
    }
}
