//! The directory that people may sign in against, as a URL (RFC 4516). Passwords travel on it, so what leaves this machine is
//! encrypted.

use std::{fmt, str::FromStr};

use url::Url;

use super::{
    error::Invalid,
    reach::{self, Reach, Scheme, Security},
    value::{Raw, Value},
};

const SCHEME: Scheme = Scheme {
    name: "ldap",
    tls: 636,
    starttls: 389,
    plain: 389,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LdapUrl {
    pub host: String,
    pub port: u16,
    pub security: Security,
}

impl FromStr for LdapUrl {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let url = Url::parse(text).map_err(|_| no_url())?;
        let reach = Reach::of(&url, &SCHEME).ok_or_else(no_url)?;
        let is_named = !url.username().is_empty() || url.password().is_some();
        if is_named || !reach::ends_with_port(&url) {
            return Err(Invalid::because(
                "only a host and a port may stand there: write the rest in `directory.base_dn` and `directory.bind_dn`",
            ));
        }
        Ok(Self {
            host: reach.host,
            port: reach.port,
            security: reach.security,
        })
    }
}

impl fmt::Display for LdapUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        reach::show(f, &SCHEME, (&self.host, self.port, self.security))
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
        use Security::{Plain, StartTls, Tls};
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
