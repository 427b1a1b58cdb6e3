//! Clients that look after their registration (RFC 7592). A wrong token and an unknown client are answered alike.

use serde_json::Value;

use super::dynamic::{self, Information, RegistrationError};
use super::metadata::Members;
use super::{amend, policy, statement};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Client, Rejected};
use crate::jose::digest::{equal, sha256};
use crate::store;
use crate::store::client::{self, Kept};

pub async fn read(app: &App, id: &str, token: &str) -> Result<Information, RegistrationError> {
    let kept = authenticate(app, id, token).await?;
    Ok(Information {
        client: kept.client,
        secret: None,
        token: token.to_owned(),
    })
}

/// Replaces all that the client said of itself; what it leaves out is at its default again.
pub async fn update(
    app: &App,
    id: &str,
    token: &str,
    body: &str,
) -> Result<Information, RegistrationError> {
    let kept = authenticate(app, id, token).await?;
    let mut members = dynamic::members(body)?;
    is_about(app, &kept.client, &members).await?;
    statement::apply(app, &mut members).await?;
    let mut new = dynamic::described(&members, id)?;
    let known = store::resource::list(&mut app.db.read()).await?;
    policy::apply(app, &members, &mut new, (Some(&kept.client), &known))?;
    let meanwhile = || Fault::unavailable("the client was changed by somebody else just now");
    let changed = amend(app, kept, new).await?.ok_or_else(meanwhile)?;
    tracing::info!(client = id, "a client changed its registration");
    Ok(Information {
        client: changed.client,
        secret: changed.secret,
        token: token.to_owned(),
    })
}

/// Deletes the client, and with it all that was granted to it.
pub async fn delete(app: &App, id: &str, token: &str) -> Result<(), RegistrationError> {
    authenticate(app, id, token).await?;
    super::delete(app, id).await?;
    tracing::info!(client = id, "a client deleted its registration");
    Ok(())
}

async fn authenticate(app: &App, id: &str, token: &str) -> Result<Kept, RegistrationError> {
    let kept = match Client::may_be_identified(id) {
        true => client::kept(&mut app.db.read(), id).await?,
        false => None,
    };
    let presented = sha256(token.as_bytes());
    let stored = kept.as_ref().and_then(|kept| kept.token_hash.as_deref());
    let good = equal(stored.unwrap_or(&[0; 32]), &presented) && stored.is_some();
    match kept {
        Some(kept) if good && kept.client.is_enabled() => Ok(kept),
        _ => Err(dynamic::unauthorized(
            "no such client, a wrong token, or a disabled client",
        )),
    }
}

/// An update names the client, and its secret not at all or rightly (RFC 7592 section 2.2).
async fn is_about(app: &App, client: &Client, members: &Members) -> Result<(), RegistrationError> {
    if members.get("client_id").and_then(Value::as_str) != Some(&client.id) {
        return Err(Rejected::new("client_id", "It must be the client's own.").into());
    }
    let secret = match members.get("client_secret") {
        None | Some(Value::Null) => return Ok(()),
        Some(secret) => secret.as_str().unwrap_or_default(),
    };
    let (presented, now) = (sha256(secret.as_bytes()), app.now());
    let known = client::secrets(&mut app.db.read(), &client.id).await?;
    let mut good = false;
    for secret in known.iter().filter(|secret| secret.is_valid(now)) {
        good |= equal(&secret.hash, &presented);
    }
    match good {
        true => Ok(()),
        false => Err(Rejected::new("client_secret", "It is not the client's.").into()),
    }
}
