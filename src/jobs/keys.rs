//! Keeps the signing keys those of the database: at once when the revision moves, and now and then because time does.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::pause;
use crate::app::App;
use crate::oauth::signing_keys;

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// In looks: once a minute.
const TURN_EVERY: u32 = 120;

pub(super) async fn follow(app: App, stop: CancellationToken) {
    let mut seen = None;
    let mut looks = 0;
    while pause(&stop, LOOK_EVERY).await {
        looks = (looks + 1) % TURN_EVERY;
        let Ok(revision) = app.catalog.revision().await else {
            continue;
        };
        if looks != 0 && seen == Some(revision) {
            continue;
        }
        match signing_keys::turn(&app).await {
            Ok(()) => seen = Some(revision),
            Err(error) => {
                tracing::error!(%error, "the signing keys cannot be read; those in memory stay")
            }
        }
    }
}
