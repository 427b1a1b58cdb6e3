//! Showing a passkey (WebAuthn section 7.2): as the whole sign-in of whoever it belongs to, or as what a certain person has still
//! to show. An identifier that nobody knows counts against the throttle, and is refused in the words of a wrong signature.

use serde_json::{Value, json};
use webauthn_rs::prelude::{
    AuthenticationResult, DiscoverableAuthentication, DiscoverableKey, PublicKeyCredential,
    WebauthnError,
};

use super::ceremony::{self, Ceremony, Purpose};
use super::response::Response;
use super::{manage, relying_party};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{EventKind, Passkey, Proof, User};
use crate::identity::sign_in::{self, Progress, Way};
use crate::identity::throttle::{self, Attempt};
use crate::identity::{device, event};
use crate::jose::digest::sha256;
use crate::store;
use crate::store::webauthn_ceremony::Taken;

#[derive(Debug)]
pub enum Outcome {
    /// The passkey is right, and this is what came of it.
    Proven(Progress),
    /// Not accepted; why is for the log. `unknown` is an identifier that nobody here has, so that the browser may forget it.
    Wrong {
        detail: String,
        unknown: Option<String>,
    },
    Throttled {
        until: Timestamp,
    },
}

fn wrong(detail: impl Into<String>) -> Outcome {
    Outcome::Wrong {
        detail: detail.into(),
        unknown: None,
    }
}

/// What a browser needs to show one (section 5.5): of a certain person where they are known, else whichever is picked there.
/// None where there can be no passkeys.
pub async fn request_options(
    app: &App,
    browser: &str,
    known: Option<&User>,
) -> Result<Option<Value>, Fault> {
    let Some(party) = relying_party::of(app)? else {
        return Ok(None);
    };
    let begun = party.start_discoverable_authentication();
    let (challenge, state) = begun.map_err(Fault::internal)?;
    let ceremony = Ceremony {
        purpose: Purpose::Get,
        user_id: known.map(|user| user.id.clone()),
        session_id: None,
    };
    let options = challenge.public_key;
    ceremony::keep(app, browser, &options.challenge, ceremony, &state).await?;
    let mut options = serde_json::to_value(options).map_err(Fault::internal)?;
    if let Some(user) = known {
        let theirs = manage::of_user(app, &user.id).await?;
        let ours = theirs
            .iter()
            .filter(|passkey| relying_party::is_ours(app, passkey));
        options["allowCredentials"] = ours.map(descriptor).collect();
    }
    Ok(Some(options))
}

fn descriptor(passkey: &Passkey) -> Value {
    json!({
        "type": "public-key",
        "id": id::base64url(&passkey.credential_id),
        "transports": passkey.transports,
    })
}

/// Takes what a browser answered with.
pub async fn show(app: &App, response: &str, way: &Way<'_>) -> Result<Outcome, Fault> {
    let response = Response::read(response);
    let claimed = response
        .as_ref()
        .map(|response| &response.credential_id[..]);
    let claimed = claimed.unwrap_or_default();
    let stored = store::passkey::find_by_credential(&mut app.db.read(), claimed).await?;
    let account = stored.as_ref().map(|passkey| passkey.user_id.clone());
    let account = account.unwrap_or_else(|| id::base64url(&sha256(claimed)));
    let subjects = device::subjects(app, way, &account).await?;
    if let Attempt::Blocked { until } = throttle::attempt(app, &subjects).await? {
        return Ok(Outcome::Throttled { until });
    }
    let Some(response) = response else {
        return Ok(wrong("what came is no credential"));
    };
    let user = match owner(app, &response, stored, way).await? {
        Ok(user) => user,
        Err(refused) => return Ok(refused),
    };
    let progress = sign_in::proven(app, way, user, subjects).await?;
    Ok(Outcome::Proven(progress))
}

