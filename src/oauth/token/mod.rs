//! The token endpoint (RFC 6749 section 3.2), as the ordered list of its checks. A grant is one file with `redeem`; it fills in
//! what is its own and can forget nothing that is shared.

mod authorization_code;
mod client_credentials;
mod refresh_token;

use super::client_auth::Sent;
use super::error::{Error, ErrorCode, Refusal};
use super::issue::{self, TokenResponse};
use super::parameters::Parameters;
use super::{client_auth, protect};
use crate::app::App;
use crate::domain::GrantType;

pub async fn token(
    app: &App,
    sent: Sent<'_>,
    parameters: &Parameters,
) -> Result<TokenResponse, Error> {
    let client = client_auth::authenticate(app, sent, parameters).await?;
    let grant = grant_type(parameters)?;
    if !client.client.may_use(grant) {
        let refusal = Refusal::new(
            ErrorCode::UnauthorizedClient,
            "this client is not registered for the grant type",
        );
        return Err(refusal
            .because(format_args!("{grant} by {}", client.client.id))
            .into());
    }
    // Nothing is spent that cannot be answered.
    app.keys.ring()?;
    if grant != GrantType::ClientCredentials {
        protect::ready(app, &client).await?;
    }
    let authorization = match grant {
        GrantType::AuthorizationCode => authorization_code::redeem(app, client, parameters).await?,
        GrantType::RefreshToken => refresh_token::redeem(app, client, parameters).await?,
        GrantType::ClientCredentials => client_credentials::redeem(app, client, parameters).await?,
    };
    issue::issue(app, authorization).await
}

fn grant_type(parameters: &Parameters) -> Result<GrantType, Error> {
    parameters
        .require("grant_type")?
        .parse()
        .map_err(|unknown| {
            Refusal::new(
                ErrorCode::UnsupportedGrantType,
                "the grant type is not supported",
            )
            .because(unknown)
            .into()
        })
}
