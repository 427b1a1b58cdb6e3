//! The one gate for "may this subject still have tokens". Redemption, refresh, UserInfo and introspection all ask here, so no
//! second path can forget what the first one checked.

use std::sync::Arc;

use countersign_verifier::Claims;

use super::demanded::{self, Stakes};
use super::error::{Error, ErrorCode, Refusal};
use super::{consent, issue, subject};
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{ApiKey, Client, Grant, RefreshToken, Resource, Scopes, StandardScope, User};
use crate::identity::access;
use crate::jose::digest::sha256;
use crate::store::api_key::Presented;
use crate::store::role::Holder;
use crate::store::sql::Conn;
use crate::store::{
    Registered, api_key, consent as agreed, grant, refresh_token, revoked_token, role, session,
    user,
};

/// The grant's person, if everything that the grant stands on still stands.
pub async fn check(
    conn: &mut impl Conn,
    grant: &Grant,
    client: &Client,
    now: Timestamp,
) -> Result<Result<User, Fallen>, Fault> {
    if !grant.is_live(now) {
        return Ok(Err(Fallen("the grant is revoked or has ended")));
    }
    if grant.client_id != client.id {
        return Ok(Err(Fallen("the grant is another client's")));
    }
    if !client.is_enabled() {
        return Ok(Err(Fallen("the client is disabled")));
    }
    let Some(user) = user::find(conn, &grant.user_id).await? else {
        return Ok(Err(Fallen("the account is deleted")));
    };
    if !user.is_active() {
        return Ok(Err(Fallen("the account is disabled")));
    }
    let offline = StandardScope::OfflineAccess;
    let offline = grant.scopes.has_standard(offline) && client.scopes.has_standard(offline);
    if !offline && !session::is_not_ended(conn, &grant.session_id).await? {
        return Ok(Err(Fallen("the session has ended")));
    }
    let matter = consent::of_grant(grant)?;
    if !client.first_party && !matter.is_subset_of(&agreed::of(conn, &user.id, &client.id).await?) {
        return Ok(Err(Fallen("consent was withdrawn")));
    }
    Ok(Ok(user))
}

/// What an access token of ours stands on: the client that it was issued to, and the person whose grant it comes from, where
/// the client does not act for itself. And what is left of it: a scope or an API that was taken from the client since, its
/// tokens have lost too.
#[derive(Debug)]
pub struct Bearer {
    pub client: Arc<Registered>,
    pub person: Option<(User, Grant)>,
    pub scopes: Scopes,
    pub audience: Vec<String>,
}

/// What an access token stands on, if it was not revoked (RFC 7009) and all of that still stands. Its signature and its
/// times were checked before.
pub async fn of_access_token(app: &App, token: &Claims) -> Result<Result<Bearer, Fallen>, Fault> {
    let (mut read, now) = (app.db.read(), app.now());
    if revoked_token::is_revoked(&mut read, &sha256(token.jti.as_bytes()), now).await? {
        return Ok(Err(Fallen("the access token is revoked")));
    }
    let Some(client) = app.catalog.client(&token.client_id).await? else {
        return Ok(Err(Fallen("its client is gone")));
    };
    let (scopes, audience) = left(app, &client.client, token);
    if audience.is_empty() {
        return Ok(Err(Fallen("all that it is for was taken from the client")));
    }
    let Some(grant_id) = issue::grant_of(&token.jti) else {
        let standing = clients_own(&client.client, token);
        return Ok(standing.map(|()| Bearer {
            client,
            person: None,
            scopes,
            audience,
        }));
    };
    let Some(grant) = grant::find(&mut read, grant_id).await? else {
        return Ok(Err(Fallen("its grant is gone")));
    };
    let user = match check(&mut read, &grant, &client.client, now).await? {
        Ok(user) => user,
        Err(fallen) => return Ok(Err(fallen)),
    };
    // The sector of a pairwise client may have become another since.
    if !subject::is(app, &client.client, (&user.id, &token.subject)).await? {
        return Ok(Err(Fallen("its subject is not the grant's")));
    }
    let person = Some((user, grant));
    Ok(Ok(Bearer {
        client,
        person,
        scopes,
        audience,
    }))
}

/// The scopes and the audiences of a token that its client may still have.
fn left(app: &App, client: &Client, token: &Claims) -> (Scopes, Vec<String>) {
    let mut scopes = Scopes::stored(token.scope.iter().map(str::to_owned).collect());
    scopes.retain(|name| client.scopes.has(name));
    let issuer = app.config.issuer.as_str();
    let audience = token.audience.iter();
    let audience = audience.filter(|uri| *uri == issuer || client.resources.contains(uri));
    (scopes, audience.cloned().collect())
}

