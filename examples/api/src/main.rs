//! An API that trusts Countersign: one open route, one for whoever has a valid access token, one for a role.
//!
//! `ISSUER`, `AUDIENCE`, `LISTEN` and `ROLE` may be set in the environment; the README shows the calls.

use std::error::Error;

use axum::{Json, Router, routing::get};
use countersign_verifier::{Gate, Guard, Principal, Verifier};
use serde_json::{Value, json};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let issuer = setting("ISSUER", "http://localhost:8080");
    let audience = setting("AUDIENCE", "http://localhost:9090");
    let listener = TcpListener::bind(setting("LISTEN", "127.0.0.1:9090")).await?;

    // Nothing is fetched until the first token comes, so this starts while the issuer is down.
    let verifier = Verifier::discover(&issuer).audience(&audience).build()?;
    announce(&format!(
        "http://{} serves {audience} and trusts {issuer}",
        listener.local_addr()?
    ));
    axum::serve(listener, router(verifier, &setting("ROLE", "editor"))).await?;
    Ok(())
}

fn router(verifier: Verifier, role: &str) -> Router {
    let gate = Gate::from(verifier);
    let editors = Router::new()
        .route("/editors", get(editors))
        .route_layer(gate.guard(Guard::new().role(role)));
    Router::new()
        .route("/", get(open))
        .route("/me", get(me))
        .merge(editors)
        .with_state(gate)
}

/// Open to everybody.
async fn open() -> &'static str {
    "GET /me needs an access token, GET /editors needs a role besides.\n"
}

/// Open to whoever has an access token for this API.
async fn me(principal: Principal) -> Json<Value> {
    Json(json!({
        "sub": principal.subject(),
        "client_id": principal.client(),
        "scope": principal.scope().to_string(),
        "roles": principal.roles(),
    }))
}

/// Open to one role: the layer has seen to it before this runs.
async fn editors(principal: Principal) -> Json<Value> {
    Json(json!({ "welcome": principal.subject(), "roles": principal.roles() }))
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example has no other configuration"
)]
fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

#[expect(clippy::print_stdout, reason = "the line that says it is ready")]
fn announce(line: &str) {
    println!("{line}");
}
