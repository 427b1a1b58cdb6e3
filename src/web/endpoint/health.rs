//! Whether the process lives, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::base::Fault;
use crate::store::revision;
use crate::web::error;

pub(crate) async fn alive() -> Response {
    (StatusCode::OK, "ok\n").into_response()
}

/// Ready: the database answers, and there is a key to sign with.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    if !app.db.takes_writes() {
        return error::fault(&Fault::unavailable("the database takes no writes"));
    }
    let checked = match revision::read(&mut app.db.read()).await {
        Ok(_) => app
            .keys
            .ring()
            .and_then(|ring| ring.signer(app.now()).map(|_| ())),
        Err(fault) => Err(fault),
    };
    match checked {
        Ok(()) => (StatusCode::OK, "ready\n").into_response(),
        Err(fault) => error::fault(&fault),
    }
}
