//! Sessions, found by the hash of their cookie. Whatever ends one queues the notices for its clients here, in the same
//! transaction, so that no path can forget them.

use super::logout_notice;
use super::proof;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};
use crate::domain::{Authentication, Session};

statements! {
    INSERT = "INSERT INTO sessions (id, token_hash, user_id, auth_time, amr, acr, address, user_agent, created_at, \
        last_seen_at, expires_at, proofs, browser_hash, remembered, device_hash, \
        upstream_provider, upstream_subject, upstream_sid) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    RENEW = "UPDATE sessions SET token_hash = $5, auth_time = $6, amr = $7, acr = $8, address = $9, user_agent = $10, \
        last_seen_at = $3, expires_at = $11, proofs = $12, browser_hash = $13, remembered = $14, \
        device_hash = $15, upstream_provider = $17, upstream_subject = $18, upstream_sid = $19 \
        WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > $3 \
        AND (last_seen_at > $4 OR (remembered AND last_seen_at > $16)) RETURNING *";
    FIND_LIVE = "SELECT * FROM sessions WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2 \
        AND (last_seen_at > $3 OR (remembered AND last_seen_at > $4))";
    OF_BROWSER = "SELECT * FROM sessions WHERE device_hash = $2 AND (browser_hash = $1 OR remembered) \
        AND ended_at IS NULL AND expires_at > $3 AND (last_seen_at > $4 OR (remembered AND last_seen_at > $5)) \
        ORDER BY last_seen_at DESC LIMIT 50";
    OF_PERSON_HERE = "SELECT * FROM sessions WHERE user_id = $1 AND (browser_hash = $2 OR (device_hash = $3 AND remembered)) \
        AND ended_at IS NULL AND expires_at > $4 AND (last_seen_at > $5 OR (remembered AND last_seen_at > $6)) \
        ORDER BY last_seen_at DESC LIMIT 1";
    OPEN_ANEW = "UPDATE sessions SET token_hash = $2, browser_hash = $3, last_seen_at = $4 WHERE id = $1 \
        AND ended_at IS NULL AND expires_at > $4 RETURNING *";
    MOVE_DEVICE = "UPDATE sessions SET device_hash = $2 WHERE device_hash = $1";
    HOLD = "UPDATE sessions SET last_seen_at = last_seen_at WHERE id = $1 AND ended_at IS NULL RETURNING *";
    HOLD_OF_USER = "UPDATE sessions SET last_seen_at = last_seen_at WHERE user_id = $1 AND ended_at IS NULL";
    IS_LIVE = "SELECT id AS value FROM sessions WHERE id = $1 AND ended_at IS NULL";
    TOUCH = "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2";
    OF_USER = "SELECT * FROM sessions WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 \
        AND (last_seen_at > $3 OR (remembered AND last_seen_at > $4)) ORDER BY last_seen_at DESC";
    END = "UPDATE sessions SET ended_at = $3 WHERE id = $1 AND user_id = $2 AND ended_at IS NULL RETURNING id AS value";
    END_OTHERS = "UPDATE sessions SET ended_at = $3 WHERE user_id = $1 AND id <> $2 AND ended_at IS NULL \
        RETURNING id AS value";
    END_UPSTREAM = "UPDATE sessions SET ended_at = $4 WHERE upstream_provider = $1 AND ended_at IS NULL \
        AND (upstream_subject = $2 OR ($2 IS NULL AND upstream_sid = $3)) \
        AND (upstream_sid = $3 OR upstream_sid IS NULL OR $3 IS NULL) RETURNING *";
    EXPIRE = "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 \
        AND NOT EXISTS (SELECT 1 FROM grants WHERE grants.session_id = sessions.id) LIMIT 1000) RETURNING 1 AS value";
}

/// Since when a session has to have been seen, to be no idle one.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub since: Timestamp,
    /// The same for those that are remembered.
    pub remembered: Timestamp,
}

