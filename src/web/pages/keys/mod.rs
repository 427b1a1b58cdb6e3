//! `/account/keys`: a person's API keys, what each may do, and the end of one. Making and renewing have pages of their own.

pub(in crate::web) mod create;
pub(in crate::web) mod rotate;

use std::time::Duration;

use axum::http::StatusCode;
use axum::response::Response;

use super::account::signed_in;
use super::{Failed, scopes};
use crate::base::{Fault, Timestamp};
use crate::domain::{ApiKey, ChangeError, EventKind, Rejected, Resource, Role, User};
use crate::identity::session::SignedIn;
use crate::identity::{access, api_key, event};
use crate::oauth::Parameters;
use crate::store::role::{self, Holder};
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Fresh, KeyLine, Keys, Moment};
use crate::web::visit::Visit;

/// How long before its end a key is marked, so that it is renewed in time.
const SOON: Duration = Duration::from_secs(7 * 24 * 3600);

/// What the page says above the list, and beside a key.
#[derive(Default)]
struct Said {
    fresh: Option<(String, ApiKey)>,
    notice: Option<String>,
    error: Option<Rejected>,
    misnamed: Option<Misnamed>,
}

/// Another name for a key that was refused.
struct Misnamed {
    id: String,
    typed: String,
    words: String,
}

impl Said {
    /// A key that was made or renewed: its text is shown this once.
    fn fresh(text: String, key: ApiKey) -> Self {
        Self {
            fresh: Some((text, key)),
            ..Self::default()
        }
    }

    fn notice(words: String) -> Self {
        Self {
            notice: Some(words),
            ..Self::default()
        }
    }

    fn misnamed(id: &str, typed: &str, words: String) -> Self {
        let (id, typed) = (id.to_owned(), typed.to_owned());
        Self {
            misnamed: Some(Misnamed { id, typed, words }),
            ..Self::default()
        }
    }

    fn error(rejected: Rejected) -> Self {
        Self {
            error: Some(rejected),
            ..Self::default()
        }
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let Some(signed_in) = &visit.signed_in else {
        return Ok(visit.answer(see_other(path::LOGIN)));
    };
    page(&visit, signed_in, Said::default()).await
}

pub(crate) async fn rename(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let (id, name, words) = (fields.text("id"), fields.text("name"), visit.words());
    let said = match api_key::rename(&visit.app, &signed_in.user.id, id, name).await {
        Ok(key) => Said::notice(words.with("keys-renamed", &[("name", &key.name)])),
        Err(ChangeError::Rejected(rejected)) if rejected.field == "name" => {
            Said::misnamed(id, name, words.tell(&rejected.message))
        }
        Err(ChangeError::Rejected(rejected)) => Said::error(rejected),
        Err(ChangeError::Fault(fault)) => return Err(Failed::of(&visit, fault)),
    };
    page(&visit, signed_in, said).await
}

pub(crate) async fn revoke(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let (user, key) = (&signed_in.user.id, fields.text("id"));
    let event = event::of(&visit.app, user, EventKind::ApiKeyEnded, &visit.place());
    let revoked = api_key::revoke_told(&visit.app, user, key, Some(event)).await;
    let said = match revoked.map_err(|fault| Failed::of(&visit, fault))? {
        Some(key) => Said::notice(visit.words().with("keys-revoked", &[("name", &key.name)])),
        None => Said::error(Rejected::new("id", "keys-none-such")),
    };
    page(&visit, signed_in, said).await
}

async fn page(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Response, Failed> {
    let status = match said.error.is_some() || said.misnamed.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let page = keys_of(visit, signed_in, said).await;
    let page = page.map_err(|fault| Failed::of(visit, fault))?;
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

async fn keys_of(visit: &Visit, signed_in: &SignedIn, said: Said) -> Result<Keys, Fault> {
    let user = &signed_in.user;
    let known = visit.app.catalog.resources().await?;
    let held = held_by(visit, user).await?;
    let keys = api_key::of_user(&visit.app, &user.id).await?;
    let line = |key: ApiKey| line(visit, user, key, (&known, &held));
    let mut lines: Vec<KeyLine> = keys.into_iter().map(line).collect();
    let mut error = said
        .error
        .map(|rejected| visit.words().tell(&rejected.message));
    if let Some(misnamed) = said.misnamed {
        match lines.iter_mut().find(|line| line.id == misnamed.id) {
            Some(line) => (line.typed, line.wrong) = (misnamed.typed, misnamed.words),
            None => error = Some(misnamed.words),
        }
    }
    Ok(Keys {
        shell: visit.shell(),
        csrf: visit.csrf(),
        keys: lines,
        can_make: known.iter().any(|resource| resource.api_keys),
        fresh: said.fresh.map(|(text, key)| Fresh {
            name: key.name,
            text,
            api: named(&known, &key.resource),
        }),
        now: visit.app.now().millis(),
        notice: said.notice,
        error: error.map(|words| (String::new(), words)),
    })
}

fn line(visit: &Visit, user: &User, key: ApiKey, (known, held): (&[Resource], &[Role])) -> KeyLine {
    let own = known.iter().filter(|resource| resource.uri == key.resource);
    let own: Vec<Resource> = own.cloned().collect();
    let groups = scopes::in_words(visit.words(), &key.scopes, &own, user).into_iter();
    let today = access::roles_for(held, std::slice::from_ref(&key.resource));
    KeyLine {
        api: named(known, &key.resource),
        taken: own.iter().any(|resource| resource.api_keys),
        may: groups
            .flat_map(|group| group.words)
            .map(|words| words.title)
            .collect(),
        roles: key
            .roles
            .iter()
            .filter(|role| today.contains(role))
            .cloned()
            .collect(),
        created_at: key.created_at.millis(),
        expires_at: key.expires_at.millis(),
        ends_soon: key.expires_at <= visit.app.now() + SOON,
        last_used: key.last_used_at.map(moment),
        former_ends: key.overlaps_until(visit.app.now()).map(moment),
        renew: address(path::ACCOUNT_ROTATE_KEY, "id", &key.id),
        id: key.id,
        typed: key.name.clone(),
        wrong: String::new(),
        name: key.name,
    }
}

fn moment(time: Timestamp) -> Moment {
    Moment { at: time.millis() }
}

/// An API's name.
fn named(known: &[Resource], uri: &str) -> String {
    let found = known.iter().find(|resource| resource.uri == uri);
    found.map_or_else(|| uri.to_owned(), |resource| resource.name.clone())
}

async fn held_by(visit: &Visit, user: &User) -> Result<Vec<Role>, Fault> {
    role::held_by(&mut visit.app.db.read(), &Holder::User(user.id.clone())).await
}

/// A parameter of the page's address; empty where there is none.
fn asked(query: Option<&str>, name: &str) -> String {
    let parameters = Parameters::parse(query.unwrap_or_default()).unwrap_or_default();
    parameters.find(name).unwrap_or_default().to_owned()
}

/// A page's address with one parameter.
fn address(path: &str, name: &str, value: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("{path}?{}", query.append_pair(name, value).finish())
}
