//! Cookies: three secrets, of the session, the browser and the device, a state that is none, and a language. On https their names
//! carry `__Host-`, so that no subdomain can plant them (RFC 6265bis section 4.1.3.2).

use std::ops::RangeInclusive;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};

use crate::config::Issuer;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cookie {
    /// Opens the session. It is new at every sign-in.
    Session,
    /// Binds forms and waiting requests to this browser.
    Browser,
    /// What changes with the sign-in, for the script of the frame that applications ask (OIDC Session Management section 3).
    /// It opens nothing, and is sent where that frame stands in another site's page.
    State,
    /// Tells a device that somebody signed in on before. It outlives sessions, is new when somebody signs in on it first, and opens
    /// nothing but those sessions on it that were to be remembered.
    Device,
    /// The language that was chosen on a page, for a year.
    Language,
    /// What the playground has to remember between two of its steps, sealed.
    Playground,
}

impl Cookie {
    pub(super) fn name(self, issuer: &Issuer) -> String {
        let name = match self {
            Self::Session => "countersign_session",
            Self::Browser => "countersign_browser",
            Self::State => "countersign_state",
            Self::Device => "countersign_device",
            Self::Language => "countersign_language",
            Self::Playground => "countersign_playground",
        };
        format!("{}{name}", if issuer.is_https() { "__Host-" } else { "" })
    }

    /// The value that a request brings. Of several with one name, none counts: somebody planted one.
    pub(super) fn read(self, headers: &HeaderMap, issuer: &Issuer) -> Option<String> {
        let name = self.name(issuer);
        let lines = headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok());
        let mut values = lines
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(known, _)| *known == name)
            .map(|(_, value)| value);
        let value = values
            .next()
            .filter(|value| self.lengths().contains(&value.len()))?;
        values.next().is_none().then(|| value.to_owned())
    }

    fn lengths(self) -> RangeInclusive<usize> {
        match self {
            Self::Language => 2..=8,
            _ => 20..=4096,
        }
    }

    /// The header that sets it, until the browser closes.
    pub(super) fn set(self, value: &str, issuer: &Issuer) -> HeaderValue {
        self.header(value, "", issuer)
    }

    /// The header that sets it for so long, or until the browser closes.
    pub(super) fn set_for(
        self,
        value: &str,
        issuer: &Issuer,
        age: Option<Duration>,
    ) -> HeaderValue {
        let age = age.map(|age| format!("; Max-Age={}", age.as_secs()));
        self.header(value, &age.unwrap_or_default(), issuer)
    }

    /// The header that takes it away.
    pub(super) fn clear(self, issuer: &Issuer) -> HeaderValue {
        self.header("", "; Max-Age=0", issuer)
    }

    fn header(self, value: &str, age: &str, issuer: &Issuer) -> HeaderValue {
        let secure = if issuer.is_https() { "; Secure" } else { "" };
        let readers = match self {
            // Browsers take `None` on https only.
            Self::State if issuer.is_https() => "SameSite=None",
            Self::State => "SameSite=Lax",
            _ => "HttpOnly; SameSite=Lax",
        };
        let name = self.name(issuer);
        let text = format!("{name}={value}; Path=/; {readers}{age}{secure}");
        HeaderValue::from_str(&text).expect("our own values are visible ASCII")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<String> {
        let issuer: Issuer = "https://id.example.org".parse().unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_str(line).unwrap());
        Cookie::Session.read(&headers, &issuer)
    }

    #[test]
    fn a_planted_twin_or_an_unprefixed_name_does_not_count() {
        let value = "a".repeat(43);
        assert_eq!(
            read(&format!("x=1; __Host-countersign_session={value}")),
            Some(value.clone())
        );
        assert_eq!(read(&format!("countersign_session={value}")), None);
        assert_eq!(
            read(&format!(
                "__Host-countersign_session={value}; __Host-countersign_session=b{value}"
            )),
            None
        );
        assert_eq!(read("__Host-countersign_session=short"), None);
    }

    #[test]
    fn https_cookies_are_host_bound() {
        let issuer: Issuer = "https://id.example.org".parse().unwrap();
        let header = Cookie::Session.set("value", &issuer);
        assert_eq!(
            header,
            "__Host-countersign_session=value; Path=/; HttpOnly; SameSite=Lax; Secure"
        );
        let header = Cookie::State.set("value", &issuer);
        assert_eq!(
            header,
            "__Host-countersign_state=value; Path=/; SameSite=None; Secure"
        );
    }
}
