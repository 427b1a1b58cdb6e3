//! How a refusal is answered: the status, the challenges (RFC 6750 section 3, RFC 9449 section 7.1, RFC 9470 section 3,
//! RFC 9728 section 5.1), and a small JSON body for people who read it. It knows no framework.

use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

use crate::{Challenge, Error, sender};

/// An [`Error`] as the client of one API is told of it.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{error}")]
pub struct Refusal {
    /// Why the request is refused.
    pub error: Error,
    challenges: Vec<Challenge>,
}

impl Refusal {
    /// A refusal that offers these ways to authenticate. What is wrong is said in the challenge of the scheme that the
    /// client has used, or in the first.
    #[must_use]
    pub fn new(error: Error, challenges: Vec<Challenge>, used: Option<&str>) -> Self {
        let mut challenges = challenges;
        if error.retry_after().is_some() {
            // A client cannot mend it: it is to wait, not to authenticate.
            challenges.clear();
        }
        let position = used
            .and_then(|used| position(&challenges, used))
            .unwrap_or(0);
        if error.status() == StatusCode::FORBIDDEN {
            // The other ways would lead to the same person.
            challenges = challenges.drain(..).skip(position).take(1).collect();
            challenges = challenges
                .into_iter()
                .map(|one| explain(one, &error))
                .collect();
        } else if position < challenges.len() {
            let one = challenges.remove(position);
            challenges.insert(position, explain(one, &error));
        }
        Self { error, challenges }
    }

    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.error.status()).unwrap_or(StatusCode::UNAUTHORIZED)
    }

    /// The headers: one `WWW-Authenticate` for each way to authenticate, `Retry-After`, `DPoP-Nonce`, and those of the body.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for challenge in &self.challenges {
            if let Ok(value) = HeaderValue::try_from(challenge.to_string()) {
                headers.append(WWW_AUTHENTICATE, value);
            }
        }
        if let Some(seconds) = self.error.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Error::NonceRequired { nonce } = &self.error {
            sender::tell_nonce(Some(nonce), &mut headers);
        }
        headers
    }

    /// The JSON body: the registered `error` code, a description for the client's developer, and the stable `reason`.
    #[must_use]
    pub fn body(&self) -> String {
        let error = match &self.error {
            Error::KeysUnavailable { .. } | Error::Unavailable { .. } => "temporarily_unavailable",
            other => other.code().unwrap_or_else(|| other.reason()),
        };
        let body = serde_json::json!({
            "error": error,
            "error_description": self.error.to_string(),
            "reason": self.error.reason(),
        });
        body.to_string()
    }

    /// One line for the operator: which check failed, with which values.
    pub fn log(&self) {
        let (reason, detail) = (self.error.reason(), self.error.detail());
        if self.error.retry_after().is_some() {
            tracing::warn!(reason, detail, "a request could not be judged");
        } else {
            tracing::info!(reason, detail, "a request was refused");
        }
    }
}

impl From<Error> for Refusal {
    /// What a handler refuses by itself, where no gate is at hand that knows the ways to authenticate.
    fn from(error: Error) -> Self {
        Self::new(error, vec![Challenge::new("Bearer")], None)
    }
}

impl From<&Refusal> for Response<String> {
    fn from(refusal: &Refusal) -> Self {
        let mut response = Self::new(refusal.body());
        *response.status_mut() = refusal.status();
        *response.headers_mut() = refusal.headers();
        response
    }
}

fn position(challenges: &[Challenge], scheme: &str) -> Option<usize> {
    challenges
        .iter()
        .position(|challenge| challenge.scheme().eq_ignore_ascii_case(scheme))
}

/// What is wrong, as parameters of the challenge. Basic has none of them (RFC 7617).
fn explain(challenge: Challenge, error: &Error) -> Challenge {
    let Some(code) = error.code().filter(|_| challenge.scheme() != "Basic") else {
        return challenge;
    };
    let challenge = challenge
        .with("error", code)
        .with("error_description", error.to_string());
    match error {
        Error::InsufficientScope(needed) if !needed.is_any() => {
            challenge.with("scope", needed.names().join(" "))
        }
        Error::InsufficientAuthentication { acr, max_age } => {
            let challenge = match acr.as_slice() {
                [] => challenge,
                acr => challenge.with("acr_values", acr.join(" ")),
            };
            match max_age {
                Some(seconds) => challenge.with("max_age", seconds.to_string()),
                None => challenge,
            }
        }
        _ => challenge,
    }
}

#[cfg(test)]
mod tests {
    use super::{Challenge, Error, Refusal};
    use crate::Needed;

    fn both() -> Vec<Challenge> {
        vec![Challenge::new("Bearer"), Challenge::new("Basic")]
    }

    fn told(error: Error, used: Option<&str>) -> Vec<String> {
        let headers = Refusal::new(error, both(), used).headers();
        let values = headers.get_all("www-authenticate").iter();
        values
            .map(|value| value.to_str().expect("text").to_owned())
            .collect()
    }

    #[test]
    fn whoever_sent_nothing_learns_the_ways_and_no_more() {
        assert_eq!(told(Error::MissingToken, None), ["Bearer", "Basic"]);
        assert_eq!(
            told(Error::WrongCredentials, Some("basic")),
            ["Bearer", "Basic"]
        );
    }

    #[test]
    fn what_is_wrong_is_said_where_it_belongs() {
        let bearer = r#"Bearer error="invalid_token", error_description="the signature of the token is wrong""#;
        assert_eq!(told(Error::BadSignature, Some("bearer")), [bearer, "Basic"]);
        let missing = Error::InsufficientScope(Needed::all(["a", "b"]));
        let expected = r#"Bearer error="insufficient_scope", error_description="the scopes a and b are required", scope="a b""#;
        assert_eq!(told(missing, Some("Bearer")), [expected]);
    }

    #[test]
    fn a_step_up_names_what_is_needed() {
        let error = Error::InsufficientAuthentication {
            acr: vec!["mfa".to_owned(), "phr".to_owned()],
            max_age: Some(300),
        };
        let [told, _] = &told(error, Some("Bearer"))[..] else {
            panic!("two challenges")
        };
        assert!(
            told.ends_with(r#", acr_values="mfa phr", max_age="300""#),
            "{told}"
        );
    }

    #[test]
    fn without_keys_nobody_is_asked_to_authenticate() {
        let refusal = Refusal::new(Error::KeysUnavailable { retry_after: 7 }, both(), None);
        let headers = refusal.headers();
        assert_eq!(
            (refusal.status().as_u16(), &headers["retry-after"]),
            (503, &"7".parse().expect("a value"))
        );
        assert!(!headers.contains_key("www-authenticate"));
        assert!(
            refusal
                .body()
                .contains(r#""error":"temporarily_unavailable""#)
        );
    }
}
