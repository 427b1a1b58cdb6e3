//! Deletes what has expired, in small batches, so that tables do not grow. Nothing depends on it: every statement that
//! reads asks for what is live.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::oauth::registration::document;
use crate::store;
use crate::store::sql::{BoxFuture, Tx};

const EVERY: Duration = Duration::from_secs(60);
/// Consumed codes and tokens stay for a while after their end, so that a late replay is still recognised.
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// Dead API keys stay for longer: by its identifier in an API's log an operator still finds whose one was.
const KEYS_KEPT: Duration = Duration::from_secs(30 * 24 * 3600);
/// Where letters were read at `/dev/mail` once, and are not any more.
const LETTERS_KEPT: Duration = Duration::from_secs(7 * 24 * 3600);

/// What happened to an account is there to be looked up for a year.
const EVENTS_KEPT: Duration = Duration::from_secs(365 * 24 * 3600);

pub(super) async fn run(app: App, stop: CancellationToken) {
    while pause(&stop, EVERY).await {
        clean(&app).await;
    }
}

/// One kind of rows: what it is called, before when they end, and how some of them are deleted.
struct Kind(&'static str, Timestamp, Expire);

type Expire = for<'t> fn(&'t mut Tx, Timestamp) -> BoxFuture<'t, Result<usize, Fault>>;

macro_rules! kinds {
    ($($name:literal, $before:expr, $expire:path;)*) => {
        [$(Kind($name, $before, |tx, before| Box::pin($expire(tx, before)))),*]
    };
}

/// Clears every table, in transactions short enough that nobody waits for them. One that cannot be cleared leaves the others
/// to be.
pub async fn clean(app: &App) {
    let now = app.now();
    let throttle = &app.config.throttle;
    let window = now - throttle.window.max(throttle.account_window);
    let kept = now - KEPT;
    // Grants before sessions, and both before documents: these stay for as long as something hangs on them.
    let kinds = kinds! {
        "authorization requests", now, store::authorization_request::expire;
        "authorization codes", kept, store::authorization_code::expire;
        "refresh tokens", kept, store::refresh_token::expire;
        "grants", kept, store::grant::expire;
        "sessions", kept, store::session::expire;
        "revoked tokens", now, store::revoked_token::expire;
        "API keys", now - KEYS_KEPT, store::api_key::expire;
        "throttles", window, store::throttle::expire;
        "initial access tokens", now, store::initial_access_token::expire;
        "used assertions", now, store::used_assertion::expire;
        "upstream requests", now, store::upstream_request::expire;
        "upstream sessions", now, store::upstream_session::expire;
        "arrivals", now, store::arrival::expire;
        "letters of a mailbox", now - LETTERS_KEPT, store::mail::expire;
        "setup links", now, store::setup::expire;
        "links in letters", kept, store::mail_link::expire;
        "invitations", kept, store::invitation::expire;
        "sign-ins", now, store::sign_in::expire;
        "codes by mail", now, store::email_code::expire;
        "known devices", now - app.config.sessions.device, store::known_device::expire;
        "passkey challenges", now, store::webauthn_ceremony::expire;
        "spent challenges", now, store::spent_challenge::expire;
        "security events", now - EVENTS_KEPT, store::security_event::expire;
    };
    for Kind(name, before, expire) in kinds {
        log(name, clear(app, before, expire).await);
    }
    log(
        "metadata documents",
        documents(app, now - document::STALE).await,
    );
}

fn log(name: &str, cleared: Result<(), Fault>) {
    if let Err(fault) = cleared {
        tracing::warn!(%fault, "expired {name} could not be cleared; the next round tries again");
    }
}

/// Repeats one table's batch until it finds nothing more.
async fn clear(app: &App, before: Timestamp, expire: Expire) -> Result<(), Fault> {
    while app.db.write(move |tx| expire(tx, before)).await? > 0 {
        tokio::task::yield_now().await;
    }
    Ok(())
}

/// Clients are kept in memory, so other servers have to hear of it.
async fn documents(app: &App, before: Timestamp) -> Result<(), Fault> {
    loop {
        let deleted = app.catalog.attempt(move |tx| {
            Box::pin(async move { Ok(store::client::expire_documents(tx, before).await? > 0) })
        });
        if !deleted.await? {
            return Ok(());
        }
    }
}
