//! What the sources say, before any of it has a type: the file, then the variables over it, then the flags over those.
//! Every key is checked against the options that exist; the last source that names an option wins.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use super::{
    Flags,
    error::{ConfigError, Origin},
    file, known,
    section::{self, Setting},
    value::Raw,
    variable,
};

/// The file that is read when none is named.
const USUAL_FILE: &str = "countersign.toml";

/// A value and where it was found.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) raw: Raw,
    pub(super) origin: Origin,
}

#[derive(Default)]
pub(super) struct Settings {
    found: BTreeMap<String, Found>,
}

impl Settings {
    /// `folder` is where the usual file is looked for.
    pub(super) fn gather(
        named: Option<PathBuf>,
        environment: impl IntoIterator<Item = (String, String)>,
        flags: Flags,
        folder: &Path,
    ) -> Result<Self, ConfigError> {
        let variables = variable::read(environment)?;
        let mut settings = Self::default();
        if let Some((path, text)) = find_file(named, variables.config.as_deref(), folder)? {
            settings.lay_over(file::read(&path, &text)?);
        }
        settings.lay_over(variables.found);
        settings.lay_over(flags.found());
        Ok(settings)
    }

    /// What was found for one option.
    pub(super) fn option(&self, section: &str, name: &str) -> Setting<'_> {
        let path = section::path(section, name);
        let found = self.found.get(&path);
        Setting { path, found }
    }

    /// Where an option's value comes from.
    pub(super) fn origin(&self, path: &str) -> Origin {
        self.found
            .get(path)
            .map_or(Origin::Default, |found| found.origin.clone())
    }

    /// What the operator called the tables below `table`.
    pub(super) fn names(&self, table: &str) -> BTreeSet<String> {
        let below = |path: &String| {
            let rest = path.strip_prefix(table)?.strip_prefix('.')?;
            Some(rest.split('.').next()?.to_owned())
        };
        self.found.keys().filter_map(below).collect()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.found.contains_key(path)
    }

    fn lay_over(&mut self, found: Vec<(String, Found)>) {
        self.found.extend(found);
    }
}

impl Flags {
    fn found(self) -> Vec<(String, Found)> {
        let flags = [
            ("listen", "--listen", self.listen),
            ("issuer", "--issuer", self.issuer),
            ("database_url", "--database-url", self.database_url),
            ("keys_dir", "--keys-dir", self.keys_dir),
            ("tls_cert", "--tls-cert", self.tls_cert),
            ("tls_key", "--tls-key", self.tls_key),
        ];
        let found = |(path, flag, value): (&str, &'static str, Option<String>)| {
            let raw = Raw::Word(value?);
            Some((
                path.to_owned(),
                Found {
                    raw,
                    origin: Origin::Flag(flag),
                },
            ))
        };
        flags.into_iter().filter_map(found).collect()
    }
}

/// A file that is named must exist; the usual one need not.
fn find_file(
    named: Option<PathBuf>,
    variable: Option<&str>,
    folder: &Path,
) -> Result<Option<(PathBuf, String)>, ConfigError> {
    let named = named
        .map(|path| (path, Origin::Flag("--config")))
        .or_else(|| {
            variable.map(|path| {
                (
                    path.into(),
                    Origin::Variable(known::FILE_VARIABLE.to_owned()),
                )
            })
        });
    let (path, origin) = match named {
        Some((path, origin)) => (path, Some(origin)),
        None => (folder.join(USUAL_FILE), None),
    };
    match (std::fs::read_to_string(&path), origin) {
        (Ok(text), _) => Ok(Some((path, text))),
        (Err(error), None) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        (Err(error), Some(origin)) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(ConfigError::Missing { path, origin })
        }
        (Err(source), _) => Err(ConfigError::Unreadable { path, source }),
    }
}
