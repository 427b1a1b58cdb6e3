//! What each detail may look like (OIDC Core section 5.1), in words for who filled it in.

use url::Url;

use super::Detail;
use crate::base::text;

const NAME: &str = "account-form-name";
const URL: &str = "account-form-url";
const BIRTHDATE: &str = "account-form-birthdate";
const ZONE: &str = "account-form-zone";
const LOCALE: &str = "account-form-locale";
const PHONE: &str = "account-form-phone";
const LINES: &str = "account-form-lines";

/// Lines as they are kept: without blanks around them, and with `\n` between (section 5.1.1 allows that and `\r\n`).
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// What is wrong with a text that is not empty.
pub(super) fn problem(detail: Detail, text: &str) -> Option<&'static str> {
    let (fits, problem) = match detail {
        Detail::Profile | Detail::Picture | Detail::Website => (is_web_address(text), URL),
        Detail::Birthdate => (is_birthdate(text), BIRTHDATE),
        Detail::Zoneinfo => (is_zone(text), ZONE),
        Detail::Locale => (is_locale(text), LOCALE),
        Detail::PhoneNumber => (is_phone(text), PHONE),
        Detail::StreetAddress | Detail::Formatted => (is_lines(text), LINES),
        _ => (text::is_name(text), NAME),
    };
    (!fits).then_some(problem)
}

/// Absolute, http or https, and without a password in it: applications show it as a link.
fn is_web_address(text: &str) -> bool {
    let plain = text.len() <= 1000 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    let web = |url: Url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.password().is_none()
    };
    // The parser takes `https:example.org` too, which no reader of the claim has to.
    plain && text.contains("://") && Url::parse(text).is_ok_and(web)
}

/// ISO 8601-1 as the claim has it: a date, a year, or a date of the year 0000 where the year is left out.
fn is_birthdate(text: &str) -> bool {
    let digits = |part: &str, count| {
        let fits = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let Some(year) = parts.next().and_then(|part| digits(part, 4)) else {
        return false;
    };
    match (parts.next(), parts.next(), parts.next()) {
        (None, ..) => year > 0,
        (Some(month), Some(day), None) => match (digits(month, 2), digits(day, 2)) {
            (Some(month), Some(day)) => (1..=days(year, month)).contains(&day),
            _ => false,
        },
        _ => false,
    }
}

/// How many days the month has; the year 0000 is any year.
fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

/// The form of a name in the tz database. Which names there are changes several times a year.
fn is_zone(text: &str) -> bool {
    let part = |part: &str| {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
        part.starts_with(|c: char| c.is_ascii_alphabetic()) && part.bytes().all(known)
    };
    text.len() <= 64 && text.split('/').count() <= 3 && text.split('/').all(part)
}

/// The form of a language tag (RFC 5646 section 2.1).
fn is_locale(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let alphabetic = language.bytes().all(|byte| byte.is_ascii_alphabetic());
    let subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let ends_open = text.rsplit('-').next().is_some_and(|last| last.len() == 1);
    (2..=8).contains(&language.len())
        && alphabetic
        && text.len() <= 35
        && parts.all(subtag)
        && !ends_open
}

/// E.164, as people write it, with an extension where there is one (RFC 3966).
fn is_phone(text: &str) -> bool {
    let (number, extension) = text.split_once(";ext=").unwrap_or((text, "0"));
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let known = |c: char| c.is_ascii_digit() || " ()-.".contains(c);
    text.len() <= 40
        && number
            .strip_prefix('+')
            .is_some_and(|rest| rest.chars().all(known))
        && (5..=15).contains(&digits(number))
        && (1..=10).contains(&extension.len())
        && digits(extension) == extension.len()
}

fn is_lines(text: &str) -> bool {
    text.chars().count() <= 500
        && text.lines().count() <= 10
        && !text.chars().any(|c| c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(detail: Detail, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(detail.check(text).unwrap().as_deref(), Some(*text));
        }
        for text in bad {
            let rejected = detail.check(text).expect_err(text);
            assert_eq!(rejected.field, detail.as_str());
        }
    }

    #[test]
    fn addresses_and_zones_have_their_forms() {
        check(
            Detail::Website,
            &["https://example.org", "http://example.org:8080/a?b=c#d"],
            &[
                "example.org",
                "https:example.org",
                "javascript:alert(1)",
                "javascript://example.org/%0aalert(1)",
                "ftp://example.org/",
                "https://",
                "https://ada:secret@example.org/",
                "https://example.org/a b",
            ],
        );
        check(
            Detail::Zoneinfo,
            &[
                "Europe/Berlin",
                "UTC",
                "Etc/GMT+5",
                "America/Argentina/Buenos_Aires",
            ],
            &[
                "Europe/",
                "/etc/passwd",
                "../UTC",
                "+01:00",
                "Europe/Ber lin",
                "a/b/c/d",
            ],
        );
    }

    #[test]
    fn languages_numbers_and_names_have_their_forms() {
        check(
            Detail::Locale,
            &[
                "de",
                "pt-BR",
                "zh-Hant-TW",
                "sr-Latn",
                "de-1996",
                "en-u-ca-gregory",
            ],
            &[
                "d",
                "de_DE",
                "de-",
                "-de",
                "1e",
                "de-DE-x",
                "German language",
            ],
        );
        check(
            Detail::PhoneNumber,
            &[
                "+44 20 7946 0000",
                "+1 (425) 555-1212",
                "+15551212;ext=5678",
            ],
            &[
                "020 7946 0000",
                "+",
                "+1 23",
                "+1234567890123456",
                "+1 555 CALL NOW",
                "+15551212;ext=",
                "++15551212",
            ],
        );
        check(
            Detail::Nickname,
            &["Al", "Ætheling"],
            &["two\nlines", &"x".repeat(101)],
        );
    }

    #[test]
    fn a_birthdate_is_a_date_a_year_or_a_day_of_any_year() {
        check(
            Detail::Birthdate,
            &["1815-12-10", "2000-02-29", "1990", "0000-02-29"],
            &[
                "1900-02-29",
                "1990-00-01",
                "1990-13-01",
                "1990-04-31",
                "1990-1-1",
                "1990-01",
                "0000",
                "10.12.1815",
                "+990-01-01",
                "1990-01-01-01",
            ],
        );
    }

    #[test]
    fn blanks_around_are_no_part_and_lines_end_alike() {
        assert_eq!(Detail::Nickname.check("  ").unwrap(), None);
        assert_eq!(Detail::Nickname.check(" Al ").unwrap().unwrap(), "Al");
        let street = Detail::StreetAddress.check(" 1 Main Street \r\n 2nd floor\r\n");
        assert_eq!(street.unwrap().unwrap(), "1 Main Street\n2nd floor");
        assert!(Detail::StreetAddress.check("a\u{7}b").is_err());
        assert!(Detail::Formatted.check(&"a\n".repeat(11)).is_err());
        assert!(Detail::Country.check("two\nlines").is_err());
    }
}
