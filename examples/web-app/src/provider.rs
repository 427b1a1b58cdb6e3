//! The OpenID provider as this application sees it: discovery, the authorization request, the token requests, UserInfo.

use std::time::Duration;

use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, HttpRequest, HttpResponse, IssuerUrl, Nonce, NonceVerifier,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RefreshToken,
    RequestTokenError, Scope, SubjectIdentifier, TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreIdTokenClaims, CoreProviderMetadata,
        CoreTokenResponse, CoreUserInfoClaims,
    },
};

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

pub(crate) struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: Option<ClientSecret>,
    redirect_uri: RedirectUrl,
    http: reqwest::Client,
}

/// What must be remembered between sending a browser to the provider and its return.
pub(crate) struct Pending {
    pub(crate) state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// Why tokens were not renewed.
pub(crate) enum NotRenewed {
    /// The provider no longer vouches for this person.
    Refused(String),
    /// No answer, or none that makes sense: the refresh token may still be good.
    Failed(String),
}

/// A person who signed in, with the tokens that the application got.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) id_token: CoreIdTokenClaims,
    pub(crate) user_info: CoreUserInfoClaims,
    pub(crate) refresh_token: Option<RefreshToken>,
    /// How long the access token is good, counted from when it was issued.
    pub(crate) expires_in: Option<Duration>,
}

impl Provider {
    #[expect(
        clippy::disallowed_methods,
        reason = "an application of its own, with its own HTTP client"
    )]
    pub(crate) fn new(
        issuer: &str,
        client_id: String,
        client_secret: Option<String>,
        redirect_uri: String,
    ) -> Result<Self, String> {
        let http = reqwest::Client::builder()
            // A token endpoint that redirects would be handed the code somewhere else.
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .build()
            .map_err(|error| error.to_string())?;
        let issuer = IssuerUrl::new(issuer.trim_end_matches('/').to_owned())
            .map_err(|error| format!("ISSUER is not a URL: {error}."))?;
        Ok(Self {
            issuer,
            client_id: ClientId::new(client_id),
            client_secret: client_secret.map(ClientSecret::new),
            redirect_uri: RedirectUrl::new(redirect_uri).map_err(|error| error.to_string())?,
            http,
        })
    }

    pub(crate) fn issuer(&self) -> &str {
        self.issuer.as_str()
    }

    /// Where to send the browser, and what to remember until it comes back.
    pub(crate) async fn authorization_request(&self) -> Result<(String, Pending), String> {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = self
            .discover()
            .await?
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(
                ["profile", "email", "offline_access"].map(|scope| Scope::new(scope.to_owned())),
            )
            .set_pkce_challenge(challenge)
            .url();
        Ok((
            url.into(),
            Pending {
                state,
                nonce,
                verifier,
            },
        ))
    }

    /// Exchanges the code of a browser that came back.
    pub(crate) async fn redeem(&self, code: String, pending: Pending) -> Result<SignedIn, String> {
        let client = self.discover().await?;
        let http = |request| send(self.http.clone(), request);
        let tokens = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| error.to_string())?
            .set_pkce_verifier(pending.verifier)
            .request_async(&http)
            .await
            .map_err(in_words)?;
        let id_token =
            verified(&client, &tokens, &pending.nonce)?.ok_or("The provider sent no ID token.")?;
        self.signed_in(&client, &tokens, id_token).await
    }

    /// Gets new tokens. The ID token stays unless the provider sends a new one.
    pub(crate) async fn renew(&self, before: &SignedIn) -> Result<SignedIn, NotRenewed> {
        let no_token = || NotRenewed::Refused("The provider gave no refresh token.".to_owned());
        let token = before.refresh_token.as_ref().ok_or_else(no_token)?;
        let client = self.discover().await.map_err(NotRenewed::Failed)?;
        let http = |request| send(self.http.clone(), request);
        let answer = client
            .exchange_refresh_token(token)
            .map_err(|error| NotRenewed::Failed(error.to_string()))?
            .request_async(&http)
            .await;
        let tokens = answer.map_err(|error| match error {
            RequestTokenError::ServerResponse(_) => NotRenewed::Refused(in_words(error)),
            _ => NotRenewed::Failed(in_words(error)),
        })?;
        self.renewed(&client, &tokens, before)
            .await
            .map_err(NotRenewed::Refused)
    }

    /// OpenID Connect Core 1.0 section 12.2: a renewed ID token is of the same person, and need not repeat the nonce.
    async fn renewed(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        before: &SignedIn,
    ) -> Result<SignedIn, String> {
        let any_nonce = |_: Option<&Nonce>| Ok(());
        let id_token =
            verified(client, tokens, any_nonce)?.unwrap_or_else(|| before.id_token.clone());
        if id_token.subject() != before.id_token.subject() {
            return Err("The provider sent the ID token of somebody else.".to_owned());
        }
        let mut renewed = self.signed_in(client, tokens, id_token).await?;
        // RFC 6749 section 6: without a new refresh token the old one stays.
        renewed.refresh_token = renewed
            .refresh_token
            .or_else(|| before.refresh_token.clone());
        Ok(renewed)
    }

    async fn signed_in(
        &self,
        client: &Client,
        tokens: &CoreTokenResponse,
        id_token: CoreIdTokenClaims,
    ) -> Result<SignedIn, String> {
        let http = |request| send(self.http.clone(), request);
        // Section 5.3.2: UserInfo counts only when it is about the same subject.
        let subject: SubjectIdentifier = id_token.subject().clone();
        let user_info = client
            .user_info(tokens.access_token().clone(), Some(subject))
            .map_err(|error| error.to_string())?
            .request_async(&http)
            .await
            .map_err(|error| format!("UserInfo was refused: {}.", in_full(&error)))?;
        let refresh_token = tokens.refresh_token().cloned();
        Ok(SignedIn {
            id_token,
            user_info,
            refresh_token,
            expires_in: tokens.expires_in(),
        })
    }

    /// Metadata and keys, read anew each time, so that a new signing key is known at once. A busy application would keep
    /// both for some minutes and read them again when it meets an unknown `kid`.
    async fn discover(&self) -> Result<Client, String> {
        let http = |request| send(self.http.clone(), request);
        let metadata = CoreProviderMetadata::discover_async(self.issuer.clone(), &http)
            .await
            .map_err(|error| {
                format!(
                    "{} does not answer as an OpenID provider: {}.",
                    self.issuer.as_str(),
                    in_full(&error)
                )
            })?;
        let client = CoreClient::from_provider_metadata(
            metadata,
            self.client_id.clone(),
            self.client_secret.clone(),
        );
        Ok(client.set_redirect_uri(self.redirect_uri.clone()))
    }
}

