//! Step 2: the answer that the browser brought back, and whether it answers our question.

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;

use super::page;
use crate::jose::digest::equal;
use crate::oauth::Parameters;
use crate::web::pages::Failed;
use crate::web::playground::path;
use crate::web::playground::view::{Parameter, Part};
use crate::web::playground::walk::{Pending, Walk};
use crate::web::visit::Visit;

pub(crate) async fn show(
    visit: Visit,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Failed> {
    let query = query.unwrap_or_default();
    let answer = Parameters::parse(&query).unwrap_or_default();
    let pending = Pending::of_browser(&visit.app, &headers);
    let parameters = checked(&visit, &answer, pending.as_ref());
    let is_ours = parameters
        .iter()
        .all(|parameter| parameter.passed != Some(false));
    let url = visit.app.config.issuer.url(path::CALLBACK);
    let whole = format!("{url}?{query}");
    let text = "The server sent your browser back with this. Before the application uses any of it, it looks \
                whether the answer fits its question.";
    let request = Part::Request {
        url,
        parameters,
        whole,
    };
    let mut parts = vec![Part::text(text), request];
    parts.extend(match pending.filter(|_| is_ours) {
        None => not_ours(),
        Some(pending) => match answer.find("code") {
            Some(code) => go_on(code, pending),
            None => refused(&answer),
        },
    });
    page(&visit, 2, parts)
}

/// The parameters of the answer (RFC 6749 section 4.1.2, RFC 9207), each as it was found.
fn checked(visit: &Visit, answer: &Parameters, pending: Option<&Pending>) -> Vec<Parameter> {
    let find = |name: &str| answer.find(name).unwrap_or_default();
    let issuer = visit.app.config.issuer.as_str();
    let state_is_ours =
        pending.is_some_and(|pending| equal(pending.state.as_bytes(), find("state").as_bytes()));
    let mut parameters = Vec::new();
    for (name, meaning) in [
        (
            "code",
            "What the tokens will be given for: once, and within a minute.",
        ),
        ("error", "Why there is no code."),
        (
            "error_description",
            "The same in words, for whoever wrote the application.",
        ),
    ] {
        if answer.has(name) {
            parameters.push(Parameter::new(name, find(name), meaning));
        }
    }
    let state = "Has to be the one of step 1: this browser asked.";
    let iss = "Has to be the server that was asked (RFC 9207), not another.";
    parameters.push(Parameter::new("state", find("state"), state).checked(state_is_ours));
    parameters.push(Parameter::new("iss", find("iss"), iss).checked(find("iss") == issuer));
    parameters
}

fn go_on(code: &str, pending: Pending) -> Vec<Part> {
    let walk = Walk {
        code: code.to_owned(),
        code_verifier: pending.code_verifier,
        nonce: pending.nonce,
        ..Walk::default()
    };
    vec![
        Part::text(
            "The code went through your browser, so others may have seen it. Alone it opens nothing: the \
             application must show the secret behind the `code_challenge` too.",
        ),
        Part::actions(&walk, (path::TOKENS, "Exchange the code"), &[]),
    ]
}

fn refused(answer: &Parameters) -> Vec<Part> {
    let text = match answer.find("error") {
        Some("access_denied") => {
            "You did not allow it, so the application gets nothing. It knows no more about you than before."
        }
        _ => "The server gave no code. The application learns why, and nothing else.",
    };
    vec![Part::verdict(false, text), Part::start_again(true)]
}

fn not_ours() -> Vec<Part> {
    let text = "This answer does not fit a question of this browser: it came late, from another tab's walk, or \
                from somebody else. An application that went on could be signing you in as a stranger, so this \
                one stops here.";
    vec![Part::verdict(false, text), Part::start_again(true)]
}
