//! UserInfo (OIDC Core section 5.3): the server is a resource server here, and checks its own tokens with the verifier crate.

use countersign_verifier::Claims;

use super::claims::{self, About};
use super::claims_request::ClaimsRequest;
use super::error::{Error, ErrorCode, Refusal};
use super::protect::{self, Protected};
use super::standing::{self, Bearer};
use crate::app::App;
use crate::domain::{Scopes, User};
use crate::identity::access;
use crate::store::role;
use crate::store::role::Holder;

pub async fn userinfo(app: &App, token: &str) -> Result<Protected, Error> {
    let checked = app
        .verifier
        .verify_now(token)
        .map_err(|error| invalid_token(error.reason()))?;
    if !checked.scope.has("openid") {
        let words = "the scope openid is needed";
        return Err(Refusal::new(ErrorCode::InsufficientScope, words).into());
    }
    let bearer = standing::of_access_token(app, &checked).await?;
    let Bearer { client, person } = bearer.map_err(|fallen| invalid_token(fallen.0))?;
    let (user, grant) = person.ok_or_else(|| invalid_token("no person's token"))?;
    let scopes = Scopes::stored(checked.scope.iter().map(str::to_owned).collect());
    let about = About {
        user: &user,
        subject: &checked.subject,
        roles: &roles(app, &user, &checked).await?,
    };
    let mut said = claims::in_userinfo(&scopes);
    let asked = ClaimsRequest::stored(&grant.claims);
    said.also(&asked.userinfo, &client.client);
    protect::userinfo(app, &client, about.said(&said)).await
}

/// The roles that the token itself may carry, as they are today.
async fn roles(app: &App, user: &User, checked: &Claims) -> Result<Vec<String>, Error> {
    let issuer = app.config.issuer.as_str();
    let resources: Vec<String> = checked
        .audience
        .iter()
        .filter(|audience| *audience != issuer)
        .cloned()
        .collect();
    let holder = Holder::User(user.id.clone());
    let held = role::held_by(&mut app.db.read(), &holder).await?;
    Ok(access::roles_for(&held, &resources))
}

fn invalid_token(detail: &str) -> Error {
    Refusal::new(ErrorCode::InvalidToken, "the access token is not valid")
        .because(detail)
        .into()
}
