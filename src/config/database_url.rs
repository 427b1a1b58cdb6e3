//! Which database: a SQLite file, or PostgreSQL. A connection that leaves the machine must prove whom it reaches, so
//! off loopback only `sslmode=verify-full` is accepted (encryption without it is open to whoever stands between).

use std::{fmt, path::PathBuf, str::FromStr};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{
    error::Invalid,
    postgres_url,
    value::{Raw, Value},
};

/// Shown, it never has the password.
#[derive(Clone)]
pub enum DatabaseUrl {
    Sqlite(PathBuf),
    /// The whole URL: it may hold a password.
    Postgres(SecretString),
}

impl DatabaseUrl {
    /// The URL with all its secrets, for the one who connects.
    pub fn connection_string(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.expose_secret().to_owned(),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        match text.split_once(':') {
            Some(("sqlite", rest)) => sqlite(rest),
            Some(("postgres" | "postgresql", _)) => {
                postgres_url::check(text)?;
                Ok(Self::Postgres(SecretString::from(text)))
            }
            _ => Err(Invalid::because(
                "that is no URL of a database that is known here: write `sqlite:data/countersign.db` or \
                 `postgres://user:password@localhost/countersign`",
            )),
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => match Url::parse(url.expose_secret()) {
                Ok(url) => f.write_str(&postgres_url::without_secrets(url)),
                Err(_) => f.write_str("postgres:"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}

impl Value for DatabaseUrl {
    const KIND: &'static str = "database URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text()
            .ok_or_else(|| Invalid::because("that is not text: write a database URL in quotes"))?
            .parse()
    }

    fn show(&self) -> String {
        self.to_string()
    }

    /// A file has no password; anything else may have one.
    fn is_secret(found: &Raw) -> bool {
        !found.text().is_some_and(|text| text.starts_with("sqlite:"))
    }
}

/// `sqlite:path`, or `sqlite://path` as other tools write it; the path is taken as it stands.
fn sqlite(rest: &str) -> Result<DatabaseUrl, Invalid> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    let reason = if path.is_empty() || path.ends_with('/') {
        "the name of a file is missing"
    } else if path.contains(":memory:") {
        "a database in memory would be lost at every stop"
    } else if path.contains(['?', '#']) {
        "a SQLite file takes no parameters here"
    } else {
        return Ok(DatabaseUrl::Sqlite(PathBuf::from(path)));
    };
    Err(Invalid(format!(
        "{reason}: write `sqlite:` and a path, such as `sqlite:data/countersign.db`"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sqlite_paths() {
        for (text, expected) in [
            ("sqlite:data/countersign.db", "data/countersign.db"),
            ("sqlite://data/countersign.db", "data/countersign.db"),
            (
                "sqlite:///var/lib/countersign.db",
                "/var/lib/countersign.db",
            ),
            ("sqlite:/var/lib/countersign.db", "/var/lib/countersign.db"),
            ("sqlite:a b%20c.db", "a b%20c.db"),
        ] {
            let url: DatabaseUrl = text.parse().expect(text);
            assert!(
                matches!(&url, DatabaseUrl::Sqlite(path) if path == &PathBuf::from(expected)),
                "{text}: {url}"
            );
        }
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "data/countersign.db",
            "sqlite",
            "sqlite:",
            "sqlite://",
            "sqlite:data/",
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite:data/a.db?mode=ro",
            "mysql://localhost/a",
            "SQLITE:a.db",
        ] {
            assert!(text.parse::<DatabaseUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let text = "postgres://cs:hunter2@localhost:5433/cs?password=hunter3&sslmode=disable";
        let url: DatabaseUrl = text.parse().expect("local");
        for shown in [
            url.to_string(),
            format!("{url:?}"),
            format!("{:?}", Some(&url)),
            url.show(),
        ] {
            assert!(!shown.contains("hunter"), "{shown}");
        }
        assert_eq!(
            url.to_string(),
            "postgres://cs@localhost:5433/cs?sslmode=disable"
        );
        assert_eq!(url.connection_string(), text);
    }
}
