//! A password, or the hash of one, from standard input: one line, so that it stands neither in the process list nor in the
//! shell's history.

use std::io::BufRead as _;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use super::failure::Failure;
use super::output;
use crate::base::text;
use crate::identity::password::{Imported, LONGEST};

/// More than any hash is written with, in bytes; Keycloak's have some hundreds.
const LONGEST_HASH: usize = 4096;

pub(super) fn from_stdin() -> Result<SecretString, Failure> {
    output::ask("Password (it shows as you type), then Enter: ");
    read(std::io::stdin().lock(), LONGEST)
}

pub(super) fn hash_from_stdin() -> Result<Imported, Failure> {
    output::ask("Password hash, then Enter: ");
    let hash = read(std::io::stdin().lock(), LONGEST_HASH)?;
    Imported::parse(hash.expose_secret()).map_err(|bad| {
        let words = format!("the hash cannot be taken: {bad}. docs/passwords.md shows what can.");
        Failure::of("password_hash", words)
    })
}

/// What an operator should know of a password that people could not choose for themselves.
pub(super) fn warning(password: &SecretString, min_length: usize) -> Option<String> {
    let length = text::password(password.expose_secret()).chars().count();
    (length < min_length).then(|| {
        format!(
            "the password has {length} characters; people who choose their own need {min_length} \
             (passwords.min_length)."
        )
    })
}

fn read(input: impl std::io::BufRead, longest: usize) -> Result<SecretString, Failure> {
    let mut line = Zeroizing::new(String::new());
    // One more than the longest with its line end, so that what is too long is seen to be.
    let most = longest as u64 + 3;
    input.take(most).read_line(&mut line).map_err(|error| {
        Failure::of(
            "password",
            format!("standard input cannot be read: {error}. Write one line of UTF-8."),
        )
    })?;
    let password = line.strip_suffix('\n').unwrap_or(&line);
    let password = password.strip_suffix('\r').unwrap_or(password);
    if password.is_empty() {
        let words = "standard input holds no password. Write it there, as one line.";
        return Err(Failure::of("password", words));
    }
    Ok(SecretString::from(password))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(input: &str) -> Option<String> {
        read(input.as_bytes(), LONGEST)
            .ok()
            .map(|password| password.expose_secret().to_owned())
    }

    #[test]
    fn one_line_is_read_and_only_its_end_is_stripped() {
        assert_eq!(line("secret words\n").as_deref(), Some("secret words"));
        assert_eq!(line("secret words\r\n").as_deref(), Some("secret words"));
        assert_eq!(line(" blanks stay ").as_deref(), Some(" blanks stay "));
        assert_eq!(line("first\nsecond\n").as_deref(), Some("first"));
    }

    #[test]
    fn nothing_is_no_password() {
        assert_eq!(line(""), None);
        assert_eq!(line("\n"), None);
        assert_eq!(line("\r\nsecond"), None);
    }

    #[test]
    fn what_is_too_long_stays_too_long() {
        assert!(line(&"x".repeat(5000)).is_some_and(|read| read.len() > LONGEST));
    }

    #[test]
    fn a_short_one_is_warned_of() {
        assert!(warning(&SecretString::from("fourteen chars"), 15).is_some());
        assert!(warning(&SecretString::from("fifteen chars !"), 15).is_none());
    }
}
