//! Letters to people: prepared before the transaction that causes them, queued in it, and sent afterwards by whoever is free.
//!
//! The queue holds sealed bytes only. Whoever asked for a letter never waits for a mail server.

mod deliver;

use serde_json::Error;

use crate::app::App;
use crate::base::{Fault, id};
use crate::mail::{Letter, Rendered, can_reach, render};
use crate::store::mail::{Posted, Waiting};

pub use self::deliver::{PATIENCE, backoff, deliver};

/// Renders and seals a letter. None where no letter can be sent at all, or none to this address: what depends on a letter
/// asks `config.mail_on()` and `mail::can_reach` first.
pub fn prepare(app: &App, letter: &Letter) -> Result<Option<Posted>, Fault> {
    if !app.config.mail_on() {
        return Ok(None);
    }
    let (id, now) = (id::id(&*app.random), app.now());
    if !can_reach(&letter.to) {
        tracing::warn!(letter = %letter.name, "a letter was not written: its address is none that a server takes");
        return Ok(None);
    }
    let config = &app.config;
    let rendered = render(
        letter,
        &config.brand.name,
        |path| config.issuer.url(path),
        now,
    );
    let plain = serde_json::to_vec(&rendered.map_err(Fault::internal)?).map_err(Fault::internal)?;
    let sealed = app.master_key.seal(&purpose(&id), &plain, &*app.random)?;
    let latest = now + PATIENCE;
    Ok(Some(Posted {
        id,
        sealed,
        created_at: now,
        expires_at: letter.expires_at.map_or(latest, |until| until.min(latest)),
        delivered_at: config.mailbox_on().then_some(now),
    }))
}

/// Reads a letter of the queue. None when it was sealed under another master key, or is no letter.
pub fn open(app: &App, letter: &Waiting) -> Option<Rendered> {
    let plain = app.master_key.open(&purpose(&letter.id), &letter.sealed)?;
    let read: Result<Rendered, Error> = serde_json::from_slice(&plain);
    read.ok()
}

/// A letter opens in its own row only.
fn purpose(id: &str) -> String {
    format!("letter {id}")
}
