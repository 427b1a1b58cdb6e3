//! One account of an import: a JSON object with the names that `user show --json` has, and the hash of its password.

use serde_json::{Map, Value};

use crate::app::App;
use crate::cli::failure::Failure;
use crate::cli::role;
use crate::domain::Detail;
use crate::identity::account::NewUser;
use crate::identity::password::Imported;

#[derive(Debug)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) account: NewUser,
    /// The names of global roles.
    roles: Vec<String>,
}

impl Line {
    /// What is wrong is said without what stands there: it may be a hash.
    pub(super) fn parse(number: usize, text: &str) -> Result<Self, String> {
        let object: Map<String, Value> = serde_json::from_str(text)
            .map_err(|error| format!("column {}: this is no JSON object", error.column()))?;
        let mut line = Self {
            number,
            account: NewUser::default(),
            roles: Vec::new(),
        };
        for (name, value) in object {
            line.take(&name, value)
                .map_err(|reason| format!("{name}: {reason}"))?;
        }
        match line.account.username.is_empty() {
            true => Err("username: it is missing".to_owned()),
            false => Ok(line),
        }
    }

    fn take(&mut self, name: &str, value: Value) -> Result<(), String> {
        let account = &mut self.account;
        match name {
            _ if value.is_null() => {}
            "username" => account.username = text(value)?,
            "email" => account.email = Some(text(value)?),
            "email_verified" => account.email_verified = truth(&value)?,
            "phone_number_verified" => account.about.phone_verified = Some(truth(&value)?),
            "password_hash" => account.password_hash = Some(hash(&value)?),
            "roles" => self.roles = names(value)?,
            detail => {
                let detail = Detail::named(detail).ok_or("it is not known here")?;
                account.about.details.push((detail, text(value)?));
            }
        }
        Ok(())
    }

    pub(super) async fn find_roles(&mut self, app: &App) -> Result<(), Failure> {
        for name in &self.roles {
            self.account.roles.push(role::global(app, name).await?);
        }
        Ok(())
    }

    /// What somebody is found by at sign-in.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let email = self.account.email.as_deref();
        std::iter::once(self.account.username.as_str()).chain(email)
    }

    pub(super) fn has_no_password(&self) -> bool {
        self.account.password_hash.is_none()
    }
}

fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err("it has to be a text".to_owned()),
    }
}

fn truth(value: &Value) -> Result<bool, String> {
    value
        .as_bool()
        .ok_or_else(|| "it has to be true or false".to_owned())
}

fn names(value: Value) -> Result<Vec<String>, String> {
    match value {
        Value::Array(values) => values.into_iter().map(text).collect(),
        _ => Err("it has to be a list of names".to_owned()),
    }
}

/// A text, or the object that Keycloak exports.
fn hash(value: &Value) -> Result<Imported, String> {
    let parsed = match value {
        Value::String(text) => Imported::parse(text),
        Value::Object(_) => Imported::parse(&value.to_string()),
        _ => return Err("it has to be a text or Keycloak's object".to_owned()),
    };
    parsed.map_err(|bad| bad.to_string())
}
