//! The positive answer to an authorization request: the code, and the tokens that some response types give out at once (OIDC
//! Core sections 3.1.2.5, 3.2.2.5 and 3.3.2.5).
//!
//! Tokens are signed first and handed out last: in between, one transaction takes the request, asks the gate, and keeps what
//! the tokens stand on. What it refuses is never seen by anyone.

use std::sync::Arc;

use super::redirect::{PageError, Redirect};
use super::request::Request;
use super::wanted::Wanted;
use crate::app::App;
use crate::base::{Fault, Timestamp, id};
use crate::domain::{Authentication, AuthorizationCode, Grant, StandardScope};
use crate::identity::session::SignedIn;
use crate::jose::digest::sha256;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::issue::{FrontChannel, FrontChannelTokens, front_channel};
use crate::oauth::standing;
use crate::store::sql::Tx;
use crate::store::{self, Registered};

/// What goes back, and where. `state` and `iss` are added as it is carried.
#[derive(Debug)]
pub struct Answer {
    pub to: Redirect,
    pub fields: Vec<(&'static str, String)>,
}

/// Everything that the transaction keeps.
struct Kept {
    /// The stored request that is answered; none when the answer needed no page.
    waiting: Option<[u8; 32]>,
    code: Option<([u8; 32], AuthorizationCode)>,
    /// What the tokens of the browser stand on, and whether it is stored: an ID token alone is not looked up again.
    grant: Option<(Grant, bool)>,
    client: Arc<Registered>,
    now: Timestamp,
}

/// What became of it.
enum Outcome {
    Kept,
    /// The request had been answered already.
    Answered,
    Fallen(&'static str),
}

/// Makes the answer; none when the request had been answered already. The inner refusal is for the client.
pub(super) async fn issue(
    app: &App,
    request: &Request,
    signed_in: &SignedIn,
    waiting: Option<[u8; 32]>,
) -> Result<Option<Result<Answer, Refusal>>, PageError> {
    let now = app.now();
    let asked = request.response_type;
    let secret = asked.has_code().then(|| id::secret(&*app.random));
    let wanted = Wanted::of(app, request, Some(signed_in)).await?;
    let said = request
        .contexts
        .answer(&authentication(app, signed_in), wanted.level);
    let grant = (asked.has_token() || asked.has_id_token())
        .then(|| grant(app, request, (signed_in, &said), now));
    let scope = grant.as_ref().and_then(|grant| other_scope(request, grant));
    let tokens = match &grant {
        Some(grant) => match sign(app, request, (signed_in, grant), secret.as_deref()).await {
            Ok(tokens) => Some(tokens),
            Err(error) => return Ok(Some(Err(unsigned(error)))),
        },
        None => None,
    };
    let hashed = secret.as_ref().map(|secret| sha256(secret.as_bytes()));
    let kept = Kept {
        waiting,
        code: hashed.map(|hash| (hash, code(app, request, (signed_in, &said), now))),
        grant: grant.map(|grant| (grant, asked.has_token())),
        client: Arc::clone(&request.redirect.client),
        now,
    };
    let outcome = app
        .db
        .write(move |tx| Box::pin(async move { keep(tx, kept).await }));
    Ok(match outcome.await? {
        Outcome::Answered => None,
        Outcome::Fallen(detail) => {
            let refusal = Refusal::new(ErrorCode::AccessDenied, "the sign-in no longer stands");
            Some(Err(refusal.because(detail)))
        }
        Outcome::Kept => Some(Ok(Answer {
            to: request.redirect.clone(),
            fields: fields(secret, tokens, scope),
        })),
    })
}

async fn keep(tx: &mut Tx, kept: Kept) -> Result<Outcome, Fault> {
    let now = kept.now;
    if let Some(id_hash) = kept.waiting
        && !store::authorization_request::take(tx, &id_hash, now).await?
    {
        return Ok(Outcome::Answered);
    }
    if let Some((grant, is_stored)) = &kept.grant {
        // Held, so that of a sign-out at the same moment either sees this grant, or is seen here.
        if store::session::hold(tx, &grant.session_id).await?.is_none() {
            return Ok(Outcome::Fallen("the session has ended"));
        }
        if let Err(fallen) = standing::check(tx, grant, &kept.client.client, now).await? {
            return Ok(Outcome::Fallen(fallen.0));
        }
        store::session_client::note(tx, &grant.session_id, &grant.client_id, now).await?;
        if *is_stored {
            store::grant::insert(tx, grant, now).await?;
        }
    }
    if let Some((hash, code)) = &kept.code {
        store::authorization_code::insert(tx, hash, code, now).await?;
    }
    Ok(Outcome::Kept)
}

async fn sign(
    app: &App,
    request: &Request,
    (signed_in, grant): (&SignedIn, &Grant),
    code: Option<&str>,
) -> Result<FrontChannelTokens, Error> {
    let from = FrontChannel {
        client: Arc::clone(&request.redirect.client),
        user: signed_in.user.clone(),
        grant: grant.clone(),
        resources: request.resources.clone(),
        nonce: request.nonce.clone(),
        state: request.redirect.state.as_deref(),
        code,
        response_type: request.response_type,
    };
    front_channel(app, from).await
}

/// Why tokens were not made is for the client: where it is was proven, and a status does not get there (RFC 6749 section
/// 4.1.2.1). What the token endpoint would say of a request is here no fault of the request.
fn unsigned(error: Error) -> Refusal {
    let told = Refusal::new;
    match error {
        Error::Refused(refusal) => {
            told(ErrorCode::ServerError, refusal.description).because(refusal.detail)
        }
        Error::Fault(fault) => {
            tracing::error!(%fault, "no tokens were made");
            let (code, words) = match fault {
                Fault::Unavailable(_) => (
                    ErrorCode::TemporarilyUnavailable,
                    "the tokens cannot be made now",
                ),
                Fault::Internal(_) => (ErrorCode::ServerError, "the tokens cannot be made"),
            };
            told(code, words).because(fault)
        }
    }
}

/// A grant for what the browser is handed: it lives as long as the access token, and never outlasts the session.
fn grant(
    app: &App,
    request: &Request,
    (signed_in, said): (&SignedIn, &Authentication),
    now: Timestamp,
) -> Grant {
    let mut scopes = request.scopes.clone();
    scopes.retain(|name| name != StandardScope::OfflineAccess.as_str());
    Grant {
        id: id::id(&*app.random),
        client_id: request.redirect.client.client.id.clone(),
        user_id: signed_in.user.id.clone(),
        session_id: signed_in.session.id.clone(),
        scopes,
        resources: request.resources.clone(),
        claims: request.granted_claims(),
        authentication: said.clone(),
        expires_at: now + app.config.tokens.access_token,
        revoked_at: None,
    }
}

fn code(
    app: &App,
    request: &Request,
    (signed_in, said): (&SignedIn, &Authentication),
    now: Timestamp,
) -> AuthorizationCode {
    AuthorizationCode {
        grant_id: id::id(&*app.random),
        client_id: request.redirect.client.client.id.clone(),
        user_id: signed_in.user.id.clone(),
        session_id: signed_in.session.id.clone(),
        redirect_uri: request.redirect.uri.clone(),
        redirect_uri_given: request.redirect.given,
        code_challenge: request.code_challenge.clone(),
        nonce: request.nonce.clone(),
        scopes: request.scopes.clone(),
        resources: request.resources.clone(),
        claims: request.granted_claims(),
        authentication: Some(said.clone()),
        expires_at: now + app.config.tokens.code,
    }
}

/// How the person was authenticated: what was shown long ago is worth less than it was.
fn authentication(app: &App, signed_in: &SignedIn) -> Authentication {
    let session = &signed_in.session;
    let left = Authentication::aged(&session.proofs, app.now() - app.config.sessions.absolute);
    Authentication::of(&left).unwrap_or_else(|| session.authentication.clone())
}

/// The scope of the access token, where it is not what was asked for (RFC 6749 section 4.2.2).
fn other_scope(request: &Request, grant: &Grant) -> Option<String> {
    let (asked, granted) = (&request.asked, &grant.scopes);
    let same = asked.is_subset_of(granted) && granted.is_subset_of(asked);
    (!same).then(|| granted.to_string())
}

fn fields(
    code: Option<String>,
    tokens: Option<FrontChannelTokens>,
    scope: Option<String>,
) -> Vec<(&'static str, String)> {
    let mut fields = Vec::new();
    fields.extend(code.map(|code| ("code", code)));
    let Some(tokens) = tokens else {
        return fields;
    };
    if let Some(access_token) = tokens.access_token {
        fields.push(("access_token", access_token));
        fields.push(("token_type", "Bearer".to_owned()));
        let seconds = tokens.expires_in.map(|seconds| seconds.to_string());
        fields.extend(seconds.map(|seconds| ("expires_in", seconds)));
        fields.extend(scope.map(|scope| ("scope", scope)));
    }
    fields.extend(tokens.id_token.map(|id_token| ("id_token", id_token)));
    fields
}
