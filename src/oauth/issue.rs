//! The only mint. Every grant ends in one [`Authorization`], and every token is made here (RFC 9068, OIDC Core section 2).

use std::sync::Arc;

use serde::Serialize;

use super::error::Error;
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Grant, Scopes, StandardScope, User};
use crate::identity::access;
use crate::jose::digest::sha256;
use crate::store::role::Holder;
use crate::store::{Registered, role};

/// What a grant has established: for whom, to whom, for what.
#[derive(Debug)]
pub struct Authorization {
    pub client: Arc<Registered>,
    pub subject: Subject,
    pub scopes: Scopes,
    pub resources: Vec<String>,
}

#[derive(Debug)]
pub enum Subject {
    /// A client that acts for itself.
    Client,
    /// A person, by a grant of theirs.
    Person(Box<Person>),
}

#[derive(Debug)]
pub struct Person {
    pub user: User,
    pub grant: Grant,
    /// Repeated in the ID token of the first issue only (OIDC Core section 12.2).
    pub nonce: Option<String>,
    pub refresh_token: Option<String>,
}

/// The answer of the token endpoint (RFC 6749 section 5.1).
#[derive(Debug, Serialize)]
pub struct TokenResponse {
    pub access_token: String,
    pub token_type: &'static str,
    pub expires_in: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
}

/// RFC 9068 section 2.2.
#[derive(Serialize)]
struct AccessToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: Audience<'a>,
    client_id: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    roles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amr: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
}

/// OIDC Core section 2.
#[derive(Serialize)]
struct IdToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    acr: &'a str,
    amr: &'a [String],
    at_hash: String,
    sid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Vec<String>>,
}

/// One audience is a string, several are a list (RFC 7519 section 4.1.3).
#[derive(Serialize)]
#[serde(untagged)]
enum Audience<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

pub async fn issue(app: &App, authorization: Authorization) -> Result<TokenResponse, Error> {
    let now = app.now();
    let ring = app.keys.ring()?;
    let key = ring.signer(now)?;
    let roles = roles(app, &authorization).await?;
    let lifetime = app.config.tokens.access_token;
    let access_token = key.sign(
        "at+jwt",
        &access_token(app, &authorization, roles.clone(), now),
    )?;
    let id_token = match &authorization.subject {
        Subject::Person(person) if authorization.scopes.has_standard(StandardScope::OpenId) => {
            Some(key.sign(
                "JWT",
                &id_token(app, &authorization, person, (&access_token, roles, now)),
            )?)
        }
        _ => None,
    };
    Ok(TokenResponse {
        access_token,
        token_type: "Bearer",
        expires_in: lifetime.as_secs(),
        refresh_token: match authorization.subject {
            Subject::Person(person) => person.refresh_token,
            Subject::Client => None,
        },
        id_token,
        scope: authorization.scopes.to_string(),
    })
}

/// Roles are read anew at every issue, so that a refresh carries those of today.
async fn roles(app: &App, authorization: &Authorization) -> Result<Vec<String>, Fault> {
    Ok(match &authorization.subject {
        Subject::Client => access::roles_for(&authorization.client.roles, &authorization.resources),
        Subject::Person(person) => {
            let held =
                role::held_by(&mut app.db.read(), &Holder::User(person.user.id.clone())).await?;
            access::roles_for(&held, &authorization.resources)
        }
    })
}

fn access_token<'a>(
    app: &'a App,
    authorization: &'a Authorization,
    roles: Vec<String>,
    now: Timestamp,
) -> AccessToken<'a> {
    let client_id = authorization.client.client.id.as_str();
    let token_id = id::id(&*app.random);
    let person = match &authorization.subject {
        Subject::Client => None,
        Subject::Person(person) => Some(person),
    };
    let authentication = person.map(|person| &person.grant.authentication);
    AccessToken {
        iss: app.config.issuer.as_str(),
        sub: person.map_or(client_id, |person| &person.user.id),
        aud: audience(app, authorization),
        client_id,
        iat: now.seconds(),
        exp: (now + app.config.tokens.access_token).seconds(),
        jti: person.map_or_else(
            || token_id.clone(),
            |person| token_id_of(&person.grant.id, &token_id),
        ),
        scope: authorization.scopes.to_string(),
        roles,
        auth_time: authentication.map(|authentication| authentication.time.seconds()),
        acr: authentication.map(|authentication| authentication.context.as_str()),
        amr: authentication.map(|authentication| authentication.methods.as_slice()),
        sid: person.map(|person| person.grant.session_id.as_str()),
    }
}

/// The `jti` of a person's access token begins with the grant that it was issued from, so that the grant's end is its end
/// wherever this server looks.
fn token_id_of(grant_id: &str, token_id: &str) -> String {
    format!("{grant_id}.{token_id}")
}

/// The grant that an access token was issued from.
pub fn grant_of(token_id: &str) -> Option<&str> {
    token_id.split_once('.').map(|(grant, _)| grant)
}

/// The resources, and this server itself where UserInfo may be called or nothing else was named.
fn audience<'a>(app: &'a App, authorization: &'a Authorization) -> Audience<'a> {
    let issuer = app.config.issuer.as_str();
    let mut audience: Vec<&str> = authorization.resources.iter().map(String::as_str).collect();
    let userinfo = authorization.scopes.has_standard(StandardScope::OpenId);
    if audience.is_empty() || userinfo && !audience.contains(&issuer) {
        audience.push(issuer);
    }
    match audience.as_slice() {
        [only] => Audience::One(only),
        _ => Audience::Several(audience),
    }
}

fn id_token<'a>(
    app: &'a App,
    authorization: &'a Authorization,
    person: &'a Person,
    (access_token, roles, now): (&str, Vec<String>, Timestamp),
) -> IdToken<'a> {
    let authentication = &person.grant.authentication;
    IdToken {
        iss: app.config.issuer.as_str(),
        sub: &person.user.id,
        aud: &authorization.client.client.id,
        iat: now.seconds(),
        exp: (now + app.config.tokens.id_token).seconds(),
        auth_time: authentication.time.seconds(),
        nonce: person.nonce.as_deref(),
        acr: &authentication.context,
        amr: &authentication.methods,
        // OIDC Core section 3.1.3.6: the left half of the hash.
        at_hash: id::base64url(&sha256(access_token.as_bytes())[..16]),
        sid: &person.grant.session_id,
        roles: authorization
            .scopes
            .has_standard(StandardScope::Roles)
            .then_some(roles),
    }
}
