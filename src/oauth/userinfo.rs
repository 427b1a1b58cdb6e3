//! UserInfo (OIDC Core section 5.3): the server is a resource server here, and checks its own tokens with the verifier crate.

use serde_json::{Map, Value};

use super::error::{Error, ErrorCode, Refusal};
use super::{claims, issue, standing};
use crate::app::App;
use crate::domain::Scopes;
use crate::identity::access;
use crate::store::role::Holder;
use crate::store::{grant, role};

pub async fn userinfo(app: &App, token: &str) -> Result<Map<String, Value>, Error> {
    let checked = app
        .verifier
        .verify_now(token)
        .map_err(|error| invalid_token(error.reason()))?;
    if !checked.scope.has("openid") {
        return Err(
            Refusal::new(ErrorCode::InsufficientScope, "the scope openid is needed").into(),
        );
    }
    let grant_id =
        issue::grant_of(&checked.jti).ok_or_else(|| invalid_token("no person's token"))?;
    let mut read = app.db.read();
    let grant = grant::find(&mut read, grant_id)
        .await?
        .ok_or_else(|| invalid_token("its grant is gone"))?;
    let client = app.catalog.client(&checked.client_id).await?;
    let client = client.ok_or_else(|| invalid_token("its client is gone"))?;
    let user = match standing::check(&mut read, &grant, &client.client, app.now()).await? {
        Ok(user) if user.id == checked.subject => user,
        Ok(_) => return Err(invalid_token("its subject is not the grant's")),
        Err(fallen) => return Err(invalid_token(fallen.0)),
    };
    let scopes = Scopes::stored(checked.scope.iter().map(str::to_owned).collect());
    let held = role::held_by(&mut read, &Holder::User(user.id.clone())).await?;
    let issuer = app.config.issuer.as_str();
    let resources: Vec<String> = checked
        .audience
        .iter()
        .filter(|audience| *audience != issuer)
        .cloned()
        .collect();
    Ok(claims::about(
        &user,
        &scopes,
        &access::roles_for(&held, &resources),
    ))
}

fn invalid_token(detail: &str) -> Error {
    Refusal::new(ErrorCode::InvalidToken, "the access token is not valid")
        .because(detail)
        .into()
}
