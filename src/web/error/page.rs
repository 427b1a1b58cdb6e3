//! An error as a page: what happened, what to do, the reference that the log is searched by; and, apart from that, what the makers
//! of an application need to know, in English.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::{Failure, Said, log, retry_after, status_of};
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::oauth::Refusal;
use crate::web::html;
use crate::web::view::{Message, Shell};
use crate::words::Phrase;

pub(in crate::web) fn page(app: &App, shell: Shell, failure: Failure) -> Response {
    match failure {
        Failure::Said(said) => refused(app, shell, *said),
        Failure::Fault(fault) => failed(shell, &fault),
    }
}

fn refused(app: &App, shell: Shell, said: Said) -> Response {
    let (status, heading) = (said.status, said.heading);
    match &said.refusal {
        Some(refusal) => log(refusal),
        None => tracing::info!(status = status.as_u16(), heading, "refused"),
    }
    let words = shell.words;
    let label = |(href, label): (String, &str)| (href, words.say(label));
    let support = shell.look.support.clone().filter(|_| said.asks);
    let support = support.map(|href| (href, "errors-get-help"));
    let message = Message {
        heading: words.say(heading),
        text: words.tell(&said.text),
        wait: said.until.map(|until| words.tell(&again(app.now(), until))),
        next: said.next.or(support).map(label),
        other: said.other.map(label),
        refusal: said.refusal.as_ref().map(for_developers),
        shell,
    };
    let mut response = sent(status, &message);
    if let Some(until) = said.until {
        let seconds = until.since(app.now()).as_secs().max(1);
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn failed(shell: Shell, fault: &Fault) -> Response {
    let status = status_of(fault);
    let (heading, text) = match fault {
        Fault::Unavailable(_) => ("errors-unavailable", "errors-unavailable-text"),
        Fault::Internal(_) => ("errors-fault", "errors-fault-text"),
    };
    let words = shell.words;
    let message = Message {
        heading: words.say(heading),
        text: words.say(text),
        wait: None,
        next: Some((shell.here.clone(), words.say("errors-try-again"))),
        other: None,
        refusal: None,
        shell,
    };
    sent(status, &message)
}

fn sent(status: StatusCode, message: &Message) -> Response {
    let page = html::page(status, message);
    let mut response = page.unwrap_or_else(|_| (status, message.text.clone()).into_response());
    retry_after(&mut response);
    response
}

/// When to come again, as people say it.
fn again(now: Timestamp, until: Timestamp) -> Phrase {
    let seconds = until.since(now).as_secs() + 1;
    if seconds < 90 {
        Phrase::new("errors-again-seconds").with("count", seconds)
    } else {
        Phrase::new("errors-again-minutes").with("count", seconds.div_ceil(60))
    }
}

/// The code, and its description as a sentence.
fn for_developers(refusal: &Refusal) -> (String, String) {
    let mut text = refusal.description.to_owned();
    if !text.ends_with('.') {
        text.push('.');
    }
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    (refusal.code.to_string(), text)
}
