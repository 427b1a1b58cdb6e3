//! Lists of algorithms by their registered names (RFC 7518 section 7.1). What each of them is, `domain` and `jose` know;
//! a test of `oauth::signing_keys` holds these lists against theirs.

use std::str::FromStr;

use super::{
    error::Invalid,
    value::{Raw, Value},
};

/// What the server signs with. RS256 is always among them (OIDC Core section 15.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SigningAlgorithms(Vec<&'static str>);

/// What others may encrypt to the server with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptionAlgorithms(Vec<&'static str>);

impl SigningAlgorithms {
    pub const ALL: [&'static str; 5] = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];

    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(&name)
    }

    fn of(names: &[&str]) -> Result<Self, Invalid> {
        let chosen = chosen(&Self::ALL, &[&["RS256"], names].concat())?;
        Ok(Self(chosen))
    }
}

impl EncryptionAlgorithms {
    pub const ALL: [&'static str; 2] = ["RSA-OAEP-256", "ECDH-ES"];

    pub fn contains(&self, name: &str) -> bool {
        self.0.contains(&name)
    }

    fn of(names: &[&str]) -> Result<Self, Invalid> {
        chosen(&Self::ALL, names).map(Self)
    }
}

impl Default for SigningAlgorithms {
    fn default() -> Self {
        Self(Self::ALL.to_vec())
    }
}

impl Default for EncryptionAlgorithms {
    fn default() -> Self {
        Self(Self::ALL.to_vec())
    }
}

/// Those of `all` that are named, in the order of `all`.
fn chosen(all: &[&'static str], names: &[&str]) -> Result<Vec<&'static str>, Invalid> {
    if names.iter().any(|name| !all.contains(name)) {
        let known = all.join("`, `");
        return Err(Invalid(format!(
            "one of them is not known: there are `{known}`, written just so"
        )));
    }
    let named = |name: &&&'static str| names.contains(*name);
    Ok(all.iter().filter(named).copied().collect())
}

/// Names between commas; `none` is the empty list, for a variable that is empty counts as absent.
fn split(text: &str) -> Vec<&str> {
    match text.trim() {
        "none" => Vec::new(),
        text => text.split(',').map(str::trim).collect(),
    }
}

fn names(raw: &Raw) -> Result<Vec<&str>, Invalid> {
    match raw {
        Raw::List(items) => Ok(items.iter().map(String::as_str).collect()),
        Raw::Word(text) | Raw::Text(text) => Ok(split(text)),
        _ => Err(Invalid::because(
            "that is not a list of names: write such as `[\"RS256\", \"ES256\"]`",
        )),
    }
}

/// As a variable has it.
fn show(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    }
}

impl FromStr for SigningAlgorithms {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::of(&split(text))
    }
}

impl FromStr for EncryptionAlgorithms {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::of(&split(text))
    }
}

impl Value for SigningAlgorithms {
    const KIND: &'static str = "list of names";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        Self::of(&names(raw)?)
    }

    fn show(&self) -> String {
        show(&self.0)
    }
}

impl Value for EncryptionAlgorithms {
    const KIND: &'static str = "list of names";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        Self::of(&names(raw)?)
    }

    fn show(&self) -> String {
        show(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Raw {
        Raw::List(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn rs256_is_always_there_and_names_are_exact() {
        let read = SigningAlgorithms::read(&list(&["EdDSA", "ES256"])).unwrap();
        assert_eq!(read.show(), "RS256, ES256, EdDSA");
        assert_eq!("ES256, EdDSA".parse(), Ok(read));
        assert_eq!("none".parse(), SigningAlgorithms::read(&list(&[])));
        for wrong in ["HS256", "none,ES256", "es256", "RS256,,ES256", ""] {
            assert!(wrong.parse::<SigningAlgorithms>().is_err(), "{wrong}");
        }
        assert!(SigningAlgorithms::read(&Raw::Truth(true)).is_err());
    }

    #[test]
    fn nobody_need_encrypt() {
        let read = EncryptionAlgorithms::read(&list(&[])).unwrap();
        assert!(!read.contains("ECDH-ES"));
        assert_eq!("none".parse(), Ok(read));
        let read: EncryptionAlgorithms = "ECDH-ES".parse().unwrap();
        assert!(read.contains("ECDH-ES") && !read.contains("RSA-OAEP-256"));
        assert!("RSA1_5".parse::<EncryptionAlgorithms>().is_err());
    }
}
