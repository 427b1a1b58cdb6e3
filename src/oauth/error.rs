//! What a rule answers when it does not give what was asked.
//!
//! A refusal is an answer: its description goes to the client, its detail to the operator's log and never out. A fault is
//! ours, rolls back, and is 503 or 500.

use std::fmt;

use crate::base::Fault;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $text:literal, $status:literal;)*) => {
        /// The error codes of the field, with the status they have where they are not a redirect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ErrorCode { $($(#[$doc])* $variant,)* }

        impl ErrorCode {
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            pub fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)* }
            }
        }
    };
}

codes! {
    // RFC 6749 sections 4.1.2.1 and 5.2.
    InvalidRequest = "invalid_request", 400;
    InvalidClient = "invalid_client", 401;
    InvalidGrant = "invalid_grant", 400;
    UnauthorizedClient = "unauthorized_client", 400;
    UnsupportedGrantType = "unsupported_grant_type", 400;
    UnsupportedResponseType = "unsupported_response_type", 400;
    InvalidScope = "invalid_scope", 400;
    AccessDenied = "access_denied", 403;
    // RFC 6749 section 4.1.2.1: for redirects alone; a page says 500 and 503 itself.
    ServerError = "server_error", 500;
    TemporarilyUnavailable = "temporarily_unavailable", 503;
    // RFC 8707 section 2.
    InvalidTarget = "invalid_target", 400;
    // RFC 7009 section 2.2.1.
    UnsupportedTokenType = "unsupported_token_type", 400;
    // OpenID Connect Core section 3.1.2.6.
    LoginRequired = "login_required", 400;
    InteractionRequired = "interaction_required", 400;
    ConsentRequired = "consent_required", 400;
    RequestNotSupported = "request_not_supported", 400;
    RequestUriNotSupported = "request_uri_not_supported", 400;
    RegistrationNotSupported = "registration_not_supported", 400;
    // RFC 7591 section 3.2.2.
    InvalidRedirectUri = "invalid_redirect_uri", 400;
    InvalidClientMetadata = "invalid_client_metadata", 400;
    InvalidSoftwareStatement = "invalid_software_statement", 400;
    UnapprovedSoftwareStatement = "unapproved_software_statement", 400;
    InvalidRequestUri = "invalid_request_uri", 400;
    InvalidRequestObject = "invalid_request_object", 400;
    // OpenID Connect Core Error Code unmet_authentication_requirements section 2.
    UnmetAuthenticationRequirements = "unmet_authentication_requirements", 400;
    // RFC 6750 section 3.1.
    InvalidToken = "invalid_token", 401;
    InsufficientScope = "insufficient_scope", 403;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Clone, Debug, thiserror::Error)]
#[error("{code}: {description} ({detail})")]
pub struct Refusal {
    pub code: ErrorCode,
    /// For the client's developer.
    pub description: &'static str,
    /// For the operator's log, never for the client.
    pub detail: String,
}

impl Refusal {
    pub fn new(code: ErrorCode, description: &'static str) -> Self {
        Self {
            code,
            description,
            detail: String::new(),
        }
    }

    pub fn because(mut self, detail: impl fmt::Display) -> Self {
        self.detail = detail.to_string();
        self
    }
}

#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Refuses with a code and a description, and no more to say in the log.
pub fn refuse<T>(code: ErrorCode, description: &'static str) -> Result<T, Error> {
    Err(Refusal::new(code, description).into())
}
