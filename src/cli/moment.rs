//! Moments and spans as the command line shows them: UTC, whatever the machine's own zone.

use std::time::Duration;

use serde_json::Value;

use crate::base::Timestamp;
use crate::web::view::time;

/// For people: `2026-11-22 01:30`.
pub(super) fn text(at: Timestamp) -> String {
    time::rfc3339(at.millis())
        .chars()
        .take(16)
        .collect::<String>()
        .replace('T', " ")
}

/// The same, where no heading says that it is UTC.
pub(super) fn utc(at: Timestamp) -> String {
    format!("{} UTC", text(at))
}

/// For machines (RFC 3339).
pub(super) fn json(at: Timestamp) -> Value {
    Value::from(time::rfc3339(at.millis()))
}

/// A span in its two largest units: `1 h 30 min`.
pub(super) fn span(span: Duration) -> String {
    const UNITS: [(u64, &str); 4] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")];
    let mut rest = span.as_secs();
    let mut parts = Vec::new();
    for (seconds, unit) in UNITS {
        if rest >= seconds && parts.len() < 2 {
            parts.push(format!("{} {unit}", rest / seconds));
            rest %= seconds;
        }
    }
    if parts.is_empty() {
        "no time".to_owned()
    } else {
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_utc() {
        let at = Timestamp(1_795_338_307_123);
        assert_eq!(text(at), "2026-11-22 09:05");
        assert_eq!(utc(at), "2026-11-22 09:05 UTC");
        assert_eq!(json(at), "2026-11-22T09:05:07Z");
    }

    #[test]
    fn spans_are_short() {
        for (seconds, said) in [
            (0, "no time"),
            (59, "59 s"),
            (3600, "1 h"),
            (5400, "1 h 30 min"),
            (90_061, "1 d 1 h"),
        ] {
            assert_eq!(span(Duration::from_secs(seconds)), said);
        }
    }
}
