//! How the pages look like somebody's own.

use crate::config::error::Invalid;
use crate::config::section::section;
use crate::config::value::{Raw, Value};
use crate::words::Locale;

section! {
    /// How the pages look like your own.
    pub struct Brand as "brand" {
        /// The name on every page.
        name: String = "Countersign".to_owned();

        /// The language of people whose browser asks for none that there is: `en`, `de`, `fr`, `es` or `zh`.
        locale: Locale = Locale::En;
    }
}

impl Value for Locale {
    const KIND: &'static str = "language";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let known = raw.text().and_then(Self::named);
        known.ok_or_else(|| {
            let names = Self::names().join("`, `");
            Invalid(format!(
                "there is no such language here: write one of `{names}`"
            ))
        })
    }

    fn show(&self) -> String {
        self.as_str().to_owned()
    }
}
