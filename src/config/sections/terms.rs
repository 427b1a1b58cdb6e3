//! What people agree to before they use anything here.

use crate::config::{
    error::Invalid,
    section::section,
    value::{Raw, Value},
};

section! {
    /// Terms of use. Whoever accepted another version, or none, is asked before an application is answered for them.
    pub struct Terms as "terms" {
        /// Which version is in force, such as `2026-11`. Without it nobody is asked.
        version: Option<String> = None;

        /// Where people read it. Needed with `terms.version`.
        url: Option<PageUrl> = None;

        /// Where people read what becomes of what is known of them.
        privacy_url: Option<PageUrl> = None;
    }
}

/// A page of the web.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageUrl(String);

impl PageUrl {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for PageUrl {
    const KIND: &'static str = "URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let url = raw.text().and_then(|text| url::Url::parse(text).ok());
        match url.filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host()) {
            Some(url) => Ok(Self(url.into())),
            None => Err(Invalid::because(
                "that is no address of a page: write such as `https://example.org/terms`",
            )),
        }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}
