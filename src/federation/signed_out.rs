//! Being told by a provider that somebody has signed out there (OpenID Connect Back-Channel Logout 1.0 sections 2.5 to 2.8): the
//! sessions that came of that sign-in end here too, and those of nobody else.

use serde_json::{Map, Value};

use super::endpoints::Endpoints;
use super::signed::{self, OLDEST};
use super::{Trouble, claims, find, patiently};
use crate::app::App;
use crate::base::Timestamp;
use crate::config::Provider;
use crate::domain::EventKind;
use crate::identity::event;
use crate::jose::digest::sha256;
use crate::jose::jws::{Claims, Header};
use crate::store;
use crate::store::session::Over;
use crate::store::used_assertion;

/// The member of `events` that makes a token a logout token (section 2.4).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a logout token says, once it is believed.
struct LogoutToken {
    over: Over,
    jti: String,
    /// From when on it is too old to be believed again.
    until: Timestamp,
}

/// Takes a logout token, and says how many sessions ended: none where they had ended here before, which is as good (section
/// 2.8).
pub async fn receive(app: &App, provider_id: &str, token: &str) -> Result<usize, Trouble> {
    let provider = find(app, provider_id)?;
    let said = patiently(read(app, provider, token)).await?;
    let ended = end(app, provider, said).await?;
    tracing::info!(provider = provider.id, ended, "signed out at the provider");
    Ok(ended)
}

/// Section 2.6.
async fn read(app: &App, provider: &Provider, token: &str) -> Result<LogoutToken, Trouble> {
    let endpoints = Endpoints::of(app, provider).await?;
    let openid = endpoints
        .openid()
        .ok_or_else(|| Trouble::disbelieved("a provider without ID tokens signs nothing"))?;
    let signed = signed::read(app, openid, token).await?;
    let claims = &signed.token.claims;
    typed(&signed.token.header)?;
    issued(provider, &signed.issuer, claims)?;
    signed::dated(app, claims)?;
    is_logout(claims)?;
    let over = over(provider, claims)?;
    let claims = Claims(claims);
    Ok(LogoutToken {
        over,
        jti: claims.required_text("jti")?.to_owned(),
        until: claims.required_date("iat")? + OLDEST,
    })
}

/// Section 2.4: of a type of its own, or of none in particular.
fn typed(header: &Header) -> Result<(), Trouble> {
    let named = |name| header.is_of_type(name);
    match header.typ.is_none() || named("logout+jwt") || named("JWT") {
        true => Ok(()),
        false => Err(Trouble::disbelieved("token: it is of another type")),
    }
}

/// By this provider, for this server alone.
fn issued(provider: &Provider, issuer: &str, claims: &Map<String, Value>) -> Result<(), Trouble> {
    let claims = Claims(claims);
    if claims.required_text("iss")? != issuer {
        return Err(Trouble::disbelieved("token: another issued it"));
    }
    match claims.audience()?.as_slice() {
        [only] if *only == provider.client_id => Ok(()),
        _ => Err(Trouble::disbelieved("token: it is for another client")),
    }
}

/// What tells it from an ID token: it has the event, and no nonce.
fn is_logout(claims: &Map<String, Value>) -> Result<(), Trouble> {
    let event = claims.get("events").and_then(|events| events.get(EVENT));
    if !event.is_some_and(Value::is_object) {
        return Err(Trouble::disbelieved("token: it tells of no sign-out"));
    }
    match claims.contains_key("nonce") {
        true => Err(Trouble::disbelieved("token: a logout token has no nonce")),
        false => Ok(()),
    }
}

/// Whose sessions are over: that of a `sid`, or all of a `sub`.
fn over(provider: &Provider, claims: &Map<String, Value>) -> Result<Over, Trouble> {
    let sid = Claims(claims).text("sid")?.map(str::to_owned);
    let subject = match Claims(claims).text("sub")? {
        Some(_) => Some(claims::subject(provider, claims)?),
        None => None,
    };
    if sid.as_deref().map_or(subject.is_none(), str::is_empty) {
        return Err(Trouble::disbelieved("token: it does not say whose session"));
    }
    Ok(Over {
        provider: provider.id.clone(),
        subject,
        sid,
    })
}

/// Once for each token of a provider, whichever node it comes to.
async fn end(app: &App, provider: &Provider, said: LogoutToken) -> Result<usize, Trouble> {
    // It begins with a NUL, as no client's identifier does: theirs are used up in the same table.
    let id_hash = sha256(format!("\0{}\0{}", provider.id, said.jti).as_bytes());
    let (now, name) = (app.now(), provider.name.clone());
    let told = app.clone();
    let ended = app.db.write(move |tx| {
        Box::pin(async move {
            if !used_assertion::use_up(tx, &id_hash, said.until).await? {
                return Ok(None);
            }
            // Who was still to show more comes no further.
            store::sign_in::end_upstream(tx, &said.over).await?;
            let ended = store::session::end_upstream(tx, &said.over, now).await?;
            for session in &ended {
                let event = event::of_session(&told, session, EventKind::SignedOutElsewhere);
                event::record(tx, &event.with("provider", &name)).await?;
            }
            Ok(Some(ended.len()))
        })
    });
    let ended = ended.await?;
    app.logouts.notify_one();
    ended.ok_or_else(|| Trouble::disbelieved("token: it was used before"))
}
