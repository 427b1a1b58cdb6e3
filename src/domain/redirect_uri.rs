//! Redirect URIs: what may be registered, and what equals what (RFC 9700 section 2.1, RFC 8252 section 7).
//!
//! Comparison is of strings, byte for byte. The one exception is the port of a loopback IP literal, which a native
//! application learns only when it listens (RFC 8252 section 7.3): the text before and after the port still has to be equal.

use url::Url;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedirectUri(String);

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RedirectUriError {
    #[error("it is no absolute URI")]
    NotAbsolute,
    #[error("it has a fragment, which RFC 6749 section 3.1.2 forbids")]
    Fragment,
    #[error("it has user information, a wildcard, or a character that has no place in it")]
    Character,
    #[error("plain http is for loopback only: use https")]
    PlainHttp,
    #[error(
        "its scheme must be https, http on loopback, or a private one that holds a dot, such as com.example.app"
    )]
    Scheme,
}

const FORBIDDEN: [char; 8] = ['#', '*', '\\', '"', '<', '>', '{', '}'];

impl RedirectUri {
    /// What a client may register.
    pub fn parse(text: &str) -> Result<Self, RedirectUriError> {
        use RedirectUriError as E;
        if text.contains('#') {
            return Err(E::Fragment);
        }
        let plain = text.len() <= 2048 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !plain || text.contains(FORBIDDEN) {
            return Err(E::Character);
        }
        let url = Url::parse(text).map_err(|_| E::NotAbsolute)?;
        if !url.username().is_empty()
            || url.password().is_some()
            || text.contains('@') && url.has_host()
        {
            return Err(E::Character);
        }
        match url.scheme() {
            "https" if url.has_host() => {}
            "http" if is_loopback(&url) => {}
            "http" => return Err(E::PlainHttp),
            // RFC 8252 section 7.1: a private scheme is a reversed domain name, which no script scheme is. Many applications
            // write two slashes after it. What then looks like a host is none: `host` below does not know it.
            scheme if scheme.contains('.') => {}
            _ => return Err(E::Scheme),
        }
        // Of the text, not of the parsed path, which has no such segments left.
        let path = text.split('?').next().unwrap_or_default();
        if path
            .split('/')
            .any(|segment| segment == ".." || segment.contains(';'))
        {
            return Err(E::Character);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its host; none where its scheme is a private one.
    pub fn host(&self) -> Option<String> {
        let url = Url::parse(&self.0).ok()?;
        let web = matches!(url.scheme(), "https" | "http");
        url.host_str().filter(|_| web).map(str::to_owned)
    }

    pub fn is_https(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| url.scheme() == "https")
    }

    /// Whether it leads to the browser's own machine.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.0).is_ok_and(|url| url.scheme() == "http" && is_loopback(&url))
    }

    /// Whether `asked` is this registered URI.
    pub fn matches(&self, asked: &str) -> bool {
        if self.0 == asked {
            return true;
        }
        match (without_loopback_port(&self.0), without_loopback_port(asked)) {
            (Some(registered), Some(asked)) => registered == asked,
            _ => false,
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// A loopback IP URI as the text around its port. Read from the text itself: no parser can disagree with it.
fn without_loopback_port(text: &str) -> Option<(&str, &str)> {
    let (host, rest) = ["http://127.0.0.1", "http://[::1]"]
        .into_iter()
        .find_map(|host| Some((host, text.strip_prefix(host)?)))?;
    let rest = match rest.strip_prefix(':') {
        Some(after) => {
            let digits = after.bytes().take_while(u8::is_ascii_digit).count();
            after[..digits].parse::<u16>().ok()?;
            &after[digits..]
        }
        None => rest,
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_registered() {
        for good in [
            "https://app.example.org/callback",
            "https://app.example.org/callback?tenant=1",
            "http://localhost:7070/callback",
            "http://127.0.0.1/callback",
            "http://[::1]:9/callback",
            "com.example.app:/callback",
            "com.example.app://callback",
        ] {
            assert!(RedirectUri::parse(good).is_ok(), "{good}");
        }
        let spoofed = RedirectUri::parse("com.evil.app://accounts.example.com/cb").unwrap();
        assert_eq!(spoofed.host(), None);
        for bad in [
            "http://app.example.org/callback",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "https://app.example.org/callback#",
            "https://app.example.org/*",
            "https://good.example@evil.example/callback",
            "https://user:pass@app.example.org/",
            "https://app.example.org/..;/x",
            "https://app.example.org/a/../b",
            "https://app.example.org/a b",
            "https://app.example.org/\u{0}",
            "https:\\\\evil.example",
            "http://localhost.evil.example/",
            "/callback",
            "",
        ] {
            assert!(RedirectUri::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn only_the_port_of_a_loopback_address_varies() {
        let native = RedirectUri::parse("http://127.0.0.1/cb").unwrap();
        assert!(native.matches("http://127.0.0.1/cb"));
        assert!(native.matches("http://127.0.0.1:51004/cb"));
        for other in [
            "http://127.0.0.1:9@evil.example/cb",
            "http://127.0.0.1:/cb",
            "http://127.0.0.1:99999/cb",
            "http://127.0.0.1.evil.example/cb",
            "http://127.0.0.1:80/cb/",
            "http://127.0.0.1:80/cb?x",
            "http://localhost:80/cb",
            "http://[::1]:80/cb",
            "https://127.0.0.1:80/cb",
        ] {
            assert!(!native.matches(other), "{other}");
        }
        let named = RedirectUri::parse("http://localhost:80/cb").unwrap();
        assert!(named.matches("http://localhost:80/cb"));
        assert!(!named.matches("http://localhost:81/cb"));
    }
}
