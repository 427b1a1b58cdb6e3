//! Where people get help from those who run this server: a page of theirs, or their mailbox.

use url::Url;

use super::super::correspondent::Correspondent;
use super::super::error::Invalid;
use super::super::value::{Raw, Value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// What a link to it leads to.
    pub url: String,
    /// As the operator wrote it.
    text: String,
}

const ADVICE: &str =
    "that leads to nobody: write a page such as `https://example.org/help`, or an e-mail address";

impl Value for Support {
    const KIND: &'static str = "URL or address";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let text = raw.text().unwrap_or_default().trim();
        let url = match text.contains("://") {
            true => page(text),
            false => mailbox(text),
        };
        let url = url.ok_or_else(|| Invalid::because(ADVICE))?;
        Ok(Self {
            url,
            text: text.to_owned(),
        })
    }

    fn show(&self) -> String {
        self.text.clone()
    }
}

fn page(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    (url.scheme() == "https" && url.username().is_empty()).then(|| url.into())
}

/// `mailto` (RFC 6068) of a plain address.
fn mailbox(text: &str) -> Option<String> {
    let address = text.parse::<Correspondent>().ok()?.address;
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._+@".contains(&byte);
    (address == text && text.bytes().all(is_plain)).then(|| format!("mailto:{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_is_a_page_or_a_mailbox() {
        let read = |text: &str| Support::read(&Raw::Word(text.to_owned()));
        let url = |text: &str| read(text).unwrap().url;
        assert_eq!(url("https://example.org/help"), "https://example.org/help");
        assert_eq!(url("help@example.org"), "mailto:help@example.org");
        for wrong in [
            "",
            "help",
            "http://example.org",
            "javascript:alert(1)",
            "mailto:help@example.org",
            "Help <help@example.org>",
            "a@example.org?bcc=b@example.org",
            "https://a:b@example.org",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
