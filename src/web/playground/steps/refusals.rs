//! Step 7: three things that an attacker would try, and how each of them ends.

use axum::response::Response;

use super::{page, send, walk};
use crate::web::pages::Failed;
use crate::web::playground::decode::broken;
use crate::web::playground::view::Part;
use crate::web::playground::{path, relying_party, start_again};
use crate::web::visit::Visit;

pub(crate) async fn broken_token(visit: Visit, body: String) -> Result<Response, Failed> {
    let walk = walk(&visit, &body)?;
    let Some((token, at, was, is)) = broken(&walk.access_token) else {
        return Ok(start_again());
    };
    let exchange = send(
        &visit,
        relying_party::notes(&visit.app.config.issuer, &token),
    )
    .await?;
    let refused = !exchange.succeeded();
    let parts = vec![
        Part::text(format!(
            "One character of the access token is changed: number {at}, in its signature, was `{was}` and is \
            now `{is}`."
        )),
        Part::exchange(exchange),
        Part::verdict(
            refused,
            "Refused, as it should be: the signature fits no more. `www-authenticate` tells the application \
             what is wrong, in a form that programs can read (RFC 6750).",
        ),
        Part::actions(&walk, (path::ID_TOKEN, "Use the ID token"), &[]),
    ];
    page(&visit, 7, parts)
}

pub(crate) async fn id_token(visit: Visit, body: String) -> Result<Response, Failed> {
    let walk = walk(&visit, &body)?;
    if walk.id_token.is_empty() {
        return Ok(start_again());
    }
    let exchange = send(
        &visit,
        relying_party::notes(&visit.app.config.issuer, &walk.id_token),
    )
    .await?;
    let refused = !exchange.succeeded();
    let parts = vec![
        Part::text(
            "The ID token is genuine. Here it is sent to the API in place of the access token.",
        ),
        Part::exchange(exchange),
        Part::verdict(
            refused,
            "Refused, as it should be: an ID token tells the application who signed in, and opens nothing. Its \
             `typ` is `JWT` and not `at+jwt`, its `aud` the application and not the API.",
        ),
        Part::actions(&walk, (path::CODE_AGAIN, "Use the code again"), &[]),
    ];
    page(&visit, 7, parts)
}

pub(crate) async fn code_again(visit: Visit, body: String) -> Result<Response, Failed> {
    let walk = walk(&visit, &body)?;
    if walk.code.is_empty() || walk.access_token.is_empty() {
        return Ok(start_again());
    }
    let issuer = &visit.app.config.issuer;
    let again = send(
        &visit,
        relying_party::redeem(issuer, &walk.code, &walk.code_verifier),
    )
    .await?;
    let after = send(&visit, relying_party::userinfo(issuer, &walk.access_token)).await?;
    let refused = !again.succeeded() && !after.succeeded();
    let lifetime = match visit.app.config.tokens.access_token.as_secs().div_ceil(60) {
        1 => "a minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    };
    let parts = vec![
        Part::text(
            "The code of step 2 is sent once more, with the right secret. Somebody must have copied both.",
        ),
        Part::exchange(again),
        Part::text(
            "The server cannot tell which of the two is the thief. So it ends what the code gave at first. \
             This is UserInfo, asked with your good token.",
        ),
        Part::exchange(after),
        Part::verdict(
            refused,
            format!(
                "Refused, and the refresh token is dead too. An API that asks nobody takes the access token \
                 until it expires; that is why it lives for {lifetime} only."
            ),
        ),
        Part::text(
            "That is the whole walk. Your own application needs the first three steps; a library makes them for you.",
        ),
        Part::start_again(false),
    ];
    page(&visit, 7, parts)
}
