//! Paths of options with a part that the operator names: `providers.*.client_id` stands for one option of every provider.

use super::section;

/// What stands for a name in a path.
pub(super) const NAME: &str = "*";

/// Whether an operator may name something so: it stands in URLs, files and variables.
pub(super) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=32).contains(&text.len())
        && text.bytes().all(plain)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether `path` is one of those that `pattern` stands for.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    pattern.split('.').count() == path.split('.').count() && begins(pattern, path)
}

/// Whether `path` leads to those that `pattern` stands for, or is one.
pub(super) fn begins(pattern: &str, path: &str) -> bool {
    let mut known = pattern.split('.');
    path.split('.')
        .all(|part| known.next().is_some_and(|known| same(known, part)))
}

fn same(known: &str, part: &str) -> bool {
    known == part || (known == NAME && is_name(part))
}

/// The path of a variable's name (without its prefix), if `pattern` stands for it. A variable cannot hold a `-`: it has `_`.
pub(super) fn of_variable(pattern: &str, variable: &str) -> Option<String> {
    let (mut path, mut parts) = (String::new(), variable.split("__"));
    for known in pattern.split('.') {
        let part = parts.next()?;
        let read = match known {
            NAME => part.to_lowercase().replace('_', "-"),
            known => known.to_owned(),
        };
        let written = read.to_uppercase().replace('-', "_");
        if written != part || !same(known, &read) {
            return None;
        }
        path = section::path(&path, &read);
    }
    parts.next().is_none().then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_every_name() {
        let pattern = "providers.*.map.email";
        assert!(fits(pattern, "providers.my-corp.map.email"));
        for other in [
            "providers.google.map",
            "providers..map.email",
            "providers.Google.map.email",
            "providers.-a.map.email",
            "providers.a_b.map.email",
            "providers.google.map.email.x",
        ] {
            assert!(!fits(pattern, other), "{other}");
        }
        assert!(begins(pattern, "providers.google"));
        assert!(!begins(pattern, "clients.google"));
    }

    #[test]
    fn a_variable_writes_a_dash_as_an_underscore() {
        let pattern = "providers.*.client_id";
        let path = |name: &str| of_variable(pattern, name);
        let found = path("PROVIDERS__MY_CORP__CLIENT_ID");
        assert_eq!(found.as_deref(), Some("providers.my-corp.client_id"));
        for wrong in [
            "PROVIDERS__MY_CORP",
            "PROVIDERS____CLIENT_ID",
            "PROVIDERS__my_corp__CLIENT_ID",
            "PROVIDERS__A__CLIENT_ID__X",
            "PROVIDERS__A__client_id",
        ] {
            assert_eq!(path(wrong), None, "{wrong}");
        }
    }
}
