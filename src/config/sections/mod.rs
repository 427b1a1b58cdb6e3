//! The sections of the configuration: a file each, in which an option stands with its default, its bounds and what is
//! said of it. To add an option, add it here: the file, the variables, the check of names and the documentation follow.

mod accounts;
mod api_keys;
mod brand;
mod challenge;
mod database;
mod directory;
mod factors;
mod keys;
mod limits;
mod log;
mod mail;
mod outbound;
mod passwords;
mod provider;
mod registration;
mod server;
mod sessions;
mod terms;
mod throttle;
mod tokens;

pub use self::{
    accounts::{Accounts, RegistrationOfPeople, UsernameChoice},
    api_keys::ApiKeys,
    brand::Brand,
    challenge::{Challenge, When},
    database::Database,
    directory::{Directory, DirectoryKind},
    factors::{EmailCodes, Factors, Required},
    keys::Keys,
    limits::Limits,
    log::{Log, LogFormat},
    mail::Mail,
    outbound::Outbound,
    passwords::Passwords,
    provider::{ClientAuth, Domain, Told},
    registration::{GRANTS, RESPONSE_TYPES, Registration, RegistrationMode},
    sessions::Sessions,
    terms::Terms,
    throttle::Throttle,
    tokens::Tokens,
};

pub(super) use self::{
    provider::{ProviderMap, ProviderOptions},
    server::Server,
};
