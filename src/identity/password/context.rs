//! The words that others know of a person and of this server, of which a password must not be made (NIST SP 800-63B-4
//! section 3.1.1.2, "context-specific words").

use crate::base::text;
use crate::config::Config;
use crate::domain::User;

/// Shorter parts of a name or an address are in too many words.
const SHORTEST: usize = 4;
/// More words than anybody's names and addresses have.
const MOST: usize = 32;

#[derive(Debug)]
pub(super) struct Context {
    /// In lower case, the longest first.
    words: Vec<String>,
}

impl Context {
    pub(super) fn of(config: &Config, user: &User) -> Self {
        let name = user.name();
        let issuer = config.issuer.as_str();
        let host = issuer.split_once("://").map_or(issuer, |(_, host)| host);
        let known = [
            Some(user.username.as_str()),
            user.email.as_deref(),
            name.as_deref(),
            Some(config.brand.name.as_str()),
            Some(host),
        ];
        Self::new(known.into_iter().flatten())
    }

    /// Each text as a whole, and each part of it.
    pub(super) fn new<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut words: Vec<String> = Vec::new();
        for known in texts {
            let key = text::key(known);
            let parts = key.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
            words.extend(parts);
            words.extend([plain(&key), key]);
        }
        words.retain(|word| word.chars().count() >= SHORTEST);
        words.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        words.dedup();
        words.truncate(MOST);
        Self { words }
    }

    pub(super) fn words(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }

    /// Whether more than half of a password is of these words: as they are, written backwards, or with the usual digits and
    /// signs for letters.
    pub(super) fn makes_up(&self, password: &str) -> bool {
        let written = plain(&text::key(password));
        let read = plain(&letters(&text::key(password)));
        [written, read].iter().any(|text| {
            let backwards: String = text.chars().rev().collect();
            [text, &backwards]
                .iter()
                .any(|text| self.covered(text) * 2 > text.chars().count())
        })
    }

    /// How many characters of `text` are of these words. None counts twice.
    fn covered(&self, text: &str) -> usize {
        let mut rest = text.to_owned();
        let mut covered = 0;
        for word in &self.words {
            let found = rest.matches(word.as_str()).count();
            covered += found * word.chars().count();
            // A gap stays, so that the ends of what was around it do not become a word.
            rest = rest.replace(word.as_str(), " ");
        }
        covered
    }
}

/// Without what stands between words.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// With letters where digits and signs are commonly written for them.
fn letters(text: &str) -> String {
    let letter = |c| match c {
        '4' | '@' => 'a',
        '8' => 'b',
        '3' | '€' => 'e',
        '6' | '9' => 'g',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '5' | '$' => 's',
        '7' | '+' => 't',
        '2' => 'z',
        other => other,
    };
    text.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made_up(password: &str) -> bool {
        let known = [
            "margaret.h",
            "m.hamilton@apollo.example.org",
            "Margaret Hamilton",
            "Countersign",
            "id.example.org",
        ];
        Context::new(known.into_iter()).makes_up(password)
    }

    #[test]
    fn names_addresses_and_the_service_may_not_make_it_up() {
        for made in [
            "margarethamilton",
            "Margaret Hamilton",
            "hamilton-margaret",
            "m.hamilton@apollo.example.org",
            "m.hamilton@apollo.example.org1",
            "hamilton1969apollo",
            "M4rg4r3tH4m1lt0n",
            "notlimahteragram",
            "n0tl1m4h73r4gr4m",
            "countersigncountersign",
            "id.example.org 2026",
            "ＭＡＲＧＡＲＥＴ hamilton",
        ] {
            assert!(made_up(made), "{made}");
        }
    }

    #[test]
    fn a_password_may_have_such_a_word_in_it() {
        for fine in [
            "correct horse battery staple",
            "margaret reads seven maps",
            "an example of river stones",
            "m h 1969 saturn five",
        ] {
            assert!(!made_up(fine), "{fine}");
        }
    }

    /// Also where names are of one letter, or there are none.
    #[test]
    fn little_context_forbids_little() {
        let context = Context::new(["a", "b@c", ""].into_iter());
        assert!(context.words().is_empty());
        assert!(!context.makes_up("a b c a b c a b c"));
        assert!(!context.makes_up(""));
    }
}
