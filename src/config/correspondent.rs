//! Who letters are from, or answered to: an address, and a name where there is one (RFC 5322 section 3.4).

use std::{fmt, str::FromStr};

use super::{
    error::Invalid,
    value::{Raw, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correspondent {
    pub name: Option<String>,
    pub address: String,
}

impl FromStr for Correspondent {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        let (name, address) = match text.strip_suffix('>').map(|rest| rest.rsplit_once('<')) {
            Some(Some((name, address))) => (name.trim().trim_matches('"').trim(), address),
            _ => ("", text),
        };
        if !is_plain_address(address) || name.chars().any(char::is_control) || name.len() > 100 {
            return Err(Invalid::because(
                "that is not an e-mail address: write `no-reply@example.com` or `Example <no-reply@example.com>`",
            ));
        }
        Ok(Self {
            name: (!name.is_empty()).then(|| name.to_owned()),
            address: address.to_owned(),
        })
    }
}

impl fmt::Display for Correspondent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

impl Value for Correspondent {
    const KIND: &'static str = "address";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text().unwrap_or_default().parse()
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// The dot-atoms of RFC 5322 section 3.2.3, at a host name: an operator needs no other, and every server takes these.
fn is_plain_address(address: &str) -> bool {
    let atom = |part: &str| {
        let letter =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte);
        !part.is_empty() && part.bytes().all(letter)
    };
    let label = |part: &str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&part.len()) && part.bytes().all(letter)
    };
    address.split_once('@').is_some_and(|(local, host)| {
        local.len() <= 64 && local.split('.').all(atom) && host.split('.').all(label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_stands_alone_or_behind_a_name() {
        for (text, name, address) in [
            ("no-reply@example.com", None, "no-reply@example.com"),
            ("<no-reply@example.com>", None, "no-reply@example.com"),
            ("Example <a@example.com>", Some("Example"), "a@example.com"),
            (
                "\"Söhne, Inc.\" <a@example.com>",
                Some("Söhne, Inc."),
                "a@example.com",
            ),
        ] {
            let read: Correspondent = text.parse().unwrap();
            assert_eq!(
                (read.name.as_deref(), read.address.as_str()),
                (name, address)
            );
        }
        for wrong in [
            "",
            "example.com",
            "a@",
            "@example.com",
            "a b@example.com",
            "a@exa_mple.com",
            "a@b@example.com",
            "Example a@example.com",
            "Example <a@example.com",
            "Ex\r\nBcc: b@example.com <a@example.com>",
            "a@example.com\r\nBcc: b@example.com",
        ] {
            assert!(wrong.parse::<Correspondent>().is_err(), "{wrong}");
        }
    }
}
