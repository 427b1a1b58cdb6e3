//! What a server does beside answering: it follows changes made elsewhere, turns its keys, tells clients of sign-outs, sends
//! letters, and clears what has expired.
//!
//! Every job may run on every node at once: what they change is decided by the database. None is needed for a rule to hold;
//! expiry is in the statements.

mod cleaning;
mod keys;
mod logout;
mod mail;

pub use cleaning::clean;

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::app::App;

/// Starts the jobs; they end when `stop` is cancelled.
pub fn start(app: &App, stop: CancellationToken) -> TaskTracker {
    let tracker = TaskTracker::new();
    tracker.spawn(keys::follow(app.clone(), stop.clone()));
    tracker.spawn(logout::run(app.clone(), stop.clone()));
    tracker.spawn(mail::run(app.clone(), stop.clone()));
    tracker.spawn(cleaning::run(app.clone(), stop));
    tracker.close();
    tracker
}

/// Waits, and says whether to go on.
async fn pause(stop: &CancellationToken, span: Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(span) => true,
    }
}
