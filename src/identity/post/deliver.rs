//! Sending what waits, a few letters at once. What is not taken is tried again, less and less often, for three days; what the
//! server will never take ends at once. A server that cannot be reached costs one attempt a minute, however many letters wait.

use std::time::Duration;

use tokio::task::JoinSet;

use super::open;
use crate::app::App;
use crate::base::Fault;
use crate::mail::{Carrier, Envelope, Trouble, Whose, compose};
use crate::store::mail::{self, Waiting};

/// Letters under way at once, on one node.
const AT_ONCE: usize = 4;
/// How long a claim is good for beyond the time that a letter may take: for the database.
const SPARE: Duration = Duration::from_secs(60);
/// After how long a letter is given up (RFC 5321 section 4.5.4.1 has four to five days; people have lost interest before).
pub const PATIENCE: Duration = Duration::from_secs(3 * 24 * 3600);
/// How long all letters wait when the server takes none.
const SERVER_RESTS: Duration = Duration::from_secs(60);

/// Sends what is due, until nothing is due or under way.
pub async fn deliver(app: &App) -> Result<(), Fault> {
    // Nearly always there is nothing, and asking needs no transaction.
    if app.config.mail.url.is_none() || !mail::any_due(&mut app.db.read(), app.now()).await? {
        return Ok(());
    }
    let connections = u32::try_from(AT_ONCE).unwrap_or(1);
    let carrier = match Carrier::open(&app.config.mail, connections).await {
        Ok(Some(carrier)) => carrier,
        Ok(None) => return Ok(()),
        Err(trouble) => {
            tracing::warn!(detail = trouble.detail, "the mail server takes no letters");
            return rest(app).await;
        }
    };
    let mut sending = JoinSet::new();
    loop {
        for letter in claim(app, AT_ONCE - sending.len()).await? {
            let (app, carrier) = (app.clone(), carrier.clone());
            sending.spawn(async move {
                // One that fails here is claimed, and is tried again when the claim runs out: the others go on.
                if let Err(fault) = settle(&app, &carrier, letter).await {
                    tracing::warn!(%fault, "what came of a letter could not be kept");
                }
            });
        }
        if sending.is_empty() {
            return Ok(());
        }
        tokio::select! {
            _ = sending.join_next() => {}
            // What is posted meanwhile does not wait for a slow one.
            () = app.mails.notified(), if sending.len() < AT_ONCE => {}
        }
    }
}

async fn claim(app: &App, room: usize) -> Result<Vec<Waiting>, Fault> {
    let now = app.now();
    if room == 0 || !mail::any_due(&mut app.db.read(), now).await? {
        return Ok(Vec::new());
    }
    let most = i64::try_from(room).unwrap_or(1);
    let until = now + app.config.mail.timeout * 2 + SPARE;
    app.db
        .write(move |tx| Box::pin(async move { mail::claim(tx, now, until, most).await }))
        .await
}

/// Tries one letter, and writes down what came of it.
async fn settle(app: &App, carrier: &Carrier, letter: Waiting) -> Result<(), Fault> {
    if letter.expires_at <= app.now() {
        return give_up(app, letter, "it is too late for it").await;
    }
    match attempt(app, carrier, &letter).await {
        Ok(name) => {
            let attempts = letter.attempts;
            tracing::info!(letter = letter.id, name, attempts, "a letter was sent");
            done(app, letter).await
        }
        Err(trouble) if trouble.whose == Whose::Letters => {
            give_up(app, letter, &trouble.detail).await
        }
        Err(trouble) => try_later(app, letter, &trouble).await,
    }
}

async fn give_up(app: &App, letter: Waiting, detail: &str) -> Result<(), Fault> {
    let attempts = letter.attempts;
    tracing::warn!(
        letter = letter.id,
        attempts,
        detail,
        "a letter was given up"
    );
    done(app, letter).await
}

async fn try_later(app: &App, letter: Waiting, trouble: &Trouble) -> Result<(), Fault> {
    let wait = backoff(letter.attempts);
    tracing::warn!(
        letter = letter.id,
        attempts = letter.attempts,
        again_in = wait.as_secs(),
        detail = trouble.detail,
        "a letter could not be sent"
    );
    later(app, letter, wait, trouble.whose == Whose::Servers).await
}

/// The name of the letter that was sent.
async fn attempt(app: &App, carrier: &Carrier, letter: &Waiting) -> Result<String, Trouble> {
    let mail = &app.config.mail;
    let Some(rendered) = open(app, letter) else {
        return Err(Trouble::of_letter("it was sealed under another master key"));
    };
    let Some(from) = &mail.from else {
        return Err(Trouble::of_letter("there is no sender"));
    };
    let envelope = Envelope {
        id: &letter.id,
        host: app.config.issuer.host(),
        from,
        reply_to: mail.reply_to.as_ref(),
        date: letter.created_at,
    };
    let message =
        compose(&rendered, &envelope).map_err(|error| Trouble::of_letter(&error.to_string()))?;
    carrier.send(message).await?;
    Ok(rendered.name)
}

async fn done(app: &App, letter: Waiting) -> Result<(), Fault> {
    app.db
        .write(move |tx| Box::pin(async move { mail::done(tx, &letter.id).await }))
        .await
}

async fn later(app: &App, letter: Waiting, wait: Duration, at_all: bool) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                mail::later(tx, &letter, now + wait).await?;
                if at_all {
                    mail::rest_later(tx, now, now + SERVER_RESTS).await?;
                }
                Ok(())
            })
        })
        .await
}

async fn rest(app: &App) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move { mail::rest_later(tx, now, now + SERVER_RESTS).await })
        })
        .await
}

/// How long to wait after so many attempts: from a minute to six hours.
pub fn backoff(attempts: i64) -> Duration {
    const MINUTE: u64 = 60;
    Duration::from_secs(match attempts {
        ..=1 => MINUTE,
        2 => 5 * MINUTE,
        3 => 15 * MINUTE,
        4 => 60 * MINUTE,
        5 => 180 * MINUTE,
        _ => 360 * MINUTE,
    })
}
