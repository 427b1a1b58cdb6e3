//! Client authentication (RFC 6749 section 2.3, OIDC Core section 9): exactly one method a request, and only the one that the
//! client registered. What a request presents is read in `presented`; secrets and assertions are proven each in a file.

mod assertion;
mod presented;
mod rules;
mod secret;

use std::fmt;
use std::sync::Arc;

use self::presented::{Credentials, Proof};
use super::client;
use super::error::{Error, ErrorCode, Refusal};
use super::parameters::Parameters;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{AuthMethod, Client, ClientAlgorithm};
use crate::store::Registered;

/// The methods, for the metadata of an endpoint that takes public clients too.
pub const METHODS: &[AuthMethod] = &AuthMethod::ALL;
/// The methods, for the metadata of an endpoint that does not.
pub const CONFIDENTIAL_METHODS: &[AuthMethod] = &[
    AuthMethod::ClientSecretBasic,
    AuthMethod::ClientSecretPost,
    AuthMethod::ClientSecretJwt,
    AuthMethod::PrivateKeyJwt,
];
/// What assertions may be signed with.
pub const SIGNING_ALGORITHMS: &[ClientAlgorithm] = &ClientAlgorithm::ALL;

/// Why a request is not believed to be the client's, for the log; or what kept us from finding out.
#[derive(Debug)]
enum Doubt {
    Reason(String),
    Fault(Fault),
}

impl Doubt {
    fn that(reason: impl fmt::Display) -> Self {
        Self::Reason(reason.to_string())
    }
}

impl From<Fault> for Doubt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// How a request came, beside its parameters.
#[derive(Clone, Copy, Debug)]
pub struct Sent<'a> {
    /// The `Authorization` header.
    pub authorization: Option<&'a str>,
    /// The paths of the token endpoint and of the endpoint that was asked: as URLs both are good audiences of an assertion.
    pub paths: &'a [&'a str],
}

/// The client that sent a request, proven.
pub async fn authenticate(
    app: &App,
    sent: Sent<'_>,
    parameters: &Parameters,
) -> Result<Arc<Registered>, Error> {
    let credentials = presented::read(sent.authorization, parameters)?;
    let paths = sent.paths;
    let mut known = client::known(app, &credentials.client_id).await?;
    let mut outcome = prove(app, known.as_deref(), &credentials, paths).await;
    if matches!(outcome, Err(Doubt::Reason(_))) {
        // It may have been registered, or given this secret, a moment ago.
        app.catalog.look_again().await?;
        let now_known = client::known(app, &credentials.client_id).await?;
        let same = match (&known, &now_known) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now),
            (before, now) => before.is_none() && now.is_none(),
        };
        if !same {
            outcome = prove(app, now_known.as_deref(), &credentials, paths).await;
            known = now_known;
        }
    }
    match (outcome, known) {
        (Ok(()), Some(known)) => Ok(known),
        (Err(Doubt::Fault(fault)), _) => Err(fault.into()),
        (Err(Doubt::Reason(reason)), _) => Err(refused(&reason, &credentials)),
        (Ok(()), None) => Err(refused("no such client", &credentials)),
    }
}

/// One answer, whatever was wrong.
fn refused(reason: &str, credentials: &Credentials) -> Error {
    Refusal::new(ErrorCode::InvalidClient, "client authentication failed")
        .because(format_args!("{reason} ({credentials:?})"))
        .into()
}

async fn prove(
    app: &App,
    known: Option<&Registered>,
    credentials: &Credentials,
    paths: &[&str],
) -> Result<(), Doubt> {
    let Some(registered) = known.filter(|known| known.client.is_enabled()) else {
        pretend(app, credentials)?;
        let reason = match known {
            Some(_) => "the client is disabled",
            None => "no such client",
        };
        return Err(Doubt::that(reason));
    };
    let methods = methods_of(&registered.client);
    match &credentials.proof {
        Proof::Nothing if methods.contains(&AuthMethod::None) => Ok(()),
        Proof::Secret { method, secret } if methods.contains(method) => {
            secret::prove(app, &registered.secrets, secret)
        }
        Proof::Assertion(token) => assertion::prove(app, registered, token, paths).await,
        Proof::Nothing | Proof::Secret { .. } => {
            pretend(app, credentials)?;
            let names: Vec<_> = methods.iter().map(|method| method.as_str()).collect();
            Err(Doubt::that(format_args!(
                "the client has to use {}",
                names.join(" or ")
            )))
        }
    }
}

/// What this client may use. An operator's that was registered without a method sends its secret either way.
fn methods_of(client: &Client) -> &[AuthMethod] {
    match &client.metadata.token_endpoint_auth_method {
        Some(registered) => std::slice::from_ref(registered),
        None if client.public => &[AuthMethod::None],
        None => &[AuthMethod::ClientSecretBasic, AuthMethod::ClientSecretPost],
    }
}

/// Does the work of a proof where there is nothing to prove, so that clients that are not there cost the same.
fn pretend(app: &App, credentials: &Credentials) -> Result<(), Doubt> {
    match &credentials.proof {
        Proof::Nothing => Ok(()),
        Proof::Secret { secret, .. } => secret::prove(app, &[], secret).or(Ok(())),
        Proof::Assertion(token) => assertion::pretend(app, token).map_err(Doubt::from),
    }
}
