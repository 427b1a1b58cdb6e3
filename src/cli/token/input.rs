//! The token as it is given: without what gets copied along with it, and not longer than a token may be.

use std::io::Read;

use zeroize::Zeroizing;

use crate::cli::failure::Failure;
use crate::cli::output;

/// More than any token has, so that what is too long is seen to be.
const MOST: u64 = 64 * 1024;

pub(super) fn from_stdin() -> Result<Zeroizing<String>, Failure> {
    output::ask("Token, then Enter and Ctrl-D: ");
    read(std::io::stdin().lock())
}

pub(super) fn given(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.trim().to_owned())
}

fn read(input: impl Read) -> Result<Zeroizing<String>, Failure> {
    let mut text = Zeroizing::new(String::new());
    input
        .take(MOST)
        .read_to_string(&mut text)
        .map_err(|error| {
            let words = format!("standard input cannot be read: {error}. Write the token there.");
            Failure::of("token", words)
        })?;
    if text.trim().is_empty() {
        let words = "standard input holds no token. Write it there.";
        return Err(Failure::of("token", words));
    }
    Ok(given(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_without_its_line_end() {
        for text in ["a.b.c", "a.b.c\n", "\n a.b.c\r\n"] {
            let token = read(text.as_bytes()).map(|token| token.to_string());
            assert_eq!(token, Ok("a.b.c".to_owned()));
        }
    }

    #[test]
    fn nothing_is_no_token() {
        for text in [&b""[..], b" \n", b"\xff"] {
            assert!(read(text).is_err());
        }
    }

    #[test]
    fn what_is_too_long_stays_too_long() {
        let read = read("x".repeat(100_000).as_bytes()).unwrap();
        assert_eq!(read.len() as u64, MOST);
    }
}