/// A client that acts for itself has no grant: its token stands on the client alone, the one that it was issued to and not
/// one that was given the same identifier since.
fn clients_own(client: &Client, token: &Claims) -> Result<(), Fallen> {
    let registered = client.created_at.seconds();
    if !client.is_enabled() {
        return Err(Fallen("the client is disabled"));
    }
    if token.subject != client.id {
        return Err(Fallen("its subject is not the client"));
    }
    if i64::try_from(token.issued_at).is_ok_and(|issued| issued < registered) {
        return Err(Fallen("it was issued before the client was registered"));
    }
    Ok(())
}

/// What a live refresh token stands on.
#[derive(Debug)]
pub struct Refreshable {
    pub token: RefreshToken,
    pub grant: Grant,
    pub client: Arc<Registered>,
    pub person: User,
}

/// The refresh token with a text of this hash, if it is the last of its line and all that it stands on still stands. To ask
/// does not use it.
pub async fn of_refresh_token(
    app: &App,
    hash: &[u8; 32],
) -> Result<Result<Refreshable, Fallen>, Fault> {
    let (mut read, now) = (app.db.read(), app.now());
    let Some(token) = refresh_token::find(&mut read, hash).await? else {
        return Ok(Err(Fallen("no such refresh token is known")));
    };
    let Some(grant) = grant::find(&mut read, &token.grant_id).await? else {
        return Ok(Err(Fallen("its grant is gone")));
    };
    let Some(client) = app.catalog.client(&grant.client_id).await? else {
        return Ok(Err(Fallen("its client is gone")));
    };
    if token.consumed_at.is_some() {
        return Ok(Err(Fallen("the refresh token was used")));
    }
    if now >= token.expires_at {
        return Ok(Err(Fallen("the refresh token has expired")));
    }
    let known = app.catalog.resources().await?;
    let stakes = Stakes {
        least: demanded::of_everybody(app),
        client: &client.client,
        known: &known,
        resources: &grant.resources,
    };
    if demanded::outgrew(&mut read, &stakes, &grant).await? {
        return Ok(Err(Fallen("a stronger sign-in is wanted by now")));
    }
    let standing = check(&mut read, &grant, &client.client, now).await?;
    Ok(standing.map(|person| Refreshable {
        token,
        grant,
        client,
        person,
    }))
}

/// What a live API key stands on: whom it acts for, and what is left of it.
#[derive(Debug)]
pub struct KeyHolder {
    pub key: ApiKey,
    /// Until when the text that was presented is good.
    pub good_until: Timestamp,
    pub owner: User,
}

/// The API key with a text of this hash, if its owner is active and its API still takes keys. Of its scopes those are left that
/// the API still defines, of its roles those that the owner still has there.
pub async fn of_api_key(app: &App, hash: &[u8; 32]) -> Result<Result<KeyHolder, Fallen>, Fault> {
    let mut read = app.db.read();
    let Some(presented) = api_key::presented(&mut read, hash, app.now()).await? else {
        return Ok(Err(Fallen("the API key is unknown, revoked or expired")));
    };
    let Presented {
        mut key,
        good_until,
    } = presented;
    let Some(owner) = user::find(&mut read, &key.user_id).await? else {
        return Ok(Err(Fallen("the account is deleted")));
    };
    if !owner.is_active() {
        return Ok(Err(Fallen("the account is disabled")));
    }
    let known = app.catalog.resources().await?;
    let takes_keys = |resource: &&Resource| resource.uri == key.resource && resource.api_keys;
    let Some(resource) = known.iter().find(takes_keys) else {
        return Ok(Err(Fallen("its API takes no keys")));
    };
    let defined = |name: &str| resource.scopes.iter().any(|scope| scope == name);
    key.scopes.retain(defined);
    let held = role::held_by(&mut read, &Holder::User(owner.id.clone())).await?;
    let roles = access::roles_for(&held, std::slice::from_ref(&key.resource));
    key.roles.retain(|role| roles.contains(role));
    Ok(Ok(KeyHolder {
        key,
        good_until,
        owner,
    }))
}

/// Why something no longer stands: for the log.
#[derive(Debug, Clone, Copy)]
pub struct Fallen(pub &'static str);

impl Fallen {
    /// As the token endpoint says it.
    pub fn invalid_grant(self) -> Error {
        Refusal::new(ErrorCode::InvalidGrant, "the grant is no longer valid")
            .because(self.0)
            .into()
    }
}
