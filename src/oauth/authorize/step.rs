//! What comes next, as a pure function of what is known. Going back, jumping between URLs and a second tab all end here, so
//! none of them can skip a page.

use super::prompt::Prompt;
use super::request::Request;
use super::wanted::Wanted;
use crate::base::Timestamp;
use crate::domain::{Authentication, Level, Proof, Scopes, Task};
use crate::identity::session::SignedIn;
use crate::oauth::error::{ErrorCode, Refusal};

/// What is known when the question is asked.
#[derive(Debug)]
pub(super) struct What<'a> {
    pub request: &'a Request,
    pub signed_in: Option<&'a SignedIn>,
    /// What this person agreed to for this client before.
    pub consented: &'a Scopes,
    /// What they refused it when they were asked for last.
    pub refused: &'a Scopes,
    /// When the request came.
    pub began: Timestamp,
    /// Whether the person agreed to this very request.
    pub agreed: bool,
    /// Whether who is signed in is whom the client expects, where it expects a certain person.
    pub expected: bool,
    /// Whether the person chose this account for this very request.
    pub chosen: bool,
    pub wanted: &'a Wanted,
    /// What counts of what this person showed.
    pub counted: &'a [Proof],
    /// The most that this person's factors can amount to.
    pub reach: Level,
    /// What this person has to do besides.
    pub tasks: &'a [Task],
}

#[derive(Debug)]
pub(super) enum Step {
    /// Ask who it is, or to prove it anew.
    Login,
    /// Ask which of the accounts that are signed in, or another.
    Choose,
    /// Have something done that is no proof.
    Task(Task),
    Consent,
    Issue,
    /// Issue no more than this: the person agreed to it before, and refused the rest.
    IssueLess(Scopes),
    Refuse(Refusal),
}

pub(super) fn next(what: &What<'_>) -> Step {
    let contexts = &what.request.contexts;
    if contexts.essential && !contexts.attainable() {
        return unmet();
    }
    let silent = what.request.prompts_for(Prompt::None);
    match login(what, silent) {
        Some(Step::Login) if silent => {
            return Step::Refuse(required(
                ErrorCode::LoginRequired,
                "nobody suitable is signed in",
            ));
        }
        Some(step) => return step,
        None => {}
    }
    if let Some(task) = what.tasks.first() {
        return match silent {
            true => Step::Refuse(required(
                ErrorCode::InteractionRequired,
                "the person has something to do first",
            )),
            false => Step::Task(*task),
        };
    }
    if needs_consent(what) {
        if let Some(agreed) = agreed_part(what) {
            return Step::IssueLess(agreed);
        }
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

fn login(what: &What<'_>, silent: bool) -> Option<Step> {
    let Some(signed_in) = what.signed_in else {
        return Some(Step::Login);
    };
    let session = &signed_in.session;
    let just_signed_in = session.authentication.time >= what.began;
    if !what.expected {
        // They signed in for this request, and are still someone else: asking again would go in circles.
        return Some(if just_signed_in {
            Step::Refuse(required(
                ErrorCode::LoginRequired,
                "another person signed in",
            ))
        } else {
            Step::Login
        });
    }
    let choice = what.request.prompts_for(Prompt::SelectAccount);
    if choice && !what.chosen && !just_signed_in {
        return Some(match silent {
            true => Step::Login,
            false => Step::Choose,
        });
    }
    let Some(level) = Authentication::level(what.counted) else {
        return Some(Step::Login);
    };
    if level < what.wanted.level {
        return Some(match (what.reach >= what.wanted.level, silent) {
            (true, _) => Step::Login,
            (false, true) => Step::Refuse(required(
                ErrorCode::InteractionRequired,
                "the person has to set up what is asked for first",
            )),
            (false, false) => Step::Task(Task::Enrol),
        });
    }
    // What is merely preferred is no reason to break a silence.
    let better = level < what.wanted.preferred && what.reach >= what.wanted.preferred;
    (better && !silent).then_some(Step::Login)
}

/// OpenID Connect Core Error Code unmet_authentication_requirements section 2.
fn unmet() -> Step {
    Step::Refuse(required(
        ErrorCode::UnmetAuthenticationRequirements,
        "no sign-in here has the acr that is asked for",
    ))
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

/// What was agreed to of a request whose rest was refused before: whoever left a scope off is not asked about it at every
/// sign-in, and the answer says that it is not granted (RFC 6749 section 3.3). Who asks by `prompt=consent` is asked again.
fn agreed_part(what: &What<'_>) -> Option<Scopes> {
    if what.request.prompts_for(Prompt::Consent) {
        return None;
    }
    let (mut agreed, mut missing) = (what.request.matter(), what.request.matter());
    agreed.retain(|name| what.consented.has(name));
    missing.retain(|name| !what.consented.has(name));
    let mut missing = missing.iter();
    let dispensable = |name: &str| what.refused.has(name) && !what.request.requires(name);
    (!agreed.is_empty() && missing.all(dispensable)).then_some(agreed)
}

fn required(code: ErrorCode, description: &'static str) -> Refusal {
    Refusal::new(code, description)
}
