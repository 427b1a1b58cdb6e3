//! Clients that register themselves (RFC 7591 section 3, OIDC Registration section 3).

use std::net::IpAddr;

use serde_json::{Value, json};

use super::metadata::{self, Members};
use super::{check, policy, statement};
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::config::RegistrationMode;
use crate::domain::{ChangeError, Client, ClientSource, Rejected};
use crate::identity::throttle::{self, Attempt};
use crate::jose::digest::sha256;
use crate::oauth::client_secret;
use crate::oauth::error::{ErrorCode, Refusal};
use crate::store::client::Beside;
use crate::store::{self, client, initial_access_token};

/// A request for a registration.
#[derive(Debug)]
pub struct Asked<'a> {
    pub body: &'a str,
    /// The initial access token, if one was presented.
    pub token: Option<&'a str>,
    pub address: IpAddr,
}

/// What a client learns of its registration (RFC 7591 section 3.2.1, RFC 7592 section 3).
#[derive(Debug)]
pub struct Information {
    pub client: Client,
    pub secret: Option<String>,
    /// The registration access token.
    pub token: String,
}

/// Why a client is not registered, or not changed.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationError {
    #[error("{code}: {rejected}")]
    Rejected { code: ErrorCode, rejected: Rejected },
    /// No token was presented, or none that is good.
    #[error("unauthorized")]
    Unauthorized(Option<Refusal>),
    #[error("too many registrations")]
    Blocked { until: Timestamp },
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<Rejected> for RegistrationError {
    fn from(rejected: Rejected) -> Self {
        let code = match rejected.field {
            "redirect_uris" => ErrorCode::InvalidRedirectUri,
            _ => ErrorCode::InvalidClientMetadata,
        };
        Self::Rejected { code, rejected }
    }
}

impl From<ChangeError> for RegistrationError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Rejected(rejected) => rejected.into(),
            ChangeError::Fault(fault) => fault.into(),
        }
    }
}

impl Information {
    /// As the field writes it. `at` is the address of the registration.
    pub fn to_json(&self, at: String) -> Value {
        let mut members = metadata::write(&self.client);
        let mut put = |name: &str, value: Value| members.insert(name.to_owned(), value);
        put(
            "client_id_issued_at",
            json!(self.client.created_at.seconds()),
        );
        put("registration_client_uri", json!(at));
        put("registration_access_token", json!(self.token));
        if let Some(secret) = &self.secret {
            put("client_secret", json!(secret));
            // 0: it does not expire.
            put("client_secret_expires_at", json!(0));
        }
        Value::Object(members)
    }
}

/// Registers a client. The order of the checks is theirs who pay for them: nothing is fetched for somebody who may not register.
pub async fn register(app: &App, asked: Asked<'_>) -> Result<Information, RegistrationError> {
    let permission = permission(app, &asked).await?;
    let mut members = members(asked.body)?;
    statement::apply(app, &mut members).await?;
    let id = id::id(&*app.random);
    let mut new = described(&members, &id)?;
    let known = store::resource::list(&mut app.db.read()).await?;
    policy::apply(app, &members, &mut new, (None, &known))?;
    let client = check::client(app, (id, ClientSource::Registration), new).await?;
    let secret = client
        .has_secret()
        .then(|| client_secret::draw(app, &client))
        .transpose()?;
    let token = format!("cs_registration_{}", id::secret(&*app.random));
    let beside = Beside {
        token_hash: Some(sha256(token.as_bytes()).to_vec()),
        fresh_until: None,
    };
    let (row, now) = (client.clone(), app.now());
    let stored = secret.as_ref().map(|(_, stored)| stored.clone());
    let registered = app.catalog.change(move |tx| {
        Box::pin(async move {
            if let Some(hash) = permission
                && !initial_access_token::consume(tx, &hash, now).await?
            {
                return Ok(false);
            }
            if !client::insert(tx, &row, beside).await? {
                return Err(Fault::internal("an identifier was drawn twice"));
            }
            if let Some(stored) = stored {
                client::insert_secret(tx, &row.id, &stored).await?;
            }
            Ok(true)
        })
    });
    if !registered.await? {
        return Err(unauthorized(
            "the initial access token was used up meanwhile",
        ));
    }
    tracing::info!(
        client = client.id,
        name = client.name,
        "a client registered itself"
    );
    Ok(Information {
        client,
        secret: secret.map(|(secret, _)| secret),
        token,
    })
}

/// The hash of the initial access token to be consumed, or none where everybody may register.
async fn permission(app: &App, asked: &Asked<'_>) -> Result<Option<[u8; 32]>, RegistrationError> {
    let registration = &app.config.registration;
    if let Some(token) = asked.token {
        let hash = sha256(token.as_bytes());
        let live = initial_access_token::is_live(&mut app.db.read(), &hash, app.now()).await?;
        return match live {
            true => Ok(Some(hash)),
            false => Err(unauthorized("no such initial access token is live")),
        };
    }
    if registration.mode != RegistrationMode::Open {
        return Err(RegistrationError::Unauthorized(None));
    }
    let free = registration.open_free;
    match throttle::attempt_at(app, "registration", asked.address, free).await? {
        Attempt::Allowed => Ok(None),
        Attempt::Blocked { until } => Err(RegistrationError::Blocked { until }),
    }
}

pub(super) fn unauthorized(detail: &str) -> RegistrationError {
    let refusal = Refusal::new(ErrorCode::InvalidToken, "the token is not good for this");
    RegistrationError::Unauthorized(Some(refusal.because(detail)))
}

/// The members of a body.
pub(super) fn members(body: &str) -> Result<Members, Rejected> {
    countersign_verifier::json::object(body.as_bytes()).map_err(|error| {
        let words = format!("The body must be one JSON object without duplicates: {error}.");
        Rejected::new("", words)
    })
}

/// What a client says of itself. One without a name is known by its identifier (RFC 7591 section 2).
pub(super) fn described(members: &Members, id: &str) -> Result<super::NewClient, Rejected> {
    let mut new = metadata::read(members)?;
    if matches!(members.get("client_name"), None | Some(Value::Null)) {
        new.name = id.to_owned();
    }
    Ok(new)
}
