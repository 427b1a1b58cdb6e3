//! Sends letters: at once where one is posted on this node, and within two seconds where it is posted elsewhere or is due
//! again.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::identity::post;

const LOOK_EVERY: Duration = Duration::from_secs(2);

pub(super) async fn run(app: App, stop: CancellationToken) {
    while wait(&app, &stop).await {
        tokio::select! {
            // What was under way is claimed, and is sent again by whoever lives when the claim runs out.
            () = stop.cancelled() => return,
            delivered = post::deliver(&app) => if let Err(fault) = delivered {
                tracing::warn!(%fault, "letters could not be sent; the next round tries again");
            },
        }
    }
}

async fn wait(app: &App, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = app.mails.notified() => !stop.is_cancelled(),
        on = pause(stop, LOOK_EVERY) => on,
    }
}
