//! Times for people: in UTC, and from now.

/// `2026-11-22 09:05:07 UTC`.
pub(super) fn utc(seconds: u64) -> String {
    const DAY: u64 = 86_400;
    let (year, month, day) = date(seconds / DAY);
    let time = seconds % DAY;
    let (hour, minute, second) = (time / 3600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

/// `3 min ago`, `in 2 h`, `now`.
pub(super) fn from_now(at: u64, now: u64) -> String {
    match at.abs_diff(now) {
        0 => "now".to_owned(),
        apart if at < now => format!("{} ago", span(apart)),
        apart => format!("in {}", span(apart)),
    }
}

/// In the largest unit of which there is one at least.
pub(super) fn span(seconds: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(86_400, "d"), (3600, "h"), (60, "min")];
    let fits = UNITS.into_iter().find(|(length, _)| seconds >= *length);
    let (length, unit) = fits.unwrap_or((1, "s"));
    format!("{} {unit}", seconds / length)
}

/// Days since 1970 in the Gregorian calendar, in years that begin in March so that a leap day is the last of its year.
fn date(days: u64) -> (u64, u64, u64) {
    const ERA: u64 = 146_097;
    let days = days + 719_468;
    let (era, of_era) = (days / ERA, days % ERA);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{from_now, utc};

    #[test]
    fn leap_days_fall_where_the_calendar_puts_them() {
        for (seconds, said) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_782_400, "2000-02-29 00:00:00 UTC"),
            (1_709_251_199, "2024-02-29 23:59:59 UTC"),
            (1_709_251_200, "2024-03-01 00:00:00 UTC"),
            (1_795_338_307, "2026-11-22 09:05:07 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ] {
            assert_eq!(utc(seconds), said);
        }
        // The latest date that a claim may hold.
        assert!(utc(9_007_199_254_740_991).ends_with("UTC"));
    }

    #[test]
    fn times_are_told_from_now() {
        const NOW: u64 = 1_000_000;
        for (at, said) in [
            (NOW, "now"),
            (NOW - 1, "1 s ago"),
            (NOW - 200, "3 min ago"),
            (NOW + 7200, "in 2 h"),
            (0, "11 d ago"),
        ] {
            assert_eq!(from_now(at, NOW), said);
        }
    }
}
