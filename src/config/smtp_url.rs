//! The server that takes letters (RFC 6409), as a URL. What leaves this machine is encrypted and the other side's certificate
//! verified (RFC 8314 section 3).

use std::{fmt, str::FromStr};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::{
    error::Invalid,
    reach::{self, Reach, Scheme, Security},
    value::{Raw, Value},
};

const SCHEME: Scheme = Scheme {
    name: "smtp",
    tls: 465,
    starttls: 587,
    plain: 25,
};

/// Shown, it has neither name nor password.
#[derive(Debug, Clone)]
pub struct SmtpUrl {
    pub host: String,
    pub port: u16,
    pub security: Security,
    pub user: Option<String>,
    pub password: Option<SecretString>,
}

impl FromStr for SmtpUrl {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let url = Url::parse(text).map_err(|_| no_url())?;
        let reach = Reach::of(&url, &SCHEME).ok_or_else(no_url)?;
        if !reach::ends_with_port(&url) {
            return Err(Invalid::because(
                "behind the host only a port may stand: write `/`, `?` and `#` of a password as `%2F`, `%3F` and `%23`",
            ));
        }
        let user = Some(decoded(url.username())?).filter(|user| !user.is_empty());
        let password = url.password().map(decoded).transpose()?;
        if password.is_some() && user.is_none() {
            return Err(Invalid::because(
                "a password needs a name before it: write `smtps://user:password@host`",
            ));
        }
        Ok(Self {
            host: reach.host,
            port: reach.port,
            security: reach.security,
            user,
            password: password.map(SecretString::from),
        })
    }
}

impl fmt::Display for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        reach::show(f, &SCHEME, (&self.host, self.port, self.security))
    }
}

impl Value for SmtpUrl {
    const KIND: &'static str = "URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text().ok_or_else(no_url)?.parse()
    }

    fn show(&self) -> String {
        self.to_string()
    }

    /// A name or a password may stand before the host.
    fn is_secret(raw: &Raw) -> bool {
        raw.text().is_none_or(|text| text.contains('@'))
    }
}

fn no_url() -> Invalid {
    Invalid::because(
        "that is no URL of a mail server: write one such as `smtps://user:password@mail.example.com`",
    )
}

/// `%40` as `@`. What it stands for must be text, and no control character: it would end the line that it is sent on.
fn decoded(text: &str) -> Result<String, Invalid> {
    let malformed =
        || Invalid::because("its name or password is not text: percent-encode it as UTF-8");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16);
                let pair = digit(high).zip(digit(low)).ok_or_else(malformed)?;
                bytes.push(u8::try_from(pair.0 * 16 + pair.1).map_err(|_| malformed())?);
                rest = tail;
            }
            (b'%', _) => return Err(malformed()),
            (byte, tail) => {
                bytes.push(*byte);
                rest = tail;
            }
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| malformed())?;
    match text.chars().any(char::is_control) {
        true => Err(malformed()),
        false => Ok(text),
    }
}

/// Equal where they reach the same server as the same user.
impl PartialEq for SmtpUrl {
    fn eq(&self, other: &Self) -> bool {
        let secret = |url: &Self| {
            url.password
                .as_ref()
                .map(|password| password.expose_secret().to_owned())
        };
        self.to_string() == other.to_string()
            && self.user == other.user
            && secret(self) == secret(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> SmtpUrl {
        text.parse()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn what_leaves_this_machine_is_encrypted() {
        use Security::{Plain, StartTls, Tls};
        for (text, shown, security) in [
            (
                "smtps://mail.example.com",
                "smtps://mail.example.com:465",
                Tls,
            ),
            ("smtps://localhost:4465", "smtps://localhost:4465", Tls),
            (
                "smtp://mail.example.com",
                "smtp://mail.example.com:587",
                StartTls,
            ),
            (
                "smtp://mail.example.com:25/",
                "smtp://mail.example.com:25",
                StartTls,
            ),
            ("smtp://10.0.0.5", "smtp://10.0.0.5:587", StartTls),
            (
                "smtp://localhost.example.com",
                "smtp://localhost.example.com:587",
                StartTls,
            ),
            ("smtp://localhost", "smtp://localhost:25", Plain),
            ("smtp://LOCALHOST:2525", "smtp://localhost:2525", Plain),
            ("smtp://127.0.0.1:1025", "smtp://127.0.0.1:1025", Plain),
            ("smtp://[::1]", "smtp://[::1]:25", Plain),
            ("smtp://[2001:db8::1]", "smtp://[2001:db8::1]:587", StartTls),
        ] {
            let url = read(text);
            assert_eq!((url.to_string().as_str(), url.security), (shown, security));
        }
    }

    #[test]
    fn a_name_and_a_password_are_decoded() {
        let url = read("smtps://ada%40example.com:p%C3%A4ss%2Fw%25rd@mail.example.com");
        assert_eq!(url.user.as_deref(), Some("ada@example.com"));
        let password = url.password.as_ref().map(ExposeSecret::expose_secret);
        assert_eq!(password, Some("päss/w%rd"));
        for shown in [url.to_string(), url.show(), format!("{url:?}")] {
            assert!(!shown.contains("w%r"), "{shown}");
        }
    }

    #[test]
    fn what_is_no_such_url_is_refused_without_its_secrets() {
        for text in [
            "",
            "mail.example.com",
            "http://mail.example.com",
            "smtp:mail.example.com",
            "smtps://",
            "smtps://a b.example.com",
            "smtps://:hunter2@mail.example.com",
            "smtps://ada:hunter2@mail.example.com/path",
            "smtps://ada:hunter2@mail.example.com?tls=none",
            "smtps://ada:hun#ter2@mail.example.com",
            "smtps://ada:hunter2%0d%0aRSET@mail.example.com",
            "smtps://ada:hunter2%ff@mail.example.com",
        ] {
            let error = text.parse::<SmtpUrl>().expect_err(text).to_string();
            assert!(!error.contains("hunter2"), "{error}");
        }
    }
}
