//! Steps 3 and 6: the two requests to the token endpoint, and what the tokens say.

use axum::Extension;
use axum::response::Response;
use countersign_verifier::Verifier;

use super::{page, send, walk};
use crate::web::pages::Failed;
use crate::web::playground::check::{self, Expected};
use crate::web::playground::decode::Jwt;
use crate::web::playground::record::Exchange;
use crate::web::playground::relying_party;
use crate::web::playground::view::{Part, Token};
use crate::web::playground::walk::Walk;
use crate::web::playground::{path, start_again};
use crate::web::visit::Visit;

pub(crate) async fn redeem(
    visit: Visit,
    Extension(verifier): Extension<Verifier>,
    body: String,
) -> Result<Response, Failed> {
    let mut walk = walk(&visit, &body)?;
    if walk.code.is_empty() {
        return Ok(start_again());
    }
    let request = relying_party::redeem(&visit.app.config.issuer, &walk.code, &walk.code_verifier);
    let exchange = send(&visit, request).await?;
    if !exchange.succeeded() {
        let text = "A code lives for a minute and works once, so this one is spent. Nothing is lost: start again.";
        return page(&visit, 3, refused(exchange, text));
    }
    walk.take(&exchange.json);
    let mut parts = vec![
        Part::text(
            "The application calls the server itself, with the code and the secret that only it knows. Tokens \
             are shortened here and stand in full below.",
        ),
        Part::exchange(exchange),
    ];
    parts.extend(tokens(&visit, &verifier, &walk, false).await);
    parts.push(Part::actions(
        &walk,
        (path::USERINFO, "Call UserInfo"),
        &[(path::NOTES, "Call the demo API")],
    ));
    page(&visit, 3, parts)
}

pub(crate) async fn refresh(
    visit: Visit,
    Extension(verifier): Extension<Verifier>,
    body: String,
) -> Result<Response, Failed> {
    let mut walk = walk(&visit, &body)?;
    if walk.refresh_token.is_empty() {
        return Ok(start_again());
    }
    let request = relying_party::refresh(&visit.app.config.issuer, &walk.refresh_token);
    let exchange = send(&visit, request).await?;
    if !exchange.succeeded() {
        let text = "A refresh token works once. Whoever brings a used one may have stolen it, so the server \
        ends the whole family.";
        return page(&visit, 6, refused(exchange, text));
    }
    walk.take(&exchange.json);
    let mut parts = vec![
        Part::text(
            "The refresh token is spent and a new one took its place. The new access token carries the roles \
             that you have now, not those of the sign-in.",
        ),
        Part::exchange(exchange),
    ];
    parts.extend(tokens(&visit, &verifier, &walk, true).await);
    parts.push(Part::actions(
        &walk,
        (path::BROKEN_TOKEN, "Use a broken token"),
        &[
            (path::NOTES, "Call the demo API"),
            (path::USERINFO, "Call UserInfo"),
        ],
    ));
    page(&visit, 6, parts)
}

fn refused(exchange: Exchange, text: &str) -> Vec<Part> {
    let error = exchange.error().to_owned();
    let verdict = if error == "invalid_grant" {
        text
    } else {
        "The server gave no tokens. Its answer says why."
    };
    vec![
        Part::exchange(exchange),
        Part::verdict(false, verdict),
        Part::start_again(true),
    ]
}

/// Both tokens, read and checked.
async fn tokens(visit: &Visit, verifier: &Verifier, walk: &Walk, refreshed: bool) -> Vec<Part> {
    let app = &visit.app;
    let mut parts = Vec::new();
    let checks = check::access_token(verifier, &walk.access_token).await;
    parts.push(match Jwt::read(&walk.access_token) {
        Some(jwt) => token("access-token", "Access token", jwt, checks),
        None => Part::text("The access token is no JWT: only the server can read it."),
    });
    if let Some(jwt) = Jwt::read(&walk.id_token) {
        let expected = Expected {
            issuer: app.config.issuer.as_str(),
            nonce: &walk.nonce,
            refreshed,
            access_token: &walk.access_token,
            now: app.now(),
        };
        let checks = check::id_token(&jwt.claims, expected);
        parts.push(token("id-token", "ID token", jwt, checks));
    }
    parts
}

fn token(id: &'static str, title: &'static str, jwt: Jwt, checks: Vec<check::Check>) -> Part {
    Part::Token(Box::new(Token {
        id,
        title,
        jwt,
        checks,
    }))
}
