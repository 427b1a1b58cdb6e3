//! Why a token is refused, and how RFC 6750 says it: the status, the `error` code and the `WWW-Authenticate` value.
//! No variant holds any part of a token, so none can be logged by accident.

use std::borrow::Cow;

/// A refusal. Its text is meant for the developer of the client; [`Error::reason`] is stable and meant for machines.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request carries no bearer token.
    #[error("an access token is required")]
    MissingToken,
    /// The request carries tokens in a way that RFC 6750 section 2 forbids.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// Longer than 16 KiB; it was not decoded.
    #[error("the token is too long")]
    TooLong,
    /// Not the compact form of a signed JWT, or its header or payload is not what RFC 7515 allows here.
    #[error("the token is malformed: {0}")]
    Malformed(&'static str),
    /// `typ` is not `at+jwt`: an ID token, for instance (RFC 9068 section 4).
    #[error("the token is not an access token")]
    WrongType,
    /// `alg` is not in the allow-list.
    #[error("the token is signed with an algorithm that is not allowed")]
    AlgorithmRefused,
    /// No usable key of the issuer has this `kid` and algorithm.
    #[error("the token is signed with an unknown key")]
    UnknownKey,
    /// The signature does not match.
    #[error("the signature of the token is wrong")]
    BadSignature,
    /// A claim is absent that must be present, or is of the wrong type.
    #[error("the claim {0} is missing or malformed")]
    InvalidClaim(&'static str),
    /// `iss` is another issuer.
    #[error("the token is from another issuer")]
    WrongIssuer,
    /// `aud` does not name this API.
    #[error("the token is for another audience")]
    WrongAudience,
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `nbf` or `iat` lies in the future.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// `cnf` binds the token to a key, and possession of it cannot be checked here.
    #[error("the token is bound to its sender and cannot be used as a bearer token")]
    SenderConstrained,
    /// The token is good, but lacks this scope.
    #[error("the scope {0} is required")]
    InsufficientScope(String),
    /// The token is good, but its subject lacks this role.
    #[error("the role {0} is required")]
    InsufficientRole(String),
    /// The issuer's keys are not known and cannot be fetched now.
    #[error("the keys of the issuer cannot be reached")]
    KeysUnavailable {
        /// Seconds after which another attempt makes sense.
        retry_after: u64,
    },
}

impl Error {
    /// A stable word for logs, metrics and tests.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::MissingToken => "missing_token",
            Self::InvalidRequest(_) => "invalid_request",
            Self::TooLong => "token_too_long",
            Self::Malformed(_) => "malformed_token",
            Self::WrongType => "wrong_token_type",
            Self::AlgorithmRefused => "algorithm_refused",
            Self::UnknownKey => "unknown_key",
            Self::BadSignature => "bad_signature",
            Self::InvalidClaim(_) => "invalid_claim",
            Self::WrongIssuer => "wrong_issuer",
            Self::WrongAudience => "wrong_audience",
            Self::Expired => "token_expired",
            Self::NotYetValid => "token_not_yet_valid",
            Self::SenderConstrained => "sender_constrained_token",
            Self::InsufficientScope(_) => "insufficient_scope",
            Self::InsufficientRole(_) => "insufficient_role",
            Self::KeysUnavailable { .. } => "keys_unavailable",
        }
    }

    /// The HTTP status (RFC 6750 section 3.1): 401, 403, 400 for a malformed request, 503 without keys.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::InvalidRequest(_) => 400,
            Self::InsufficientScope(_) | Self::InsufficientRole(_) => 403,
            Self::KeysUnavailable { .. } => 503,
            _ => 401,
        }
    }

    /// The `error` code of the challenge. There is none when no token was sent (RFC 6750 section 3.1: such a client
    /// learns only that it must authenticate) and none when the fault is not the client's.
    ///
    /// A missing role is `insufficient_scope` too: that is the registered code for "requires higher privileges".
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::MissingToken | Self::KeysUnavailable { .. } => None,
            Self::InvalidRequest(_) => Some("invalid_request"),
            Self::InsufficientScope(_) | Self::InsufficientRole(_) => Some("insufficient_scope"),
            _ => Some("invalid_token"),
        }
    }

    /// Seconds for `Retry-After`, when the fault is ours.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::KeysUnavailable { retry_after } => Some(*retry_after),
            _ => None,
        }
    }

    /// The `WWW-Authenticate` value (RFC 6750 section 3), or nothing for a 503: a client cannot mend that.
    ///
    /// ```
    /// use countersign_verifier::Error;
    ///
    /// let challenge = Error::Expired.www_authenticate("notes").unwrap();
    /// assert_eq!(challenge, r#"Bearer realm="notes", error="invalid_token", error_description="the token has expired""#);
    /// assert_eq!(Error::MissingToken.www_authenticate("notes").unwrap(), r#"Bearer realm="notes""#);
    /// ```
    #[must_use]
    pub fn www_authenticate(&self, realm: &str) -> Option<String> {
        if self.retry_after().is_some() {
            return None;
        }
        let mut challenge = format!("Bearer realm=\"{}\"", quotable(realm));
        if let Some(code) = self.code() {
            let description = self.to_string();
            challenge.push_str(&format!(
                ", error=\"{code}\", error_description=\"{}\"",
                quotable(&description)
            ));
        }
        if let Self::InsufficientScope(scope) = self {
            challenge.push_str(&format!(", scope=\"{}\"", quotable(scope)));
        }
        Some(challenge)
    }
}

/// RFC 6750 section 3 allows printable ASCII without `"` and `\` in these values; anything else would break the header.
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
    use super::Error;

    #[test]
    fn a_challenge_cannot_be_broken_out_of() {
        let challenge = Error::InsufficientRole("a\", scope=\"b\r\nX: y\u{e9}".into())
            .www_authenticate("r\"\\");
        let expected = "Bearer realm=\"r??\", error=\"insufficient_scope\", \
                        error_description=\"the role a?, scope=?b??X: y? is required\"";
        assert_eq!(challenge.as_deref(), Some(expected));
    }

    #[test]
    fn a_missing_scope_is_named_as_rfc_6750_says() {
        let error = Error::InsufficientScope("notes:read".into());
        assert_eq!(error.status(), 403);
        let expected = "Bearer realm=\"n\", error=\"insufficient_scope\", \
                        error_description=\"the scope notes:read is required\", scope=\"notes:read\"";
        assert_eq!(error.www_authenticate("n").as_deref(), Some(expected));
    }

    #[test]
    fn without_keys_the_client_is_told_to_wait_and_not_to_authenticate() {
        let error = Error::KeysUnavailable { retry_after: 7 };
        assert_eq!(
            (error.status(), error.code(), error.retry_after()),
            (503, None, Some(7))
        );
        assert_eq!(error.www_authenticate("n"), None);
    }
}
