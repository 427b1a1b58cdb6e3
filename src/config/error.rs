//! Why the configuration is refused: one sentence that says where, what was found and what to write instead.
//! A sentence never shows a secret: see [`super::value::Value::is_secret`].

use std::{fmt, io, path::PathBuf};

/// The configuration as a whole is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{origin}: there is no file `{}`: create it, or leave the name out", path.display())]
    Missing { path: PathBuf, origin: Origin },

    #[error("the configuration file `{}` cannot be read: {source}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },

    #[error("{origin}: this is not TOML: {message}")]
    Syntax { origin: Origin, message: String },

    #[error("{origin}: there is no {what}: write `{nearest}`, or remove it")]
    Unknown {
        origin: Origin,
        what: String,
        nearest: String,
    },

    #[error("{origin}: `{key}` is {found}, but {reason}")]
    Invalid {
        origin: Origin,
        key: String,
        found: String,
        reason: Invalid,
    },

    #[error("{0}")]
    Conflict(String),
}

/// Why one value is refused, as the end of a sentence: "that is not a duration: write `10s`".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(pub(super) String);

impl Invalid {
    pub(super) fn because(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File { path: PathBuf, line: usize },
    Variable(String),
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line } => write!(f, "{}:{line}", path.display()),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}
