//! The calendar: what date and time of day a moment is, in UTC.

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub year: i64,
    /// From 1 to 12.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
}

impl Moment {
    /// The proleptic Gregorian calendar, from Unix milliseconds. Years are counted from March, so that the leap day is a
    /// year's last and the months' lengths follow one straight line.
    pub fn of(at: i64) -> Self {
        const DAYS_IN_400_YEARS: i64 = 146_097;
        const DAYS_FROM_MARCH_OF_YEAR_0_TO_1970: i64 = 719_468;

        let days = at.div_euclid(DAY) + DAYS_FROM_MARCH_OF_YEAR_0_TO_1970;
        let era = days.div_euclid(DAYS_IN_400_YEARS);
        let day_of_era = days.rem_euclid(DAYS_IN_400_YEARS);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_since_march = (5 * day_of_year + 2) / 153;
        let next_year = months_since_march >= 10;

        let month = (months_since_march + 2) % 12 + 1;

        let moment = at.rem_euclid(DAY);
        Self {
            year: era * 400 + year_of_era + i64::from(next_year),
            month,
            day: day_of_year - (153 * months_since_march + 2) / 5 + 1,
            hour: moment / HOUR,
            minute: moment % HOUR / MINUTE,
            second: moment % MINUTE / SECOND,
        }
    }

    /// For machines (RFC 3339): "2026-11-22T09:05:07Z".
    pub fn rfc3339(self) -> String {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}
