//! Durations: text with a unit, for a bare number leaves the reader guessing.

use std::time::Duration;

use super::{
    error::Invalid,
    value::{Raw, Value},
};

pub(super) const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

pub(super) const fn minutes(count: u64) -> Duration {
    seconds(count * 60)
}

pub(super) const fn hours(count: u64) -> Duration {
    minutes(count * 60)
}

pub(super) const fn days(count: u64) -> Duration {
    hours(count * 24)
}

/// Each unit with its milliseconds, the longest first.
const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

/// A whole number and its unit, as options and commands take it.
pub fn parse(text: &str) -> Result<Duration, Invalid> {
    let (digits, unit) = text.split_at(text.bytes().take_while(u8::is_ascii_digit).count());
    if digits.is_empty() {
        return Err(no_duration());
    }
    if unit.is_empty() {
        return Err(without_unit(digits));
    }
    let (_, factor) = UNITS
        .iter()
        .find(|(name, _)| *name == unit)
        .ok_or_else(no_duration)?;
    let count: u64 = digits.parse().map_err(|_| too_long())?;
    count
        .checked_mul(*factor)
        .map(Duration::from_millis)
        .ok_or_else(too_long)
}

impl Value for Duration {
    const KIND: &'static str = "duration";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::Number(number) => Err(without_unit(&number.to_string())),
            _ => parse(raw.text().ok_or_else(no_duration)?),
        }
    }

    fn show(&self) -> String {
        let whole = u64::try_from(self.as_millis()).unwrap_or(u64::MAX);
        let fits = |(_, factor): &&(&str, u64)| whole >= *factor && whole.is_multiple_of(*factor);
        // 90 days are "90d", but 60 seconds stay "60s": protocols count those in seconds.
        match UNITS.iter().find(fits) {
            Some(("m", 60_000)) if whole < 120_000 => format!("{}s", whole / 1_000),
            Some((unit, factor)) => format!("{}{unit}", whole / factor),
            None => "0s".to_owned(),
        }
    }
}

fn no_duration() -> Invalid {
    Invalid::because(
        "that is not a duration: write a whole number with one of the units ms, s, m, h, d, such as \"10m\"",
    )
}

fn without_unit(number: &str) -> Invalid {
    Invalid::because(format!(
        "a duration needs a unit: write \"{number}s\" for seconds, or use ms, m, h, d"
    ))
}

fn too_long() -> Invalid {
    Invalid::because("that is longer than can be counted: write a shorter duration")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Duration, Invalid> {
        Duration::read(&Raw::Text(text.to_owned()))
    }

    #[test]
    fn units_are_read_and_shown_again() {
        for (text, expected) in [
            ("250ms", Duration::from_millis(250)),
            ("10s", seconds(10)),
            ("60s", seconds(60)),
            ("15m", minutes(15)),
            ("12h", hours(12)),
            ("90d", days(90)),
            ("0s", seconds(0)),
        ] {
            assert_eq!(read(text), Ok(expected), "{text}");
            assert_eq!(expected.show(), text);
        }
        assert_eq!(read("120s").map(|two| two.show()), Ok("2m".to_owned()));
    }

    #[test]
    fn everything_else_is_refused() {
        for wrong in [
            "",
            "s",
            "10 s",
            "1.5h",
            "-1s",
            "+1s",
            "10S",
            "10w",
            "1h30m",
            "٣s",
            "99999999999999999999d",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_bare_number_is_refused_with_a_hint() {
        for raw in [
            Raw::Number(10),
            Raw::Text("10".into()),
            Raw::Word("10".into()),
        ] {
            let reason = Duration::read(&raw).expect_err("no unit").to_string();
            assert!(reason.contains("write \"10s\""), "{reason}");
        }
    }
}
