//! A directory (LDAP, RFC 4511): finding somebody's entry, checking their password by a bind, reading their groups.
//!
//! It knows no accounts: whose entry is whose account is for `identity::directory`. Referrals are not followed. In a program
//! built without the feature `ldap` every call fails, and the configuration lets nobody come so far.

#[cfg(not(feature = "ldap"))]
mod absent;
#[cfg(feature = "ldap")]
mod circuit;
#[cfg(feature = "ldap")]
mod entry;
#[cfg(feature = "ldap")]
mod filter;
#[cfg(feature = "ldap")]
mod line;
#[cfg(feature = "ldap")]
mod open;
#[cfg(feature = "ldap")]
mod refused;

#[cfg(not(feature = "ldap"))]
pub use absent::{Directory, Line};
#[cfg(feature = "ldap")]
pub use line::Line;
#[cfg(feature = "ldap")]
pub use open::Directory;

/// Somebody's entry, as far as it is of use here. All of it is what the directory says, within bounds and not checked further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What names it whatever becomes of its name.
    pub id: String,
    pub dn: String,
    /// What it is called; the first is as good as any other.
    pub usernames: Vec<String>,
    pub mail: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// Whether the directory says itself that it is switched off.
    pub disabled: bool,
}

/// What a search for somebody found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nobody,
    One(Box<Entry>),
    /// Nobody in particular: why, for the log.
    Unclear(&'static str),
}

/// What came of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Why, for the log.
    Refused(&'static str),
}

/// A group that somebody is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub dn: String,
    pub names: Vec<String>,
}

/// The directory cannot be asked now: why, for the operator.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Trouble(String);

impl Trouble {
    fn because(detail: impl std::fmt::Display) -> Self {
        Self(detail.to_string())
    }
}

impl Group {
    /// Whether an operator's rule means this group: by its name, or by its DN.
    pub fn is(&self, named: &str) -> bool {
        let name = |known: &String| known.to_lowercase() == named.to_lowercase();
        self.names.iter().any(name) || normal(&self.dn) == normal(named)
    }
}

/// A DN without what means nothing in it: case, and blanks around its separators (RFC 4514 section 2).
fn normal(dn: &str) -> String {
    let mut normal = String::with_capacity(dn.len());
    for letter in dn.to_lowercase().trim().chars() {
        if matches!(letter, ',' | '=' | '+') {
            normal.truncate(normal.trim_end().len());
        } else if letter == ' ' && normal.ends_with([',', '=', '+']) {
            continue;
        }
        normal.push(letter);
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_means_a_group_by_name_or_by_dn() {
        let group = Group {
            dn: "cn=Site Staff,ou=groups,dc=example,dc=org".to_owned(),
            names: vec!["Site Staff".to_owned()],
        };
        for meant in [
            "Site Staff",
            "site staff",
            "CN=Site Staff, OU=Groups, DC=example, DC=org",
        ] {
            assert!(group.is(meant), "{meant}");
        }
        for another in [
            "",
            "Site",
            "SiteStaff",
            "cn=Site Staff",
            "cn=Site Staff,ou=groups,dc=example,dc=org,dc=evil",
        ] {
            assert!(!group.is(another), "{another}");
        }
    }
}
