//! Passwords: what may be chosen (NIST SP 800-63B-4 section 3.1.1.2), hashing them, and checking them against a hash of ours or
//! of another program's.
//!
//! Hashing takes tens of milliseconds of a core and 19 MiB, so it runs on a few threads of its own: a storm of sign-ins leaves
//! the rest of the server alone, and a client that disconnects frees nothing while its hash still runs.

mod argon2id;
mod bcrypt;
pub mod breached;
mod choice;
mod context;
mod guesses;
mod imported;
mod keycloak;
mod pbkdf2;
mod phc;
mod renewal;
mod scrypt;
mod stored;
#[cfg(test)]
mod tests;

use secrecy::{ExposeSecret as _, SecretString};

use self::stored::Stored;
use crate::app::App;
use crate::base::{Fault, text};

pub use self::choice::acceptable;
pub use self::imported::Imported;
pub use self::renewal::renew;
pub use self::stored::BadHash;

/// Longer ones are refused before they are hashed, on every path.
pub const LONGEST: usize = 1024;
/// What an operator may set for someone; people who choose for themselves are held to the configured length.
pub const SHORTEST_BY_OPERATOR: usize = 8;

/// A hash of nobody's password, so that unknown accounts cost what known ones do. Its parameters are replaced by the
/// configured ones.
const NOBODY_SALT: &[u8; 16] = b"countersign-none";

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub good: bool,
    /// The hash was made otherwise than it would be now: by other parameters, or by another program.
    pub outdated: bool,
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

/// Checks a password against a hash, or against nobody's, at the same cost. A wrong one never costs less than that: where a
/// hash was made in another way, nobody's is paid besides.
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
    let stored = stored.and_then(|stored| usable(&stored));
    let params = argon2id::parameters(&app.config.passwords)?;
    let typed = password.clone();
    hashing(app, move || {
        let composed = text::password(typed.expose_secret());
        let mut verified = wrong;
        if let Some(stored) = stored {
            verified.outdated = !stored.is_made_with(&params);
            verified.good = stored.matches(composed.as_bytes())?;
            // Another program may have hashed what it was given, however that was composed.
            if !verified.good && verified.outdated && composed != typed.expose_secret() {
                verified.good = stored.matches(typed.expose_secret().as_bytes())?;
            }
            if verified.good || !verified.outdated {
                return Ok(verified);
            }
        }
        argon2id::hash(params, composed.as_bytes(), NOBODY_SALT).map(|_| verified)
    })
    .await
}

/// A stored hash that cannot be used is one that no password matches.
fn usable(stored: &str) -> Option<Stored> {
    Stored::read(stored)
        .inspect_err(|bad| tracing::error!(%bad, "a stored password hash cannot be used"))
        .ok()
}

async fn hashing<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    app.hashing.run(app.config.passwords.wait, work).await?
}
