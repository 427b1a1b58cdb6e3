//! The playground: an honest relying party of this very server, over HTTP.

use axum::Router;

use crate::app::App;

pub(super) fn routes(_app: &App) -> Router<App> {
    Router::new()
}
