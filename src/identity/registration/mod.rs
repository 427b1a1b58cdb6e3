//! People who make an account of their own: who may, how they begin, and how it is made.
//!
//! Where addresses are verified, an account is made with a link that went to its address, so [`ask`] answers the same whether there
//! is one or not, and nobody can take an address that they do not read. Where they are not, [`complete`] makes it at once.

pub mod address;
mod ask;
mod complete;

use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::config::RegistrationOfPeople;
use crate::domain::{ChangeError, Rejected};

pub use self::ask::{Asked, ask};
pub use self::complete::{Applicant, Ground, complete, ground};

/// What somebody registers with.
#[derive(Debug, Clone, Copy)]
pub enum Basis<'t> {
    /// Nothing but their wish.
    Wish,
    /// A link that went to their address.
    Link(&'t str),
    Invitation(&'t str),
}

#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    /// Nobody registers here, or not in this way.
    #[error("registration is closed")]
    Closed,
    /// The link or the invitation was used, has ended, or never was one.
    #[error("the link is dead")]
    Dead,
    #[error("too many registrations from one address")]
    Blocked { until: Timestamp },
    #[error(transparent)]
    Change(#[from] ChangeError),
}

impl From<Fault> for RegistrationError {
    fn from(fault: Fault) -> Self {
        Self::Change(fault.into())
    }
}

impl From<Rejected> for RegistrationError {
    fn from(rejected: Rejected) -> Self {
        Self::Change(rejected.into())
    }
}

/// Whether whoever comes by may register.
pub fn is_open(app: &App) -> bool {
    matches!(
        app.config.accounts.registration,
        RegistrationOfPeople::Open | RegistrationOfPeople::Domains
    )
}

/// Whether invitations are taken.
pub fn takes_invitations(app: &App) -> bool {
    app.config.accounts.registration != RegistrationOfPeople::Off
}

/// Whether an account is made with a link that went to its address.
pub fn is_by_letter(app: &App) -> bool {
    app.config.accounts.verify_email && app.config.mail_on()
}
