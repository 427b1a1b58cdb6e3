//! `/account/sessions`: the browsers in which a person is signed in, and the end of one or all of them.

use axum::response::Response;

use super::{Said, known, send, signed_in, told};
use crate::base::Fault;
use crate::domain::{EventKind, Session};
use crate::identity::session::{self, SignedIn};
use crate::identity::{event, notice};
use crate::web::pages::Failed;
use crate::web::pages::logout::signed_out;
use crate::web::user_agent;
use crate::web::view::{SessionLine, Sessions};
use crate::web::visit::Visit;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    page(&visit, known(&visit)?, None).await
}

pub(crate) async fn end(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let (user, ended) = (&signed_in.user.id, fields.text("id"));
    let here = ended == signed_in.session.id;
    let kind = match here {
        true => EventKind::SignedOut,
        false => EventKind::SessionEnded,
    };
    let event = event::of(&visit.app, user, kind, &visit.place());
    let ended = session::end_told(&visit.app, (user, ended), Some(event)).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    if here {
        return signed_out(&visit, Some(&signed_in.session.id), None).await;
    }
    page(&visit, signed_in, Some(Ok("sessions-ended"))).await
}

pub(crate) async fn end_others(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, _) = signed_in(&visit, &body)?;
    let ended = end_but(&visit, signed_in, &signed_in.session.id).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    page(&visit, signed_in, Some(Ok("sessions-ended-others"))).await
}

/// Everywhere is here too.
pub(crate) async fn end_all(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, _) = signed_in(&visit, &body)?;
    let ended = end_but(&visit, signed_in, "").await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    signed_out(&visit, Some(&signed_in.session.id), None).await
}

async fn end_but(visit: &Visit, signed_in: &SignedIn, kept: &str) -> Result<usize, Fault> {
    let (app, user) = (&visit.app, &signed_in.user);
    let event = event::of(app, &user.id, EventKind::SessionsEnded, &visit.place());
    let letter = notice::told(app, user, &event)?;
    session::end_but(app, (&user.id, kept), Some((event, letter))).await
}

async fn page(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Response, Failed> {
    let lines = lines(visit, signed_in).await;
    let page = Sessions {
        shell: visit.shell(),
        csrf: visit.csrf(),
        sessions: lines.map_err(|fault| Failed::of(visit, fault))?,
        now: visit.app.now().millis(),
        told: told(visit, said),
    };
    send(visit, &page.told, &page)
}

/// A person's sessions, this one first.
pub(super) async fn lines(visit: &Visit, signed_in: &SignedIn) -> Result<Vec<SessionLine>, Fault> {
    let sessions = session::of_user(&visit.app, &signed_in.user.id).await?;
    let line = |session: Session| line(visit, session, &signed_in.session.id);
    let mut lines: Vec<SessionLine> = sessions.into_iter().map(line).collect();
    lines.sort_by_key(|line| !line.current);
    Ok(lines)
}

fn line(visit: &Visit, session: Session, current: &str) -> SessionLine {
    let words = visit.words();
    let shown = session.proofs.iter();
    let shown: Vec<String> = shown
        .map(|proof| {
            words.say(&format!(
                "sessions-with-{}",
                proof.factor.as_str().replace('_', "-")
            ))
        })
        .collect();
    SessionLine {
        browser: user_agent::in_words(words, &session.user_agent),
        current: session.id == current,
        remembered: session.remembered,
        shown,
        started_at: session.created_at.millis(),
        last_seen_at: session.last_seen_at.millis(),
        address: session.address,
        id: session.id,
    }
}
