//! The client credentials grant (RFC 6749 section 4.4): a client that acts for itself.

use std::sync::Arc;

use crate::app::App;
use crate::domain::Scopes;
use crate::oauth::error::{Error, ErrorCode, refuse};
use crate::oauth::issue::{Authorization, Subject};
use crate::oauth::{Parameters, audience, scope};
use crate::store::Registered;

pub(super) async fn redeem(
    app: &App,
    client: Arc<Registered>,
    parameters: &Parameters,
) -> Result<Authorization, Error> {
    if client.client.public {
        return refuse(
            ErrorCode::UnauthorizedClient,
            "a public client cannot act for itself",
        );
    }
    let known = app.catalog.resources().await?;
    let asked = parameters.find("scope");
    let mut resources = audience::asked(parameters, &client.client, &known)?;
    if resources.is_empty() {
        let wanted = asked
            .and_then(|text| Scopes::parse(text).ok())
            .unwrap_or_else(|| client.client.scopes.clone());
        resources = audience::by_default(&client.client, &known, &wanted)?;
    }
    let scopes = scope::for_client(asked, &client.client, (&known, &resources))?;
    Ok(Authorization {
        client,
        subject: Subject::Client,
        scopes,
        resources,
    })
}
