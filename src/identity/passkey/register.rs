//! Making a passkey (WebAuthn section 7.1), by somebody who is signed in and has proven it just now.

use serde_json::Value;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

use super::ceremony::{self, Ceremony, Purpose};
use super::response::Response;
use super::{MOST, manage, relying_party};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::{ChangeError, EventKind, Passkey, Rejected, User};
use crate::identity::session::{Place, SignedIn};
use crate::identity::{event, notice};
use crate::store;
use crate::store::sql::Tx;

/// What came back from the browser, and from where.
#[derive(Debug)]
pub struct Added<'a> {
    /// The credential, as JSON.
    pub response: &'a str,
    /// What it is to be called, or else: a name is no reason to refuse what an authenticator has made already.
    pub name: &'a str,
    pub otherwise: &'a str,
    pub browser: &'a str,
    pub place: &'a Place,
}

/// What a browser needs to make one (section 5.4). None where there can be no passkeys.
pub async fn creation_options(
    app: &App,
    signed_in: &SignedIn,
    browser: &str,
) -> Result<Option<Value>, Fault> {
    let Some(party) = relying_party::of(app)? else {
        return Ok(None);
    };
    let user = &signed_in.user;
    let known = manage::of_user(app, &user.id).await?;
    let known: Vec<_> = known
        .into_iter()
        .map(|passkey| passkey.credential_id)
        .collect();
    let handle = relying_party::handle_uuid(&user.id);
    let begun =
        party.start_passkey_registration(handle, &user.username, &user.display_name(), Some(known));
    let (challenge, state) = begun.map_err(Fault::internal)?;
    let ceremony = Ceremony {
        purpose: Purpose::Create,
        user_id: Some(user.id.clone()),
        session_id: Some(signed_in.session.id.clone()),
    };
    let options = challenge.public_key;
    ceremony::keep(app, browser, &options.challenge, ceremony, &state).await?;
    let mut options = serde_json::to_value(options).map_err(Fault::internal)?;
    // The library asks for none. Ours are found without a name.
    let selection = &mut options["authenticatorSelection"];
    selection["residentKey"] = "required".into();
    selection["requireResidentKey"] = true.into();
    Ok(Some(options))
}

/// Adds the passkey that a browser has made.
pub async fn add(
    app: &App,
    signed_in: &SignedIn,
    added: Added<'_>,
) -> Result<Passkey, ChangeError> {
    let user = &signed_in.user;
    let (credential, response) = match verified(app, signed_in, &added).await? {
        Ok(verified) => verified,
        Err(detail) => {
            tracing::info!(detail, user = user.id, "a passkey was not added");
            return Err(Rejected::new("", "passkey-not-added").into());
        }
    };
    let passkey = Passkey {
        id: id::id(&*app.random),
        user_id: user.id.clone(),
        rp_id: relying_party::id(app).unwrap_or_default(),
        credential_id: credential.cred_id().to_vec(),
        credential: serde_json::to_string(&credential).map_err(Fault::internal)?,
        transports: response.transports(),
        name: manage::readable(added.name).unwrap_or_else(|_| added.otherwise.to_owned()),
        created_at: app.now(),
        last_used_at: None,
    };
    let event = event::of(app, &user.id, EventKind::PasskeyAdded, added.place);
    let event = event.with("name", &passkey.name);
    let told = notice::told(app, user, &event)?;
    let owner = user.clone();
    let inserted = app.db.write(move |tx| {
        Box::pin(async move {
            let inserted = insert(tx, &owner, passkey).await?;
            if let Ok(passkey) = &inserted {
                event::record(tx, &event.with("name", &passkey.name)).await?;
                store::mail::enqueue(tx, &told).await?;
            }
            Ok(inserted)
        })
    });
    let passkey = inserted.await??;
    app.mails.notify_one();
    Ok(passkey)
}

type Verified = (webauthn_rs::prelude::Passkey, Response);

/// Checks what came back. Why it was refused is for the log.
async fn verified(
    app: &App,
    signed_in: &SignedIn,
    added: &Added<'_>,
) -> Result<Result<Verified, String>, Fault> {
    let refused = |detail: &str| Ok(Err(detail.to_owned()));
    let Some(party) = relying_party::of(app)? else {
        return refused("there are no passkeys at an IP address");
    };
    let Some(response) = Response::read(added.response) else {
        return refused("what came is no credential");
    };
    let taken = ceremony::take(app, added.browser, Purpose::Create, &response).await?;
    let Some(taken) = taken else {
        return refused("this browser has no such challenge");
    };
    let session = &signed_in.session;
    if taken.session_id.as_deref() != Some(&session.id)
        || taken.user_id.as_deref() != Some(&session.user_id)
    {
        return refused("the challenge was for another session");
    }
    if !response.is_given_here(app) {
        return refused("it was made at another address, or in a frame");
    }
    let state: PasskeyRegistration = ceremony::state(&taken)?;
    let Some(parsed) = response.parsed::<RegisterPublicKeyCredential>() else {
        return refused("what came is no new credential");
    };
    Ok(match party.finish_passkey_registration(&parsed, &state) {
        Ok(credential) if credential.cred_id()[..] == response.credential_id[..] => {
            Ok((credential, response))
        }
        Ok(_) => Err("the credential has two identifiers".to_owned()),
        Err(error) => Err(error.to_string()),
    })
}

async fn insert(
    tx: &mut Tx,
    owner: &User,
    mut passkey: Passkey,
) -> Result<Result<Passkey, Rejected>, Fault> {
    if !store::user::hold(tx, owner).await? {
        return Ok(Err(Rejected::new("", "passkey-changed-meanwhile")));
    }
    let others = store::passkey::of_user(tx, &owner.id).await?;
    if others.len() >= MOST {
        return Ok(Err(Rejected::new("", "passkey-too-many").with("most", MOST)));
    }
    passkey.name = manage::free(&passkey.name, &others);
    match store::passkey::insert(tx, &passkey).await? {
        true => Ok(Ok(passkey)),
        // Of somebody else, or made again from what was there: section 7.1 refuses both.
        false => Ok(Err(Rejected::new("", "passkey-not-added"))),
    }
}