/// The claims of the ID token, if there is one: signature, issuer, audience, expiry, nonce and `at_hash` are checked.
fn verified(
    client: &Client,
    tokens: &CoreTokenResponse,
    nonce: impl NonceVerifier,
) -> Result<Option<CoreIdTokenClaims>, String> {
    let Some(id_token) = tokens.id_token() else {
        return Ok(None);
    };
    let refused =
        |error: &dyn std::error::Error| format!("The ID token was refused: {}.", in_full(error));
    let verifier = client.id_token_verifier();
    let claims = id_token
        .claims(&verifier, nonce)
        .map_err(|error| refused(&error))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = id_token.signing_alg().map_err(|error| refused(&error))?;
        let key = id_token
            .signing_key(&verifier)
            .map_err(|error| refused(&error))?;
        let actual = AccessTokenHash::from_token(tokens.access_token(), algorithm, key)
            .map_err(|error| refused(&error))?;
        if actual != *expected {
            return Err("The ID token belongs to another access token.".to_owned());
        }
    }
    Ok(Some(claims.clone()))
}

/// The HTTP client of the openidconnect crate, made of reqwest.
async fn send(http: reqwest::Client, request: HttpRequest) -> Result<HttpResponse, reqwest::Error> {
    let response = http.execute(request.try_into()?).await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let mut answer = HttpResponse::new(response.bytes().await?.to_vec());
    *answer.status_mut() = status;
    *answer.headers_mut() = headers;
    Ok(answer)
}

/// What the provider said, rather than that it said something.
fn in_words<E, T>(error: RequestTokenError<E, T>) -> String
where
    E: std::error::Error + 'static,
    T: openidconnect::ErrorResponse + std::fmt::Display,
{
    match error {
        RequestTokenError::ServerResponse(refusal) => format!("The provider refused: {refusal}."),
        other => format!("The token request failed: {}.", in_full(&other)),
    }
}

/// An error with its causes, for the crate's own errors say little without them.
fn in_full(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": ")
}

#[cfg(test)]
mod samples {
    use openidconnect::{EmptyAdditionalClaims, StandardClaims};
    use serde_json::json;

    use super::*;

    impl Pending {
        pub(crate) fn sample(state: &str) -> Self {
            Self {
                state: CsrfToken::new(state.to_owned()),
                nonce: Nonce::new("nonce".to_owned()),
                verifier: PkceCodeVerifier::new("verifier".to_owned()),
            }
        }
    }

    impl SignedIn {
        pub(crate) fn sample() -> Self {
            let id_token = json!({ "iss": "http://localhost:1", "aud": "web-app", "sub": "ada", "iat": 0, "exp": 60 });
            let subject = StandardClaims::new(SubjectIdentifier::new("ada".to_owned()));
            Self {
                id_token: serde_json::from_value(id_token).expect("claims"),
                user_info: CoreUserInfoClaims::new(subject, EmptyAdditionalClaims {}),
                refresh_token: None,
                expires_in: None,
            }
        }
    }
}
