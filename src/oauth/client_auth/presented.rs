//! What a request presents to say who sends it: Basic, a secret in the body, an assertion, or nothing but a name.

use std::fmt;

use secrecy::SecretString;

use super::secret;
use crate::domain::AuthMethod;
use crate::jose::jws;
use crate::oauth::error::{Error, ErrorCode, Refusal, refuse};
use crate::oauth::parameters::Parameters;

/// RFC 7523 section 2.2.
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub(super) struct Credentials {
    pub(super) client_id: String,
    pub(super) proof: Proof,
}

pub(super) enum Proof {
    Nothing,
    Secret {
        method: AuthMethod,
        secret: SecretString,
    },
    /// Which method this is depends on what the client registered.
    Assertion(String),
}

/// For the log: never what was presented.
impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let method = match &self.proof {
            Proof::Nothing => AuthMethod::None.as_str(),
            Proof::Secret { method, .. } => method.as_str(),
            Proof::Assertion(_) => "an assertion",
        };
        write!(f, "{method} of {:?}", self.client_id)
    }
}

pub(super) fn read(
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<Credentials, Error> {
    let in_body = parameters.find("client_secret");
    let asserted = parameters.has("client_assertion") || parameters.has("client_assertion_type");
    let credentials = match (authorization, in_body, asserted) {
        (Some(header), None, false) => secret::basic(header)?,
        (None, Some(secret), false) => Credentials {
            client_id: named(parameters)?,
            proof: Proof::Secret {
                method: AuthMethod::ClientSecretPost,
                secret: SecretString::from(secret),
            },
        },
        (None, None, true) => assertion(parameters)?,
        (None, None, false) => Credentials {
            client_id: named(parameters)?,
            proof: Proof::Nothing,
        },
        _ => {
            return refuse(
                ErrorCode::InvalidRequest,
                "more than one client authentication method",
            );
        }
    };
    // RFC 6749 section 3.2.1, RFC 7521 section 4.2: it may be repeated in the body, but not for another client.
    if parameters
        .find("client_id")
        .is_some_and(|id| id != credentials.client_id)
    {
        return refuse(
            ErrorCode::InvalidRequest,
            "client_id differs from the authenticated client",
        );
    }
    Ok(credentials)
}

fn named(parameters: &Parameters) -> Result<String, Error> {
    match parameters.find("client_id") {
        Some(client_id) => Ok(client_id.to_owned()),
        None => refuse(ErrorCode::InvalidClient, "no client authentication"),
    }
}

/// Whose the assertion says it is. Nothing of it is believed yet.
fn assertion(parameters: &Parameters) -> Result<Credentials, Error> {
    let (Some(token), Some(kind)) = (
        parameters.find("client_assertion"),
        parameters.find("client_assertion_type"),
    ) else {
        return refuse(
            ErrorCode::InvalidRequest,
            "client_assertion and client_assertion_type go together",
        );
    };
    if kind != ASSERTION_TYPE {
        return refuse(
            ErrorCode::InvalidClient,
            "the client_assertion_type is not supported",
        );
    }
    let malformed = |detail: &dyn fmt::Display| {
        Refusal::new(ErrorCode::InvalidClient, "client authentication failed")
            .because(format_args!("a malformed assertion: {detail}"))
    };
    let unproven = jws::peek(token).map_err(|error| malformed(&error))?;
    let client_id = unproven
        .claims
        .get("sub")
        .and_then(|sub| sub.as_str())
        .ok_or_else(|| malformed(&"it has no sub"))?;
    Ok(Credentials {
        client_id: client_id.to_owned(),
        proof: Proof::Assertion(token.to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_method_a_request() {
        let body = Parameters::parse("client_id=a&client_secret=b").unwrap();
        assert!(read(None, &body).is_ok());
        assert!(read(Some("Basic YTpi"), &body).is_err());
        let other = Parameters::parse("client_id=c").unwrap();
        assert!(read(Some("Basic YTpi"), &other).is_err());
        assert!(read(None, &Parameters::default()).is_err());
    }
}
