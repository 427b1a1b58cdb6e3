//! What commands stand on: the environment, the configuration, the database, the keys. Opened here, and only as far as
//! a command needs it.

use std::fs::OpenOptions;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use secrecy::ExposeSecret as _;

use super::failure::Failure;
use super::log::{self, Speaker};
use crate::app::App;
use crate::base::clock::SystemClock;
use crate::base::random::SystemRandom;
use crate::base::{Random, id};
use crate::config::{Config, DatabaseUrl, Flags, Sources};
use crate::jose::MasterKey;
use crate::oauth::signing_keys;
use crate::store::Db;
use crate::store::sql::ServerLock;

/// The options of every command.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Common {
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use this database: sqlite:PATH or postgres://...
    #[arg(long, global = true, value_name = "URL")]
    pub(super) database_url: Option<String>,
    /// Look for the key that seals the signing keys here
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(super) keys_dir: Option<String>,
    /// Answer with one JSON value on standard output
    #[arg(long, global = true)]
    pub(super) json: bool,
}

/// The process's variables, read once.
#[derive(Debug, Clone, Default)]
pub(super) struct Environment(pub(super) Vec<(String, String)>);

impl Environment {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the environment is read"
    )]
    pub(super) fn of_process() -> Self {
        // What is not Unicode is kept visibly broken, so that an option of ours is refused and not passed over.
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        Self(
            std::env::vars_os()
                .map(|(name, value)| (text(name), text(value)))
                .collect(),
        )
    }

    /// As <https://no-color.org> has it: set, and not to nothing.
    pub(super) fn forbids_colour(&self) -> bool {
        self.0
            .iter()
            .any(|(name, value)| name == "NO_COLOR" && !value.is_empty())
    }

    /// Our own variables that are set, by name.
    pub(super) fn ours(&self) -> Vec<&str> {
        let ours = self
            .0
            .iter()
            .filter(|(name, value)| name.starts_with("COUNTERSIGN_") && !value.is_empty());
        ours.map(|(name, _)| name.as_str()).collect()
    }
}

/// One command's place: how the program was called, and its surroundings.
#[derive(Debug)]
pub(super) struct Start {
    pub(super) program: String,
    pub(super) common: Common,
    pub(super) environment: Environment,
}

impl Start {
    pub(super) fn new(program: Option<String>, common: Common, environment: Environment) -> Self {
        let program = program
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "countersign".to_owned());
        Self {
            program,
            common,
            environment,
        }
    }

    /// The configuration, with `flags` over what the command line gives for every command.
    pub(super) fn config_with(&self, flags: Flags) -> Result<Config, Failure> {
        let common = self.common.clone();
        let flags = Flags {
            database_url: common.database_url,
            keys_dir: common.keys_dir,
            ..flags
        };
        let env = self.environment.0.clone();
        Ok(Config::load(Sources {
            file: common.config,
            env,
            flags,
        })?)
    }

    pub(super) fn config(&self) -> Result<Config, Failure> {
        self.config_with(Flags::default())
    }

    /// The configuration, for a command that answers and ends.
    pub(super) fn command_config(&self) -> Result<Config, Failure> {
        let config = self.config()?;
        log::start(&config.log, Speaker::Command, false)?;
        Ok(config)
    }

    /// Where the configuration comes from, for a person.
    pub(super) fn sources(&self) -> String {
        let variable = |(name, _): &&(String, String)| name == "COUNTERSIGN_CONFIG";
        let named = self.common.config.clone().or_else(|| {
            let found = self.environment.0.iter().find(variable)?;
            (!found.1.is_empty()).then(|| PathBuf::from(&found.1))
        });
        let usual = || Some(PathBuf::from("countersign.toml")).filter(|path| path.is_file());
        let file = named.or_else(usual).map(|path| path.display().to_string());
        let ours = self
            .environment
            .ours()
            .into_iter()
            .filter(|name| *name != "COUNTERSIGN_CONFIG");
        let found: Vec<String> = file.into_iter().chain(ours.map(str::to_owned)).collect();
        if found.is_empty() {
            "defaults and flags alone".to_owned()
        } else {
            found.join(", ")
        }
    }

    /// For commands that neither open nor seal a key. Where the real master key does not lie, one is made up and forgotten, so
    /// that accounts and clients can be looked after; but letters that are sealed under it nobody could open, so none are written.
    pub(super) async fn app(&self) -> Result<App, Failure> {
        let mut config = self.command_config()?;
        let db = database_of_a_command(&config).await?;
        let master_key = match key_at_hand(&config) {
            Some(key) => key,
            None => {
                config.mail.url = None;
                config.mail.dev = Some(false);
                MasterKey::parse(&id::secret(&SystemRandom))?
            }
        };
        app(config, db, master_key)
    }

    /// For commands that make or read signing keys.
    pub(super) async fn app_with_keys(&self) -> Result<App, Failure> {
        let config = self.command_config()?;
        let db = database_of_a_command(&config).await?;
        let master_key = master_key(&config, &db).await?;
        app(config, db, master_key)
    }
}

