//! What an option can be: how each type is read from a file, a variable or a flag, and how its default is shown.

use std::{net::SocketAddr, path::PathBuf};

use secrecy::SecretString;

use super::error::Invalid;

/// A value as it was found, not yet of any type.
#[derive(Clone)]
pub(super) enum Raw {
    /// From a variable or a flag, where everything is text.
    Word(String),
    /// A quoted text of a file.
    Text(String),
    Number(i64),
    Truth(bool),
    List(Vec<String>),
    /// Something that no option takes, by its name.
    Other(&'static str),
}

impl Raw {
    /// The text, whether it was quoted or not.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Word(text) | Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// How an error quotes what was found: short, on one line.
    pub(super) fn echo(&self) -> String {
        const LONGEST: usize = 80;
        match self {
            Self::Word(text) | Self::Text(text) => {
                let shown: String = text
                    .chars()
                    .take(LONGEST)
                    .flat_map(char::escape_debug)
                    .collect();
                let rest = if text.chars().count() > LONGEST {
                    "..."
                } else {
                    ""
                };
                format!("`{shown}{rest}`")
            }
            Self::Number(number) => format!("`{number}`"),
            Self::Truth(truth) => format!("`{truth}`"),
            Self::List(_) => "a list".to_owned(),
            Self::Other(what) => (*what).to_owned(),
        }
    }
}

/// A type that an option can have.
pub(super) trait Value: Sized {
    /// The word in the documentation's column "Type".
    const KIND: &'static str;

    fn read(raw: &Raw) -> Result<Self, Invalid>;

    /// The value as it is written in the file, without quotes.
    fn show(&self) -> String;

    /// Whether what was found may hold a secret, so that no error quotes it.
    fn is_secret(_found: &Raw) -> bool {
        false
    }
}

/// No value is the default of such an option; what that means stands in its documentation.
impl<T: Value> Value for Option<T> {
    const KIND: &'static str = T::KIND;

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        T::read(raw).map(Some)
    }

    fn show(&self) -> String {
        self.as_ref().map(T::show).unwrap_or_default()
    }

    fn is_secret(found: &Raw) -> bool {
        T::is_secret(found)
    }
}

impl Value for String {
    const KIND: &'static str = "text";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let text = raw
            .text()
            .ok_or_else(|| Invalid::because("that is not text: write it in quotes"))?;
        if text.trim().is_empty() || text.chars().any(char::is_control) {
            return Err(Invalid::because(
                "that is empty or has control characters: write one line of text",
            ));
        }
        Ok(text.to_owned())
    }

    fn show(&self) -> String {
        self.clone()
    }
}

impl Value for PathBuf {
    const KIND: &'static str = "path";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some(text) if !text.is_empty() => Ok(Self::from(text)),
            _ => Err(Invalid::because(
                "that is not a path: write one in quotes, such as \"keys\"",
            )),
        }
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

impl Value for SocketAddr {
    const KIND: &'static str = "address and port";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        raw.text()
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| {
                Invalid::because(
                    "that is not an IP address with a port: write `127.0.0.1:8080` or `[::1]:8080`",
                )
            })
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for bool {
    const KIND: &'static str = "true or false";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::Truth(truth) => Ok(*truth),
            Raw::Word(word) if word == "true" => Ok(true),
            Raw::Word(word) if word == "false" => Ok(false),
            _ => Err(Invalid::because(
                "that is neither `true` nor `false`: write one of them, without quotes",
            )),
        }
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for u32 {
    const KIND: &'static str = "number";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        whole_number(raw)
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for usize {
    const KIND: &'static str = "number";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        whole_number(raw)
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for SecretString {
    const KIND: &'static str = "32 bytes in Base64";

    /// The only secret that is an option of its own is the master key, so its form is checked here.
    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some(text) if is_base64_of_32_bytes(text) => Ok(Self::from(text)),
            _ => Err(Invalid::because(
                "that is not the Base64 of 32 bytes: make one with `openssl rand -base64 32`",
            )),
        }
    }

    fn show(&self) -> String {
        "(secret)".to_owned()
    }

    fn is_secret(_found: &Raw) -> bool {
        true
    }
}

fn whole_number<T: TryFrom<i64>>(raw: &Raw) -> Result<T, Invalid> {
    let number = match raw {
        Raw::Number(number) => Some(*number),
        Raw::Word(word) => word.parse().ok(),
        _ => None,
    };
    number
        .and_then(|number| T::try_from(number).ok())
        .ok_or_else(|| {
            Invalid::because("that is not a whole number: write one such as `10`, without quotes")
        })
}

/// RFC 4648 section 4: 43 characters and one `=`, the last of them with two bits of nothing.
fn is_base64_of_32_bytes(text: &str) -> bool {
    let Some(digits) = text.strip_suffix('=').filter(|digits| digits.len() == 43) else {
        return false;
    };
    digits
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
        && digits.ends_with(|last| "AEIMQUYcgkosw048".contains(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Raw {
        Raw::Word(text.to_owned())
    }

    #[test]
    fn variables_are_all_text_and_files_are_not() {
        assert_eq!(u32::read(&word("12")), Ok(12));
        assert_eq!(u32::read(&Raw::Number(12)), Ok(12));
        assert!(u32::read(&Raw::Text("12".into())).is_err());
        assert!(u32::read(&Raw::Number(-1)).is_err());
        assert!(u32::read(&Raw::Number(1 << 40)).is_err());
        assert_eq!(bool::read(&word("true")), Ok(true));
        assert!(bool::read(&word("yes")).is_err());
        assert!(bool::read(&Raw::Text("true".into())).is_err());
    }

    #[test]
    fn an_address_has_a_port() {
        assert!(SocketAddr::read(&word("127.0.0.1:9000")).is_ok());
        assert!(SocketAddr::read(&word("[::1]:9000")).is_ok());
        for wrong in [
            "127.0.0.1",
            "9000",
            ":9000",
            "localhost:9000",
            "127.0.0.1:70000",
        ] {
            assert!(SocketAddr::read(&word(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_master_key_is_32_bytes() {
        assert!(SecretString::read(&word("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")).is_ok());
        for wrong in [
            "",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
            "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
            "AAECAwQFBgcICQoLDA0ODw==",
            "_AECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        ] {
            assert!(SecretString::read(&word(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_found_is_quoted_short_and_on_one_line() {
        assert_eq!(word("a\nb").echo(), "`a\\nb`");
        assert!(word(&"a".repeat(500)).echo().len() < 100);
    }
}
