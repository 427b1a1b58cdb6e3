//! Tells clients of ended sessions: at once where one ends on this node, and within a second where it ends elsewhere or a
//! message is due again.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::oauth::logout::back_channel;

const LOOK_EVERY: Duration = Duration::from_secs(1);

pub(super) async fn run(app: App, stop: CancellationToken) {
    while wait(&app, &stop).await {
        tokio::select! {
            // What was under way is claimed, and is sent again by whoever lives when the claim runs out.
            () = stop.cancelled() => return,
            delivered = back_channel::deliver(&app) => if let Err(fault) = delivered {
                tracing::warn!(%fault, "clients could not be told of sign-outs; the next round tries again");
            },
        }
    }
}

async fn wait(app: &App, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = app.logouts.notified() => !stop.is_cancelled(),
        on = pause(stop, LOOK_EVERY) => on,
    }
}
