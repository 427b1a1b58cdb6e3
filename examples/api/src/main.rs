//! An API behind Countersign. Here stands whom it trusts; `api` says which route is for whom.
//!
//! It is configured by the environment; the README has the table, and the calls.

mod api;

use std::error::Error;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use countersign_verifier::{ApiKeys, Basic, Gate, Identity, Introspection, SetupError, Verifier};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let issuer = setting("ISSUER").unwrap_or("http://localhost:8080".into());
    let audience = setting("AUDIENCE").unwrap_or("http://localhost:9090".into());
    let address = setting("LISTEN").unwrap_or("127.0.0.1:9090".into());

    // Nothing is fetched until the first token comes, so this starts while the issuer is down.
    let gate = gate(&issuer, &audience)?;
    let listener = TcpListener::bind(address).await?;
    announce(&format!(
        "http://{} serves {audience} and trusts {issuer}",
        listener.local_addr()?
    ));
    axum::serve(listener, api::router(gate)).await?;
    Ok(())
}

/// Access tokens of the issuer; its API keys, if this API may ask about them; and the scraper, if it has a password.
fn gate(issuer: &str, audience: &str) -> Result<Gate, SetupError> {
    let verifier = Verifier::discover(issuer).audience(audience).build()?;
    let mut gate = api::permissions(Gate::from(verifier));
    if let (Some(id), Some(secret)) = (setting("CLIENT_ID"), setting("CLIENT_SECRET")) {
        let introspection = Introspection::discover(issuer).audience(audience);
        gate = gate.with(ApiKeys::new(introspection.client(id, secret).build()?));
    }
    if let Some(password) = setting("METRICS_PASSWORD") {
        gate = gate.with(scraper(password));
    }
    Ok(gate)
}

fn scraper(password: String) -> Basic {
    Basic::new("metrics", move |name, tried| {
        let right = verify_slices_are_equal(tried.as_bytes(), password.as_bytes()).is_ok();
        let known = (name == "scraper" && right).then(|| Identity {
            subject: name,
            ..Identity::default()
        });
        std::future::ready(Ok(known))
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "an example has no other configuration"
)]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[expect(clippy::print_stdout, reason = "the line that says it is ready")]
fn announce(line: &str) {
    println!("{line}");
}
