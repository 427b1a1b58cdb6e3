//! What is wanted of a person's sign-in for a request: by the request itself, by its client, by the APIs that it asks for, by the
//! roles that the person holds, and by the operator (RFC 9470 section 4, OIDC Core section 3.1.2.1).

use std::time::Duration;

use super::prompt::Prompt;
use super::request::Request;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Authentication, Demand, Level, Proof};
use crate::identity::session::SignedIn;
use crate::oauth::demanded::{self, Stakes};

/// How long a sign-in for this very request is fresh whatever is said of its age: the way back here takes its time, and a bound
/// of zero would never end.
const GRACE: Duration = Duration::from_secs(60);

#[derive(Debug, Clone)]
pub(super) struct Wanted {
    /// What cannot be done without.
    pub level: Level,
    /// What would be liked better, if it is in reach.
    pub preferred: Level,
    max_age: Option<Duration>,
    /// Whether something has to be shown for this very request.
    anew: bool,
    /// How long proofs are worth more than one factor.
    strong_for: Duration,
}

impl Wanted {
    pub(super) async fn of(
        app: &App,
        request: &Request,
        signed_in: Option<&SignedIn>,
    ) -> Result<Self, Fault> {
        let demand = policy(app, request, signed_in).await?;
        let contexts = &request.contexts;
        let asked = contexts.level().unwrap_or(Level::One);
        let level = match contexts.essential {
            true => demand.level.max(asked),
            false => demand.level,
        };
        Ok(Self {
            strong_for: app.config.sessions.absolute,
            level,
            preferred: level.max(asked),
            max_age: [request.max_age, demand.max_age]
                .into_iter()
                .flatten()
                .min(),
            anew: request.prompts_for(Prompt::Login),
        })
    }

    /// What was shown before this moment does not count for a request that came at `began`. None where age does not matter.
    pub(super) fn since(&self, began: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let young = self.max_age.map(|most| {
            let for_this = began.max(now - most.max(GRACE));
            for_this.min(now - most)
        });
        let for_this = self.anew.then_some(began);
        for_this.into_iter().chain(young).max()
    }

    /// Which of a person's proofs count for a request that came at `began`.
    pub(super) fn counted(&self, proofs: &[Proof], began: Timestamp, now: Timestamp) -> Vec<Proof> {
        let since = self.since(began, now);
        let counts = |proof: &&Proof| since.is_none_or(|since| proof.at >= since);
        let counted: Vec<Proof> = proofs.iter().filter(counts).cloned().collect();
        Authentication::aged(&counted, now - self.strong_for)
    }
}

/// What the operator wants, whoever asks: of everybody, of this client's people, of those APIs', of those roles'.
async fn policy(
    app: &App,
    request: &Request,
    signed_in: Option<&SignedIn>,
) -> Result<Demand, Fault> {
    let known = app.catalog.resources().await?;
    let stakes = Stakes {
        least: demanded::of_everybody(app),
        client: &request.redirect.client.client,
        known: &known,
        resources: &request.resources,
    };
    let user_id = signed_in.map(|signed_in| signed_in.user.id.as_str());
    demanded::of(&mut app.db.read(), &stakes, user_id).await
}
