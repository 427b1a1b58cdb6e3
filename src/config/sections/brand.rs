//! How the pages look like somebody's own.

use crate::config::brand::{Colour, Links, Logo, Stylesheet, Support};
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

        /// The colour of buttons and links, as `#0b5f59`. Where it could not be read it is made darker, and on dark pages
        /// lighter, until it can (WCAG 2.2, AA); the text on it is black or white.
        accent: Option<Colour> = None;

        /// A PNG, JPEG, WebP or SVG file of at most 256 KiB that stands beside the name instead of the mark. A drawing with
        /// scripts or with references to elsewhere is refused.
        logo: Option<Logo> = None;

        /// A stylesheet of at most 64 KiB that comes after ours. It may load nothing.
        css: Option<Stylesheet> = None;

        /// Links in the foot of every page, each as `Privacy=https://example.org/privacy`.
        footer: Links = Links::default();

        /// Where people get help who cannot go on by themselves: a page such as `https://example.org/help`, or an e-mail address.
        /// Pages that say what went wrong lead there.
        support: Option<Support> = None;
    }
}

impl Brand {
    /// What is different from our stylesheet, as one of its own; none where nothing is.
    pub fn stylesheet(&self) -> Option<String> {
        let accent = self.accent.map(|accent| {
            let rule = |shown: Colour| {
                format!(
                    ":root {{ --accent: {shown}; --on-accent: {}; }}",
                    shown.text()
                )
            };
            let (light, dark) = (rule(accent.on_light()), rule(accent.on_dark()));
            format!("{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n")
        });
        let own = self.css.as_ref().map(|css| css.text.as_ref());
        let both = format!("{}{}", accent.unwrap_or_default(), own.unwrap_or_default());
        (!both.is_empty()).then_some(both)
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
