//! Steps 4 and 5: the access token at work, at UserInfo and at an API that wants a role.

use axum::response::Response;

use super::{page, send, walk};
use crate::base::text::shell_word;
use crate::web::pages::Failed;
use crate::web::playground::record::Exchange;
use crate::web::playground::registration::ROLE;
use crate::web::playground::view::Part;
use crate::web::playground::{path, relying_party, start_again};
use crate::web::visit::Visit;

pub(crate) async fn userinfo(visit: Visit, body: String) -> Result<Response, Failed> {
    let walk = walk(&visit, &body)?;
    if walk.access_token.is_empty() {
        return Ok(start_again());
    }
    let request = relying_party::userinfo(&visit.app.config.issuer, &walk.access_token);
    let exchange = send(&visit, request).await?;
    let verdict = match exchange.succeeded() {
        true => Part::verdict(
            true,
            "This is what you agreed to share, as it is now. `sub` is who you are here: it never changes, \
             whatever your name or e-mail address becomes.",
        ),
        false => Part::verdict(
            false,
            "The server honours this token no more. Start again, or look at what it says.",
        ),
    };
    let text = "The access token opens what you agreed to. Whoever holds it may ask, so it travels in a header, \
                never in an address.";
    let parts = vec![
        Part::text(text),
        Part::exchange(exchange),
        verdict,
        Part::actions(&walk, (path::NOTES, "Call the demo API"), &[]),
    ];
    page(&visit, 4, parts)
}

pub(crate) async fn notes(visit: Visit, body: String) -> Result<Response, Failed> {
    let walk = walk(&visit, &body)?;
    if walk.access_token.is_empty() {
        return Ok(start_again());
    }
    let request = relying_party::notes(&visit.app.config.issuer, &walk.access_token);
    let exchange = send(&visit, request).await?;
    let mut parts = vec![Part::text(format!(
        "An API needs a few lines for this: it asks nobody, but checks the token with the \
         `countersign-verifier` crate and looks for the role `{ROLE}`."
    ))];
    let others: &[_] = match exchange.succeeded() {
        true => &[],
        false => &[(path::NOTES, "Call it again")],
    };
    parts.extend(outcome(&visit, exchange));
    parts.push(Part::actions(
        &walk,
        (path::REFRESH, "Refresh the tokens"),
        others,
    ));
    page(&visit, 5, parts)
}

fn outcome(visit: &Visit, exchange: Exchange) -> Vec<Part> {
    let lacks_the_role = exchange.reason() == "insufficient_role";
    let succeeded = exchange.succeeded();
    let mut parts = vec![Part::exchange(exchange)];
    if succeeded {
        let text = format!(
            "Let in: the token is good, it is for this API, and its `roles` name `{ROLE}`."
        );
        parts.push(Part::verdict(true, text));
    } else if lacks_the_role {
        let text = format!(
            "The API knows who you are, and keeps you out: you do not have the role `{ROLE}`. Give it to \
             yourself on the command line, where the server runs:"
        );
        parts.push(Part::verdict(false, text));
        parts.push(Part::Command(grant_line(visit)));
        parts.push(Part::text(
            "Then refresh, or start again: new tokens carry the role, the old one stays as it is. You can also \
            go on without it.",
        ));
    } else {
        parts.push(Part::verdict(
            false,
            "The API does not take this token. Its answer says why.",
        ));
    }
    parts
}

fn grant_line(visit: &Visit) -> String {
    let username = visit
        .signed_in
        .as_ref()
        .map_or("NAME", |signed_in| signed_in.user.username.as_str());
    let api = visit.app.config.issuer.url(path::API);
    format!(
        "{} role grant {ROLE} --user {} --resource {api}",
        shell_word(&program(visit)),
        shell_word(username)
    )
}

/// On one's own machine the program as it was started; elsewhere nobody learns where it lies.
fn program(visit: &Visit) -> String {
    let started = std::env::args_os()
        .next()
        .filter(|_| visit.app.config.issuer.is_loopback());
    let name = started
        .and_then(|name| name.into_string().ok())
        .filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "countersign".to_owned())
}
