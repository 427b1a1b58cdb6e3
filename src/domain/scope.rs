//! Scopes (RFC 6749 section 3.3): a list without duplicates, in the order asked.

use std::fmt;

/// More than this is an attack, not a request.
const LONGEST: usize = 1024;
const MOST: usize = 50;

/// The scopes that Countersign itself defines, beside those of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandardScope {
    OpenId,
    Profile,
    Email,
    Phone,
    Address,
    OfflineAccess,
    Roles,
}

impl StandardScope {
    pub const ALL: [StandardScope; 7] = [
        Self::OpenId,
        Self::Profile,
        Self::Email,
        Self::Phone,
        Self::Address,
        Self::OfflineAccess,
        Self::Roles,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenId => "openid",
            Self::Profile => "profile",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Address => "address",
            Self::OfflineAccess => "offline_access",
            Self::Roles => "roles",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Vec<String>);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ScopeError {
    #[error("scope is longer than {LONGEST} characters or names more than {MOST} scopes")]
    TooMany,
    #[error("scope holds a character that RFC 6749 section 3.3 does not allow")]
    Character,
}

impl Scopes {
    /// Parses the `scope` parameter: tokens of `%x21 / %x23-5B / %x5D-7E`, parted by blanks.
    pub fn parse(text: &str) -> Result<Self, ScopeError> {
        if text.len() > LONGEST {
            return Err(ScopeError::TooMany);
        }
        let mut scopes = Scopes::default();
        for token in text.split(' ').filter(|token| !token.is_empty()) {
            if !is_token(token) {
                return Err(ScopeError::Character);
            }
            scopes.add(token);
        }
        if scopes.0.len() > MOST {
            return Err(ScopeError::TooMany);
        }
        Ok(scopes)
    }

    /// Scopes that were parsed before, as stored.
    pub fn stored(names: Vec<String>) -> Self {
        Self(names)
    }

    pub fn add(&mut self, name: &str) {
        if !self.has(name) {
            self.0.push(name.to_owned());
        }
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|scope| scope == name)
    }

    pub fn has_standard(&self, scope: StandardScope) -> bool {
        self.has(scope.as_str())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn is_subset_of(&self, other: &Scopes) -> bool {
        self.0.iter().all(|scope| other.has(scope))
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub fn retain(&mut self, keep: impl Fn(&str) -> bool) {
        self.0.retain(|scope| keep(scope));
    }

    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// Whether `name` may be one scope.
pub(super) fn is_token(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_duplicates_are_not() {
        let scopes = Scopes::parse("openid  email openid").unwrap();
        assert_eq!(scopes.to_string(), "openid email");
    }

    #[test]
    fn bad_characters_and_floods_are_refused() {
        assert!(Scopes::parse("notes:read").is_ok());
        assert_eq!(Scopes::parse("a\"b"), Err(ScopeError::Character));
        assert_eq!(Scopes::parse("a\tb"), Err(ScopeError::Character));
        assert_eq!(Scopes::parse(&"x".repeat(1025)), Err(ScopeError::TooMany));
        let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
        assert_eq!(Scopes::parse(&many.join(" ")), Err(ScopeError::TooMany));
    }
}
