//! Devices that somebody signed in on before. A cookie with a secret of its own tells them, and proves nothing about the person: it
//! keeps guesses from elsewhere from slowing its owner down, and spares a second factor where the owner chose so.
//!
//! Whoever signs in on a device for the first time gives it a new secret, and those who are known on it go along: so nobody who had
//! the secret before, such as who used that machine last, has what opens, or is spared, after.

use std::net::IpAddr;

use super::sign_in::Way;
use super::throttle::Subjects;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::Session;
use crate::jose::digest::sha256;
use crate::store;
use crate::store::known_device::{self, KnownDevice};
use crate::store::sql::Tx;

/// The device of this secret as this person's, if they signed in on it lately.
pub async fn find(
    app: &App,
    secret: Option<&str>,
    user_id: &str,
) -> Result<Option<KnownDevice>, Fault> {
    let Some(secret) = secret else {
        return Ok(None);
    };
    let since = app.now() - app.config.sessions.device;
    known_device::find(
        &mut app.db.read(),
        (&sha256(secret.as_bytes()), user_id),
        since,
    )
    .await
}

/// Whom an attempt of this person's counts against: on a device of theirs, that device alone. `account` is their id, or what was
/// typed where there is nobody.
pub async fn subjects(app: &App, way: &Way<'_>, account: &str) -> Result<Subjects, Fault> {
    subjects_on(app, (way.device, way.place.address), account).await
}

/// The same of who is not on their way in yet.
pub(super) async fn subjects_on(
    app: &App,
    (device, address): (Option<&str>, IpAddr),
    account: &str,
) -> Result<Subjects, Fault> {
    let subjects = Subjects::new(account, address);
    let known = find(app, device, account).await?;
    Ok(match device.filter(|_| known.is_some()) {
        Some(secret) => subjects.on_device(secret),
        None => subjects,
    })
}

/// Whether a second factor is spared on this device. Where the operator has it spared nowhere any more, no device is trusted.
pub async fn is_trusted(app: &App, secret: Option<&str>, user_id: &str) -> Result<bool, Fault> {
    if app.config.sessions.trusted_device.is_zero() {
        return Ok(false);
    }
    let found = find(app, secret, user_id).await?;
    let until = found.and_then(|device| device.trusted_until);
    Ok(until.is_some_and(|until| app.now() < until))
}

/// Has a device be known by another secret from now on, to all whom it is known to.
pub(super) async fn rename(tx: &mut Tx, (from, to): (&str, &str)) -> Result<(), Fault> {
    let hashes = (&sha256(from.as_bytes()), &sha256(to.as_bytes()));
    known_device::move_to(tx, hashes).await?;
    store::session::move_device(tx, hashes).await
}

/// Knows the device on which a session began, trusted until a moment where one is given. True when it is new to a person who
/// is known on others.
pub(super) async fn seen(
    tx: &mut Tx,
    session: &Session,
    trusted_until: Option<Timestamp>,
) -> Result<bool, Fault> {
    let Some(token_hash) = &session.device_hash else {
        return Ok(false);
    };
    let (whose, now) = (
        (&token_hash[..], session.user_id.as_str()),
        session.last_seen_at,
    );
    let known = known_device::find(tx, whose, Timestamp(0)).await?.is_some();
    let is_new = !known && known_device::any_of_user(tx, &session.user_id).await?;
    known_device::seen(tx, whose, &session.user_agent, (now, trusted_until)).await?;
    Ok(is_new)
}
