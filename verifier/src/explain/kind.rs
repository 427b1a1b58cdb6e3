//! What a text looks like, before anything of it is checked.

use std::fmt;

use serde::Serialize;

use crate::key_text;

/// What a text looks like by its form alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Three parts: a signed JWT, which access tokens and ID tokens are.
    Jwt,
    /// Five parts: an encrypted JWT.
    EncryptedJwt,
    /// An API key of Countersign with the right checksum.
    ApiKey,
    /// What begins as an API key does, with a wrong checksum or of a wrong length.
    MistypedApiKey,
    /// A text without dots: a refresh token, a code, or an access token of an issuer that keeps its tokens to itself.
    Opaque,
    /// Nothing.
    Nothing,
    /// Anything else.
    Unknown,
}

impl Kind {
    /// What the text looks like. Blanks around it and the word `Bearer` before it do not count.
    ///
    /// ```
    /// use countersign_verifier::explain::Kind;
    ///
    /// assert_eq!(Kind::of("eyJhbGciOiJSUzI1NiJ9.e30.AQ"), Kind::Jwt);
    /// assert_eq!(Kind::of("csk_cut-off"), Kind::MistypedApiKey);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = bare(text);
        let dots = text.bytes().filter(|byte| *byte == b'.').count();
        match dots {
            _ if text.is_empty() => Self::Nothing,
            _ if key_text::is_well_formed(text) => Self::ApiKey,
            _ if text.starts_with("csk_") => Self::MistypedApiKey,
            2 => Self::Jwt,
            4 => Self::EncryptedJwt,
            0 if text.bytes().all(|byte| byte.is_ascii_graphic()) => Self::Opaque,
            _ => Self::Unknown,
        }
    }
}

/// A text as it was perhaps meant, without what gets copied along with it.
pub(super) fn bare(text: &str) -> &str {
    let around = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',');
    let text = text.trim_matches(around);
    match text.split_once(' ') {
        Some((scheme, rest)) if ["bearer", "dpop"].contains(&scheme.to_lowercase().as_str()) => {
            rest.trim_matches(around)
        }
        _ => text,
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Jwt => "a signed JWT",
            Self::EncryptedJwt => "an encrypted JWT",
            Self::ApiKey => "an API key",
            Self::MistypedApiKey => "an API key with a mistake in it",
            Self::Opaque => "an opaque text",
            Self::Nothing => "nothing",
            Self::Unknown => "no token of any kind",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, bare};

    const KEY: &str = "csk_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd1bS0Xy";

    #[test]
    fn a_text_is_known_by_its_form() {
        for (text, kind) in [
            ("a.b.c", Kind::Jwt),
            (" a.b.c\n", Kind::Jwt),
            ("a.b.c.d.e", Kind::EncryptedJwt),
            ("a.b", Kind::Unknown),
            ("", Kind::Nothing),
            (" \n", Kind::Nothing),
            ("k4Jd9-_x", Kind::Opaque),
            ("two words", Kind::Unknown),
            (KEY, Kind::MistypedApiKey),
        ] {
            assert_eq!(Kind::of(text), kind, "{text:?}");
        }
    }

    #[test]
    fn what_gets_copied_along_does_not_count() {
        for text in ["Bearer a.b.c", "bearer  a.b.c ", "DPoP a.b.c", "\"a.b.c\","] {
            assert_eq!(bare(text), "a.b.c", "{text}");
        }
        assert_eq!(bare("Basic a.b.c"), "Basic a.b.c");
    }
}
