//! The address that a proof is for: `htu` (RFC 9449 section 4.3), compared with where the API knows itself to be.

use std::borrow::Cow;

use http::request::Parts;
use url::Url;

use crate::SetupError;

/// Where clients reach the API. What a path of it stands for is compared after RFC 3986 sections 6.2.2 and 6.2.3.
#[derive(Clone, Debug)]
pub(super) struct Origin(Url);

impl Origin {
    pub(super) fn read(text: &str) -> Result<Self, SetupError> {
        let url = address(text).ok_or(SetupError::Origin(
            "is not an absolute http or https URL without user and password",
        ))?;
        if text.contains(['?', '#']) {
            return Err(SetupError::Origin("has a query or a fragment"));
        }
        Ok(Self(url))
    }

    /// Whether `htu` names this path of the API. Its query and its fragment do not count.
    pub(super) fn is_meant(&self, htu: &str, path: &str) -> bool {
        let Some(mut named) = address(htu) else {
            return false;
        };
        if !path.starts_with('/') || !is_plain(path) {
            return false;
        }
        named.set_query(None);
        named.set_fragment(None);
        let mut asked = self.0.clone();
        asked.set_path(&format!("{}{path}", self.0.path().trim_end_matches('/')));
        asked.origin() == named.origin() && spelled(asked.path()) == spelled(named.path())
    }
}

/// The path that the client has asked for.
pub(super) fn path(request: &Parts) -> &str {
    // A nested router takes its own part of the path away, and keeps the whole here.
    #[cfg(feature = "axum")]
    if let Some(original) = request.extensions.get::<axum::extract::OriginalUri>() {
        return original.0.path();
    }
    request.uri.path()
}

/// An absolute URL. The parser gives scheme, host, port and dot segments their normal form, but is too kind to blanks and
/// backslashes: a request has neither.
fn address(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| is_plain(text))?;
    let web = matches!(url.scheme(), "https" | "http");
    (web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}

/// A path in its one spelling (RFC 3986 section 6.2.2): hexadecimal digits in capitals, and no character encoded that
/// need not be.
fn spelled(path: &str) -> Cow<'_, str> {
    if !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let mut pieces = path.split('%');
    let mut spelled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match octet(piece) {
            Some(octet) if is_unreserved(octet) => {
                spelled.push(char::from(octet));
                spelled.push_str(&piece[2..]);
            }
            Some(octet) => {
                spelled.push_str(&format!("%{octet:02X}"));
                spelled.push_str(&piece[2..]);
            }
            None => {
                spelled.push('%');
                spelled.push_str(piece);
            }
        }
    }
    Cow::Owned(spelled)
}

/// What the two hexadecimal digits at the beginning stand for.
fn octet(text: &str) -> Option<u8> {
    let digits = text
        .get(..2)
        .filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

/// RFC 3986 section 2.3.
fn is_unreserved(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~')
}

#[cfg(test)]
mod tests {
    use super::Origin;

    fn meant(origin: &str, htu: &str, path: &str) -> bool {
        Origin::read(origin).expect(origin).is_meant(htu, path)
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for (htu, path) in [
            ("https://api.example.org/notes", "/notes"),
            ("HTTPS://API.Example.ORG/notes", "/notes"),
            ("https://api.example.org:443/notes", "/notes"),
            ("https://api.example.org/notes?q=1#part", "/notes"),
            ("https://api.example.org/x/../notes", "/notes"),
            ("https://api.example.org/%6eotes", "/notes"),
            ("https://api.example.org/notes", "/%6Eotes"),
            ("https://api.example.org/a%2fb", "/a%2Fb"),
            ("https://api.example.org/a%c3%a4", "/a%C3%A4"),
            ("https://api.example.org", "/"),
            ("https://api.example.org/100%", "/100%"),
            ("https://api.example.org/%+1%4", "/%+1%4"),
        ] {
            assert!(
                meant("https://api.example.org", htu, path),
                "{htu} for {path}"
            );
        }
    }

    #[test]
    fn another_address_is_another() {
        for (htu, path) in [
            ("http://api.example.org/notes", "/notes"),
            ("https://api.example.com/notes", "/notes"),
            ("https://api.example.org:8443/notes", "/notes"),
            ("https://user@api.example.org/notes", "/notes"),
            ("https://api.example.org.evil.example/notes", "/notes"),
            ("https://api.example.org/Notes", "/notes"),
            ("https://api.example.org/notes/", "/notes"),
            ("https://api.example.org/note", "/notes"),
            ("https://api.example.org/a/b", "/a%2Fb"),
            ("https://api.example.org/a%252Fb", "/a%2Fb"),
            ("https://api.example.org/a/b", "/a\\b"),
            ("https:\\\\api.example.org\\notes", "/notes"),
            (" https://api.example.org/notes", "/notes"),
            ("https://api.example.org/no\ttes", "/notes"),
            ("https://api.example.org/", ""),
            ("https://api.example.org/", "*"),
            ("/notes", "/notes"),
            ("notes", "/notes"),
            ("", "/"),
            ("urn:notes", "/notes"),
        ] {
            assert!(
                !meant("https://api.example.org", htu, path),
                "{htu} for {path}"
            );
        }
    }

    #[test]
    fn an_origin_may_have_a_path_that_requests_lack() {
        for origin in [
            "https://example.org/api",
            "https://example.org/api/",
            "https://example.org:443/api",
        ] {
            assert!(
                meant(origin, "https://example.org/api/notes", "/notes"),
                "{origin}"
            );
            assert!(
                !meant(origin, "https://example.org/notes", "/notes"),
                "{origin}"
            );
        }
        assert!(meant(
            "http://[::1]:8080",
            "http://[0:0::1]:8080/notes",
            "/notes"
        ));
    }

    #[test]
    fn an_origin_that_no_request_has_is_refused() {
        for text in [
            "",
            "api.example.org",
            "ftp://a",
            "https://",
            "https://u:p@a",
            "https://a?q",
            "https://a#",
            "https://a b",
        ] {
            assert!(Origin::read(text).is_err(), "{text}");
        }
    }
}
