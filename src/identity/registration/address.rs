//! The address that somebody registers with: what is taken for one, and whether it is at a host from which people may come.

use crate::app::App;
use crate::base::text;
use crate::config::RegistrationOfPeople;
use crate::domain::Rejected;
use crate::mail;

/// An address that letters reach, as it was typed. A quoted local part may hold what looks like another address, so it is none
/// here (RFC 5321 section 4.1.2 asks hosts to avoid it).
pub fn read(typed: &str) -> Result<String, Rejected> {
    let typed = typed.trim();
    let plain = !typed.contains(['"', '\\', '(', ')', ',', ';', ':', '<', '>', '[', ']']);
    match plain && text::is_email(typed) && mail::can_reach(typed) {
        true => Ok(typed.to_owned()),
        false => Err(Rejected::new("email", "registration-email-form")),
    }
}

/// The same, at a host from which people may register.
pub(super) fn admitted(app: &App, typed: &str) -> Result<String, Rejected> {
    let email = read(typed)?;
    let accounts = &app.config.accounts;
    let bound = accounts.registration == RegistrationOfPeople::Domains;
    match bound && !host(&email).is_some_and(|host| accounts.domains.has(&host)) {
        true => Err(Rejected::new("email", "registration-email-host")),
        false => Ok(email),
    }
}

/// The host as it is looked up: in lower case and in ASCII (RFC 5891), without a dot at its end.
fn host(email: &str) -> Option<String> {
    let (_, host) = email.rsplit_once('@')?;
    match url::Host::parse(host).ok()? {
        url::Host::Domain(host) => Some(host.trim_end_matches('.').to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_pass_for_two_addresses_is_none() {
        assert_eq!(read(" Ada@Example.org ").unwrap(), "Ada@Example.org");
        assert!(read("ada+notes@bücher.example").is_ok());
        for bad in [
            "ada",
            "a@evil.example@good.example",
            "\"a@good.example\"@evil.example",
            "a@good.example,b@evil.example",
            "a@good.example\r\nBcc: b@evil.example",
            "<a@good.example>",
            "a@[192.0.2.1]",
            "a@192.0.2.1",
            "a(good.example)@evil.example",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn one_host_is_written_in_several_ways() {
        for (email, written) in [
            ("a@Good.Example", "good.example"),
            ("a@good.example.", "good.example"),
            ("a@ＧＯＯＤ.example", "good.example"),
            ("a@bücher.example", "xn--bcher-kva.example"),
            ("a@evil.example", "evil.example"),
            ("a@good.example.evil.example", "good.example.evil.example"),
        ] {
            assert_eq!(host(email).as_deref(), Some(written), "{email}");
        }
    }
}
