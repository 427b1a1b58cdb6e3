//! A browser in words, from what it says of itself: enough to tell one's own devices apart, no more.

use crate::base::user_agent::Device;

/// Such as "Firefox on Linux".
pub(super) fn in_words(user_agent: &str) -> String {
    let device = Device::of(user_agent);
    match (device.browser, device.system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "An unknown browser".to_owned(),
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
        assert_eq!(in_words(firefox), "Firefox on Linux");
        assert_eq!(in_words(edge), "Edge on Windows");
        assert_eq!(in_words(phone), "Safari on iPhone");
        assert_eq!(in_words(""), "An unknown browser");
    }
}
