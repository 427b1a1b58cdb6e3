//! A letter in words: one text and one page for all, filled from the catalogue.

use askama::Template;
use serde::{Deserialize, Serialize};

use super::letter::{Happening, Letter};
use super::wrap::wrap;
use crate::base::Timestamp;
use crate::base::calendar::Moment;
use crate::base::user_agent::Device;
use crate::words::{Phrase, Words};

/// A letter as it is kept until it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// Which letter it is, for the log.
    pub name: String,
    pub to: String,
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub link: Option<String>,
    pub code: Option<String>,
}

/// The parts of a letter, in their order. Each is a whole text in the reader's language.
struct Parts {
    subject: String,
    greeting: String,
    lead: String,
    code: Option<String>,
    button: Option<(String, String)>,
    instead: String,
    expiry: Option<String>,
    /// What happened, as labels and values.
    facts: Vec<(String, String)>,
    after: String,
    footer: String,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Page<'p> {
    lang: &'static str,
    brand: &'p str,
    parts: &'p Parts,
}

#[derive(Template)]
#[template(path = "mail/letter.txt")]
struct Plain<'p> {
    parts: &'p Parts,
}

impl Plain<'_> {
    fn wrapped(&self, text: &str) -> String {
        wrap(text)
    }
}

/// `brand` is whom it is from; `url` makes of a path the address that it has at this server.
pub fn render(
    letter: &Letter,
    brand: &str,
    url: impl Fn(&str) -> String,
    now: Timestamp,
) -> Result<Rendered, askama::Error> {
    let words = Words::of(letter.locale);
    let link = letter.link.as_deref().map(&url);
    let parts = Parts::of(letter, Reader { words, brand }, link.as_deref(), &url, now);
    let lang = letter.locale.tag();
    Ok(Rendered {
        name: letter.name.to_string(),
        to: letter.to.clone(),
        language: lang.to_owned(),
        text: Plain { parts: &parts }.render()?,
        html: Page {
            lang,
            brand,
            parts: &parts,
        }
        .render()?,
        subject: parts.subject,
        link,
        code: letter.code.clone(),
    })
}

/// Who reads, and whose letter it is: what every text is filled with.
#[derive(Clone, Copy)]
struct Reader<'r> {
    words: Words,
    brand: &'r str,
}

impl Reader<'_> {
    fn say(self, key: impl Into<String>, args: &[(&'static str, String)]) -> String {
        let phrase = Phrase::new(key.into()).with("brand", self.brand);
        let filled = args
            .iter()
            .fold(phrase, |phrase, (name, value)| phrase.with(name, value));
        self.words.tell(&filled)
    }
}

impl Parts {
    fn of(
        letter: &Letter,
        reader: Reader<'_>,
        link: Option<&str>,
        url: &impl Fn(&str) -> String,
        now: Timestamp,
    ) -> Self {
        let own = |part: &str| reader.say(format!("{}-{part}", letter.name), &letter.args);
        let named = letter.args.iter().any(|(name, _)| *name == "name");
        let greeting = if named {
            "mail-greeting"
        } else {
            "mail-greeting-nobody"
        };
        let works = match letter.code {
            Some(_) => "mail-code-and-link-work",
            None => "mail-link-works",
        };
        let until = letter.expires_at.filter(|_| link.is_some());
        Self {
            subject: own("subject"),
            greeting: reader.say(greeting, &letter.args),
            lead: own("lead"),
            code: letter.code.clone(),
            button: link.map(|link| (reader.say(letter.name.button(), &[]), link.to_owned())),
            instead: reader.say("mail-instead", &[]),
            expiry: until.map(|until| expiry(reader.words, (until, now), works)),
            facts: letter
                .happening
                .as_ref()
                .map_or_else(Vec::new, |it| facts(reader, it)),
            after: reader.say(letter.name.after(), &letter.args),
            footer: reader.say("mail-footer", &[("place", url("/"))]),
        }
    }
}

/// For how long what the letter carries is good, in the largest unit that says it well.
fn expiry(words: Words, (until, now): (Timestamp, Timestamp), works: &'static str) -> String {
    let minutes = until.since(now).as_secs().div_ceil(60);
    let (key, count) = match minutes {
        ..120 => ("mail-minutes", minutes),
        120..2880 => ("mail-hours", minutes / 60),
        _ => ("mail-days", minutes / 1440),
    };
    let span = words.tell(&Phrase::new(key).with("count", count));
    words.tell(&Phrase::new(works).with("span", span))
}

fn facts(reader: Reader<'_>, happening: &Happening) -> Vec<(String, String)> {
    let words = reader.words;
    let mut facts = vec![(words.say("mail-when"), moment(words, happening.at))];
    if !happening.user_agent.is_empty() {
        facts.push((
            words.say("mail-device"),
            device(words, &happening.user_agent),
        ));
    }
    if !happening.address.is_empty() {
        facts.push((words.say("mail-address"), happening.address.clone()));
    }
    facts
}

/// "1 June 2026, 12:00 UTC".
fn moment(words: Words, at: Timestamp) -> String {
    let Moment {
        year,
        month,
        day,
        hour,
        minute,
        ..
    } = Moment::of(at.millis());
    let phrase = Phrase::new("mail-moment")
        .with("day", day)
        .with(
            "month",
            words.tell(&Phrase::new("mail-month").with("month", month)),
        )
        .with("year", year)
        .with("time", format!("{hour:02}:{minute:02}"));
    words.tell(&phrase)
}

fn device(words: Words, user_agent: &str) -> String {
    let Device { browser, system } = Device::of(user_agent);
    match (browser, system) {
        (Some(browser), Some(system)) => {
            let phrase = Phrase::new("mail-browser-on").with("browser", browser);
            words.tell(&phrase.with("system", system))
        }
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => {
            words.tell(&Phrase::new("mail-some-browser-on").with("system", system))
        }
        (None, None) => words.say("mail-some-browser"),
    }
}

impl Parts {
    /// Labels end as the language has it: in Chinese by a wide colon, in French by a blank and one.
    fn fact_lines(&self) -> Vec<String> {
        let line = |(label, value): &(String, String)| wrap(&format!("{label} {value}"));
        self.facts.iter().map(line).collect()
    }
}
