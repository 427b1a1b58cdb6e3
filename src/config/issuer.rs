//! The issuer identifier (RFC 8414 section 2, OpenID Connect Discovery 1.0 section 3): the one name of this server,
//! taken from configuration and never from a request. Every absolute URL that the server writes begins with it.

use std::{fmt, str::FromStr};

use url::{Host, Url};

use super::{
    error::Invalid,
    value::{Raw, Value},
};

/// An https URL, or an http one whose host is loopback; without query, fragment, userinfo or trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    text: String,
    https: bool,
    loopback: bool,
}

impl Issuer {
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The URL of a path that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.text)
    }

    /// The host alone, as a Message-ID has it (RFC 5322 section 3.6.4).
    pub fn host(&self) -> &str {
        let rest = self.text.split_once("://").map_or("", |(_, rest)| rest);
        match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((address, _)) => address,
            None => rest.split_once(':').map_or(rest, |(host, _)| host),
        }
    }

    pub fn is_https(&self) -> bool {
        self.https
    }

    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The issuer of a server that nobody configured one for.
    pub(super) fn of_localhost(port: u16, https: bool) -> Self {
        let usual = if https { 443 } else { 80 };
        let scheme = if https { "https" } else { "http" };
        let port = if port == usual {
            String::new()
        } else {
            format!(":{port}")
        };
        Self {
            text: format!("{scheme}://localhost{port}"),
            https,
            loopback: true,
        }
    }
}

impl FromStr for Issuer {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let url = Url::parse(text).map_err(|_| no_issuer())?;
        let https = url.scheme() == "https";
        if !https && url.scheme() != "http" {
            return Err(no_issuer());
        }
        let loopback = is_loopback(url.host().ok_or_else(no_issuer)?);
        refuse_additions(&url)?;
        if !https && !loopback {
            let hint = without_slash(&url).replacen("http://", "https://", 1);
            return Err(Invalid(format!(
                "plain http is for a loopback issuer only: write `{hint}`"
            )));
        }
        refuse_other_spelling(text, &url)?;
        Ok(Self {
            text: without_slash(&url).to_owned(),
            https,
            loopback,
        })
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Value for Issuer {
    const KIND: &'static str = "URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text().ok_or_else(no_issuer)?.parse()
    }

    fn show(&self) -> String {
        self.text.clone()
    }

    /// Somebody may have put a password before the host.
    fn is_secret(raw: &Raw) -> bool {
        raw.text().is_some_and(|text| text.contains('@'))
    }
}

fn no_issuer() -> Invalid {
    Invalid::because("that is not an http or https URL: write one such as `https://id.example.com`")
}

fn is_loopback(host: Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn refuse_additions(url: &Url) -> Result<(), Invalid> {
    let found = if !url.username().is_empty() || url.password().is_some() {
        "a user name or password"
    } else if url.query().is_some() {
        "a query"
    } else if url.fragment().is_some() {
        "a fragment"
    } else if url.path() != "/" {
        "a path (the server answers at the root of its host)"
    } else {
        return Ok(());
    };
    Err(Invalid(format!(
        "an issuer has no place for {found}: write the scheme, the host and, where needed, the port"
    )))
}

/// Clients compare the issuer character by character, so it has one spelling only.
fn refuse_other_spelling(text: &str, url: &Url) -> Result<(), Invalid> {
    let plain = without_slash(url);
    if text != plain && text.strip_suffix('/') != Some(plain) || plain.ends_with('/') {
        return Err(Invalid(format!(
            "clients compare an issuer character by character: write `{}`",
            plain.trim_end_matches('/')
        )));
    }
    Ok(())
}

fn without_slash(url: &Url) -> &str {
    url.as_str().strip_suffix('/').unwrap_or(url.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_stands_alone() {
        for (issuer, host) in [
            ("https://id.example.com", "id.example.com"),
            ("https://id.example.com:8443", "id.example.com"),
            ("http://[::1]:8080", "::1"),
        ] {
            assert_eq!(issuer.parse::<Issuer>().unwrap().host(), host);
        }
    }

    #[test]
    fn accepted() {
        for (text, https, loopback) in [
            ("https://id.example.com", true, false),
            ("https://id.example.com/", true, false),
            ("https://id.example.com:8443", true, false),
            ("http://localhost:8080", false, true),
            ("https://localhost:8080", true, true),
            ("http://127.0.0.1:8080", false, true),
            ("http://127.9.9.9", false, true),
            ("http://[::1]:8080", false, true),
        ] {
            let issuer: Issuer = text.parse().expect(text);
            let plain = text.trim_end_matches('/');
            assert_eq!(issuer.as_str(), plain);
            assert_eq!(
                (issuer.is_https(), issuer.is_loopback()),
                (https, loopback),
                "{text}"
            );
            assert_eq!(issuer.url("/login"), format!("{plain}/login"));
        }
    }

    #[test]
    fn refused() {
        for text in [
            "",
            "id.example.com",
            "localhost:8080",
            "ftp://id.example.com",
            "http://id.example.com",
            "http://localhost.example.com",
            "http://example.localhost:8080",
            "http://0.0.0.0:8080",
            "http://192.168.1.2:8080",
            "http://[::ffff:127.0.0.1]:8080",
            "http://127.0.0.1.example.com",
            "https://id.example.com?x=1",
            "https://id.example.com/?",
            "https://id.example.com#x",
            "https://id.example.com/#",
            "https://user@id.example.com",
            "https://user:pass@id.example.com",
            "https://example.com/auth",
            "https://id.example.com//",
            "https://id.example.com/a//",
            "https://id.example.com/a/../b",
            "https://id.example.com:443",
            "HTTPS://id.example.com",
            "https://ID.example.com",
            "https://id.example.com\\auth",
            " https://id.example.com",
            "https://id.exam\nple.com",
            "https:id.example.com",
            "http://2130706433:8080",
        ] {
            assert!(text.parse::<Issuer>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_refusal_says_what_to_write() {
        for (text, hint) in [
            ("http://id.example.com/", "`https://id.example.com`"),
            ("HTTPS://ID.example.com:443/", "`https://id.example.com`"),
            ("https://id.example.com/a", "at the root of its host"),
        ] {
            let reason = text.parse::<Issuer>().expect_err("refused").to_string();
            assert!(reason.contains(hint), "{reason}");
        }
    }

    #[test]
    fn the_default_is_an_issuer_too() {
        for (port, https, expected) in [
            (8080, false, "http://localhost:8080"),
            (80, false, "http://localhost"),
            (443, true, "https://localhost"),
        ] {
            let issuer = Issuer::of_localhost(port, https);
            assert_eq!(issuer.as_str(), expected);
            assert_eq!(expected.parse(), Ok(issuer));
        }
    }
}