/// Whoever meant the database of a running server may be in another folder than that, and is told.
async fn database_of_a_command(config: &Config) -> Result<Db, Failure> {
    let is_new = begins_a_file(&config.database_url);
    let db = database(config, None).await?;
    if is_new {
        let database = config.database_url.to_string();
        tracing::warn!(%database, "there was no database here, so a new one was begun");
    }
    Ok(db)
}

/// Whether opening this database makes its file.
fn begins_a_file(url: &DatabaseUrl) -> bool {
    matches!(url, DatabaseUrl::Sqlite(path) if !path.exists())
}

/// The database, open and migrated. A file that may not be written is refused here: SQLite opens it, and fails later.
pub(super) async fn database(config: &Config, lock: Option<&ServerLock>) -> Result<Db, Failure> {
    if let DatabaseUrl::Sqlite(path) = &config.database_url
        && path.is_file()
        && let Err(error) = OpenOptions::new().append(true).open(path)
    {
        let words = format!(
            "the database file {} cannot be written: {error}. Give this user the right to, or choose another with \
             --database-url.",
            path.display()
        );
        return Err(Failure::of("database_url", words));
    }
    let opened = match lock {
        Some(lock) => Db::open_locked(config, lock).await,
        None => Db::open(config).await,
    };
    opened.map_err(Failure::because)
}

/// The real master key, where this command can read it.
fn key_at_hand(config: &Config) -> Option<MasterKey> {
    let found = match &config.master_key {
        Some(key) => MasterKey::parse(key.expose_secret()),
        None => MasterKey::in_folder(&config.keys_dir, &SystemRandom, false),
    };
    found.ok()
}

/// The configured master key, or the one of its folder. It is made only where nothing is sealed under another.
pub(super) async fn master_key(config: &Config, db: &Db) -> Result<MasterKey, Failure> {
    if let Some(key) = &config.master_key {
        return Ok(MasterKey::parse(key.expose_secret())?);
    }
    let may_create = !signing_keys::any_stored(db).await?;
    let random: &dyn Random = &SystemRandom;
    Ok(MasterKey::in_folder(&config.keys_dir, random, may_create)?)
}

pub(super) fn app(config: Config, db: Db, master_key: MasterKey) -> Result<App, Failure> {
    Ok(App::new(
        config,
        db,
        master_key,
        Arc::new(SystemClock),
        Arc::new(SystemRandom),
    )?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Environment {
        Environment(
            pairs
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }

    #[test]
    fn no_color_counts_when_it_is_not_empty() {
        assert!(environment(&[("NO_COLOR", "1")]).forbids_colour());
        assert!(!environment(&[("NO_COLOR", "")]).forbids_colour());
        assert!(!environment(&[]).forbids_colour());
    }

    #[test]
    fn flags_win_over_variables() {
        let common = Common {
            database_url: Some("sqlite:flag.db".into()),
            ..Common::default()
        };
        let variables = environment(&[
            ("COUNTERSIGN_DATABASE_URL", "sqlite:variable.db"),
            ("COUNTERSIGN_KEYS_DIR", "k"),
        ]);
        let config = Start::new(None, common, variables).config().unwrap();
        assert_eq!(config.database_url.to_string(), "sqlite:flag.db");
        assert_eq!(config.keys_dir, PathBuf::from("k"));
    }

    #[test]
    fn a_database_that_is_not_there_is_noticed() {
        let sqlite = |path: &str| DatabaseUrl::Sqlite(PathBuf::from(path));
        assert!(!begins_a_file(&sqlite("Cargo.toml")));
        assert!(begins_a_file(&sqlite("nowhere/countersign.db")));
    }

    #[test]
    fn an_unknown_variable_is_one_sentence() {
        let start = Start::new(
            None,
            Common::default(),
            environment(&[("COUNTERSIGN_ISUER", "x")]),
        );
        let failure = start.config().unwrap_err();
        assert!(
            failure.message.contains("`COUNTERSIGN_ISSUER`"),
            "{failure:?}"
        );
        assert!(!failure.message.contains('\n'));
    }
}
