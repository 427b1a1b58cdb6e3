//! UserInfo (OIDC Core section 5.3): the server is a resource server here, and checks its own tokens with the verifier crate.

use std::sync::Arc;

use countersign_verifier::Claims;

use super::claims::{self, About};
use super::claims_request::ClaimsRequest;
use super::error::{Error, ErrorCode, Refusal};
use super::protect::{self, Protected};
use super::{issue, standing, subject};
use crate::app::App;
use crate::domain::{Grant, Scopes, User};
use crate::identity::access;
use crate::store::role::Holder;
use crate::store::{Registered, grant, role};

/// Whom an access token is about, and what it stands on: all of it still stands.
struct Holding {
    client: Arc<Registered>,
    user: User,
    grant: Grant,
}

pub async fn userinfo(app: &App, token: &str) -> Result<Protected, Error> {
    let checked = app
        .verifier
        .verify_now(token)
        .map_err(|error| invalid_token(error.reason()))?;
    if !checked.scope.has("openid") {
        let words = "the scope openid is needed";
        return Err(Refusal::new(ErrorCode::InsufficientScope, words).into());
    }
    let Holding {
        client,
        user,
        grant,
    } = look_up(app, &checked).await?;
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

/// The one place where a token whose signature holds is looked up in what is stored.
async fn look_up(app: &App, checked: &Claims) -> Result<Holding, Error> {
    let grant_id =
        issue::grant_of(&checked.jti).ok_or_else(|| invalid_token("no person's token"))?;
    let mut read = app.db.read();
    let grant = grant::find(&mut read, grant_id)
        .await?
        .ok_or_else(|| invalid_token("its grant is gone"))?;
    let client = app.catalog.client(&checked.client_id).await?;
    let client = client.ok_or_else(|| invalid_token("its client is gone"))?;
    let standing = standing::check(&mut read, &grant, &client.client, app.now()).await?;
    let user = standing.map_err(|fallen| invalid_token(fallen.0))?;
    // The sector of a pairwise client may have become another since.
    if !subject::is(app, &client.client, (&user.id, &checked.subject)).await? {
        return Err(invalid_token("its subject is not the grant's"));
    }
    Ok(Holding {
        client,
        user,
        grant,
    })
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
