//! The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).
//!
//! One statement redeems a code, once, if all that it was bound to is presented. A second redemption revokes what the first
//! one issued.

use std::sync::Arc;

use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{AuthorizationCode, Grant, GrantType, User};
use crate::jose::digest::sha256;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::issue::{Authorization, Person, Subject};
use crate::oauth::{Parameters, audience, pkce, standing};
use crate::store::authorization_code::{Presented, Redemption};
use crate::store::sql::Tx;
use crate::store::{self, Registered};

/// What a redemption led to, decided inside its transaction.
enum Outcome {
    Granted(Box<(User, Grant, AuthorizationCode)>),
    Refused(&'static str),
}

/// What the transaction needs to know beside the code.
struct Redeemer {
    client: Arc<Registered>,
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
    let code_hash = sha256(parameters.require("code")?.as_bytes());
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
        presented: presented(&client, parameters),
        refresh_hash: refresh_token.as_ref().map(|token| sha256(token.as_bytes())),
        now,
        grant_ends: now + lives,
        refresh_ends: now + tokens.refresh_idle,
        client: Arc::clone(&client),
    };
    let outcome = app
        .db
        .write(move |tx| Box::pin(async move { spend(tx, &code_hash, redeemer).await }))
        .await?;
    let (user, grant, code) = match outcome {
        Outcome::Granted(granted) => *granted,
        Outcome::Refused(detail) => return Err(invalid_grant(detail)),
    };
    let resources = audience::narrowed(parameters, &code.resources)?;
    let scopes = grant.scopes.clone();
    let person = Person {
        user,
        grant,
        nonce: code.nonce,
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

async fn spend(tx: &mut Tx, code_hash: &[u8; 32], redeemer: Redeemer) -> Result<Outcome, Fault> {
    let now = redeemer.now;
    let redemption =
        store::authorization_code::redeem(tx, code_hash, &redeemer.presented, now).await?;
    let code = match redemption {
        Redemption::Good(code) => *code,
        Redemption::Burnt => {
            return Ok(Outcome::Refused(
                "presented wrongly or expired; it is burnt",
            ));
        }
        Redemption::Replayed { grant_id } => {
            store::grant::revoke(tx, &grant_id, now).await?;
            return Ok(Outcome::Refused(
                "redeemed before; what it issued is revoked",
            ));
        }
        Redemption::Unknown => return Ok(Outcome::Refused("unknown code")),
    };
    let grant = grant(&code, &redeemer, tx).await?;
    let Some(grant) = grant else {
        return Ok(Outcome::Refused("the session has ended"));
    };
    let user = match standing::check(tx, &grant, &redeemer.client.client, now).await? {
        Ok(user) => user,
        Err(fallen) => return Ok(Outcome::Refused(fallen.0)),
    };
    store::grant::insert(tx, &grant, now).await?;
    if let Some(hash) = &redeemer.refresh_hash {
        let ends = redeemer.refresh_ends.min(grant.expires_at);
        store::refresh_token::insert(tx, hash, &grant.id, (now, ends)).await?;
    }
    Ok(Outcome::Granted(Box::new((user, grant, code))))
}

async fn grant(
    code: &AuthorizationCode,
    redeemer: &Redeemer,
    tx: &mut Tx,
) -> Result<Option<Grant>, Fault> {
    let session = store::session::find(tx, &code.session_id).await?;
    Ok(session.map(|session| Grant {
        id: code.grant_id.clone(),
        client_id: code.client_id.clone(),
        user_id: code.user_id.clone(),
        session_id: code.session_id.clone(),
        scopes: code.scopes.clone(),
        resources: code.resources.clone(),
        authentication: session.authentication,
        expires_at: redeemer.grant_ends,
        revoked_at: None,
    }))
}

fn invalid_grant(detail: &str) -> Error {
    Refusal::new(
        ErrorCode::InvalidGrant,
        "the authorization code is not valid",
    )
    .because(detail)
    .into()
}