/// Whose passkey it is, and what it proves; or why it is not accepted.
async fn owner(
    app: &App,
    response: &Response,
    stored: Option<Passkey>,
    way: &Way<'_>,
) -> Result<Result<(User, Proof), Outcome>, Fault> {
    let taken = ceremony::take(app, way.browser, Purpose::Get, response).await?;
    let Some(taken) = taken else {
        return Ok(Err(wrong("this browser has no such challenge")));
    };
    if !response.is_given_here(app) {
        let detail = "it was shown at another address, or in a frame";
        return Ok(Err(wrong(detail)));
    }
    let Some(passkey) = stored else {
        return Ok(Err(Outcome::Wrong {
            detail: "nobody has this passkey".to_owned(),
            unknown: Some(id::base64url(&response.credential_id)),
        }));
    };
    let result = match verified(app, response, &passkey, &taken)? {
        Ok(result) => result,
        Err(WebauthnError::CredentialPossibleCompromise) => {
            copied(app, &passkey, way).await?;
            return Ok(Err(wrong(
                "its counter went back: there may be a copy of it",
            )));
        }
        Err(error) => return Ok(Err(wrong(error.to_string()))),
    };
    if !note_use(app, &passkey, &result).await? {
        return Ok(Err(wrong(
            "it was removed or used elsewhere at this moment",
        )));
    }
    let found = store::user::find(&mut app.db.read(), &passkey.user_id).await?;
    let Some(user) = found else {
        return Ok(Err(wrong("its account was deleted at this moment")));
    };
    let device_bound = !result.backup_eligible();
    let proof = Proof::passkey(app.now(), result.user_verified(), device_bound);
    Ok(Ok((user, proof)))
}

/// Checks the signature and all that it covers, and that the passkey is its person's (section 7.2, step 6).
fn verified(
    app: &App,
    response: &Response,
    passkey: &Passkey,
    taken: &Taken,
) -> Result<Result<AuthenticationResult, WebauthnError>, Fault> {
    let (Some(party), Some(parsed)) = (
        relying_party::of(app)?,
        response.parsed::<PublicKeyCredential>(),
    ) else {
        return Ok(Err(WebauthnError::Configuration));
    };
    let anothers = taken
        .user_id
        .as_ref()
        .is_some_and(|user_id| *user_id != passkey.user_id);
    let named = match parsed.get_user_unique_id() {
        Some(handle) => handle == relying_party::handle_bytes(&passkey.user_id),
        None => taken.user_id.is_some(),
    };
    if anothers || !named {
        return Ok(Err(WebauthnError::InvalidUserUniqueId));
    }
    let state: DiscoverableAuthentication = ceremony::state(taken)?;
    let key = DiscoverableKey::from(stored(passkey)?);
    Ok(party.finish_discoverable_authentication_v2(&parsed, state, key))
}

fn stored(passkey: &Passkey) -> Result<webauthn_rs::prelude::Passkey, Fault> {
    serde_json::from_str(&passkey.credential).map_err(Fault::internal)
}

/// Writes down the use and the counter. False when somebody else did so since the passkey was read, or it was removed.
async fn note_use(
    app: &App,
    passkey: &Passkey,
    result: &AuthenticationResult,
) -> Result<bool, Fault> {
    let mut updated = stored(passkey)?;
    updated.update_credential(result);
    let credential = serde_json::to_string(&updated).map_err(Fault::internal)?;
    let (passkey, now) = (passkey.clone(), app.now());
    let noted = app.db.write(move |tx| {
        Box::pin(async move { store::passkey::used(tx, &passkey, &credential, now).await })
    });
    noted.await
}

/// Tells the owner of a passkey whose counter went back (section 6.1.1).
async fn copied(app: &App, passkey: &Passkey, way: &Way<'_>) -> Result<(), Fault> {
    let event = event::of(app, &passkey.user_id, EventKind::SignInRefused, &way.place);
    let event = event.with("passkey", &passkey.name);
    tracing::warn!(
        user = passkey.user_id,
        passkey = passkey.id,
        "the counter of a passkey went back: there may be a copy of it"
    );
    let recorded = app
        .db
        .write(move |tx| Box::pin(async move { event::record(tx, &event).await }));
    recorded.await
}
