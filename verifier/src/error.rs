//! Why a request is refused. A variant carries what the operator's log needs to see which check failed with which values;
//! none carries a token, a key or a password, so none can be logged by accident. How a refusal is answered stands in
//! [`Refusal`](crate::Refusal).

mod needed;

pub use needed::Needed;

use std::borrow::Cow;

use crate::Method;

/// A refusal. Its text is meant for the developer of the client, [`Error::reason`] is stable and meant for machines, and
/// [`Error::detail`] is meant for the log of the API.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The request carries no credentials that this API understands.
    #[error("an access token is required")]
    MissingToken,
    /// The request carries credentials in a way that RFC 6750 section 2 forbids.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// The credentials are of a kind that this route does not accept.
    #[error("{} is not accepted here", .0.words())]
    MethodRefused(Method),

    /// Longer than 16 KiB; it was not decoded.
    #[error("the token is too long")]
    TooLong,
    /// Not the compact form of a signed JWT, or its header or payload is not what RFC 7515 allows here.
    #[error("the token is malformed: {0}")]
    Malformed(&'static str),
    /// `typ` is not `at+jwt`: an ID token, for instance (RFC 9068 section 4).
    #[error("the token is not an access token")]
    WrongType {
        /// What the header says.
        typ: Option<Box<str>>,
    },
    /// `alg` is not in the allow-list.
    #[error("the token is signed with an algorithm that is not allowed")]
    AlgorithmRefused {
        /// What the header says.
        alg: Option<Box<str>>,
    },
    /// No usable key of the issuer has this `kid` and algorithm.
    #[error("the token is signed with an unknown key")]
    UnknownKey {
        /// What the header says.
        kid: Option<Box<str>>,
    },
    /// The signature does not match.
    #[error("the signature of the token is wrong")]
    BadSignature,
    /// A claim is absent that must be present, or is of the wrong type.
    #[error("the claim {0} is missing or malformed")]
    InvalidClaim(&'static str),
    /// `iss` is another issuer.
    #[error("the token is from another issuer")]
    WrongIssuer {
        /// Who issued it.
        issuer: Box<str>,
        /// Who was to: one, or those of [`Issuers`](crate::Issuers).
        expected: Vec<String>,
    },
    /// `aud` does not name this API.
    #[error("the token is for another audience")]
    WrongAudience {
        /// Whom it names.
        audience: Vec<String>,
        /// The names of this API.
        expected: Vec<String>,
    },
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired {
        /// `exp`, in seconds since 1970.
        expired_at: u64,
        /// The time of the check.
        now: u64,
    },
    /// `nbf` or `iat` lies in the future.
    #[error("the token is not valid yet")]
    NotYetValid {
        /// From when it would be good, in seconds since 1970.
        from: u64,
        /// The time of the check.
        now: u64,
    },
    /// It is on the deny list: its `jti`, its `sid` or its `sub`.
    #[error("the token has been revoked")]
    Revoked {
        /// The claim by which it was found.
        by: &'static str,
    },
    /// The issuer says that an opaque token or an API key is not active (RFC 7662 section 2.2).
    #[error("the token is not active")]
    Inactive,
    /// The text of an API key does not have its form, or its checksum is wrong.
    #[error("the API key is malformed")]
    MalformedKey,
    /// A name and password that are not right (RFC 7617).
    #[error("the name or the password is wrong")]
    WrongCredentials,

    /// `cnf` binds the token to a key of its sender, and the request does not prove its possession.
    #[error("the token is bound to its sender and cannot be used as a bearer token")]
    SenderConstrained,
    /// The route demands a token that is bound to its sender, and this one is not.
    #[error("an access token that is bound to its sender is required")]
    NotSenderConstrained,
    /// The token is bound to another sender than the one that the request proves (RFC 9449 section 7.1, RFC 8705 section 3).
    #[error("{0}")]
    WrongSender(&'static str),
    /// The DPoP proof is missing or wrong (RFC 9449 section 4.3).
    #[error("the DPoP proof is not good: {why}")]
    InvalidProof {
        /// What is wrong with it.
        why: Cow<'static, str>,
        /// What it says where that can be told.
        said: Option<Box<str>>,
    },
    /// The DPoP proof must carry this nonce (RFC 9449 section 9).
    #[error("the DPoP proof must carry the nonce that comes with this answer")]
    NonceRequired {
        /// The nonce to use.
        nonce: String,
    },

    /// The credentials are good, but lack these scopes.
    #[error("{}", .0.words("scope"))]
    InsufficientScope(Needed),
    /// The credentials are good, but their subject lacks these roles.
    #[error("{}", .0.words("role"))]
    InsufficientRole(Needed),
    /// The credentials are good, but do not permit this.
    #[error("{}", .0.words("permission"))]
    InsufficientPermission(Needed),
    /// The person must sign in again, more strongly or more recently (RFC 9470).
    #[error("a stronger or more recent sign-in is required")]
    InsufficientAuthentication {
        /// The `acr` values of which one is needed; empty if the age alone is short.
        acr: Vec<String>,
        /// How long ago the sign-in may be, in seconds.
        max_age: Option<u64>,
    },
    /// A condition of the application's own is not met.
    #[error("{0}")]
    Forbidden(&'static str),

    /// The issuer's keys are not known and cannot be fetched now.
    #[error("the keys of the issuer cannot be reached")]
    KeysUnavailable {
        /// Seconds after which another attempt makes sense.
        retry_after: u64,
    },
    /// What decides about the credentials cannot be asked now: the introspection endpoint, for instance.
    #[error("{what} cannot be reached")]
    Unavailable {
        /// Who was asked.
        what: &'static str,
        /// Seconds after which another attempt makes sense.
        retry_after: u64,
    },
}

impl Error {
    /// A stable word for logs, metrics and tests. It is the `reason` of the JSON body.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::MissingToken => "missing_token",
            Self::InvalidRequest(_) => "invalid_request",
            Self::MethodRefused(_) => "method_refused",
            Self::TooLong => "token_too_long",
            Self::Malformed(_) => "malformed_token",
            Self::WrongType { .. } => "wrong_token_type",
            Self::AlgorithmRefused { .. } => "algorithm_refused",
            Self::UnknownKey { .. } => "unknown_key",
            Self::BadSignature => "bad_signature",
            Self::InvalidClaim(_) => "invalid_claim",
            Self::WrongIssuer { .. } => "wrong_issuer",
            Self::WrongAudience { .. } => "wrong_audience",
            Self::Expired { .. } => "token_expired",
            Self::NotYetValid { .. } => "token_not_yet_valid",
            Self::Revoked { .. } => "token_revoked",
            Self::Inactive => "token_inactive",
            Self::MalformedKey => "malformed_api_key",
            Self::WrongCredentials => "wrong_credentials",
            Self::SenderConstrained => "sender_constrained_token",
            Self::NotSenderConstrained => "token_not_sender_constrained",
            Self::WrongSender(_) => "wrong_sender",
            Self::InvalidProof { .. } => "invalid_dpop_proof",
            Self::NonceRequired { .. } => "dpop_nonce_required",
            Self::InsufficientScope(_) => "insufficient_scope",
            Self::InsufficientRole(_) => "insufficient_role",
            Self::InsufficientPermission(_) => "insufficient_permission",
            Self::InsufficientAuthentication { .. } => "insufficient_user_authentication",
            Self::Forbidden(_) => "forbidden",
            Self::KeysUnavailable { .. } => "keys_unavailable",
            Self::Unavailable { .. } => "temporarily_unavailable",
        }
    }

    /// The HTTP status: 401, or 403 where no other credentials of the same kind would help, 400 for a malformed request
    /// (RFC 6750 section 3.1), 503 where the fault is not the client's.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::InvalidRequest(_) => 400,
            Self::InsufficientScope(_)
            | Self::InsufficientRole(_)
            | Self::InsufficientPermission(_)
            | Self::Forbidden(_) => 403,
            Self::KeysUnavailable { .. } | Self::Unavailable { .. } => 503,
            _ => 401,
        }
    }

    /// The registered `error` code of the challenge. There is none when nothing was sent (RFC 6750 section 3.1: such a
    /// client learns only that it must authenticate) and none when the fault is not the client's.
    ///
    /// A missing role or permission is `insufficient_scope` too: that is the code for "requires higher privileges".
    #[must_use]
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::MissingToken | Self::WrongCredentials => None,
            Self::KeysUnavailable { .. } | Self::Unavailable { .. } => None,
            Self::InvalidRequest(_) => Some("invalid_request"),
            Self::InsufficientScope(_)
            | Self::InsufficientRole(_)
            | Self::InsufficientPermission(_)
            | Self::Forbidden(_) => Some("insufficient_scope"),
            // RFC 9470 section 3, RFC 9449 sections 7.1 and 9.
            Self::InsufficientAuthentication { .. } => Some("insufficient_user_authentication"),
            Self::InvalidProof { .. } => Some("invalid_dpop_proof"),
            Self::NonceRequired { .. } => Some("use_dpop_nonce"),
            _ => Some("invalid_token"),
        }
    }

    /// Seconds for `Retry-After`, when the fault is not the client's.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::KeysUnavailable { retry_after } | Self::Unavailable { retry_after, .. } => {
                Some(*retry_after)
            }
            _ => None,
        }
    }

    /// Which check failed with which values, for the log: never the token. What a forger wrote is quoted and cut.
    #[must_use]
    pub fn detail(&self) -> String {
        let said = |text: &Option<Box<str>>| text.as_deref().map_or("none".into(), quoted);
        match self {
            Self::WrongType { typ } => format!("typ is {}, not at+jwt", said(typ)),
            Self::AlgorithmRefused { alg } => format!("alg is {}", said(alg)),
            Self::UnknownKey { kid } => format!("kid is {}", said(kid)),
            Self::WrongIssuer { issuer, expected } => {
                let expected = quoted(&expected.join(" "));
                format!("iss is {}, not {expected}", quoted(issuer))
            }
            Self::WrongAudience { audience, expected } => {
                let expected = quoted(&expected.join(" "));
                format!("aud is {}, not {expected}", quoted(&audience.join(" ")))
            }
            Self::Expired { expired_at, now } => format!("exp is {expired_at}, now is {now}"),
            Self::NotYetValid { from, now } => format!("good from {from}, now is {now}"),
            Self::InvalidProof {
                why,
                said: Some(said),
            } => format!("DPoP proof: {why}; it says {}", quoted(said)),
            Self::Revoked { by } => format!("its {by} is on the deny list"),
            other => other.to_string(),
        }
    }
}

