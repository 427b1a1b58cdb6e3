//! `/account`: what a person sees of themselves, password and sessions. What they say about themselves is for `profile`.

use axum::http::StatusCode;
use axum::response::Response;

use super::Failed;
use super::enrol;
use super::form::Form;
use super::logout::signed_out;
use super::sign_in::login::wait;
use crate::base::Fault;
use crate::domain::{ChangeError, Detail, Rejected, User};
use crate::identity::session::{self, SignedIn};
use crate::identity::{account, api_key, login};
use crate::store::role::{self, Holder};
use crate::web::html::{self, see_other};
use crate::web::router::path;
use crate::web::user_agent;
use crate::web::view::details::OWN;
use crate::web::view::{Account, Details, SessionLine, Shell};
use crate::web::visit::Visit;

/// What the page says above its forms.
#[derive(Default)]
pub(super) struct Said {
    /// The key of what has been done.
    notice: Option<&'static str>,
    error: Option<Rejected>,
    /// What was sent and not taken, to be mended.
    typed: Vec<(Detail, String)>,
}

impl Said {
    pub(super) fn notice(key: &'static str) -> Self {
        Self {
            notice: Some(key),
            ..Self::default()
        }
    }

    pub(super) fn error(rejected: Rejected) -> Self {
        Self {
            error: Some(rejected),
            ..Self::default()
        }
    }

    pub(super) fn typed(self, typed: Vec<(Detail, String)>) -> Self {
        Self { typed, ..self }
    }

    /// A detail as the page shows it.
    fn of(&self, detail: Detail, user: &User) -> String {
        let mut typed = self.typed.iter();
        match typed.find(|(known, _)| *known == detail) {
            Some((_, text)) => text.clone(),
            None => user.find(detail).unwrap_or_default().to_owned(),
        }
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.error
            .as_ref()
            .is_some_and(|error| error.field == field)
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    if enrol::is_due(&visit, signed_in).await? {
        return Ok(visit.answer(see_other(path::ENROL)));
    }
    page(&visit, signed_in, Said::default()).await
}

pub(crate) async fn password(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    if let Err(rejected) = confirmed(&visit, signed_in, &fields).await? {
        return page(&visit, signed_in, Said::error(rejected)).await;
    }
    let keys = api_key::of_user(&visit.app, &signed_in.user.id).await;
    let keys = keys.map_err(|fault| Failed::of(&visit, fault))?;
    let rules = (
        visit.app.config.passwords.min_length,
        Some(signed_in.session.id.as_str()),
    );
    let chosen = fields.secret("new_password");
    let (user, place) = (&signed_in.user, visit.place());
    let changed = account::set_password(&visit.app, user, &chosen, rules, Some(&place)).await;
    let changed = changed.map_err(|error| match error {
        ChangeError::Rejected(rejected) => Rejected {
            field: "new_password",
            ..rejected
        }
        .into(),
        fault => fault,
    });
    let notice = match keys.is_empty() {
        true => "account-password-changed",
        false => "account-password-changed-keys",
    };
    let said = said(&visit, changed, notice)?;
    page(&visit, signed_in, said).await
}

/// Whether it is the person who is signed in: by the password in `current_password`, on the same counter as a sign-in.
pub(super) async fn confirmed(
    visit: &Visit,
    signed_in: &SignedIn,
    fields: &Form,
) -> Result<Result<(), Rejected>, Failed> {
    let password = fields.secret("current_password");
    let confirmed = login::confirm(&visit.app, &signed_in.user, &password, visit.address).await;
    let confirmed = confirmed.map_err(|fault| Failed::of(visit, fault))?;
    Ok(confirmed.map_err(|blocked| {
        let words = match blocked {
            Some(until) => wait(visit.app.now(), until),
            None => "errors-password-wrong".into(),
        };
        Rejected::new("current_password", words)
    }))
}

pub(crate) async fn end_session(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let ended = session::end(&visit.app, &signed_in.user.id, fields.text("id")).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    if fields.text("id") == signed_in.session.id {
        return signed_out(&visit, Some(&signed_in.session.id), None).await;
    }
    page(&visit, signed_in, Said::notice("account-session-ended")).await
}

pub(crate) async fn end_others(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, _) = signed_in(&visit, &body)?;
    let ended = session::end_others(&visit.app, signed_in).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    page(&visit, signed_in, Said::notice("account-sessions-ended")).await
}

