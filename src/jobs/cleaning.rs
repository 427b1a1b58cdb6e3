//! Deletes what has expired, in small batches, so that tables do not grow. Nothing depends on it: every statement that
//! reads asks for what is live.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::store;
use crate::store::sql::{BoxFuture, Tx};

const EVERY: Duration = Duration::from_secs(60);
/// Consumed codes and tokens stay for a while after their end, so that a late replay is still recognised.
const KEPT: Duration = Duration::from_secs(24 * 3600);

pub(super) async fn run(app: App, stop: CancellationToken) {
    while pause(&stop, EVERY).await {
        if let Err(fault) = clean(&app).await {
            tracing::warn!(%fault, "expired rows could not be cleared; the next round tries again");
        }
    }
}

/// Clears every table, in transactions short enough that nobody waits for them.
pub(crate) async fn clean(app: &App) -> Result<(), Fault> {
    let now = app.now();
    let (kept, window) = (now - KEPT, now - app.config.throttle.window);
    // Grants before sessions: a session stays for as long as a grant of it does.
    clear(app, now, |tx, at| {
        Box::pin(store::authorization_request::expire(tx, at))
    })
    .await?;
    clear(app, kept, |tx, at| {
        Box::pin(store::authorization_code::expire(tx, at))
    })
    .await?;
    clear(app, kept, |tx, at| {
        Box::pin(store::refresh_token::expire(tx, at))
    })
    .await?;
    clear(app, kept, |tx, at| Box::pin(store::grant::expire(tx, at))).await?;
    clear(app, kept, |tx, at| Box::pin(store::session::expire(tx, at))).await?;
    clear(app, now, |tx, at| {
        Box::pin(store::revoked_token::expire(tx, at))
    })
    .await?;
    clear(app, window, |tx, at| {
        Box::pin(store::throttle::expire(tx, at))
    })
    .await?;
    clear(app, now, |tx, at| {
        Box::pin(store::initial_access_token::expire(tx, at))
    })
    .await?;
    clear(app, now, |tx, at| {
        Box::pin(store::used_assertion::expire(tx, at))
    })
    .await?;
    clear(app, now, |tx, at| Box::pin(store::setup::expire(tx, at))).await
}

type Expire = for<'t> fn(&'t mut Tx, Timestamp) -> BoxFuture<'t, Result<usize, Fault>>;

/// Repeats one table's batch until it finds nothing more.
async fn clear(app: &App, before: Timestamp, expire: Expire) -> Result<(), Fault> {
    while app.db.write(move |tx| expire(tx, before)).await? > 0 {
        tokio::task::yield_now().await;
    }
    Ok(())
}
