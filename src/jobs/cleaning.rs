//! Deletes what has expired, in small batches, so that tables do not grow. Nothing depends on it: every statement that
//! reads asks for what is live.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::base::Fault;
use crate::store;

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

/// One round: at most a thousand rows of each table.
pub(crate) async fn clean(app: &App) -> Result<(), Fault> {
    let now = app.now();
    let (kept, window) = (now - KEPT, now - app.config.throttle.window);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                store::authorization_request::expire(tx, now).await?;
                store::authorization_code::expire(tx, kept).await?;
                store::refresh_token::expire(tx, kept).await?;
                store::grant::expire(tx, kept).await?;
                store::session::expire(tx, kept).await?;
                store::throttle::expire(tx, window).await
            })
        })
        .await
}
