//! Second factors that are codes, what they amount to, and what may be demanded of a sign-in.

mod demands;
mod email_code;
mod email_link;
mod enrol;
mod others;
mod recovery_codes;
mod set_up;
mod throttle;
mod totp;
mod walk;

use crate::support::{Browser, Person, Phone, TestServer, seconds, signed_in};

/// A person with an application on a phone, and a browser in which both were shown a minute ago.
async fn with_phone() -> (TestServer, Person, Phone, Browser) {
    let (server, ada, _, mut browser) = signed_in().await;
    let phone = browser.add_phone().await;
    server.clock.advance(seconds(60));
    (server, ada, phone, browser)
}
