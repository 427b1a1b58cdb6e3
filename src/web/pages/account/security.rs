//! `/account/security`: what somebody signs in with, and the ways to change each.

use axum::response::Response;

use super::{known, safety};
use crate::web::html;
use crate::web::pages::Failed;
use crate::web::view::Security;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let user = &known(&visit)?.user;
    let safety = safety::of(&visit, user).await;
    let safety = safety.map_err(|fault| Failed::of(&visit, fault))?;
    let page = Security {
        shell: visit.shell(),
        email: user.email.clone(),
        email_verified: user.email_verified,
        advice: safety.advice,
        factors: safety.factors,
    };
    let page = html::page(axum::http::StatusCode::OK, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}
