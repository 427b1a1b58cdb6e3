//! The `scope` claim (RFC 8693 section 4.2): space-separated, case-sensitive names.

/// The scopes that a token carries.
///
/// ```
/// use countersign_verifier::Scope;
///
/// let scope = Scope::parse("openid notes:read");
/// assert!(scope.has("notes:read"));
/// assert!(!scope.has("notes") && !scope.has("Notes:Read") && !scope.has(""));
/// assert_eq!(scope.iter().count(), 2);
/// assert_eq!(scope.to_string(), "openid notes:read");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope(Box<str>);

impl Scope {
    /// Reads the claim's text. Empty text is the empty scope.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        if text.split(' ').all(|name| !name.is_empty()) {
            return Self(text.into());
        }
        let names = text.split(' ').filter(|name| !name.is_empty());
        Self(names.collect::<Vec<_>>().join(" ").into())
    }

    /// Whether exactly this name was granted.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.iter().any(|held| held == name)
    }

    /// The names, in the order of the token.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|name| !name.is_empty())
    }

    /// Whether nothing was granted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn spaces_too_many_make_no_names() {
        for text in ["a b", " a b", "a  b", "a b  "] {
            let scope = Scope::parse(text);
            assert_eq!(scope, Scope::parse("a b"), "{text:?}");
            assert!(!scope.has("") && scope.iter().eq(["a", "b"]), "{text:?}");
        }
        assert!(Scope::parse(" ").is_empty() && Scope::parse("").is_empty());
        assert_eq!(Scope::parse(" "), Scope::default());
    }
}
