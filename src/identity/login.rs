//! Signing in with a password.
//!
//! Unknown and passwordless accounts cost the same work and get the same answer as a wrong password. So does a disabled one, until
//! everything was shown that its owner can show: see `sign_in::Progress::Disabled`.

use std::net::IpAddr;

use secrecy::SecretString;

use super::sign_in::{Progress, Way};
use super::throttle::{self, Attempt, Subjects};
use super::{device, directory, event, password, sign_in};
use crate::app::App;
use crate::base::{Fault, Timestamp, text};
use crate::domain::{Proof, User};
use crate::store;

/// What was typed.
#[derive(Debug)]
pub struct Credentials {
    /// A user name or an e-mail address.
    pub identifier: String,
    pub password: SecretString,
}

#[derive(Debug)]
pub enum Outcome {
    /// The password is right, and this is what came of it.
    Proven(Progress),
    /// The identifier or the password is wrong; which, or why, is for the log only.
    Wrong {
        detail: &'static str,
    },
    Throttled {
        until: Timestamp,
    },
    /// It is for a directory to say, which cannot be asked now.
    Unreachable,
}

/// Shows a password.
pub async fn login(app: &App, credentials: Credentials, way: &Way<'_>) -> Result<Outcome, Fault> {
    let found =
        store::user::find_by_identifier(&mut app.db.read(), &credentials.identifier).await?;
    if let Some(asked) = directory::asked(app, found.as_ref()).await? {
        return directory::login(app, &credentials, way, asked).await;
    }
    let key = account_key(&found, &credentials.identifier);
    let subjects = device::subjects(app, way, &key).await?;
    if let Attempt::Blocked { until } = throttle::attempt(app, &subjects).await? {
        return Ok(Outcome::Throttled { until });
    }
    let stored = found.as_ref().and_then(|user| user.password_hash.clone());
    let verified = password::verify(app, &credentials.password, stored).await?;
    if !verified.good {
        let account = account_key(&found, &credentials.identifier);
        event::refused(app, &account, &way.place).await?;
    }
    let Some(mut user) = found.filter(|_| verified.good) else {
        return Ok(Outcome::Wrong {
            detail: "unknown or passwordless account, or wrong password",
        });
    };
    if verified.outdated {
        user.password_hash = password::renew(app, &user, &credentials.password).await?;
        if user.password_hash.is_none() {
            return Ok(Outcome::Wrong {
                detail: "its password changed while signing in",
            });
        }
    }
    let proof = Proof::password(app.now());
    let progress = sign_in::proven(app, way, (user, proof), subjects).await?;
    Ok(match progress {
        Progress::Gone => Outcome::Wrong {
            detail: "disabled, or its password changed, while signing in",
        },
        progress => Outcome::Proven(progress),
    })
}

/// Checks the password of someone who is signed in already, on the same counter as a sign-in. Of no device: who holds a stolen one
/// does not get guesses of their own with it.
pub async fn confirm(
    app: &App,
    user: &User,
    password: &SecretString,
    address: IpAddr,
) -> Result<Result<(), Option<Timestamp>>, Fault> {
    let subjects = Subjects::new(&user.id, address);
    if let Attempt::Blocked { until } = throttle::attempt(app, &subjects).await? {
        return Ok(Err(Some(until)));
    }
    if !password::verify(app, password, user.password_hash.clone())
        .await?
        .good
    {
        return Ok(Err(None));
    }
    throttle::settle(app, subjects).await?;
    Ok(Ok(()))
}

/// One counter for all the names of an account.
pub(super) fn account_key(found: &Option<User>, identifier: &str) -> String {
    match found {
        Some(user) => user.id.clone(),
        None => of_typed(identifier),
    }
}

/// What stands for what was typed where there is no account: hashed, for it may be a password in the wrong field.
pub(super) fn of_typed(identifier: &str) -> String {
    crate::base::id::base64url(&crate::jose::digest::sha256(
        text::key(identifier).as_bytes(),
    ))
}
