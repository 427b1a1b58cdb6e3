//! A provider at which people may sign in, as rules use it: what the operator wrote, filled in by its preset, and sound.

mod preset;
mod settle;

use secrecy::SecretString;

use super::{
    role_rule::RoleRules,
    sections::{ClientAuth, Domain, Told},
    words::Words,
};

pub use self::preset::Preset;
pub(super) use self::settle::read_all;

#[derive(Clone, Debug)]
pub struct Provider {
    /// The name of its table, which is part of its addresses here and of every identity there.
    pub id: String,
    /// What people know it by.
    pub name: String,
    pub preset: Option<Preset>,
    pub enabled: bool,
    pub place: Place,
    pub client_id: String,
    pub credential: Credential,
    pub client_auth: Option<ClientAuth>,
    pub scopes: Vec<String>,
    pub map: ClaimMap,
    /// Whether its answer comes as a form that its page posts (OAuth 2.0 Form Post Response Mode).
    pub answers_by_form: bool,
    /// Whether requests with its access tokens prove that we know the secret, too, as Facebook wants it.
    pub proves_secret: bool,
    pub provision: bool,
    pub link: bool,
    pub trust_email: Words<Domain>,
    pub domains: Words<Domain>,
    pub roles: RoleRules,
    pub trusts_acr: Words<Told>,
    pub keep_tokens: bool,
    pub sign_out: bool,
}

/// Where a provider is.
#[derive(Clone, Debug)]
pub enum Place {
    OpenId {
        /// As it calls itself, or where the issuers of all its tenants are described.
        issuer: String,
        /// Of one that speaks for many tenants: what their issuers look like, with `{tenantid}` for the tenant.
        tenants: Option<String>,
    },
    OAuth {
        authorization_url: String,
        token_url: String,
        userinfo_url: String,
        /// Where addresses are told apart from all else.
        emails_url: Option<String>,
    },
}

/// What this server proves itself with there.
#[derive(Clone, Debug)]
pub enum Credential {
    Secret(SecretString),
    /// A secret that this server signs itself, as Apple wants it.
    Signed {
        team_id: String,
        key_id: String,
        /// In PEM.
        key: SecretString,
    },
}

/// Which claim says what.
#[derive(Clone, Debug)]
pub struct ClaimMap {
    pub subject: String,
    pub email: String,
    pub email_verified: String,
    pub username: String,
    pub given_name: String,
    pub family_name: String,
}
