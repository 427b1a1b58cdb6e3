//! An answer of the server, and what tests read from it.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use http_body_util::BodyExt as _;
use serde_json::Value;
use url::Url;

use super::form::{self, Form};

#[derive(Debug)]
pub(crate) struct Answer {
    /// What was asked, for the message of a test that fails.
    asked: String,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(super) async fn read(asked: String, response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body in memory").to_bytes();
        let body = String::from_utf8_lossy(&body).into_owned();
        Self {
            asked,
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// This answer, if its status is the expected one.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.dump());
        self
    }

    /// This answer, if it is the OAuth error in JSON.
    #[track_caller]
    pub(crate) fn expect_error(self, status: u16, error: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.json()["error"], error, "{}", answer.dump());
        answer
    }

    /// This answer, if it is one of our own error pages: no redirect, and nothing of the request's choosing.
    #[track_caller]
    pub(crate) fn expect_page(self, status: u16) -> Self {
        let answer = self.expect(status);
        assert!(
            answer.headers.get("location").is_none(),
            "{}",
            answer.dump()
        );
        assert!(answer.body.starts_with("<!"), "{}", answer.dump());
        answer
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.dump()))
    }

    #[track_caller]
    pub(crate) fn location(&self) -> &str {
        assert!(self.headers.contains_key("location"), "{}", self.dump());
        self.header("location")
    }

    /// A parameter of the redirect's query.
    #[track_caller]
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let url = Url::parse(self.location()).unwrap_or_else(|_| panic!("{}", self.dump()));
        url.query_pairs()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// A parameter of the redirect's fragment, which is all that it then carries.
    #[track_caller]
    pub(crate) fn fragment(&self, name: &str) -> Option<String> {
        let (before, fragment) = self.location().split_once('#').unwrap_or_default();
        assert!(
            !before.contains("iss="),
            "the query says it too: {}",
            self.dump()
        );
        url::form_urlencoded::parse(fragment.as_bytes())
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.into_owned())
    }

    /// The authorization code of a redirect.
    #[track_caller]
    pub(crate) fn code(&self) -> String {
        self.query("code")
            .unwrap_or_else(|| panic!("no code: {}", self.dump()))
    }

    /// The error of a redirect to an application; the state comes back with it, and the issuer (RFC 9207).
    #[track_caller]
    pub(crate) fn expect_redirected_error(self, error: &str) -> Self {
        let answer = self.expect(303);
        assert_eq!(
            answer.query("error").as_deref(),
            Some(error),
            "{}",
            answer.dump()
        );
        assert!(answer.query("code").is_none(), "{}", answer.dump());
        assert!(answer.query("iss").is_some(), "{}", answer.dump());
        answer
    }

    /// The form that posts to a path that begins so.
    #[track_caller]
    pub(crate) fn form(&self, action: &str) -> Form {
        form::read(&self.body, action)
            .unwrap_or_else(|| panic!("no form {action}: {}", self.dump()))
    }

    pub(crate) fn has_form(&self, action: &str) -> bool {
        form::read(&self.body, action).is_some()
    }

    pub(crate) fn dump(&self) -> String {
        let mut text = format!("\n> {}\n< {}\n", self.asked, self.status);
        for (name, value) in &self.headers {
            text.push_str(&format!(
                "< {name}: {}\n",
                String::from_utf8_lossy(value.as_bytes())
            ));
        }
        text.push_str(&self.body);
        text
    }
}
