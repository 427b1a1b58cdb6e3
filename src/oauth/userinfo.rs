//! UserInfo (OIDC Core section 5.3): the server is a resource server here, and checks its own tokens with the verifier crate.

use super::claims::{self, About};
use super::claims_request::ClaimsRequest;
use super::error::{Error, ErrorCode, Refusal};
use super::presented_token;
use super::protect::{self, Protected};
use super::standing::{self, Bearer};
use crate::app::App;
use crate::domain::{StandardScope, User};
use crate::identity::access;
use crate::store::role;
use crate::store::role::Holder;

pub async fn userinfo(app: &App, token: &str) -> Result<Protected, Error> {
    let checked = presented_token::verify(app, token, app.config.issuer.as_str())
        .await?
        .map_err(|error| invalid_token(error.reason()))?;
    let bearer = standing::of_access_token(app, &checked).await?;
    let Bearer {
        client,
        person,
        scopes,
        audience,
    } = bearer.map_err(|fallen| invalid_token(fallen.0))?;
    if !scopes.has_standard(StandardScope::OpenId) {
        let words = "the scope openid is needed";
        return Err(Refusal::new(ErrorCode::InsufficientScope, words).into());
    }
    let (user, grant) = person.ok_or_else(|| invalid_token("no person's token"))?;
    let about = About {
        user: &user,
        issuer: &app.config.issuer,
        subject: &checked.subject,
        roles: &roles(app, &user, audience).await?,
    };
    let mut said = claims::in_userinfo(&scopes);
    let asked = ClaimsRequest::stored(&grant.claims)?;
    said.also(&asked.userinfo, &client.client);
    protect::userinfo(app, &client, about.said(&said)).await
}

/// The roles that the token itself may carry, as they are today.
async fn roles(app: &App, user: &User, audience: Vec<String>) -> Result<Vec<String>, Error> {
    let mut resources = audience;
    resources.retain(|uri| uri != app.config.issuer.as_str());
    let holder = Holder::User(user.id.clone());
    let held = role::held_by(&mut app.db.read(), &holder).await?;
    Ok(access::roles_for(&held, &resources))
}

fn invalid_token(detail: &str) -> Error {
    Refusal::new(ErrorCode::InvalidToken, "the access token is not valid")
        .because(detail)
        .into()
}
