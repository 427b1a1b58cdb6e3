//! Passwords: what is acceptable (NIST SP 800-63B-4 section 3.1.1), and Argon2id.
//!
//! Hashing takes tens of milliseconds of a core, so it runs on the blocking pool under a permit. The permit is moved
//! into the closure: a client that disconnects frees nothing while its hash still runs.

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret as _, SecretString};

use crate::app::App;
use crate::base::{Fault, text};
use crate::config::Passwords;
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
    let argon2 = argon2(&app.config.passwords)?;
    let password = text::password(password.expose_secret());
    hashing(app, move || {
        let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(Fault::internal)
    })
    .await
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub good: bool,
    /// The hash was made with other parameters than the configured ones.
    pub outdated: bool,
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
    let argon2 = argon2(&app.config.passwords)?;
    let password = text::password(password.expose_secret());
    hashing(app, move || match stored {
        Some(stored) => check(&argon2, password.as_bytes(), &stored),
        None => {
            let spent = argon2.hash_password_with_salt(password.as_bytes(), NOBODY_SALT);
            spent.map(|_| wrong).map_err(Fault::internal)
        }
    })
    .await
}

fn check(argon2: &Argon2<'_>, password: &[u8], stored: &str) -> Result<Verified, Fault> {
    let hash = PasswordHash::new(stored).map_err(Fault::internal)?;
    let params = Params::try_from(&hash).map_err(Fault::internal)?;
    // A hash that somebody planted must not make us spend a gigabyte on it.
    if params.m_cost() > 256 * 1024 || params.t_cost() > 16 || params.p_cost() > 8 {
        return Err(Fault::internal(
            "a stored password hash has parameters out of bounds",
        ));
    }
    let wanted = argon2.params();
    let outdated = (params.m_cost(), params.t_cost(), params.p_cost())
        != (wanted.m_cost(), wanted.t_cost(), wanted.p_cost());
    Ok(Verified {
        good: argon2.verify_password(password, &hash).is_ok(),
        outdated,
    })
}

fn argon2(settings: &Passwords) -> Result<Argon2<'static>, Fault> {
    let params = Params::new(
        settings.memory_kib,
        settings.iterations,
        settings.parallelism,
        None,
    )
    .map_err(Fault::internal)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Runs `work` on the blocking pool under a permit, or refuses at once when too many wait already.
async fn hashing<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let busy = || Fault::unavailable("too many passwords are being checked");
    let place = app
        .hashing
        .waiting
        .clone()
        .try_acquire_owned()
        .map_err(|_| busy())?;
    let permit = app.hashing.permits.clone().acquire_owned();
    let permit = tokio::time::timeout(app.config.passwords.wait, permit)
        .await
        .map_err(|_| busy())?
        .map_err(Fault::internal)?;
    let work = tokio::task::spawn_blocking(move || {
        let _held = (place, permit);
        work()
    });
    work.await.map_err(Fault::internal)?
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
