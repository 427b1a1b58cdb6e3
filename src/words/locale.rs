//! The languages that there are catalogues of, and which of them a person reads (BCP 47, RFC 4647 section 3.4).

use crate::base::named::named;

named! {
    pub enum Locale {
        En = "en",
        De = "de",
        Fr = "fr",
        Es = "es",
        Zh = "zh",
    }
}

impl Locale {
    /// What the language is called by those who speak it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Zh => "简体中文",
        }
    }

    /// As documents say what they are written in: Chinese in the script that it is written in here.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            other => other.as_str(),
        }
    }

    /// The catalogue for a tag such as `de`, `de-AT` or `zh-Hans-CN`: its language counts, whatever follows.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_']).next()?;
        Self::named(&language.to_ascii_lowercase())
    }

    /// The first of several tags, in order of preference, that we have (`ui_locales`, OIDC Core section 3.1.2.1).
    pub fn first_of(tags: &str) -> Option<Self> {
        bounded(tags)
            .split_ascii_whitespace()
            .find_map(Self::of_tag)
    }

    /// What an Accept-Language header asks for first among what we have (RFC 9110 section 12.5.4).
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for range in bounded(header).split(',') {
            let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
            let weight = weight
                .trim()
                .strip_prefix("q=")
                .and_then(|q| q.parse().ok());
            let (Some(locale), Some(weight)) = (Self::of_tag(tag), weight) else {
                continue;
            };
            if weight > best.map_or(0.0, |(known, _)| known) {
                best = Some((weight, locale));
            }
        }
        best.map(|(_, locale)| locale)
    }
}

/// No person lists more languages than fit here; what follows is not read.
fn bounded(text: &str) -> &str {
    const MOST: usize = 500;
    let end = (0..=MOST.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_leads_to_its_language() {
        for (tag, locale) in [
            ("de", Some(Locale::De)),
            ("de-AT", Some(Locale::De)),
            ("ZH-cn", Some(Locale::Zh)),
            ("zh-Hans", Some(Locale::Zh)),
            ("deu", None),
            ("ja", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(Locale::of_tag(tag), locale, "{tag}");
        }
    }

    #[test]
    fn the_heaviest_language_that_there_is_wins() {
        for (header, locale) in [
            ("ja, fr;q=0.8, de;q=0.9", Some(Locale::De)),
            ("fr-CH, fr;q=0.9, en;q=0.8", Some(Locale::Fr)),
            ("en, de", Some(Locale::En)),
            ("de;q=0, es;q=0.1", Some(Locale::Es)),
            ("de;q=0", None),
            ("de;q=NaN", None),
            ("de;x, *", None),
            ("", None),
        ] {
            assert_eq!(Locale::accepted(header), locale, "{header}");
        }
    }

    #[test]
    fn the_first_of_the_tags_that_we_have_is_taken() {
        assert_eq!(Locale::first_of("ja zh-CN de"), Some(Locale::Zh));
        assert_eq!(Locale::first_of("ja"), None);
    }

    #[test]
    fn a_huge_header_is_read_in_part() {
        let header = format!("{}de", "ä,".repeat(100_000));
        assert_eq!(Locale::accepted(&header), None);
    }
}
