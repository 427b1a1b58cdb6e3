//! A browser in words, from what it says of itself: enough to tell one's own devices apart, no more.

use crate::base::user_agent::Device;
use crate::words::Words;

/// Such as "Firefox on Linux".
pub(super) fn in_words(words: Words, user_agent: &str) -> String {
    let device = Device::of(user_agent);
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => words.with(
            "sessions-browser-on",
            &[("browser", &browser), ("system", &system)],
        ),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => words.with("sessions-browser-some", &[("system", &system)]),
        (None, None) => words.say("sessions-browser-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_ones() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1";
        assert_eq!(in_words(Words::default(), firefox), "Firefox on Linux");
        assert_eq!(in_words(Words::default(), edge), "Edge on Windows");
        assert_eq!(in_words(Words::default(), phone), "Safari on iPhone");
        assert_eq!(in_words(Words::default(), ""), "An unknown browser");
    }
}
