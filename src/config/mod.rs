//! Configuration: what the operator decides, parsed once at the start. Owns the options, their defaults and bounds, their
//! documentation, and the sources (a file, the environment, flags). Leaves command lines to `cli`, and what an option
//! means for a rule to that rule. Nothing here is checked again later: a `Config` that exists is sound.

mod algorithms;
mod brand;
mod check;
mod correspondent;
mod database_url;
mod docs;
mod duration;
mod error;
mod file;
mod group_roles;
mod issuer;
mod known;
mod ldap_url;
mod pattern;
mod postgres_url;
mod provider;
mod reach;
mod role_rule;
mod secret_text;
mod section;
mod sections;
mod settings;
mod smtp_url;
#[cfg(test)]
mod tests;
mod trusted_proxies;
mod value;
mod variable;
mod words;

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use secrecy::SecretString;

use self::{section::Section, sections::Server, settings::Settings};

pub use self::{
    algorithms::{EncryptionAlgorithms, SigningAlgorithms},
    brand::{Colour, Links, Logo, Stylesheet, Support},
    correspondent::Correspondent,
    database_url::DatabaseUrl,
    docs::{docs, example_toml},
    duration::parse as parse_duration,
    error::{ConfigError, Invalid, Origin},
    group_roles::{GroupRole, GroupRoles},
    issuer::Issuer,
    ldap_url::LdapUrl,
    provider::{ClaimMap, Credential, Place, Preset, Provider},
    reach::Security,
    role_rule::{RoleRule, RoleRules, Test},
    secret_text::SecretText,
    sections::{
        Accounts, ApiKeys, Brand, Challenge, ClientAuth, Database, Directory, DirectoryKind,
        Domain, EmailCodes, Factors, GRANTS, Keys, Limits, Log, LogFormat, Mail, Outbound,
        Passwords, RESPONSE_TYPES, Registration, RegistrationMode, RegistrationOfPeople, Required,
        Sessions, Terms, Throttle, Tokens, Told, UsernameChoice, When,
    },
    smtp_url::SmtpUrl,
    trusted_proxies::TrustedProxies,
    words::Words,
};

#[derive(Debug, Clone)]
pub struct Config {
    pub issuer: Issuer,
    pub listen: SocketAddr,
    pub database_url: DatabaseUrl,
    pub keys_dir: PathBuf,
    pub trusted_proxies: TrustedProxies,
    pub tls: Option<Tls>,
    /// As configured; [`Config::playground_on`] is the answer.
    pub playground: Option<bool>,
    /// Whether metadata carry a signature of their own.
    pub signed_metadata: bool,
    pub master_key: Option<SecretString>,
    pub database: Database,
    pub tokens: Tokens,
    pub sessions: Sessions,
    pub passwords: Passwords,
    pub throttle: Throttle,
    pub challenge: Challenge,
    pub factors: Factors,
    pub api_keys: ApiKeys,
    pub keys: Keys,
    pub limits: Limits,
    pub outbound: Outbound,
    pub registration: Registration,
    pub mail: Mail,
    pub directory: Directory,
    pub accounts: Accounts,
    pub terms: Terms,
    pub log: Log,
    pub brand: Brand,
    /// Where else people may sign in, in the order of their names.
    pub providers: Vec<Provider>,
}

/// Both files of a server that speaks https itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    pub cert: PathBuf,
    pub key: PathBuf,
}

/// Where the configuration comes from; a later field overrides the ones before it.
pub struct Sources<E> {
    /// The file of `--config`. Without it `COUNTERSIGN_CONFIG`, or `countersign.toml` where there is one.
    pub file: Option<PathBuf>,
    /// The process's variables; only those that begin with `COUNTERSIGN_` are read.
    pub env: E,
    pub flags: Flags,
}

/// The options that `serve` also takes as flags, as they were written.
#[derive(Clone, Default)]
pub struct Flags {
    pub listen: Option<String>,
    pub issuer: Option<String>,
    pub database_url: Option<String>,
    pub keys_dir: Option<String>,
    pub tls_cert: Option<String>,
    pub tls_key: Option<String>,
}

