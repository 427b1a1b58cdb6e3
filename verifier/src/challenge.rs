//! `WWW-Authenticate` (RFC 9110 section 11.6.1): a scheme and its parameters.

use std::borrow::Cow;

/// One way to authenticate, as a client is told of it.
///
/// ```
/// use countersign_verifier::Challenge;
///
/// let challenge = Challenge::new("Basic").with("realm", "metrics");
/// assert_eq!(challenge.to_string(), r#"Basic realm="metrics""#);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    scheme: &'static str,
    parameters: Vec<(&'static str, String)>,
}

impl Challenge {
    /// A challenge without parameters.
    #[must_use]
    pub fn new(scheme: &'static str) -> Self {
        Self {
            scheme,
            parameters: Vec::new(),
        }
    }

    /// The same with one parameter more. Characters that RFC 6750 section 3 does not allow in it become `?`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        self.parameters
            .push((name, quotable(value.as_ref()).into_owned()));
        self
    }

    /// The scheme: `Bearer`, for instance.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme
    }

    /// The same, with this one before its others.
    pub(crate) fn led_by(mut self, name: &'static str, value: &str) -> Self {
        self.parameters
            .insert(0, (name, quotable(value).into_owned()));
        self
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.parameters.iter().any(|(held, _)| *held == name)
    }
}

impl std::fmt::Display for Challenge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.scheme)?;
        for (position, (name, value)) in self.parameters.iter().enumerate() {
            let comma = if position == 0 { "" } else { "," };
            write!(f, "{comma} {name}=\"{value}\"")?;
        }
        Ok(())
    }
}

/// Printable ASCII without `"` and `\`; anything else would break the header.
fn quotable(text: &str) -> Cow<'_, str> {
    let allowed = |c: char| matches!(c, ' '..='~') && c != '"' && c != '\\';
    if text.chars().all(allowed) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|c| if allowed(c) { c } else { '?' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Challenge;

    #[test]
    fn it_cannot_be_broken_out_of() {
        let challenge = Challenge::new("Bearer")
            .with("realm", "r\"\\")
            .with("scope", "b\r\nX: y\u{e9}");
        assert_eq!(
            challenge.to_string(),
            r#"Bearer realm="r??", scope="b??X: y?""#
        );
    }
}
