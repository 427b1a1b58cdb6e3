//! Passwords: what is acceptable (NIST SP 800-63B-4 section 3.1.1), and hashing them.
//!
//! Hashing takes tens of milliseconds of a core and 19 MiB, so it runs on a few threads of its own: a storm of sign-ins leaves
//! the rest of the server alone, and a client that disconnects frees nothing while its hash still runs.

use secrecy::{ExposeSecret as _, SecretString};

use super::argon2id::{self, Verified};
use crate::app::App;
use crate::base::{Fault, text};
use crate::domain::Rejected;

/// Longer ones are refused before they are hashed, on every path.
pub const LONGEST: usize = 1024;
/// What an operator may set for someone; people who choose for themselves are held to the configured length.
pub const SHORTEST_BY_OPERATOR: usize = 8;

/// A hash of nobody's password, so that unknown accounts cost what known ones do. Its parameters are replaced by the
/// configured ones.
const NOBODY_SALT: &[u8; 16] = b"countersign-none";

/// Whether a password may be chosen. `context` are words that must not make it up: the name, the address.
pub fn acceptable(
    password: &SecretString,
    shortest: usize,
    context: &[&str],
) -> Result<(), Rejected> {
    let wrong = |message: String| Err(Rejected::new("password", message));
    let password = password.expose_secret();
    if password.len() > LONGEST {
        return wrong(format!("Use at most {LONGEST} bytes."));
    }
    if text::password(password).chars().count() < shortest {
        return wrong(format!(
            "Use at least {shortest} characters. A few unrelated words are easy to remember."
        ));
    }
    let key = text::key(password);
    let plain =
        |word: &&&str| !word.is_empty() && key.replace(&text::key(word), "").chars().count() < 6;
    if context
        .iter()
        .chain(&["countersign"])
        .any(|word| plain(&word))
    {
        return wrong("Choose a password that is not made of your name or address.".to_owned());
    }
    let mut letters: Vec<char> = key.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 4 {
        return wrong("Choose a password with more than three different characters.".to_owned());
    }
    Ok(())
}

pub async fn hash(app: &App, password: &SecretString) -> Result<String, Fault> {
    let salt: [u8; 16] = app.random.bytes();
    let params = argon2id::parameters(&app.config.passwords)?;
    let password = text::password(password.expose_secret());
    hashing(app, move || {
        argon2id::hash(params, password.as_bytes(), &salt)
    })
    .await
}

/// Checks a password against a hash, or against nobody's, at the same cost.
pub async fn verify(
    app: &App,
    password: &SecretString,
    stored: Option<String>,
) -> Result<Verified, Fault> {
    let wrong = Verified {
        good: false,
        outdated: false,
    };
    if password.expose_secret().len() > LONGEST {
        return Ok(wrong);
    }
    let params = argon2id::parameters(&app.config.passwords)?;
    let password = text::password(password.expose_secret());
    hashing(app, move || match stored {
        Some(stored) => argon2id::verify(&params, password.as_bytes(), &stored),
        None => argon2id::hash(params, password.as_bytes(), NOBODY_SALT).map(|_| wrong),
    })
    .await
}

async fn hashing<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    app.hashing.run(app.config.passwords.wait, work).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(password: &str) -> bool {
        acceptable(
            &SecretString::from(password),
            15,
            &["margaret", "margaret@example.org"],
        )
        .is_ok()
    }

    #[test]
    fn length_context_and_monotony() {
        assert!(accepts("correct horse battery"));
        assert!(accepts(&"long ".repeat(200)));
        assert!(!accepts("short one"));
        assert!(!accepts(&"x1y2".repeat(300)));
        assert!(!accepts("margaret@example.org1"));
        assert!(!accepts("countersigncountersign"));
        assert!(!accepts("aaaaaaaaaaaaaaaaaaaa"));
        assert!(!accepts("abababababababababab"));
    }
}