/// What is over at another provider: a session there, all of somebody, or one of somebody.
#[derive(Clone, Debug)]
pub struct Over {
    pub provider: String,
    pub subject: Option<String>,
    pub sid: Option<String>,
}

pub async fn insert(tx: &mut Tx, session: &Session, token_hash: &[u8; 32]) -> Result<(), Fault> {
    let upstream = proof::elsewhere(&session.proofs);
    let values = args![
        &session.id,
        token_hash,
        &session.user_id,
        session.authentication.time,
        &session.authentication.methods,
        &session.authentication.context,
        &session.address,
        &session.user_agent,
        session.created_at,
        session.expires_at,
        proof::json(&session.proofs),
        &session.browser_hash,
        session.remembered,
        &session.device_hash,
        upstream.provider,
        upstream.subject,
        upstream.sid
    ];
    sql::execute(tx, INSERT, values).await
}

/// Goes on with the session `id` as `anew` says, which is of the same person: under another secret, so that the one before opens
/// nothing any more. None where it is no session of theirs, or is over: one that has ended stays so.
pub async fn renew(
    tx: &mut Tx,
    id: &str,
    anew: &Session,
    token_hash: &[u8; 32],
    seen: Seen,
) -> Result<Option<Session>, Fault> {
    let upstream = proof::elsewhere(&anew.proofs);
    let values = args![
        id,
        &anew.user_id,
        anew.last_seen_at,
        seen.since,
        token_hash,
        anew.authentication.time,
        &anew.authentication.methods,
        &anew.authentication.context,
        &anew.address,
        &anew.user_agent,
        anew.expires_at,
        proof::json(&anew.proofs),
        &anew.browser_hash,
        anew.remembered,
        &anew.device_hash,
        seen.remembered,
        upstream.provider,
        upstream.subject,
        upstream.sid
    ];
    sql::optional(tx, RENEW, values).await
}

/// The session that a cookie opens, unless it ended, reached its absolute end, or was not seen for too long.
pub async fn find_live(
    conn: &mut impl Conn,
    token_hash: &[u8; 32],
    now: Timestamp,
    seen: Seen,
) -> Result<Option<Session>, Fault> {
    sql::optional(conn, FIND_LIVE, args![token_hash, now, seen.since, seen.remembered]).await
}

/// The live sessions of a browser on a device, the one seen last first: those that were begun in it since it was opened, and those
/// that were to outlive that.
pub async fn of_browser(
    conn: &mut impl Conn,
    (browser_hash, device_hash): (&[u8; 32], &[u8; 32]),
    now: Timestamp,
    seen: Seen,
) -> Result<Vec<Session>, Fault> {
    let values = args![browser_hash, device_hash, now, seen.since, seen.remembered];
    sql::all(conn, OF_BROWSER, values).await
}

/// The live session of somebody in a browser or, if it was to outlive that, on a device. They have shown who they are: it matters
/// less than elsewhere by which secrets.
pub async fn of_person_here(
    conn: &mut impl Conn,
    user_id: &str,
    (browser_hash, device_hash): (&[u8; 32], &[u8; 32]),
    now: Timestamp,
    seen: Seen,
) -> Result<Option<Session>, Fault> {
    let values = args![user_id, browser_hash, device_hash, now, seen.since, seen.remembered];
    sql::optional(conn, OF_PERSON_HERE, values).await
}

/// Opens a session by another secret from now on, in this browser. None when it is over.
pub async fn open_anew(
    tx: &mut Tx,
    id: &str,
    (token_hash, browser_hash): (&[u8; 32], &[u8; 32]),
    now: Timestamp,
) -> Result<Option<Session>, Fault> {
    sql::optional(tx, OPEN_ANEW, args![id, token_hash, browser_hash, now]).await
}

/// The device is known by another secret from now on.
pub async fn move_device(
    tx: &mut Tx,
    (from, to): (&[u8; 32], &[u8; 32]),
) -> Result<(), Fault> {
    sql::execute(tx, MOVE_DEVICE, args![from, to]).await
}

