//! Access tokens (RFC 9068): for resource servers, so always RS256, which every one of them can check.

use serde::Serialize;

use super::{Authorization, Facts, Subject};
use crate::app::App;
use crate::base::{Fault, id};
use crate::domain::StandardScope;

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
    roles: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amr: Option<&'a [String]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
}

/// One audience is a string, several are a list (RFC 7519 section 4.1.3).
#[derive(Serialize)]
#[serde(untagged)]
enum Audience<'a> {
    One(&'a str),
    Several(Vec<&'a str>),
}

pub(super) fn mint(
    app: &App,
    authorization: &Authorization,
    facts: &Facts,
) -> Result<String, Fault> {
    let client_id = authorization.client.client.id.as_str();
    let token_id = id::id(&*app.random);
    let person = match &authorization.subject {
        Subject::Client => None,
        Subject::Person(person) => Some(person),
    };
    let authentication = person.map(|person| &person.grant.authentication);
    let claims = AccessToken {
        iss: app.config.issuer.as_str(),
        sub: facts.subject.as_deref().unwrap_or(client_id),
        aud: audience(app, authorization),
        client_id,
        iat: facts.now.seconds(),
        exp: (facts.now + app.config.tokens.access_token).seconds(),
        jti: match person {
            Some(person) => token_id_of(&person.grant.id, &token_id),
            None => token_id,
        },
        scope: authorization.scopes.to_string(),
        roles: &facts.roles,
        auth_time: authentication.map(|authentication| authentication.time.seconds()),
        acr: authentication.map(|authentication| authentication.context.as_str()),
        amr: authentication.map(|authentication| authentication.methods.as_slice()),
        sid: person.map(|person| person.grant.session_id.as_str()),
    };
    app.keys.ring()?.signer(facts.now)?.sign("at+jwt", &claims)
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
