//! Reading the environment: `COUNTERSIGN_ISSUER`, and `COUNTERSIGN_TOKENS__ACCESS_TOKEN` for an option in a table.
//! The pairs are given, so that several servers may live in one process.

use super::{
    error::{ConfigError, Origin},
    known::{self, FILE_VARIABLE, VARIABLE_PREFIX},
    settings::Found,
    value::Raw,
};

#[derive(Default)]
pub(super) struct Variables {
    /// The file that `COUNTERSIGN_CONFIG` names.
    pub(super) config: Option<String>,
    pub(super) found: Vec<(String, Found)>,
}

/// An empty variable counts as absent: compose files pass on what is not set as empty.
pub(super) fn read(
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Variables, ConfigError> {
    let mut variables = Variables::default();
    for (name, value) in environment {
        if !name.starts_with(VARIABLE_PREFIX) || is_service_link(&name, &value) {
            continue;
        }
        let path = known::path_of_variable(&name);
        match path {
            None if name != FILE_VARIABLE => return Err(known::unknown_variable(&name)),
            _ if value.is_empty() => {}
            None => variables.config = Some(value),
            Some(path) => {
                let found = Found {
                    raw: Raw::Word(value),
                    origin: Origin::Variable(name),
                };
                variables.found.push((path, found));
            }
        }
    }
    Ok(variables)
}

/// Kubernetes sets these in every pod beside a Service named `countersign`; nobody wrote them.
fn is_service_link(name: &str, value: &str) -> bool {
    let rest = name.strip_prefix(VARIABLE_PREFIX).unwrap_or(name);
    rest == "SERVICE_HOST"
        || rest.starts_with("SERVICE_PORT")
        || rest.starts_with("PORT_")
        || (rest == "PORT" && value.contains("://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, value: &str) -> Result<Variables, ConfigError> {
        read([(name.to_owned(), value.to_owned())])
    }

    #[test]
    fn names_become_paths() {
        let found = one("COUNTERSIGN_TOKENS__ACCESS_TOKEN", "5m")
            .expect("known")
            .found;
        assert_eq!(found[0].0, "tokens.access_token");
        let found = one("COUNTERSIGN_DATABASE_URL", "sqlite:a.db")
            .expect("known")
            .found;
        assert_eq!(found[0].0, "database_url");
        assert_eq!(
            one("COUNTERSIGN_CONFIG", "a.toml")
                .expect("known")
                .config
                .as_deref(),
            Some("a.toml")
        );
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_nearest() {
        for (wrong, right) in [
            ("COUNTERSIGN_ISUER", "`COUNTERSIGN_ISSUER`"),
            (
                "COUNTERSIGN_TOKENS_ACCESS_TOKEN",
                "`COUNTERSIGN_TOKENS__ACCESS_TOKEN`",
            ),
            ("COUNTERSIGN_CONFIGURATION", "`COUNTERSIGN_CONFIG`"),
            ("COUNTERSIGN_issuer", "`COUNTERSIGN_ISSUER`"),
            ("COUNTERSIGN_", "`COUNTERSIGN_"),
        ] {
            let error = one(wrong, "x").err().expect("refused").to_string();
            assert!(error.starts_with(wrong) && error.contains(right), "{error}");
        }
    }

    #[test]
    fn what_is_not_ours_and_what_is_empty_is_passed_over() {
        for (name, value) in [
            ("PATH", "/bin"),
            ("COUNTERSIGNED", "x"),
            ("COUNTERSIGN_ISSUER", ""),
            ("COUNTERSIGN_CONFIG", ""),
            ("COUNTERSIGN_PORT", "tcp://10.0.0.1:8080"),
            ("COUNTERSIGN_PORT_8080_TCP_ADDR", "10.0.0.1"),
            ("COUNTERSIGN_SERVICE_HOST", "10.0.0.1"),
        ] {
            let variables = one(name, value).expect("passed over");
            assert!(
                variables.found.is_empty() && variables.config.is_none(),
                "{name}"
            );
        }
        assert!(
            one("COUNTERSIGN_PORT", "8080").is_err(),
            "somebody meant `listen`"
        );
    }
}
