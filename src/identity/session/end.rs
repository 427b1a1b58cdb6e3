//! A session ends: one of a person, all but the one they use, or all. Their applications are told by a job.

use super::SignedIn;
use crate::app::App;
use crate::base::Fault;
use crate::domain::Event;
use crate::identity::event;
use crate::store;
use crate::store::mail::Posted;

/// Ends one session of a person. False when it was none of theirs.
pub async fn end(app: &App, user_id: &str, session_id: &str) -> Result<bool, Fault> {
    end_told(app, (user_id, session_id), None).await
}

/// The same, and writes down what happened.
pub async fn end_told(
    app: &App,
    (user_id, session_id): (&str, &str),
    event: Option<Event>,
) -> Result<bool, Fault> {
    let (user_id, session_id, now) = (user_id.to_owned(), session_id.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = store::session::end(tx, &session_id, &user_id, now).await?;
                if let Some(event) = event.filter(|_| ended) {
                    event::record(tx, &event).await?;
                }
                Ok(ended)
            })
        })
        .await?;
    app.logouts.notify_one();
    Ok(ended)
}

/// Ends all sessions of a person but the one they use, and says how many.
pub async fn end_others(app: &App, kept: &SignedIn) -> Result<usize, Fault> {
    end_but(app, (&kept.user.id, &kept.session.id), None).await
}

/// Ends all sessions of a person, and says how many.
pub async fn end_all(app: &App, user_id: &str) -> Result<usize, Fault> {
    end_but(app, (user_id, ""), None).await
}

/// Ends all sessions of a person but `kept`, which may be empty, writes down what happened and tells of it, and says how many there were.
pub async fn end_but(
    app: &App,
    (user_id, kept): (&str, &str),
    told: Option<(Event, Option<Posted>)>,
) -> Result<usize, Fault> {
    let (user_id, kept, now) = (user_id.to_owned(), kept.to_owned(), app.now());
    let ended = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let ended = store::session::end_others(tx, &user_id, &kept, now).await?;
                if let Some((event, letter)) = told.filter(|_| ended > 0) {
                    event::record(tx, &event).await?;
                    store::mail::enqueue(tx, &letter).await?;
                }
                Ok(ended)
            })
        })
        .await?;
    app.logouts.notify_one();
    app.mails.notify_one();
    Ok(ended)
}
