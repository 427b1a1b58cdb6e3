//! Every letter in every language, and what it is on the wire.

use super::*;
use crate::base::Timestamp;
use crate::config::Correspondent;
use crate::words::Locale;

/// 2026-06-01 12:00:00 UTC.
const NOW: Timestamp = Timestamp(1_780_315_200_000);
const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

fn url(path: &str) -> String {
    format!("https://id.example.org{path}")
}

/// A letter with all that it could have.
fn letter(name: LetterName, locale: Locale) -> Letter {
    let letter = Letter::new(name, "ada@example.org", locale).greeting("Ada Lovelace");
    let letter = letter
        .with("label", "My <b>phone</b>")
        .with("provider", "Google");
    let happening = Happening {
        at: NOW,
        address: "192.0.2.7".to_owned(),
        user_agent: FIREFOX.to_owned(),
    };
    let until = NOW + std::time::Duration::from_secs(900);
    let letter = letter.link("/there?token=abc&x=1", Some(until));
    letter.happening(happening)
}

fn rendered(name: LetterName, locale: Locale) -> Rendered {
    render(&letter(name, locale), "Notes & Söhne", url, NOW).unwrap()
}

#[test]
fn every_letter_is_in_words_in_every_language() {
    for (name, locale) in LetterName::ALL
        .into_iter()
        .flat_map(|name| Locale::ALL.map(|locale| (name, locale)))
    {
        let said = rendered(name, locale);
        for text in [&said.subject, &said.text, &said.html] {
            assert!(
                !text.contains("mail-") && !text.contains("{$"),
                "{locale}: {text}"
            );
        }
        assert!(!said.subject.contains('\n'), "{}", said.subject);
        assert!(said.html.contains("Notes &#38; Söhne"), "{}", said.html);
        assert!(!said.html.contains("<b>"), "what is filled in is no markup");
        let wide = said.text.lines().find(|line| line.chars().count() > 72);
        assert_eq!(wide, None, "{name} {locale}");
    }
}

#[test]
fn a_letter_reads_well_as_plain_text() {
    let said = rendered(LetterName::Recover, Locale::En);
    let expected = "\
Hello Ada Lovelace,

Somebody, probably you, asked for a new password for your account at
Notes & Söhne. Choose it with this link. If you sign in with a second
factor, you will be asked for that too.

Choose a new password:
https://id.example.org/there?token=abc&x=1

The link works once, for 15 minutes.

When: 1 June 2026, 12:00 UTC
Browser: Firefox on Linux
From the address: 192.0.2.7

If it was not you, do nothing: your password stays as it is.

-- 
Sent automatically by Notes & Söhne, https://id.example.org/
";
    assert_eq!(said.text.trim_end(), expected.trim_end());
    let german = rendered(LetterName::PasskeyAdded, Locale::De).text;
    assert!(
        german.contains("Wann: 1. Juni 2026, 12:00 Uhr UTC"),
        "{german}"
    );
    assert!(german.contains("Firefox auf Linux"), "{german}");
    let chinese = rendered(LetterName::NewDevice, Locale::Zh).text;
    assert!(chinese.contains("2026年6月1日 12:00 UTC"), "{chinese}");
}

#[test]
fn a_page_loads_nothing_and_leads_only_home() {
    for locale in Locale::ALL {
        let html = rendered(LetterName::Verify, locale).html;
        for loading in ["src=", "url(", "<img", "<link", "<script", "@import"] {
            assert!(!html.contains(loading), "{loading}");
        }
        let foreign = html.split("http").skip(1);
        let foreign: Vec<&str> = foreign
            .filter(|rest| !rest.starts_with("s://id.example.org/"))
            .collect();
        assert!(foreign.is_empty(), "{foreign:?}");
    }
}

#[test]
fn a_code_stands_above_its_link() {
    let until = NOW + std::time::Duration::from_secs(600);
    let letter = Letter::new(LetterName::EmailCode, "ada@example.org", Locale::En);
    let letter = letter.code("418 273").link("/login/x?a=b", Some(until));
    let said = render(&letter, "Notes", url, NOW).unwrap();
    let parts = [
        "\n\n    418 273\n\n",
        "https://id.example.org/login/x?a=b\n",
        "\nCode and link work once, one or the other, for 10 minutes.",
    ];
    let places = parts.map(|part| said.text.find(part).expect(part));
    assert!(places.is_sorted(), "{}", said.text);
    assert!(said.html.contains("418 273") && !said.subject.contains("418"));
}

fn on_the_wire(letter: &Rendered) -> Result<String, Unsendable> {
    let from = Correspondent {
        name: Some("Notes, Inc.".to_owned()),
        address: "no-reply@example.org".to_owned(),
    };
    let envelope = Envelope {
        id: "letter1",
        host: "id.example.org",
        from: &from,
        reply_to: None,
        date: NOW,
    };
    let message = compose(letter, &envelope)?;
    Ok(String::from_utf8(message.formatted()).unwrap())
}

#[test]
fn the_headers_say_what_a_letter_is() {
    let wire = on_the_wire(&rendered(LetterName::Verify, Locale::De)).unwrap();
    for line in [
        "From: =?utf-8?b?Tm90ZXMsIEluYy4=?= <no-reply@example.org>",
        "To: ada@example.org",
        "Date: Mon, 01 Jun 2026 12:00:00 +0000",
        "Message-ID: <letter1@id.example.org>",
        "Auto-Submitted: auto-generated",
        "Content-Language: de",
        "MIME-Version: 1.0",
    ] {
        assert!(wire.contains(&format!("{line}\r\n")), "{line}\n{wire}");
    }
    assert!(
        wire.contains("multipart/alternative")
            && wire.contains("text/plain")
            && wire.contains("text/html")
    );
    assert!(wire.is_ascii(), "servers without 8BITMIME take it too");
}

#[test]
fn nobody_writes_headers_of_ours() {
    let mut letter = rendered(LetterName::Verify, Locale::En);
    letter.subject = "Hello\r\nBcc: eve@example.org\r\n\r\nbody".to_owned();
    let wire = on_the_wire(&letter).unwrap();
    let head = wire.split("\r\n\r\n").next().unwrap();
    assert!(!head.contains("\nBcc:"), "{head}");
    letter.to = "ada@example.org\r\nBcc: eve@example.org".to_owned();
    assert!(matches!(on_the_wire(&letter), Err(Unsendable::Recipient)));
}
