//! A route of which nobody said whom it is for.

use axum::routing::get;
use countersign_verifier::{Gate, GuardedRouter};

fn app(gate: Gate) -> axum::Router {
    GuardedRouter::new().route("/notes", get(|| async {})).with_state(gate)
}

fn main() {
    let _ = app;
}