impl Config {
    /// Reads all sources, and refuses what is unknown, malformed or unsafe.
    pub fn load<E>(sources: Sources<E>) -> Result<Self, ConfigError>
    where
        E: IntoIterator<Item = (String, String)>,
    {
        Self::load_in(Path::new(""), sources)
    }

    /// Whether the playground exists: on for a server that only this machine reaches, unless somebody decided.
    pub fn playground_on(&self) -> bool {
        self.playground.unwrap_or(self.issuer.is_loopback())
    }

    /// Whether letters can be sent at all: what needs one asks, and is not offered without.
    pub fn mail_on(&self) -> bool {
        self.mail.url.is_some() || self.mailbox_on()
    }

    /// Whether letters end at `/dev/mail`: never where others than the developer might read them there.
    pub fn mailbox_on(&self) -> bool {
        let possible = self.mail.url.is_none() && self.issuer.is_loopback();
        possible && self.mail.dev.unwrap_or(true)
    }

    /// Whether URLs that clients name may lead to private addresses: only where clients are on this machine too, unless
    /// somebody decided.
    pub fn allows_private(&self) -> bool {
        self.outbound
            .allow_private
            .unwrap_or(self.issuer.is_loopback())
    }

    /// As [`Self::load`], with the usual file in the given folder.
    fn load_in<E>(folder: &Path, sources: Sources<E>) -> Result<Self, ConfigError>
    where
        E: IntoIterator<Item = (String, String)>,
    {
        let settings = Settings::gather(sources.file, sources.env, sources.flags, folder)?;
        let server = Server::read(&settings)?;
        check::server(&server, &settings)?;
        let config = Self {
            database: Database::read(&settings)?,
            tokens: Tokens::read(&settings)?,
            sessions: Sessions::read(&settings)?,
            passwords: Passwords::read(&settings)?,
            throttle: Throttle::read(&settings)?,
            challenge: Challenge::read(&settings)?,
            factors: Factors::read(&settings)?,
            api_keys: ApiKeys::read(&settings)?,
            keys: Keys::read(&settings)?,
            limits: Limits::read(&settings)?,
            outbound: Outbound::read(&settings)?,
            registration: Registration::read(&settings)?,
            mail: Mail::read(&settings)?,
            directory: Directory::read(&settings)?,
            accounts: Accounts::read(&settings)?,
            terms: Terms::read(&settings)?,
            log: Log::read(&settings)?,
            brand: Brand::read(&settings)?,
            ..Self::of(server)
        };
        check::sections(&config, &settings)?;
        Ok(Self {
            providers: provider::read_all(&settings, config.allows_private())?,
            ..config
        })
    }

    /// The server's own options, with every section at its default.
    fn of(server: Server) -> Self {
        let tls = server
            .tls_cert
            .zip(server.tls_key)
            .map(|(cert, key)| Tls { cert, key });
        let of_localhost = || Issuer::of_localhost(server.listen.port(), tls.is_some());
        Self {
            issuer: server.issuer.unwrap_or_else(of_localhost),
            listen: server.listen,
            database_url: server.database_url,
            keys_dir: server.keys_dir,
            trusted_proxies: server.trusted_proxies,
            tls,
            playground: server.playground,
            signed_metadata: server.signed_metadata,
            master_key: server.master_key,
            database: Database::default(),
            tokens: Tokens::default(),
            sessions: Sessions::default(),
            passwords: Passwords::default(),
            throttle: Throttle::default(),
            challenge: Challenge::default(),
            factors: Factors::default(),
            api_keys: ApiKeys::default(),
            keys: Keys::default(),
            limits: Limits::default(),
            outbound: Outbound::default(),
            registration: Registration::default(),
            mail: Mail::default(),
            directory: Directory::default(),
            accounts: Accounts::default(),
            terms: Terms::default(),
            log: Log::default(),
            brand: Brand::default(),
            providers: Vec::new(),
        }
    }
}

/// What a server does that nobody configured.
impl Default for Config {
    fn default() -> Self {
        Self::of(Server::default())
    }
}
