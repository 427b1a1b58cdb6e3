//! The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
//!
//! One statement redeems a code, once, if all that it was bound to is presented. A second redemption revokes what the first
//! one issued.

use std::sync::Arc;

use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{AuthorizationCode, Grant, GrantType, Resource, Scopes, User};
use crate::jose::digest::sha256;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::issue::{Authorization, Person, Subject};
use crate::oauth::{Parameters, audience, pkce, scope, standing};
use crate::store::authorization_code::{Presented, Redemption};
use crate::store::sql::Tx;
use crate::store::{self, Registered};

/// A code redeemed, and the grant that it made.
struct Redeemed {
    user: User,
    grant: Grant,
    nonce: Option<String>,
    /// What the tokens of this redemption allow, and what they are for.
    scopes: Scopes,
    resources: Vec<String>,
}

/// What the transaction needs to know beside the code.
struct Redeemer {
    client: Arc<Registered>,
    parameters: Parameters,
    known: Arc<Vec<Resource>>,
    presented: Presented,
    refresh_hash: Option<[u8; 32]>,
    now: Timestamp,
    grant_ends: Timestamp,
    refresh_ends: Timestamp,
}

pub(super) async fn redeem(
    app: &App,
    client: Arc<Registered>,
    parameters: &Parameters,
) -> Result<Authorization, Error> {
    let code = parameters.require("code")?;
    let code_hash = sha256(code.as_bytes());
    let refresh_token = client
        .client
        .may_use(GrantType::RefreshToken)
        .then(|| format!("cs_rt_{}", id::secret(&*app.random)));
    let now = app.now();
    let tokens = &app.config.tokens;
    let lives = if refresh_token.is_some() {
        tokens.refresh_absolute
    } else {
        tokens.access_token
    };
    let redeemer = Redeemer {
        parameters: parameters.clone(),
        known: app.catalog.resources().await?,
        presented: presented(&client, parameters),
        refresh_hash: refresh_token.as_ref().map(|token| sha256(token.as_bytes())),
        now,
        grant_ends: now + lives,
        refresh_ends: now + tokens.refresh_idle,
        client: Arc::clone(&client),
    };
    let Redeemed {
        user,
        grant,
        nonce,
        scopes,
        resources,
    } = app
        .db
        .write(move |tx| Box::pin(async move { spend(tx, &code_hash, redeemer).await }))
        .await??;
    let person = Person {
        user,
        grant,
        nonce,
        code: Some(code.to_owned()),
        refresh_token,
    };
    Ok(Authorization {
        client,
        subject: Subject::Person(Box::new(person)),
        scopes,
        resources,
    })
}

fn presented(client: &Registered, parameters: &Parameters) -> Presented {
    let verifier = parameters.find("code_verifier");
    Presented {
        client_id: client.client.id.clone(),
        redirect_uri: parameters
            .find("redirect_uri")
            .unwrap_or_default()
            .to_owned(),
        // A verifier that is none matches no challenge, not even the empty one.
        code_challenge: match verifier {
            None => String::new(),
            Some(verifier) => {
                pkce::challenge_of(verifier).unwrap_or_else(|| "malformed".to_owned())
            }
        },
    }
}

/// The inner result is the answer: a refusal commits what it recorded.
async fn spend(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    redeemer: Redeemer,
) -> Result<Result<Redeemed, Error>, Fault> {
    let now = redeemer.now;
    let redemption =
        store::authorization_code::redeem(tx, code_hash, &redeemer.presented, now).await?;
    let code = match redemption {
        Redemption::Good(code) => *code,
        Redemption::Burnt => return Ok(refused("presented wrongly or expired; it is burnt")),
        Redemption::Replayed { grant_id } => {
            store::grant::revoke(tx, &grant_id, now).await?;
            return Ok(refused("redeemed before; what it issued is revoked"));
        }
        Redemption::Unknown => return Ok(refused("unknown code")),
    };
    let (scopes, resources) = match narrowed(&code, &redeemer) {
        Ok(narrowed) => narrowed,
        Err(error) => return Ok(Err(error)),
    };
    let Some(grant) = grant(&code, &redeemer, tx).await? else {
        return Ok(refused("the session has ended"));
    };
    let user = match standing::check(tx, &grant, &redeemer.client.client, now).await? {
        Ok(user) => user,
        Err(fallen) => return Ok(Err(fallen.invalid_grant())),
    };
    store::grant::insert(tx, &grant, now).await?;
    store::session_client::note(tx, &grant.session_id, &grant.client_id, now).await?;
    if let Some(hash) = &redeemer.refresh_hash {
        let ends = redeemer.refresh_ends.min(grant.expires_at);
        store::refresh_token::insert(tx, hash, &grant.id, (now, ends)).await?;
    }
    Ok(Ok(Redeemed {
        user,
        grant,
        nonce: code.nonce,
        scopes,
        resources,
    }))
}

/// What the code stands for, as far as the client may have it today, and what is asked for of it.
fn narrowed(code: &AuthorizationCode, redeemer: &Redeemer) -> Result<(Scopes, Vec<String>), Error> {
    let today = (&redeemer.client.client, redeemer.known.as_slice());
    let scopes = scope::narrowed(None, &code.scopes, today)?;
    let resources = audience::narrowed(&redeemer.parameters, &code.resources, today)?;
    Ok((scopes, resources))
}

async fn grant(
    code: &AuthorizationCode,
    redeemer: &Redeemer,
    tx: &mut Tx,
) -> Result<Option<Grant>, Fault> {
    let session = store::session::hold(tx, &code.session_id).await?;
    Ok(session.map(|session| Grant {
        id: code.grant_id.clone(),
        client_id: code.client_id.clone(),
        user_id: code.user_id.clone(),
        session_id: code.session_id.clone(),
        scopes: code.scopes.clone(),
        resources: code.resources.clone(),
        claims: code.claims.clone(),
        authentication: code
            .authentication
            .clone()
            .unwrap_or(session.authentication),
        expires_at: redeemer.grant_ends,
        revoked_at: None,
    }))
}

fn refused<T>(detail: &str) -> Result<T, Error> {
    let description = "the authorization code is not valid";
    Err(Refusal::new(ErrorCode::InvalidGrant, description)
        .because(detail)
        .into())
}
