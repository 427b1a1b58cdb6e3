//! The refresh token grant (RFC 6749 section 6, RFC 9700 section 4.14).
//!
//! Each token is consumed once and has exactly one possible successor, derived from it by a keyed function. A client whose
//! answer was lost may ask again within a short grace and gets the same successor, so a family never forks. Any
//! other reuse revokes the family.

use std::sync::Arc;
use std::time::Duration;

use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Grant, Level, RefreshToken, Resource, Scopes, User};
use crate::jose::digest::sha256;
use crate::oauth::demanded::{self, Stakes};
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::issue::{Authorization, Person, Subject};
use crate::oauth::{Parameters, audience, scope, standing};
use crate::store::sql::Tx;
use crate::store::{self, Registered, refresh_token};

/// What a rotation needs to know inside its transaction.
struct Rotation {
    client: Arc<Registered>,
    parameters: Parameters,
    known: Arc<Vec<Resource>>,
    least: Level,
    hash: [u8; 32],
    successor_hash: [u8; 32],
    now: Timestamp,
    grace: Duration,
    idle: Duration,
}

struct Rotated {
    user: User,
    grant: Grant,
    scopes: Scopes,
    resources: Vec<String>,
}

pub(super) async fn redeem(
    app: &App,
    client: Arc<Registered>,
    parameters: &Parameters,
) -> Result<Authorization, Error> {
    let token = parameters.require("refresh_token")?;
    let successor = format!("cs_rt_{}", id::base64url(&app.master_key.successor(token)));
    let rotation = Rotation {
        client: Arc::clone(&client),
        parameters: parameters.clone(),
        known: app.catalog.resources().await?,
        least: demanded::of_everybody(app),
        hash: sha256(token.as_bytes()),
        successor_hash: sha256(successor.as_bytes()),
        now: app.now(),
        grace: app.config.tokens.refresh_grace,
        idle: app.config.tokens.refresh_idle,
    };
    let Rotated {
        user,
        grant,
        scopes,
        resources,
    } = app
        .db
        .write(move |tx| Box::pin(async move { rotate(tx, &rotation).await }))
        .await??;
    let person = Person {
        user,
        grant,
        nonce: None,
        code: None,
        refresh_token: Some(successor),
    };
    Ok(Authorization {
        client,
        subject: Subject::Person(Box::new(person)),
        scopes,
        resources,
    })
}

/// The inner result is the answer: a refusal commits what it recorded.
async fn rotate(tx: &mut Tx, rotation: &Rotation) -> Result<Result<Rotated, Error>, Fault> {
    let now = rotation.now;
    let Some(token) = refresh_token::find(tx, &rotation.hash).await? else {
        return Ok(refused("unknown token"));
    };
    let Some(grant) = store::grant::find(tx, &token.grant_id).await? else {
        return Ok(refused("its grant is gone"));
    };
    if grant.client_id != rotation.client.client.id {
        store::grant::revoke(tx, &grant.id, now).await?;
        return Ok(refused(
            "presented by another client; the family is revoked",
        ));
    }
    let user = match standing::check(tx, &grant, &rotation.client.client, now).await? {
        Ok(user) => user,
        Err(fallen) => return Ok(Err(fallen.invalid_grant())),
    };
    let stakes = Stakes {
        least: rotation.least,
        client: &rotation.client.client,
        known: &rotation.known,
        resources: &grant.resources,
    };
    if demanded::outgrew(tx, &stakes, &grant).await? {
        return Ok(refused("a stronger sign-in is wanted by now"));
    }
    // Asked for too much, nothing is consumed: the client may correct itself.
    let asked = rotation.parameters.find("scope");
    let today = (&rotation.client.client, rotation.known.as_slice());
    let scopes = match scope::narrowed(asked, &grant.scopes, today) {
        Ok(scopes) => scopes,
        Err(error) => return Ok(Err(error)),
    };
    let resources = match audience::narrowed(&rotation.parameters, &grant.resources, today) {
        Ok(resources) => resources,
        Err(error) => return Ok(Err(error)),
    };
    if now >= token.expires_at {
        return Ok(refused("expired"));
    }
    if let Err(detail) = spend(tx, rotation, &token, &grant).await? {
        return Ok(refused(detail));
    }
    Ok(Ok(Rotated {
        user,
        grant,
        scopes,
        resources,
    }))
}

/// Consumes the token and leaves its successor, or finds that this was done within the grace.
async fn spend(
    tx: &mut Tx,
    rotation: &Rotation,
    token: &RefreshToken,
    grant: &Grant,
) -> Result<Result<(), &'static str>, Fault> {
    let now = rotation.now;
    if refresh_token::consume(tx, &rotation.hash, now).await? {
        let ends = (now + rotation.idle).min(grant.expires_at);
        refresh_token::insert(tx, &rotation.successor_hash, &grant.id, (now, ends)).await?;
        return Ok(Ok(()));
    }
    // Read again: on PostgreSQL a parallel request may have consumed it since.
    let token = refresh_token::find(tx, &rotation.hash)
        .await?
        .unwrap_or_else(|| token.clone());
    let successor = refresh_token::find(tx, &rotation.successor_hash).await?;
    let in_grace = token
        .consumed_at
        .is_some_and(|at| now.since(at) < rotation.grace);
    let unused = successor.is_some_and(|successor| successor.consumed_at.is_none());
    if in_grace && unused {
        return Ok(Ok(()));
    }
    store::grant::revoke(tx, &grant.id, now).await?;
    Ok(Err("used before; the family is revoked"))
}

fn refused<T>(detail: &str) -> Result<T, Error> {
    Err(
        Refusal::new(ErrorCode::InvalidGrant, "the refresh token is not valid")
            .because(detail)
            .into(),
    )
}