/// The session, if nobody signed out of it, held until the transaction ends: a sign-out waits, and then sees what was
/// made of it.
pub async fn hold(tx: &mut Tx, id: &str) -> Result<Option<Session>, Fault> {
    sql::optional(tx, HOLD, args![id]).await
}

/// Holds all open sessions of a person: what is being given out in one of them comes before or after this transaction.
pub async fn hold_of_user(tx: &mut Tx, user_id: &str) -> Result<(), Fault> {
    sql::execute(tx, HOLD_OF_USER, args![user_id]).await
}

/// Whether nobody signed out of it. Its age does not count: tokens live by their own lifetimes.
pub async fn is_not_ended(conn: &mut impl Conn, id: &str) -> Result<bool, Fault> {
    sql::any(conn, IS_LIVE, args![id]).await
}

pub async fn touch(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, TOUCH, args![id, now]).await
}

/// A person's live sessions, the one seen last first.
pub async fn of_user(
    conn: &mut impl Conn,
    user_id: &str,
    now: Timestamp,
    seen: Seen,
) -> Result<Vec<Session>, Fault> {
    sql::all(conn, OF_USER, args![user_id, now, seen.since, seen.remembered]).await
}

/// False when it was no session of this person, or had ended.
pub async fn end(tx: &mut Tx, id: &str, user_id: &str, now: Timestamp) -> Result<bool, Fault> {
    let ended = sql::any(tx, END, args![id, user_id, now]).await?;
    if ended {
        logout_notice::queue(tx, id, now).await?;
    }
    Ok(ended)
}

/// Ends all of a person's sessions but `kept`, which may be empty, and says how many.
pub async fn end_others(
    tx: &mut Tx,
    user_id: &str,
    kept: &str,
    now: Timestamp,
) -> Result<usize, Fault> {
    let ended: Vec<String> = sql::all(tx, END_OTHERS, args![user_id, kept, now]).await?;
    for id in &ended {
        logout_notice::queue(tx, id, now).await?;
    }
    Ok(ended.len())
}

/// Ends those that a sign-in at another provider gave, which is over there, and returns them. One of whose session there the
/// provider said nothing may be the one that is over: it ends with its person's.
pub async fn end_upstream(tx: &mut Tx, over: &Over, now: Timestamp) -> Result<Vec<Session>, Fault> {
    let values = args![&over.provider, &over.subject, &over.sid, now];
    let ended: Vec<Session> = sql::all(tx, END_UPSTREAM, values).await?;
    for session in &ended {
        logout_notice::queue(tx, &session.id, now).await?;
    }
    Ok(ended)
}

/// Deletes some of what ended before, and says how many.
pub async fn expire(tx: &mut Tx, before: Timestamp) -> Result<usize, Fault> {
    sql::count(tx, EXPIRE, args![before]).await
}

impl FromRow for Session {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Session {
            id: row.text("id")?,
            user_id: row.text("user_id")?,
            proofs: proof::of_session(row)?,
            authentication: row.authentication()?,
            browser_hash: row.bytes_or_null("browser_hash")?,
            device_hash: row.bytes_or_null("device_hash")?,
            remembered: row.bool("remembered")?,
            address: row.text("address")?,
            user_agent: row.text("user_agent")?,
            created_at: row.time("created_at")?,
            last_seen_at: row.time("last_seen_at")?,
            expires_at: row.time("expires_at")?,
        })
    }
}

impl Row {
    /// The three columns that say how someone was authenticated.
    pub(super) fn authentication(&self) -> Result<Authentication, Fault> {
        Ok(Authentication {
            time: self.time("auth_time")?,
            methods: self.list("amr")?,
            context: self.text("acr")?,
        })
    }

    /// The same, where nothing may have been said of it.
    pub(super) fn authentication_or_null(&self) -> Result<Option<Authentication>, Fault> {
        match self.time_or_null("auth_time")? {
            Some(_) => self.authentication().map(Some),
            None => Ok(None),
        }
    }
}
