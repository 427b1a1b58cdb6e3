//! A state that holds no gate.

use axum::routing::get;
use countersign_verifier::{Guard, GuardedRouter, Principal, Roles, roles};

roles! { enum Role { Admin = "admin" } }

#[derive(Clone)]
struct State;

async fn me(principal: Principal) -> String {
    principal.subject().to_owned()
}

async fn purge(_: Roles<Admin>) {}

fn app() -> axum::Router {
    GuardedRouter::new()
        .route("/me", Guard::new(), get(me))
        .route("/purge", Guard::new(), get(purge))
        .with_state(State)
}

fn main() {
    let _ = (app, plain);
}

fn plain() -> axum::Router {
    axum::Router::new().route("/me", get(me)).with_state(State)
}
