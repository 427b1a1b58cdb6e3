//! Why a command did not do what it was asked: one sentence that says what is wrong and what to do.

use serde_json::{Value, json};

use super::moment;
use crate::base::Fault;
use crate::config::ConfigError;
use crate::domain::{ChangeError, Rejected};
use crate::identity::password::breached::BadList;
use crate::jose::MasterKeyError;
use crate::jose::import::ImportError;
use crate::oauth::client_secret::RotateError;
use crate::oauth::signing_keys::KeysError;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) message: String,
    /// The option or field that was refused, where it was one.
    pub(super) field: Option<String>,
}

impl Failure {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            field: None,
        }
    }

    pub(super) fn of(field: &str, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            field: Some(field.to_owned()),
        }
    }

    /// For errors that are a whole sentence already.
    pub(super) fn because(error: impl std::fmt::Display) -> Self {
        Self::new(error.to_string())
    }

    pub(super) fn json(&self) -> Value {
        json!({"error": {"message": self.message, "field": self.field}})
    }

    /// For a person: the field first, for the sentence alone may not name it.
    pub(super) fn sentence(&self) -> String {
        match &self.field {
            Some(field) if !self.message.contains(field.as_str()) => {
                format!("{field}: {}", self.message)
            }
            _ => self.message.clone(),
        }
    }
}

impl From<Rejected> for Failure {
    fn from(rejected: Rejected) -> Self {
        let field = (!rejected.field.is_empty()).then(|| rejected.field.to_owned());
        Self {
            message: rejected.english(),
            field,
        }
    }
}

impl From<ChangeError> for Failure {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Rejected(rejected) => rejected.into(),
            ChangeError::Fault(fault) => fault.into(),
        }
    }
}

impl From<RotateError> for Failure {
    fn from(error: RotateError) -> Self {
        match error {
            RotateError::Rejected(rejected) => rejected.into(),
            RotateError::Overlapping { ends } => Self::of(
                "overlap",
                format!(
                    "two secrets are good already, the older until {}. Wait until then, or end both at once with \
                     `--overlap 0s`.",
                    moment::utc(ends)
                ),
            ),
            RotateError::Fault(fault) => fault.into(),
        }
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::new(match fault {
            Fault::Unavailable(detail) => {
                format!(
                    "the database did not do it: {detail}. `countersign doctor` looks for the cause."
                )
            }
            Fault::Internal(detail) => {
                format!("this should not happen: {detail}. Please report it with what you did.")
            }
        })
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        let field = match &error {
            ConfigError::Invalid { key, .. } => Some(key.clone()),
            _ => None,
        };
        Self {
            message: format!("{error}."),
            field,
        }
    }
}

impl From<KeysError> for Failure {
    fn from(error: KeysError) -> Self {
        match error {
            KeysError::Master(error) => error.into(),
            KeysError::Known => Self::because(error),
            KeysError::NotOffered(_) => Self::of("algorithm", error.to_string()),
            KeysError::Fault(fault) => fault.into(),
        }
    }
}

impl From<BadList> for Failure {
    fn from(error: BadList) -> Self {
        let words = format!("{error}. Check passwords.breached, or take it out.");
        Self::of("passwords.breached", words)
    }
}

impl From<MasterKeyError> for Failure {
    fn from(error: MasterKeyError) -> Self {
        Self::because(error)
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::new(error.to_string())
    }
}