/// Everywhere is here too.
pub(crate) async fn end_all(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, _) = signed_in(&visit, &body)?;
    let ended = session::end_all(&visit.app, &signed_in.user.id).await;
    ended.map_err(|fault| Failed::of(&visit, fault))?;
    signed_out(&visit, Some(&signed_in.session.id), None).await
}

/// The person and the fields of a form, or the way to sign in.
pub(super) fn signed_in<'v>(visit: &'v Visit, body: &str) -> Result<(&'v SignedIn, Form), Failed> {
    let fields = Form::read(visit, body)?;
    match &visit.signed_in {
        Some(signed_in) => Ok((signed_in, fields)),
        None => Err(Failed::with(see_other(path::LOGIN))),
    }
}

fn said(
    visit: &Visit,
    changed: Result<(), ChangeError>,
    notice: &'static str,
) -> Result<Said, Failed> {
    match changed {
        Ok(()) => Ok(Said::notice(notice)),
        Err(ChangeError::Rejected(rejected)) => Ok(Said::error(rejected)),
        Err(ChangeError::Fault(fault)) => Err(Failed::of(visit, fault)),
    }
}

pub(super) async fn page(
    visit: &Visit,
    signed_in: &SignedIn,
    said: Said,
) -> Result<Response, Failed> {
    let status = if said.error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = account_of(visit, signed_in, said)
        .await
        .map_err(|fault| Failed::of(visit, fault))?;
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

async fn account_of(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Account, Fault> {
    let user = &signed_in.user;
    let roles = role::held_by(&mut visit.app.db.read(), &Holder::User(user.id.clone())).await?;
    let sessions = session::of_user(&visit.app, &user.id).await?;
    let known = visit.app.catalog.resources().await?;
    let line = |session: crate::domain::Session| SessionLine {
        browser: user_agent::in_words(visit.words(), &session.user_agent),
        current: session.id == signed_in.session.id,
        started_at: session.created_at.millis(),
        last_seen_at: session.last_seen_at.millis(),
        address: session.address,
        id: session.id,
    };
    let mut details = Details::of(
        visit.words(),
        |detail| said.of(detail, user),
        user.phone_number_verified,
    );
    details.open = OWN.iter().any(|detail| said.is_wrong(detail.as_str()));
    // The name may have changed a moment ago.
    let shell = Shell {
        user: Some(user.display_name()),
        ..visit.shell()
    };
    Ok(Account {
        shell,
        csrf: visit.csrf(),
        username: user.username.clone(),
        given_name: said.of(Detail::GivenName, user),
        family_name: said.of(Detail::FamilyName, user),
        email: user.email.clone().unwrap_or_default(),
        email_verified: user.email_verified,
        details,
        roles: roles.iter().map(|role| in_words(visit, role)).collect(),
        keys: api_key::of_user(&visit.app, &user.id).await?.len(),
        takes_keys: known.iter().any(|resource| resource.api_keys),
        sessions: sessions.into_iter().map(line).collect(),
        now: visit.app.now().millis(),
        notice: said.notice.map(|key| visit.words().say(key)),
        error: said.error.map(|rejected| {
            (
                rejected.field.to_owned(),
                visit.words().tell(&rejected.message),
            )
        }),
        min_password: visit.app.config.passwords.min_length,
    })
}

fn in_words(visit: &Visit, role: &crate::domain::Role) -> String {
    match role.resource.as_str() {
        "" => role.name.clone(),
        resource => visit.words().with(
            "account-role-at",
            &[("role", &role.name), ("resource", &resource)],
        ),
    }
}
