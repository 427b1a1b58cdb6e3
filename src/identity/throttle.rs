//! Throttling of guesses, per canonical account and per address.
//!
//! An attempt is counted before it is evaluated, so a hundred parallel guesses count as a hundred. After the free ones each
//! attempt doubles the pause, up to a bound. Nobody is locked out for good, and an attempt during a pause does not lengthen it.
//! Failures at an account count for longer than those of an address: many people share an address, and whoever knows a password has
//! time to guess at the code behind it.

use std::net::IpAddr;
use std::time::Duration;

use super::session::Place;
use crate::app::App;
use crate::base::{Fault, Timestamp, id, text};
use crate::config::Throttle;
use crate::jose::digest::sha256;
use crate::store::sql::Tx;
use crate::store::throttle;

/// Whom an attempt counts against.
#[derive(Debug, Clone)]
pub struct Subjects {
    pub(super) account: String,
    pub(super) address: String,
}

impl Subjects {
    /// The same from a device on which this person signed in before: guesses from elsewhere do not slow it down, and what is
    /// guessed on it counts for itself.
    #[must_use]
    pub fn on_device(self, secret: &str) -> Self {
        let device = id::base64url(&sha256(secret.as_bytes()));
        Self {
            account: format!("{}:{device}", self.account),
            ..self
        }
    }

    /// `account` is the user's id whatever name was typed, or what was typed where there is no such user.
    pub fn new(account: &str, address: IpAddr) -> Self {
        Self {
            account: format!("account:{account}"),
            address: address_subject(address),
        }
    }
}

fn address_subject(address: IpAddr) -> String {
    format!("address:{}", network(address))
}

/// What a household or a host gets: one IPv4 address, or an IPv6 /64.
fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    Allowed,
    /// Nothing may be evaluated before this moment.
    Blocked {
        until: Timestamp,
    },
}

/// The counter of what comes from a network besides sign-ins.
pub(super) fn at(what: &str, address: IpAddr) -> String {
    format!("{what}:{}", network(address))
}

/// The counter of what comes from everywhere.
pub(super) fn everywhere(what: &str) -> String {
    format!("server:{what}")
}

/// Whether one of these counters has come to what stands beside it, within the window.
pub(super) async fn is_high(app: &App, bounds: [(&str, u32); 3]) -> Result<bool, Fault> {
    let window_from = app.now() - app.config.throttle.window;
    throttle::is_high(&mut app.db.read(), bounds, window_from).await
}

/// Counts what nobody is slowed down by: how much of it the whole server sees.
pub(super) async fn seen_everywhere(
    tx: &mut Tx,
    what: &str,
    (policy, now): (&Throttle, Timestamp),
) -> Result<(), Fault> {
    throttle::count(tx, &everywhere(what), now, now - policy.window).await?;
    Ok(())
}

/// Counts an attempt, and says whether it may be evaluated.
pub async fn attempt(app: &App, subjects: &Subjects) -> Result<Attempt, Fault> {
    let now = app.now();
    let policy = app.config.throttle.clone();
    let subjects = subjects.clone();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                // A blocked address touches no account: neither a known one's counter nor a row for a made-up one.
                let limits = (policy.address_free, policy.window);
                let address = count(tx, &subjects.address, limits, &policy, now).await?;
                if address != Attempt::Allowed {
                    return Ok(address);
                }
                let limits = (policy.account_free, policy.account_window);
                count(tx, &subjects.account, limits, &policy, now).await
            })
        })
        .await
}

/// Counts an attempt at something that needs no account, by address and apart from sign-ins. Only the address is ever blocked.
pub async fn attempt_at(
    app: &App,
    what: &'static str,
    address: IpAddr,
    free: u32,
) -> Result<Attempt, Fault> {
    let now = app.now();
    let policy = app.config.throttle.clone();
    let (subject, limits) = (at(what, address), (free, policy.window));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let attempt = count(tx, &subject, limits, &policy, now).await?;
                if attempt == Attempt::Allowed {
                    seen_everywhere(tx, what, (&policy, now)).await?;
                }
                Ok(attempt)
            })
        })
        .await
}

/// Counts somebody who wants an account, whether that begins with a letter or not.
pub async fn attempt_to_register(app: &App, place: &Place) -> Result<Attempt, Fault> {
    let free = app.config.accounts.address_free;
    attempt_at(app, "register", place.address, free).await
}

