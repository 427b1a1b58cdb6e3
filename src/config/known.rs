//! Which options exist, and which of them a mistaken name comes nearest to.

use std::sync::LazyLock;

use super::{
    error::{ConfigError, Origin},
    pattern,
    section::{self, Row, Section},
    sections::{
        Accounts, ApiKeys, Brand, Challenge, Database, Directory, Factors, Keys, Limits, Log, Mail,
        Outbound, Passwords, ProviderMap, ProviderOptions, Registration, Server, Sessions, Terms,
        Throttle, Tokens,
    },
};

/// Names the file instead of an option.
pub(super) const FILE_VARIABLE: &str = "COUNTERSIGN_CONFIG";

pub(super) const VARIABLE_PREFIX: &str = "COUNTERSIGN_";

/// A section as the documentation shows it.
pub(super) struct Listed {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) rows: Vec<Row>,
}

/// Every section, in the order of the documentation.
pub(super) static LISTING: LazyLock<Vec<Listed>> = LazyLock::new(|| {
    vec![
        listed::<Server>(),
        listed::<Database>(),
        listed::<Tokens>(),
        listed::<Sessions>(),
        listed::<Passwords>(),
        listed::<Factors>(),
        listed::<Throttle>(),
        listed::<Challenge>(),
        listed::<ApiKeys>(),
        listed::<Keys>(),
        listed::<Limits>(),
        listed::<Outbound>(),
        listed::<Registration>(),
        listed::<Mail>(),
        listed::<Directory>(),
        listed::<Accounts>(),
        listed::<Terms>(),
        listed::<Log>(),
        listed::<Brand>(),
        listed::<ProviderOptions>(),
        listed::<ProviderMap>(),
    ]
});

/// Every option's path.
static PATHS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let paths = |listed: &'static Listed| {
        listed
            .rows
            .iter()
            .map(|row| section::path(listed.name, row.name))
    };
    LISTING.iter().flat_map(paths).collect()
});

pub(super) fn is_option(path: &str) -> bool {
    PATHS.iter().any(|known| pattern::fits(known, path))
}

pub(super) fn is_section(name: &str) -> bool {
    !name.is_empty()
        && LISTING
            .iter()
            .any(|listed| pattern::begins(listed.name, name))
}

/// The path of the option that a variable sets.
pub(super) fn path_of_variable(name: &str) -> Option<String> {
    let name = name.strip_prefix(VARIABLE_PREFIX)?;
    PATHS
        .iter()
        .find_map(|path| pattern::of_variable(path, name))
}

/// The variable that sets an option: `COUNTERSIGN_TOKENS__ACCESS_TOKEN`. Where the operator names a table, it has `NAME`.
pub(super) fn variable(path: &str) -> String {
    format!(
        "{VARIABLE_PREFIX}{}",
        path.replace(pattern::NAME, "name")
            .replace('.', "__")
            .to_uppercase()
    )
}

pub(super) fn unknown_option(path: &str, origin: Origin) -> ConfigError {
    ConfigError::Unknown {
        origin,
        what: format!("option `{path}`"),
        nearest: named_as(nearest(path), path),
    }
}

pub(super) fn unknown_variable(name: &str) -> ConfigError {
    let path = |name: &str| {
        let rest = name.strip_prefix(VARIABLE_PREFIX).unwrap_or(name);
        rest.replace("__", ".").to_lowercase()
    };
    let (wrong, option) = (path(name), nearest(&path(name)));
    let nearest = if likeness(&path(FILE_VARIABLE), &wrong) > likeness(option, &wrong) {
        FILE_VARIABLE.to_owned()
    } else {
        variable(&named_as(option, &path(name)))
    };
    let what = "such variable".to_owned();
    ConfigError::Unknown {
        origin: Origin::Variable(name.to_owned()),
        what,
        nearest,
    }
}

fn listed<S: Section>() -> Listed {
    Listed {
        name: S::NAME,
        about: S::ABOUT,
        rows: S::rows(),
    }
}

/// The likeliest option.
fn nearest(path: &str) -> &'static str {
    let best = PATHS
        .iter()
        .max_by(|a, b| likeness(a, path).total_cmp(&likeness(b, path)));
    best.map_or("issuer", String::as_str)
}

/// An option with the name that was written, where its table has one.
fn named_as(option: &str, path: &str) -> String {
    let mut written = path.split('.');
    let part = |known: &str, written: Option<&str>| match written {
        Some(written) if known == pattern::NAME => written.to_owned(),
        _ => known.to_owned(),
    };
    let parts: Vec<String> = option
        .split('.')
        .map(|known| part(known, written.next()))
        .collect();
    parts.join(".")
}

/// Of the whole paths, or a little less of their last parts, for an option that stands in the wrong table, or of a name to which
/// something was added.
fn likeness(known: &str, path: &str) -> f64 {
    let last = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
    let whole = strsim::normalized_damerau_levenshtein(known, path);
    let part = strsim::normalized_damerau_levenshtein(&last(known), &last(path));
    let beginning = if path.starts_with(known) { 0.9 } else { 0.0 };
    whole.max(part * 0.9).max(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_option_is_named() {
        for (wrong, right) in [
            ("isuer", "issuer"),
            ("database_uri", "database_url"),
            ("tokens.acess_token", "tokens.access_token"),
            ("token.access_token", "tokens.access_token"),
            ("access_token", "tokens.access_token"),
            ("passwords.memory", "passwords.memory_kib"),
        ] {
            assert_eq!(nearest(wrong), right, "{wrong}");
        }
    }

    #[test]
    fn no_two_options_share_a_variable() {
        let mut variables: Vec<_> = PATHS.iter().map(|path| variable(path)).collect();
        let all = variables.len();
        variables.sort();
        variables.dedup();
        assert_eq!(variables.len(), all);
        assert!(!variables.contains(&FILE_VARIABLE.to_owned()));
    }
}
