//! The directory that people may sign in against, as a URL (RFC 4516). Passwords travel on it, so whatever leaves this machine is
//! encrypted; there is no way to write a URL that is not.

use std::{fmt, str::FromStr};

use url::{Host, Url};

use super::{
    error::Invalid,
    smtp_url::{bare, is_loopback},
    value::{Raw, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LdapUrl {
    pub host: String,
    pub port: u16,
    pub security: LdapSecurity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LdapSecurity {
    /// TLS from the first byte.
    Tls,
    /// TLS after StartTLS (RFC 4511 section 4.14), or nothing at all.
    StartTls,
    /// None: the server is on this machine.
    Plain,
}

impl FromStr for LdapUrl {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let url = Url::parse(text).map_err(|_| no_url())?;
        let host = url.host_str().filter(|host| !host.is_empty());
        // The scheme is not special, so the host comes as it was written, and an address is told by hand.
        let host = Host::parse(host.ok_or_else(no_url)?).map_err(|_| no_url())?;
        let (security, port) = match url.scheme() {
            "ldaps" => (LdapSecurity::Tls, 636),
            "ldap" if is_loopback(&host) => (LdapSecurity::Plain, 389),
            "ldap" => (LdapSecurity::StartTls, 389),
            _ => return Err(no_url()),
        };
        let more = !matches!(url.path(), "" | "/") || url.query().is_some();
        if more
            || url.fragment().is_some()
            || !url.username().is_empty()
            || url.password().is_some()
        {
            return Err(Invalid::because(
                "only a host and a port may stand there: write the rest in `directory.base_dn` and `directory.bind_dn`",
            ));
        }
        Ok(Self {
            host: bare(&host),
            port: url.port().unwrap_or(port),
            security,
        })
    }
}

impl fmt::Display for LdapUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.security {
            LdapSecurity::Tls => "ldaps",
            LdapSecurity::StartTls | LdapSecurity::Plain => "ldap",
        };
        match self.host.contains(':') {
            true => write!(f, "{scheme}://[{}]:{}", self.host, self.port),
            false => write!(f, "{scheme}://{}:{}", self.host, self.port),
        }
    }
}

impl Value for LdapUrl {
    const KIND: &'static str = "URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text().ok_or_else(no_url)?.parse()
    }

    fn show(&self) -> String {
        self.to_string()
    }

    /// Somebody may have written a password before the host.
    fn is_secret(raw: &Raw) -> bool {
        raw.text().is_none_or(|text| text.contains('@'))
    }
}

fn no_url() -> Invalid {
    Invalid::because(
        "that is no URL of a directory: write one such as `ldaps://directory.example.com`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_this_machine_is_encrypted() {
        use LdapSecurity::{Plain, StartTls, Tls};
        for (text, shown, security) in [
            (
                "ldaps://ldap.example.com",
                "ldaps://ldap.example.com:636",
                Tls,
            ),
            ("ldaps://localhost:1636/", "ldaps://localhost:1636", Tls),
            (
                "ldap://ldap.example.com",
                "ldap://ldap.example.com:389",
                StartTls,
            ),
            ("ldap://10.0.0.5", "ldap://10.0.0.5:389", StartTls),
            (
                "ldap://localhost.example.com",
                "ldap://localhost.example.com:389",
                StartTls,
            ),
            ("ldap://localhost", "ldap://localhost:389", Plain),
            ("ldap://127.0.0.1:1389", "ldap://127.0.0.1:1389", Plain),
            ("ldap://[::1]", "ldap://[::1]:389", Plain),
            ("ldap://[2001:db8::1]", "ldap://[2001:db8::1]:389", StartTls),
        ] {
            let url: LdapUrl = text.parse().unwrap();
            assert_eq!((url.to_string().as_str(), url.security), (shown, security));
        }
    }

    #[test]
    fn what_is_no_such_url_is_refused() {
        for text in [
            "",
            "ldap.example.com",
            "ldap:///",
            "ldapi://%2Frun%2Fslapd",
            "https://ldap.example.com",
            "ldaps://ldap.example.com/dc=example,dc=com",
            "ldaps://ldap.example.com?x",
            "ldaps://cn=admin:hunter2@ldap.example.com",
        ] {
            assert!(text.parse::<LdapUrl>().is_err(), "{text}");
        }
    }
}