/// Until when an address waits that has guessed too often; none where it may go on. Nothing is counted.
pub async fn waits(app: &App, address: IpAddr) -> Result<Option<Timestamp>, Fault> {
    let subject = address_subject(address);
    let until = throttle::blocked_until(&mut app.db.read(), &subject).await?;
    Ok((app.now() < until).then_some(until))
}

/// Counts what somebody who is signed in asks for, apart from sign-ins.
pub async fn attempt_of(app: &App, what: &'static str, user_id: &str) -> Result<Attempt, Fault> {
    let (now, policy) = (app.now(), app.config.throttle.clone());
    let subject = format!("{what}:{user_id}");
    let limits = (policy.account_free, policy.window);
    app.db
        .write(move |tx| Box::pin(async move { count(tx, &subject, limits, &policy, now).await }))
        .await
}

/// Whether another letter may go to an address: some are free, then there is one for each longest pause. Whoever asks for it is
/// told the same either way.
pub async fn spares_letter(app: &App, what: &'static str, to: &str) -> Result<bool, Fault> {
    let (now, policy) = (app.now(), app.config.throttle.clone());
    let free = i64::from(app.config.accounts.letters_free);
    let hash = sha256(text::key(to).as_bytes());
    let subject = format!("letters:{what}:{}", id::base64url(&hash));
    let counted = app.db.write(move |tx| {
        Box::pin(async move {
            let counted = throttle::count(tx, &subject, now, now - policy.window).await?;
            if counted.is_some_and(|letters| letters >= free) {
                throttle::block(tx, &subject, now + policy.max_delay).await?;
            }
            Ok(counted)
        })
    });
    Ok(counted.await?.is_some())
}

/// Counts a letter that somebody asks for, by whom it is for and apart from sign-ins: nobody is flooded with them. What strangers ask
/// for leaves the letters for a device of that person alone.
pub async fn letter(
    tx: &mut Tx,
    subjects: &Subjects,
    policy: &Throttle,
    now: Timestamp,
) -> Result<Attempt, Fault> {
    let subject = format!("letters:{}", subjects.account);
    let limits = (policy.account_free, policy.window);
    count(tx, &subject, limits, policy, now).await
}

async fn count(
    tx: &mut Tx,
    subject: &str,
    (free, window): (u32, Duration),
    policy: &Throttle,
    now: Timestamp,
) -> Result<Attempt, Fault> {
    match throttle::count(tx, subject, now, now - window).await? {
        None => Ok(Attempt::Blocked {
            until: throttle::blocked_until(tx, subject).await?,
        }),
        Some(failures) => {
            if let Some(pause) = pause(failures, free, policy.max_delay) {
                throttle::block(tx, subject, now + pause).await?;
            }
            Ok(Attempt::Allowed)
        }
    }
}

/// The pause after the `failures`th attempt: none for the free ones, then 1, 2, 4, ... seconds.
fn pause(failures: i64, free: u32, longest: Duration) -> Option<Duration> {
    let beyond = u32::try_from(failures - i64::from(free) - 1).ok()?;
    Some(Duration::from_secs(1 << beyond.min(30)).min(longest))
}

/// Takes back what a good attempt counted.
pub async fn succeeded(tx: &mut Tx, subjects: &Subjects) -> Result<(), Fault> {
    throttle::take_back(tx, &subjects.address).await?;
    throttle::forget(tx, &subjects.account).await
}

/// The same for an attempt that was good by itself, whatever comes of the sign-in.
pub async fn settle(app: &App, subjects: Subjects) -> Result<(), Fault> {
    app.db
        .write(move |tx| Box::pin(async move { succeeded(tx, &subjects).await }))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_bound() {
        let longest = Duration::from_secs(900);
        assert_eq!(pause(5, 5, longest), None);
        assert_eq!(pause(6, 5, longest), Some(Duration::from_secs(1)));
        assert_eq!(pause(9, 5, longest), Some(Duration::from_secs(8)));
        assert_eq!(pause(60, 5, longest), Some(longest));
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        let subject = |text: &str| Subjects::new("a", text.parse().unwrap()).address;
        assert_eq!(subject("2001:db8::1"), subject("2001:db8::ffff:1"));
        assert_ne!(subject("2001:db8::1"), subject("2001:db8:0:1::1"));
        assert_eq!(subject("::ffff:192.0.2.1"), subject("192.0.2.1"));
    }
}
