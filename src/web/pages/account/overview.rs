//! `/account`: at a glance, who one is here, whether the account is safe, where one is signed in, and what happened lately.

use axum::response::Response;

use super::{activity, known, safety, sessions};
use crate::base::Fault;
use crate::identity::session::SignedIn;
use crate::identity::{api_key, picture};
use crate::oauth::connected;
use crate::store::role::{self, Holder};
use crate::web::html::{self, see_other};
use crate::web::pages::{Failed, enrol};
use crate::web::path;
use crate::web::view::Overview;
use crate::web::visit::Visit;

/// How many sessions and events are shown here; their own pages have all.
const SHOWN: usize = 3;
const LATELY: usize = 5;

pub(crate) async fn show(visit: Visit) -> Result<Response, Failed> {
    let signed_in = known(&visit)?;
    if enrol::is_due(&visit, signed_in).await? {
        return Ok(visit.answer(see_other(path::ENROL)));
    }
    let page = overview_of(&visit, signed_in).await;
    let page = page.map_err(|fault| Failed::of(&visit, fault))?;
    let page = html::page(axum::http::StatusCode::OK, &page);
    Ok(visit.answer(page.map_err(|failure| Failed::of(&visit, failure))?))
}

async fn overview_of(visit: &Visit, signed_in: &SignedIn) -> Result<Overview, Fault> {
    let user = &signed_in.user;
    let mut sessions = sessions::lines(visit, signed_in).await?;
    let elsewhere = sessions.len().saturating_sub(SHOWN);
    sessions.truncate(SHOWN);
    let (mut events, _) = activity::lines(visit, user, None).await?;
    events.truncate(LATELY);
    let holder = Holder::User(user.id.clone());
    let roles = role::held_by(&mut visit.app.db.read(), &holder).await?;
    let resources = visit.app.catalog.resources().await?;
    let keys = api_key::of_user(&visit.app, &user.id).await?.len();
    let safety = safety::of(visit, user).await?;
    Ok(Overview {
        shell: visit.shell(),
        name: user.display_name(),
        username: user.username.clone(),
        picture: picture::path_of(user),
        email: user.email.clone(),
        email_verified: user.email_verified,
        roles: roles.iter().map(|role| in_words(visit, role)).collect(),
        advice: safety.advice,
        factors: safety.factors,
        sessions,
        elsewhere,
        events,
        apps: connected::of(&visit.app, &user.id).await?.len(),
        has_keys: keys > 0 || resources.iter().any(|resource| resource.api_keys),
        keys,
        now: visit.app.now().millis(),
    })
}

fn in_words(visit: &Visit, role: &crate::domain::Role) -> String {
    let (name, resource) = (&role.name, &role.resource);
    match resource.as_str() {
        "" => name.clone(),
        _ => visit
            .words()
            .with("account-role-at", &[("role", name), ("resource", resource)]),
    }
}
