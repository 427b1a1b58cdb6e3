//! Authorization codes: one statement binds everything that makes a redemption good.

use super::sql::{self, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{AuthorizationCode, Scopes};

statements! {
    INSERT = "INSERT INTO authorization_codes (code_hash, grant_id, client_id, user_id, session_id, redirect_uri, \
        redirect_uri_given, code_challenge, nonce, scopes, resources, created_at, expires_at, \
        claims, auth_time, amr, acr) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    CONSUME = "UPDATE authorization_codes SET consumed_at = $5 WHERE code_hash = $1 AND client_id = $2 \
        AND (redirect_uri = $3 OR ($3 = '' AND redirect_uri_given = FALSE)) AND code_challenge = $4 \
        AND expires_at > $5 AND consumed_at IS NULL RETURNING *";
    BURN = "UPDATE authorization_codes SET consumed_at = $2 WHERE code_hash = $1 AND consumed_at IS NULL \
        RETURNING grant_id AS value";
    GRANT_OF = "SELECT grant_id AS value FROM authorization_codes WHERE code_hash = $1";
    BURN_OF_CLIENT = "UPDATE authorization_codes SET consumed_at = $3 WHERE user_id = $1 AND client_id = $2 \
        AND consumed_at IS NULL";
    EXPIRE = "DELETE FROM authorization_codes WHERE code_hash IN \
        (SELECT code_hash FROM authorization_codes WHERE expires_at < $1 LIMIT 1000) RETURNING 1 AS value";
}

/// What a redemption presents, beside the code.
#[derive(Debug, Clone)]
pub struct Presented {
    pub client_id: String,
    /// Empty when the parameter was absent.
    pub redirect_uri: String,
    /// The S256 challenge of the verifier presented; empty when there was none.
    pub code_challenge: String,
}

/// What became of a code that was presented.
#[derive(Debug)]
pub enum Redemption {
    Good(Box<AuthorizationCode>),
    /// It was good, but not for this: now it is good for nothing.
    Burnt,
    /// It was redeemed before; the grant that it made is named.
    Replayed { grant_id: String },
    Unknown,
}

pub async fn insert(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    code: &AuthorizationCode,
    now: Timestamp,
) -> Result<(), Fault> {
    let authentication = code.authentication.as_ref();
    let values = args![
        code_hash,
        &code.grant_id,
        &code.client_id,
        &code.user_id,
        &code.session_id,
        &code.redirect_uri,
        code.redirect_uri_given,
        &code.code_challenge,
        &code.nonce,
        code.scopes.as_slice(),
        &code.resources,
        now,
        code.expires_at,
        &code.claims,
        authentication.map(|proof| proof.time),
        authentication.map(|proof| &proof.methods),
        authentication.map(|proof| proof.context.clone())
    ];
    sql::execute(tx, INSERT, values).await
}

/// Redeems a code once, if everything it was bound to is presented. A code presented wrongly has leaked or is being
/// guessed at, so it burns.
pub async fn redeem(
    tx: &mut Tx,
    code_hash: &[u8; 32],
    presented: &Presented,
    now: Timestamp,
) -> Result<Redemption, Fault> {
    let values =
        args![code_hash, &presented.client_id, &presented.redirect_uri, &presented.code_challenge, now];
    if let Some(code) = sql::optional(tx, CONSUME, values).await? {
        return Ok(Redemption::Good(Box::new(code)));
    }
    if sql::any(tx, BURN, args![code_hash, now]).await? {
        return Ok(Redemption::Burnt);
    }
    Ok(match sql::optional(tx, GRANT_OF, args![code_hash]).await? {
        Some(grant_id) => Redemption::Replayed { grant_id },
        None => Redemption::Unknown,
    })
}

/// Burns the codes of one person for one client that nobody redeemed yet.
pub async fn burn_of_client(tx: &mut Tx, user_id: &str, client_id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, BURN_OF_CLIENT, args![user_id, client_id, now]).await
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for AuthorizationCode {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(AuthorizationCode {
            grant_id: row.text("grant_id")?,
            client_id: row.text("client_id")?,
            user_id: row.text("user_id")?,
            session_id: row.text("session_id")?,
            redirect_uri: row.text("redirect_uri")?,
            redirect_uri_given: row.bool("redirect_uri_given")?,
            code_challenge: row.text("code_challenge")?,
            nonce: row.text_or_null("nonce")?,
            scopes: Scopes::stored(row.list("scopes")?),
            resources: row.list("resources")?,
            claims: row.text("claims")?,
            authentication: row.authentication_or_null()?,
            expires_at: row.time("expires_at")?,
        })
    }
}
