//! What comes next, as a pure function of what is known. Going back, jumping between URLs and a second tab all end here, so
//! none of them can skip a page.

use super::request::{Prompt, Request};
use crate::base::Timestamp;
use crate::domain::Scopes;
use crate::identity::session::SignedIn;
use crate::oauth::error::{ErrorCode, Refusal};

/// What is known when the question is asked.
#[derive(Debug)]
pub(super) struct What<'a> {
    pub request: &'a Request,
    pub signed_in: Option<&'a SignedIn>,
    /// What this person agreed to for this client before.
    pub consented: &'a Scopes,
    /// When the request came.
    pub began: Timestamp,
    /// Whether the person agreed to this very request.
    pub agreed: bool,
    /// Whom the client expects (`id_token_hint`).
    pub expected: Option<&'a str>,
    pub now: Timestamp,
}

#[derive(Debug)]
pub(super) enum Step {
    /// Ask who it is, or to prove it anew.
    Login,
    Consent,
    Issue,
    Refuse(Refusal),
}

pub(super) fn next(what: &What<'_>) -> Step {
    let silent = what.request.prompts_for(Prompt::None);
    match login(what) {
        Some(_) if silent => {
            return Step::Refuse(required(
                ErrorCode::LoginRequired,
                "nobody suitable is signed in",
            ));
        }
        Some(step) => return step,
        None => {}
    }
    if needs_consent(what) {
        if silent {
            return Step::Refuse(required(
                ErrorCode::ConsentRequired,
                "the person has not agreed yet",
            ));
        }
        return Step::Consent;
    }
    Step::Issue
}

fn login(what: &What<'_>) -> Option<Step> {
    let Some(signed_in) = what.signed_in else {
        return Some(Step::Login);
    };
    let proven_at = signed_in.session.authentication.time;
    let proven_now = proven_at >= what.began;
    if what
        .expected
        .is_some_and(|expected| expected != signed_in.user.id)
    {
        // They signed in for this request, and are still someone else: asking again would go in circles.
        return Some(if proven_now {
            Step::Refuse(required(
                ErrorCode::LoginRequired,
                "another person signed in",
            ))
        } else {
            Step::Login
        });
    }
    if proven_now {
        return None;
    }
    let asked = [Prompt::Login, Prompt::SelectAccount]
        .iter()
        .any(|&prompt| what.request.prompts_for(prompt));
    let too_old = what
        .request
        .max_age
        .is_some_and(|most| what.now.since(proven_at) > most);
    (asked || too_old).then_some(Step::Login)
}

fn needs_consent(what: &What<'_>) -> bool {
    if what.agreed {
        return false;
    }
    let client = &what.request.redirect.client.client;
    // Who agreed to nothing yet is asked even where nothing but a token is asked for.
    let remembered =
        !what.consented.is_empty() && what.request.matter().is_subset_of(what.consented);
    what.request.prompts_for(Prompt::Consent) || !client.first_party && !remembered
}

fn required(code: ErrorCode, description: &'static str) -> Refusal {
    Refusal::new(code, description)
}
