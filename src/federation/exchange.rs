//! Redeeming a code at a provider (RFC 6749 section 4.1.3, RFC 7636 section 4.5).

use oauth2::basic::{
    BasicErrorResponse, BasicRevocationErrorResponse, BasicTokenIntrospectionResponse,
    BasicTokenType,
};
use oauth2::{
    AuthorizationCode, Client, ClientId, ClientSecret, ExtraTokenFields, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, StandardRevocableToken, StandardTokenResponse,
    TokenResponse as _, TokenUrl,
};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use super::endpoints::Endpoints;
use super::transport::Guarded;
use super::{Trouble, callback_url, client_secret};
use crate::app::App;
use crate::base::Fault;
use crate::base::http::FetchError;
use crate::config::Provider;

/// Longer than any provider's.
const LONGEST: usize = 64 * 1024;

/// What an OpenID provider adds (OIDC Core section 3.1.3.3).
#[derive(Clone, Debug, Deserialize, Serialize)]
struct More {
    id_token: Option<String>,
}

impl ExtraTokenFields for More {}

type Redeemer = Client<
    BasicErrorResponse,
    StandardTokenResponse<More, BasicTokenType>,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
>;

/// What a provider issued.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Tokens {
    pub access: String,
    pub refresh: Option<String>,
    pub id_token: Option<String>,
    /// In seconds, from when it was issued.
    pub expires_in: Option<u64>,
}

/// Shows nothing of them.
impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

pub(super) async fn redeem(
    app: &App,
    provider: &Provider,
    endpoints: &Endpoints,
    (code, verifier): (&str, &str),
) -> Result<Tokens, Trouble> {
    let token_url = TokenUrl::new(endpoints.token.clone()).map_err(Trouble::disbelieved)?;
    let secret = client_secret::of(app, provider, endpoints)?;
    let callback = RedirectUrl::new(callback_url(app, provider)).map_err(Fault::internal)?;
    let client = Redeemer::new(ClientId::new(provider.client_id.clone()))
        .set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()))
        .set_auth_type(endpoints.client_auth.clone())
        .set_token_uri(token_url)
        .set_redirect_uri(callback);
    let guarded = Guarded(app.clone());
    let answered = client
        .exchange_code(AuthorizationCode::new(code.to_owned()))
        .set_pkce_verifier(PkceCodeVerifier::new(verifier.to_owned()))
        .request_async(&guarded)
        .await
        .map_err(refused)?;
    let tokens = Tokens {
        access: answered.access_token().secret().clone(),
        refresh: answered.refresh_token().map(|token| token.secret().clone()),
        id_token: answered.extra_fields().id_token.clone(),
        expires_in: answered.expires_in().map(|span| span.as_secs()),
    };
    match tokens.access.len() <= LONGEST {
        true => Ok(tokens),
        false => Err(Trouble::disbelieved("an access token without end")),
    }
}

/// Nothing of an answer's body goes to the log: it may hold tokens.
fn refused(error: RequestTokenError<FetchError, BasicErrorResponse>) -> Trouble {
    match error {
        RequestTokenError::Request(error) => error.into(),
        RequestTokenError::ServerResponse(answer) => Trouble::disbelieved(format_args!(
            "the token endpoint answered {:?}",
            answer.error()
        )),
        RequestTokenError::Parse(..) => {
            Trouble::disbelieved("the token endpoint sent something else")
        }
        RequestTokenError::Other(_) => {
            Trouble::disbelieved("the token endpoint sent nothing of use")
        }
    }
}
