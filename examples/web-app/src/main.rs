//! A web application that leaves sign-in to an OpenID provider. `provider` speaks to the provider, `sign_in` has the
//! routes, `attempt` remembers sign-ins under way and `session` who is signed in, both by a `cookie`; `pages` is the HTML.
//! Read `sign_in::callback` first.

mod attempt;
mod cookie;
mod pages;
mod provider;
mod session;
mod sign_in;
#[cfg(test)]
mod tests;

use std::{env, net::SocketAddr, process::ExitCode, sync::Arc};

use axum::{
    Router,
    routing::{get, post},
};

use crate::{attempt::Attempts, provider::Provider, session::Sessions};

/// What every route has at hand.
pub(crate) struct App {
    provider: Provider,
    sessions: Sessions,
    attempts: Attempts,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            say(&reason);
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let listen = variable("LISTEN").unwrap_or_else(|| "127.0.0.1:7070".to_owned());
    let listen: SocketAddr = listen.parse().map_err(|_| {
        format!("LISTEN is `{listen}`: write an address and a port, such as 127.0.0.1:7070.")
    })?;
    let home = format!("http://localhost:{}", listen.port());
    let redirect_uri = format!("{home}/callback");
    let client_id = variable("CLIENT_ID").ok_or_else(|| registration(&redirect_uri))?;
    let issuer = variable("ISSUER").unwrap_or_else(|| "http://localhost:8080".to_owned());
    let app = App {
        provider: Provider::new(&issuer, client_id, variable("CLIENT_SECRET"), redirect_uri)?,
        sessions: Sessions::default(),
        attempts: Attempts::default(),
    };

    let listener = tokio::net::TcpListener::bind(listen)
        .await
        .map_err(|error| format!("Cannot listen on {listen}: {error}."))?;
    say(&format!("Open {home} in a browser."));
    axum::serve(listener, router(app))
        .await
        .map_err(|error| error.to_string())
}

fn router(app: App) -> Router {
    Router::new()
        .route("/", get(sign_in::home))
        .route("/sign-in", get(sign_in::sign_in))
        .route("/callback", get(sign_in::callback))
        .route("/refresh", post(sign_in::refresh))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/style.css", get(pages::style))
        .with_state(Arc::new(app))
}

fn registration(redirect_uri: &str) -> String {
    format!(
        "CLIENT_ID is missing. Register this application, then set CLIENT_ID to the client_id that is printed:\n\n    \
         countersign client create --name \"Web app\" --public --redirect-uri {redirect_uri} \
         --grant authorization_code --grant refresh_token \
         --scope openid --scope profile --scope email --scope offline_access\n"
    )
}

/// A variable that is set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "an application of its own, configured by its environment"
)]
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

#[expect(
    clippy::print_stderr,
    reason = "the one line that tells a person where to go"
)]
fn say(line: &str) {
    eprintln!("{line}");
}