/// Enough of a foreign text to recognise it, in one line.
fn quoted(text: &str) -> String {
    const ENOUGH: usize = 200;
    let cut: String = text.chars().take(ENOUGH).collect();
    let dots = if cut.len() < text.len() { "..." } else { "" };
    format!("{cut:?}{dots}")
}

#[cfg(test)]
mod tests {
    use super::{Error, Needed};

    #[test]
    fn the_detail_says_the_values_in_one_line() {
        let error = Error::UnknownKey {
            kid: Some("a\r\nX: y".into()),
        };
        assert_eq!(error.detail(), r#"kid is "a\r\nX: y""#);
        assert_eq!(error.to_string(), "the token is signed with an unknown key");
        let long = Error::WrongIssuer {
            issuer: "i".repeat(5_000).into(),
            expected: Vec::new(),
        };
        assert!(long.detail().len() < 250, "{}", long.detail());
    }

    #[test]
    fn a_slash_too_many_can_be_seen() {
        let error = Error::WrongAudience {
            audience: vec!["https://api.example.org".into()],
            expected: vec!["https://api.example.org/".into()],
        };
        let said = r#"aud is "https://api.example.org", not "https://api.example.org/""#;
        assert_eq!(error.detail(), said);
    }

    #[test]
    fn what_is_missing_is_named() {
        let roles = Error::InsufficientRole(Needed::all(["admin", "editor"]));
        assert_eq!(roles.to_string(), "the roles admin and editor are required");
        assert_eq!(
            (roles.status(), roles.code()),
            (403, Some("insufficient_scope"))
        );
        assert_eq!(roles.reason(), "insufficient_role");
    }

    #[test]
    fn without_keys_the_client_is_told_to_wait_and_not_to_authenticate() {
        let error = Error::KeysUnavailable { retry_after: 7 };
        let told = (error.status(), error.code(), error.retry_after());
        assert_eq!(told, (503, None, Some(7)));
    }
}
