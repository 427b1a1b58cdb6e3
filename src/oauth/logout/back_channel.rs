//! Telling the servers of applications that a session has ended (OIDC Back-Channel Logout section 2.5).
//!
//! Nobody who signs out waits for them. What cannot be told is tried again, less and less often, for a day; a client that
//! cannot be reached holds the others up no more than once.

use std::time::Duration;

use tokio::task::JoinSet;

use super::token;
use crate::app::App;
use crate::base::Fault;
use crate::store::Registered;
use crate::store::logout_notice::{self, LogoutNotice};

/// Messages under way at once, on one node.
const AT_ONCE: usize = 16;
/// How long a claim is good for beyond what is sent under it: for the signature and the database.
const SPARE: Duration = Duration::from_secs(60);
/// After how long nobody is told any more. Most sessions at the client have ended by themselves then.
const PATIENCE: Duration = Duration::from_secs(24 * 3600);

/// What came of one attempt.
enum Outcome {
    Told,
    /// There is nobody to tell: the client is gone, disabled, or does not ask for it.
    Nobody,
    Failed {
        detail: String,
        /// Its server has trouble, so it will have it with the next message too.
        at_all: bool,
    },
}

/// Sends what is due, until nothing is due or under way.
pub async fn deliver(app: &App) -> Result<(), Fault> {
    let mut sending = JoinSet::new();
    loop {
        for notice in claim(app, AT_ONCE - sending.len()).await? {
            let app = app.clone();
            sending.spawn(async move {
                // One that fails here is claimed, and is tried again when the claim runs out: the others go on.
                if let Err(fault) = settle(&app, notice).await {
                    tracing::warn!(%fault, "what came of a logout notice could not be kept");
                }
            });
        }
        if sending.is_empty() {
            return Ok(());
        }
        tokio::select! {
            _ = sending.join_next() => {}
            // Who ends a session meanwhile does not wait for a slow one.
            () = app.logouts.notified(), if sending.len() < AT_ONCE => {}
        }
    }
}

async fn claim(app: &App, room: usize) -> Result<Vec<LogoutNotice>, Fault> {
    let now = app.now();
    // Nearly always there is nothing, and asking needs no transaction.
    if room == 0 || !logout_notice::any_due(&mut app.db.read(), now).await? {
        return Ok(Vec::new());
    }
    let most = i64::try_from(room).unwrap_or(1);
    let until = now + lease(app);
    app.db
        .write(move |tx| Box::pin(async move { logout_notice::claim(tx, now, until, most).await }))
        .await
}

/// How long a claim is good for: under it the client's keys are fetched, where its tokens are encrypted, and the message is
/// posted, each within the time that a request may take.
fn lease(app: &App) -> Duration {
    app.config.outbound.timeout * 2 + SPARE
}

/// Tries one message, and writes down what came of it.
async fn settle(app: &App, notice: LogoutNotice) -> Result<(), Fault> {
    let client = app.catalog.client(&notice.client_id).await?;
    match attempt(app, client.as_deref(), &notice).await {
        Outcome::Told => {
            tracing::info!(
                client = notice.client_id,
                session = notice.session_id,
                attempts = notice.attempts,
                "told of a sign-out"
            );
            done(app, notice).await
        }
        Outcome::Nobody => done(app, notice).await,
        Outcome::Failed { detail, at_all } => {
            let wait = backoff(notice.attempts);
            let given_up = app.now() + wait >= notice.created_at + PATIENCE;
            tracing::warn!(
                client = notice.client_id,
                session = notice.session_id,
                attempts = notice.attempts,
                again_in = wait.as_secs(),
                given_up,
                detail,
                "a client could not be told of a sign-out"
            );
            if given_up {
                return done(app, notice).await;
            }
            later(app, notice, wait, at_all).await
        }
    }
}

async fn attempt(app: &App, client: Option<&Registered>, notice: &LogoutNotice) -> Outcome {
    let Some(known) = client.filter(|known| known.client.is_enabled()) else {
        return Outcome::Nobody;
    };
    let Some(uri) = &known.client.metadata.backchannel_logout_uri else {
        return Outcome::Nobody;
    };
    let token = match token::mint(app, known, notice).await {
        Ok(token) => token,
        // Its keys cannot be used, or ours are not there: that may be put right within the day.
        Err(error) => {
            return Outcome::Failed {
                detail: error.to_string(),
                at_all: true,
            };
        }
    };
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("logout_token", &token)
        .finish();
    let posted = app
        .http
        .post(uri, "application/x-www-form-urlencoded", body)
        .await;
    match posted {
        // Section 2.8 asks for 200; some frameworks turn it into 204.
        Ok(answer) if (200..300).contains(&answer.status) => Outcome::Told,
        Ok(answer) => Outcome::Failed {
            detail: format!("answered {}", answer.status),
            at_all: answer.status >= 500,
        },
        Err(error) => Outcome::Failed {
            detail: error.to_string(),
            at_all: true,
        },
    }
}

async fn done(app: &App, notice: LogoutNotice) -> Result<(), Fault> {
    app.db
        .write(move |tx| Box::pin(async move { logout_notice::done(tx, &notice).await }))
        .await
}

async fn later(app: &App, notice: LogoutNotice, wait: Duration, at_all: bool) -> Result<(), Fault> {
    let now = app.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                logout_notice::later(tx, &notice, now + wait).await?;
                if at_all {
                    logout_notice::rest_later(tx, &notice.client_id, now, now + wait).await?;
                }
                Ok(())
            })
        })
        .await
}

/// How long to wait after so many attempts.
fn backoff(attempts: i64) -> Duration {
    Duration::from_secs(match attempts {
        ..=1 => 5,
        2 => 30,
        3 => 120,
        4 => 600,
        _ => 3600,
    })
}
