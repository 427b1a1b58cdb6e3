//! What introspection answers (RFC 7662 section 2.2), as JSON or inside a signed JWT (RFC 9701 section 5).

use countersign_verifier::Claims;
use serde::Serialize;
use serde_json::Value;

use super::view::View;
use crate::app::App;
use crate::domain::{Grant, RefreshToken};
use crate::oauth::error::Error;
use crate::oauth::protect;
use crate::oauth::standing::KeyHolder;
use crate::store::Registered;

#[derive(Debug)]
pub enum Answer {
    Plain(Box<Introspection>),
    Jwt(String),
}

/// The members of section 2.2 and those of RFC 9068. An inactive token has none but `active`: the default.
#[derive(Debug, Default, Serialize)]
pub struct Introspection {
    active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    iss: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sub: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aud: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    roles: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    iat: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    amr: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
}

impl Introspection {
    pub(super) fn of_access_token(
        token: &Claims,
        view: View,
        (roles, username): (Vec<String>, Option<String>),
    ) -> Self {
        let date = |seconds: u64| i64::try_from(seconds).ok();
        Self {
            active: true,
            iss: Some(token.issuer.clone()),
            // As the token has it, so that a pairwise subject stays one.
            sub: Some(token.subject.clone()),
            aud: Some(match view.audience.as_slice() {
                [only] => only.as_str().into(),
                several => several.into(),
            }),
            client_id: Some(token.client_id.clone()),
            username,
            token_type: Some("Bearer"),
            scope: Some(view.scopes.to_string()).filter(|scope| !scope.is_empty()),
            roles: Some(roles),
            iat: date(token.issued_at),
            exp: date(token.expires_at),
            jti: Some(token.jti.clone()),
            auth_time: token.auth_time.and_then(date),
            acr: token.acr.clone(),
            amr: token.amr.clone(),
            sid: token.sid.clone(),
        }
    }

    /// An API key has no client: its owner acts for themselves. What it is called is the owner's business alone.
    pub(super) fn of_api_key(app: &App, holder: KeyHolder) -> Self {
        let KeyHolder {
            key,
            good_until,
            owner,
        } = holder;
        Self {
            active: true,
            iss: Some(app.config.issuer.as_str().to_owned()),
            sub: Some(owner.id),
            aud: Some(key.resource.into()),
            username: Some(owner.username),
            token_type: Some("api_key"),
            scope: Some(key.scopes.to_string()).filter(|scope| !scope.is_empty()),
            roles: Some(key.roles),
            iat: Some(key.issued_at.seconds()),
            exp: Some(good_until.seconds()),
            jti: Some(key.id),
            ..Self::default()
        }
    }

    /// A refresh token has no type that a resource would know, and is for nobody but this server.
    pub(super) fn of_refresh_token(
        app: &App,
        (token, grant): (&RefreshToken, Grant),
        subject: String,
    ) -> Self {
        let ends = token.expires_at.min(grant.expires_at);
        Self {
            active: true,
            iss: Some(app.config.issuer.as_str().to_owned()),
            sub: Some(subject),
            client_id: Some(grant.client_id),
            scope: Some(grant.scopes.to_string()).filter(|scope| !scope.is_empty()),
            iat: Some(token.created_at.seconds()),
            exp: Some(ends.seconds()),
            auth_time: Some(grant.authentication.time.seconds()),
            acr: Some(grant.authentication.context),
            amr: grant.authentication.methods,
            sid: Some(grant.session_id),
            ..Self::default()
        }
    }
}

/// The answer as its caller wants it: who registered how it is to be protected never gets it otherwise.
pub(super) async fn answer(
    app: &App,
    caller: &Registered,
    said: Introspection,
    jwt: bool,
) -> Result<Answer, Error> {
    let metadata = &caller.client.metadata;
    let protected = metadata.introspection_signed_response_alg.is_some()
        || metadata.introspection_encrypted_response_alg.is_some();
    if !jwt && !protected {
        return Ok(Answer::Plain(Box::new(said)));
    }
    protect::introspection(app, caller, &said)
        .await
        .map(Answer::Jwt)
}
