//! `/account/passkeys`: a person's passkeys, their names, and the end of one. Making one has a page of its own.

pub(in crate::web) mod add;

use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;

use super::Failed;
use super::account::signed_in;
use super::sign_in::{Onward, Way, fresh};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ChangeError, Passkey, Rejected, User};
use crate::identity::passkey;
use crate::web::html::{self, see_other};
use crate::web::path;
use crate::web::view::{Moment, PasskeyLine, Passkeys, Signal};
use crate::web::visit::Visit;

/// What the page says above the list, and beside a passkey.
#[derive(Default)]
struct Said {
    notice: Option<String>,
    error: Option<Rejected>,
    /// Another name that was refused: whose, what was typed, and why.
    misnamed: Option<(String, String, Rejected)>,
}

impl Said {
    fn notice(words: String) -> Self {
        Self {
            notice: Some(words),
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
        let way = Way {
            onward: Some(Onward::Passkeys),
            ..Way::default()
        };
        return Ok(visit.answer(see_other(&way.to(path::LOGIN))));
    };
    page(&visit, &signed_in.user, Said::default()).await
}

pub(crate) async fn rename(visit: Visit, body: String) -> Result<Response, Failed> {
    let (signed_in, fields) = signed_in(&visit, &body)?;
    let (id, name) = (fields.text("id"), fields.text("name"));
    let renamed = passkey::rename(&visit.app, &signed_in.user, (id, name), &visit.place()).await;
    let said = match renamed {
        Ok(passkey) => Said::notice(named(&visit, "passkey-renamed", &passkey)),
        Err(ChangeError::Rejected(rejected)) if rejected.field == "name" => Said {
            misnamed: Some((id.to_owned(), name.to_owned(), rejected)),
            ..Said::default()
        },
        Err(ChangeError::Rejected(rejected)) => Said::error(rejected),
        Err(ChangeError::Fault(fault)) => return Err(Failed::of(&visit, fault)),
    };
    page(&visit, &signed_in.user, said).await
}

pub(crate) async fn remove(visit: Visit, body: String) -> Result<Response, Failed> {
    let (_, fields) = signed_in(&visit, &body)?;
    let user = &fresh(&visit, Onward::Passkeys).await?.user;
    let removed = passkey::remove(&visit.app, user, fields.text("id"), &visit.place()).await;
    let said = match removed {
        Ok(passkey) => Said::notice(named(&visit, "passkey-removed", &passkey)),
        Err(ChangeError::Rejected(rejected)) => Said::error(rejected),
        Err(ChangeError::Fault(fault)) => return Err(Failed::of(&visit, fault)),
    };
    page(&visit, user, said).await
}

fn named(visit: &Visit, key: &'static str, passkey: &Passkey) -> String {
    visit.words().with(key, &[("name", &passkey.name)])
}

async fn page(visit: &Visit, user: &User, said: Said) -> Result<Response, Failed> {
    let status = match said.error.is_some() || said.misnamed.is_some() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::OK,
    };
    let page = passkeys_of(visit, user, said).await;
    let page = page.map_err(|fault| Failed::of(visit, fault))?;
    let page = html::page(status, &page).map_err(|failure| Failed::of(visit, failure))?;
    Ok(visit.answer(page))
}

async fn passkeys_of(visit: &Visit, user: &User, said: Said) -> Result<Passkeys, Fault> {
    let words = visit.words();
    let passkeys = passkey::of_user(&visit.app, &user.id).await?;
    let signal = accepted(visit, user, &passkeys);
    let lines = passkeys
        .into_iter()
        .map(|passkey| line(&visit.app, passkey));
    let mut lines: Vec<PasskeyLine> = lines.collect();
    let mut error = said.error.map(|rejected| words.tell(&rejected.message));
    if let Some((id, typed, rejected)) = said.misnamed {
        let wrong = words.tell(&rejected.message);
        match lines.iter_mut().find(|line| line.id == id) {
            Some(line) => (line.typed, line.wrong) = (typed, wrong),
            None => error = Some(wrong),
        }
    }
    Ok(Passkeys {
        shell: visit.shell(),
        csrf: visit.csrf(),
        passkeys: lines,
        possible: passkey::is_possible(&visit.app),
        signal,
        now: visit.app.now().millis(),
        notice: said.notice,
        error: error.map(|words| (String::new(), words)),
    })
}

fn line(app: &App, passkey: Passkey) -> PasskeyLine {
    PasskeyLine {
        elsewhere: (!passkey::is_ours(app, &passkey)).then(|| passkey.rp_id.clone()),
        created_at: passkey.created_at.millis(),
        last_used: passkey.last_used_at.map(|at| Moment { at: at.millis() }),
        typed: passkey.name.clone(),
        wrong: String::new(),
        id: passkey.id,
        name: passkey.name,
    }
}

/// Lets the browser hide those passkeys of this account that are here no more.
fn accepted(visit: &Visit, user: &User, passkeys: &[Passkey]) -> Option<Signal> {
    let ours = passkeys
        .iter()
        .filter(|passkey| passkey::is_ours(&visit.app, passkey));
    let ids = ours.map(|passkey| id::base64url(&passkey.credential_id));
    let told = json!({
        "rpId": passkey::id(&visit.app)?,
        "userId": passkey::handle(&user.id),
        "allAcceptedCredentialIds": ids.collect::<Vec<_>>(),
    });
    Some(Signal {
        call: "signalAllAcceptedCredentials",
        told: told.to_string(),
    })
}
