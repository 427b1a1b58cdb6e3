//! Keeps the server's keys those of the database: at the start, when the revision moves, and now and then because time
//! does.

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
    // The first look is at once: the server listens already, and most of its keys are made only now.
    loop {
        look(&app, looks == 0, &mut seen).await;
        looks = (looks + 1) % TURN_EVERY;
        if !pause(&stop, LOOK_EVERY).await {
            return;
        }
    }
}

async fn look(app: &App, always: bool, seen: &mut Option<i64>) {
    let Ok(revision) = app.catalog.revision().await else {
        return;
    };
    if !always && *seen == Some(revision) {
        return;
    }
    match signing_keys::turn(app).await {
        Ok(()) => *seen = Some(revision),
        Err(error) => {
            tracing::error!(%error, "the keys cannot be read; those in memory stay")
        }
    }
}
