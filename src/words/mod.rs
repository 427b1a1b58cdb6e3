//! What is said to people, in their language: the catalogues, one of which a visit reads.
//!
//! Owns which languages there are, how one is chosen, and how a key becomes a text. The texts lie in `locales/`, a folder a
//! language and a file an area, in Fluent (projectfluent.org). Whoever has something to say names a key; rules, which know
//! no language, return a [`Phrase`], and the page or the command line reads it aloud.

mod catalogue;
mod locale;
mod phrase;

pub use locale::Locale;
pub use phrase::{Argument, Phrase, Value};

/// The texts of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    locale: Locale,
}

/// A sentence with one link in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub before: String,
    pub inside: String,
    pub after: String,
}

impl Default for Words {
    fn default() -> Self {
        Self::of(Locale::En)
    }
}

impl Words {
    pub const fn of(locale: Locale) -> Self {
        Self { locale }
    }

    pub fn locale(self) -> Locale {
        self.locale
    }

    /// The text of a key. One that nobody wrote is shown as it is: a test sees to it that there is none.
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The text of a key with what is filled in: `words.with("key", &[("count", &3), ("name", &name)])`.
    pub fn with(self, key: &str, args: &[(&'static str, &dyn Argument)]) -> String {
        let args: Vec<_> = args
            .iter()
            .map(|(name, given)| (*name, given.value()))
            .collect();
        catalogue::text(self.locale, key, &args).unwrap_or_else(|| key.to_owned())
    }

    pub fn tell(self, phrase: &Phrase) -> String {
        let text = catalogue::text(self.locale, phrase.key(), phrase.arguments());
        text.unwrap_or_else(|| phrase.key().to_owned())
    }

    /// A text in which `<a>..</a>` marks the words that lead somewhere. What is filled in marks nothing.
    pub fn linked(self, key: &str, args: &[(&'static str, &dyn Argument)]) -> Linked {
        /// Stands for a "<" that was filled in; of the private use area, so in no text.
        const FILLED_IN: &str = "\u{e000}";

        let marked = |(name, given): &(&'static str, &dyn Argument)| match given.value() {
            Value::Text(text) => (*name, Value::Text(text.replace('<', FILLED_IN))),
            number @ Value::Number(_) => (*name, number),
        };
        let args: Vec<_> = args.iter().map(marked).collect();
        let text = catalogue::text(self.locale, key, &args).unwrap_or_else(|| key.to_owned());
        let (before, rest) = text.split_once("<a>").unwrap_or((&text, ""));
        let (inside, after) = rest.split_once("</a>").unwrap_or((rest, ""));
        let whole = |part: &str| part.replace(FILLED_IN, "<");
        Linked {
            before: whole(before),
            inside: whole(inside),
            after: whole(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_said_in_each_language() {
        let said = |locale| Words::of(locale).say("login-submit");
        assert_eq!(said(Locale::En), "Sign in");
        assert_eq!(said(Locale::De), "Anmelden");
        assert_eq!(said(Locale::Zh), "登录");
        let heading = Words::of(Locale::Fr).with("login-heading-for", &[("application", &"Notes")]);
        assert_eq!(heading, "Se connecter à Notes");
    }

    #[test]
    fn a_text_that_is_no_key_is_told_as_it_is() {
        assert_eq!(
            Words::default().tell(&Phrase::new("It is late.")),
            "It is late."
        );
        assert_eq!(Words::default().say("no-such-key"), "no-such-key");
    }

    #[test]
    fn a_link_is_where_the_text_has_it_and_never_in_what_is_filled_in() {
        let linked = Words::default().linked("login-not-you", &[]);
        assert_eq!(linked.before, "Not you? ");
        assert_eq!(linked.inside, "Sign out");
        assert_eq!(linked.after, ", then sign in again.");
        let hostile = Words::default().linked("login-heading-for", &[("application", &"<a>x</a>")]);
        assert_eq!(
            (hostile.before.as_str(), hostile.inside.as_str()),
            ("Sign in to <a>x</a>", "")
        );
    }
}
