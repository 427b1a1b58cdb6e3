//! Moments in words and digits, from unix milliseconds, always in UTC.
//!
//! Reads no clock: whoever prints a page says what time it is. The script counts on
//! from there in the words of the browser (`assets/countersign.js`).

use std::time::Duration;

use crate::base::calendar::Moment;
use crate::words::Words;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// "just now", "3 minutes ago", "yesterday", and after thirty days the date.
pub fn ago(words: Words, at: i64, now: i64) -> String {
    let counted = |key, count: i64| words.with(key, &[("count", &count)]);
    match now.saturating_sub(at) {
        ..MINUTE => words.say("common-ago-now"),
        age @ MINUTE..HOUR => counted("common-ago-minutes", age / MINUTE),
        age @ HOUR..DAY => counted("common-ago-hours", age / HOUR),
        age if age < 2 * DAY => words.say("common-ago-yesterday"),
        age if age < 30 * DAY => counted("common-ago-days", age / DAY),
        _ => words.with("common-ago-date", &[("date", &date(words, at))]),
    }
}

/// The whole moment for people: "22 November 2026, 09:05:07 UTC".
pub fn exact(words: Words, at: i64) -> String {
    let Moment {
        hour,
        minute,
        second,
        ..
    } = Moment::of(at);
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    words.with(
        "common-moment",
        &[("date", &date(words, at)), ("time", &time)],
    )
}

/// The moment for machines (RFC 3339): "2026-11-22T09:05:07Z".
pub fn rfc3339(at: i64) -> String {
    Moment::of(at).rfc3339()
}

/// A span in the largest unit that divides it, and never in one alone: "90 days", "24 hours".
pub fn span(words: Words, span: Duration) -> String {
    let whole = i64::try_from(span.as_millis()).unwrap_or(i64::MAX);
    const UNITS: [(i64, &str); 3] = [
        (DAY, "common-span-days"),
        (HOUR, "common-span-hours"),
        (MINUTE, "common-span-minutes"),
    ];
    let divides = |(unit, _): &&(i64, &str)| whole > *unit && whole % unit == 0;
    let seconds = &(SECOND, "common-span-seconds");
    let (unit, key) = UNITS.iter().find(divides).unwrap_or(seconds);
    words.with(key, &[("count", &(whole / unit))])
}

/// The day for people: "22 November 2026".
pub fn date(words: Words, at: i64) -> String {
    let Moment {
        year, month, day, ..
    } = Moment::of(at);
    let month = words.say(&format!("common-month-{month}"));
    words.with(
        "common-date",
        &[("day", &day), ("month", &month), ("year", &year)],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Locale;

    /// 2026-11-22T09:05:07Z
    const NOW: i64 = 1_795_338_307_000;
    const ENGLISH: Words = Words::of(Locale::En);

    #[test]
    fn each_language_writes_time_as_its_readers_do() {
        for (locale, day, ago_hours) in [
            (Locale::De, "22. November 2026", "vor 3 Stunden"),
            (Locale::Fr, "22 novembre 2026", "il y a 3 heures"),
            (Locale::Es, "22 de noviembre de 2026", "hace 3 horas"),
            (Locale::Zh, "2026年11月22日", "3 小时前"),
        ] {
            let words = Words::of(locale);
            assert_eq!(date(words, NOW), day);
            assert_eq!(ago(words, NOW - 3 * HOUR, NOW), ago_hours);
        }
    }

    #[test]
    fn ages_are_said_in_the_largest_unit_that_fits() {
        let said = |age| ago(ENGLISH, NOW - age, NOW);
        assert_eq!(said(0), "just now");
        assert_eq!(said(59 * SECOND), "just now");
        assert_eq!(said(MINUTE), "1 minute ago");
        assert_eq!(said(3 * MINUTE + 59 * SECOND), "3 minutes ago");
        assert_eq!(said(HOUR - 1), "59 minutes ago");
        assert_eq!(said(HOUR), "1 hour ago");
        assert_eq!(said(DAY - 1), "23 hours ago");
        assert_eq!(said(DAY), "yesterday");
        assert_eq!(said(2 * DAY), "2 days ago");
        assert_eq!(said(30 * DAY - 1), "29 days ago");
        assert_eq!(said(30 * DAY), "on 23 October 2026");
    }

    #[test]
    fn spans_are_said_in_a_unit_that_divides_them() {
        let said = |millis: i64| span(ENGLISH, Duration::from_millis(millis.unsigned_abs()));
        assert_eq!(said(90 * DAY), "90 days");
        assert_eq!(said(DAY), "24 hours");
        assert_eq!(said(36 * HOUR), "36 hours");
        assert_eq!(said(90 * MINUTE), "90 minutes");
        assert_eq!(said(90 * SECOND), "90 seconds");
        assert_eq!(said(0), "0 seconds");
    }

    #[test]
    fn a_clock_that_runs_ahead_says_just_now() {
        assert_eq!(ago(ENGLISH, NOW + 5 * MINUTE, NOW), "just now");
        assert_eq!(ago(ENGLISH, i64::MAX, i64::MIN), "just now");
    }

    #[test]
    fn moments_are_exact() {
        assert_eq!(exact(ENGLISH, NOW), "22 November 2026, 09:05:07 UTC");
        assert_eq!(rfc3339(NOW), "2026-11-22T09:05:07Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(-1), "1969-12-31T23:59:59Z");
    }

    #[test]
    fn leap_days_fall_where_the_calendar_puts_them() {
        assert_eq!(rfc3339(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_709_164_800_000), "2024-02-29T00:00:00Z");
        assert_eq!(rfc3339(1_709_251_200_000), "2024-03-01T00:00:00Z");
        assert_eq!(rfc3339(4_107_542_400_000), "2100-03-01T00:00:00Z");
        assert_eq!(rfc3339(4_107_542_399_000), "2100-02-28T23:59:59Z");
    }
}
