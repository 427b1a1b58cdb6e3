//! Step 1: the authorization request, before the browser carries it.

use axum::http::header;
use axum::response::Response;

use super::page;
use crate::web::cookie::Cookie;
use crate::web::pages::Failed;
use crate::web::path::AUTHORIZE;
use crate::web::playground::relying_party::{authorization_request, authorization_url};
use crate::web::playground::view::Part;
use crate::web::playground::walk::Pending;
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let issuer = &visit.app.config.issuer;
    let pending = Pending::new(&visit.app);
    let parameters = authorization_request(issuer, &pending);
    let whole = authorization_url(issuer, &parameters);
    let parts = vec![
        Part::text(
            "This is the request that your browser will carry to the server. Three of its values were made just \
             now, for this walk alone.",
        ),
        Part::Request {
            url: issuer.url(AUTHORIZE),
            parameters,
            whole: whole.clone(),
        },
        Part::Go {
            url: whole,
            label: "Sign in",
            primary: true,
        },
    ];
    let mut response = page(&visit, 1, parts)?;
    let sealed = pending
        .seal(&visit.app)
        .map_err(|fault| Failed::of(&visit, fault))?;
    response
        .headers_mut()
        .append(header::SET_COOKIE, Cookie::Playground.set(&sealed, issuer));
    Ok(response)
}
