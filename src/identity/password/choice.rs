//! Whether a password may be chosen (NIST SP 800-63B-4 section 3.1.1.2): long enough, not too long, not known, not made of what
//! others know of the person. There are no rules of composition.

use secrecy::{ExposeSecret as _, SecretString};

use super::context::Context;
use super::guesses::{self, Weakness};
use super::{LONGEST, breached, hashing};
use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::{ChangeError, Rejected, User};

/// Refuses what may not be chosen. `shortest` is [`crate::config::Passwords::shortest`] for whoever chooses for themselves.
pub async fn acceptable(
    app: &App,
    password: &SecretString,
    shortest: usize,
    user: &User,
) -> Result<(), ChangeError> {
    let length = measure(password.expose_secret(), shortest);
    let composed = length.map_err(|length| rejected(&length))?;
    let context = Context::of(&app.config, user);
    let list = app.config.passwords.breached.clone();
    // Guessing takes milliseconds of a core, and the list is on a disk: neither is for the threads that answer.
    let weak = hashing(app, move || {
        let composed = composed.expose_secret();
        if context.makes_up(composed) {
            return Ok(Some(Unfit::Own));
        }
        if let Some(weakness) = guesses::weakness(composed, shortest, &context) {
            return Ok(Some(weakness.into()));
        }
        let found = list.map_or(Ok(false), |list| breached::holds(&list, composed));
        found
            .map(|found| found.then_some(Unfit::Breached))
            .map_err(Fault::unavailable)
    });
    match weak.await? {
        Some(unfit) => Err(rejected(&unfit).into()),
        None => Ok(()),
    }
}

/// Why a password may not be chosen.
#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    Short {
        least: usize,
    },
    Long,
    /// Made of what others know of the person or of this server.
    Own,
    /// Among the first that are tried: a well-known password, or a word or two.
    Common,
    /// Repeats, rows of keys, numbers in a row, dates.
    Pattern,
    Breached,
}

impl From<Weakness> for Unfit {
    fn from(weakness: Weakness) -> Self {
        match weakness {
            Weakness::Own => Self::Own,
            Weakness::Common => Self::Common,
            Weakness::Pattern => Self::Pattern,
        }
    }
}

/// The password as it would be hashed, unless its length is wrong. Every Unicode character counts once.
fn measure(password: &str, least: usize) -> Result<SecretString, Unfit> {
    // Before anything is made of it: composing takes time too.
    if password.len() > LONGEST {
        return Err(Unfit::Long);
    }
    let composed = text::password(password);
    match composed.chars().count() < least {
        true => Err(Unfit::Short { least }),
        false => Ok(SecretString::from(composed)),
    }
}

/// Never says which entry of a list it was: that would tell the list.
fn rejected(unfit: &Unfit) -> Rejected {
    let of = |key: &'static str| Rejected::new("password", key);
    match unfit {
        Unfit::Short { least } => of("password-error-short").with("least", *least),
        Unfit::Long => of("password-error-long").with("most", LONGEST),
        Unfit::Own => of("password-error-own"),
        Unfit::Common => of("password-error-common"),
        Unfit::Pattern => of("password-error-pattern"),
        Unfit::Breached => of("password-error-breached"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_counts_once_however_it_is_composed() {
        let length = |text: &str, least| measure(text, least).err();
        assert_eq!(length("fourteen chars", 14), None);
        assert_eq!(
            length("fourteen chars", 15),
            Some(Unfit::Short { least: 15 })
        );
        assert_eq!(length("密碼密碼密碼密碼", 8), None);
        assert_eq!(
            length("e\u{301}e\u{301}e\u{301}e\u{301}", 8),
            Some(Unfit::Short { least: 8 })
        );
        assert_eq!(length("👩‍🚀 👩‍🚀", 7), None);
    }

    #[test]
    fn what_is_too_long_is_refused_before_anything_is_made_of_it() {
        assert_eq!(measure(&"x".repeat(1024), 15).err(), None);
        assert_eq!(measure(&"x".repeat(1025), 15).err(), Some(Unfit::Long));
        assert_eq!(measure(&"é".repeat(513), 15).err(), Some(Unfit::Long));
    }
}
