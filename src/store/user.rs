//! People's accounts.

use super::session;
use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp, text};
use crate::domain::{Details, User};

statements! {
    INSERT = "INSERT INTO users (id, username, username_key, email, email_key, email_verified, given_name, \
        family_name, password_hash, password_changed_at, created_at, updated_at, phone_number, phone_number_verified, \
        address, profile) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING id AS value";
    FIND = "SELECT * FROM users WHERE id = $1";
    FIND_BY_KEY = "SELECT * FROM users WHERE username_key = $1 OR email_key = $1 \
        ORDER BY CASE WHEN username_key = $1 THEN 0 ELSE 1 END LIMIT 1";
    LIST = "SELECT * FROM users WHERE username_key > $1 ORDER BY username_key LIMIT $2";
    HOLD = "UPDATE users SET updated_at = updated_at WHERE id = $1 AND disabled_at IS NULL \
        AND COALESCE(password_hash, '') = $2 RETURNING id AS value";
    SET_PASSWORD = "UPDATE users SET password_hash = $2, password_changed_at = $3, updated_at = $3 \
        WHERE id = $1 RETURNING id AS value";
    REHASH = "UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2 \
        RETURNING id AS value";
    SET_DETAILS = "UPDATE users SET given_name = $2, family_name = $3, phone_number = $4, phone_number_verified = $5, \
        address = $6, profile = $7, updated_at = $8 WHERE id = $1";
    RENAME = "UPDATE users SET username = $2, username_key = $3, updated_at = $4 WHERE id = $1 AND NOT EXISTS ( \
        SELECT 1 FROM users WHERE id <> $1 AND (username_key = $3 OR email_key = $3)) RETURNING id AS value";
    SET_PICTURE = "UPDATE users SET picture_id = $2, updated_at = $3 WHERE id = $1";
    DISABLE = "UPDATE users SET disabled_at = $2, updated_at = $2 WHERE id = $1 AND disabled_at IS NULL \
        RETURNING id AS value";
    ENABLE = "UPDATE users SET disabled_at = NULL, updated_at = $2 WHERE id = $1 AND disabled_at IS NOT NULL \
        RETURNING id AS value";
    SET_EMAIL = "UPDATE users SET email = $2, email_key = $3, email_verified = $5, updated_at = $4, \
        username = CASE WHEN username_key = email_key THEN $2 ELSE username END, \
        username_key = CASE WHEN username_key = email_key THEN $3 ELSE username_key END WHERE id = $1";
    VERIFY_EMAIL = "UPDATE users SET email_verified = TRUE, updated_at = $2 WHERE id = $1";
    ACCEPT_TERMS = "UPDATE users SET terms_version = $2, terms_at = $3 WHERE id = $1";
    TAKE = "UPDATE users SET updated_at = updated_at WHERE id = $1";
    DELETE = "DELETE FROM users WHERE id = $1 RETURNING id AS value";
}

/// False when the name or the address is taken.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<bool, Fault> {
    let email_key = user.email.as_deref().map(text::key);
    let password_at = user.password_hash.as_ref().map(|_| user.created_at);
    let values = args![
        &user.id,
        &user.username,
        text::key(&user.username),
        &user.email,
        email_key,
        user.email_verified,
        &user.given_name,
        &user.family_name,
        &user.password_hash,
        password_at,
        user.created_at,
        &user.phone_number,
        user.phone_number_verified,
        address(user),
        user.profile.json().to_string()
    ];
    sql::any(tx, INSERT, values).await
}

pub async fn find(conn: &mut impl Conn, id: &str) -> Result<Option<User>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

/// By user name or e-mail address, in any case or composition; a name wins over an address.
pub async fn find_by_identifier(conn: &mut impl Conn, identifier: &str) -> Result<Option<User>, Fault> {
    sql::optional(conn, FIND_BY_KEY, args![text::key(identifier)]).await
}

/// The accounts whose name comes after `after`, in order of name.
pub async fn list(conn: &mut impl Conn, after: &str, most: i64) -> Result<Vec<User>, Fault> {
    sql::all(conn, LIST, args![text::key(after), most]).await
}

/// Whether the account is active and its password still the one that was verified, held until the transaction ends.
pub async fn hold(tx: &mut Tx, user: &User) -> Result<bool, Fault> {
    let verified = user.password_hash.as_deref().unwrap_or_default();
    sql::any(tx, HOLD, args![&user.id, verified]).await
}

/// Takes the account until the transaction ends: two changes to what belongs to it follow one another.
pub async fn take(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    sql::execute(tx, TAKE, args![id]).await
}

pub async fn set_password(tx: &mut Tx, id: &str, hash: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, SET_PASSWORD, args![id, hash, now]).await
}

/// The same password under newer parameters. False when the hash was changed meanwhile.
pub async fn rehash(tx: &mut Tx, id: &str, from: &str, to: &str) -> Result<bool, Fault> {
    sql::any(tx, REHASH, args![id, from, to]).await
}

/// Stores what is known of the person. Whoever read it first has to hold the account: see [`take`].
pub async fn set_details(tx: &mut Tx, user: &User, now: Timestamp) -> Result<(), Fault> {
    let values = args![
        &user.id,
        &user.given_name,
        &user.family_name,
        &user.phone_number,
        user.phone_number_verified,
        address(user),
        user.profile.json().to_string(),
        now
    ];
    sql::execute(tx, SET_DETAILS, values).await
}

/// False when somebody else has the name, or has it for an address.
pub async fn rename(tx: &mut Tx, id: &str, username: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, RENAME, args![id, username, text::key(username), now]).await
}

/// Another address, and whether it is known to be this person's. A unique key sees to it that it is nobody else's. Whoever is
/// called by their address is called by the new one.
pub async fn set_email(
    tx: &mut Tx,
    id: &str,
    (email, verified): (&str, bool),
    now: Timestamp,
) -> Result<(), Fault> {
    let values = args![id, email, text::key(email), now, verified];
    sql::execute(tx, SET_EMAIL, values).await
}

/// The address that the account has is known to be this person's. Whoever learnt it of an address has to hold the account.
pub async fn verify_email(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, VERIFY_EMAIL, args![id, now]).await
}

pub async fn accept_terms(tx: &mut Tx, id: &str, version: &str, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, ACCEPT_TERMS, args![id, version, now]).await
}

pub async fn set_picture(tx: &mut Tx, id: &str, picture_id: Option<String>, now: Timestamp) -> Result<(), Fault> {
    sql::execute(tx, SET_PICTURE, args![id, picture_id, now]).await
}

fn address(user: &User) -> Option<String> {
    (!user.address.is_empty()).then(|| user.address.json().to_string())
}

pub async fn disable(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, DISABLE, args![id, now]).await
}

pub async fn enable(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, Fault> {
    sql::any(tx, ENABLE, args![id, now]).await
}

/// Deletes the account and all that belongs to it. Its sessions end first, so that their clients are told.
pub async fn delete(tx: &mut Tx, id: &str, now: Timestamp) -> Result<bool, Fault> {
    // The account before its sessions, as everywhere: whoever signs in holds them in this order too.
    take(tx, id).await?;
    session::end_others(tx, id, "", now).await?;
    sql::any(tx, DELETE, args![id]).await
}

impl FromRow for User {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(User {
            id: row.text("id")?,
            username: row.text("username")?,
            email: row.text_or_null("email")?,
            email_verified: row.bool("email_verified")?,
            given_name: row.text_or_null("given_name")?,
            family_name: row.text_or_null("family_name")?,
            phone_number: row.text_or_null("phone_number")?,
            phone_number_verified: row.bool("phone_number_verified")?,
            address: details(&row.text_or_null("address")?.unwrap_or_else(|| "{}".to_owned()))?,
            profile: details(&row.text("profile")?)?,
            picture_id: row.text_or_null("picture_id")?,
            password_hash: row.text_or_null("password_hash")?,
            terms_version: row.text_or_null("terms_version")?,
            disabled_at: row.time_or_null("disabled_at")?,
            created_at: row.time("created_at")?,
            updated_at: row.time("updated_at")?,
        })
    }
}

fn details(text: &str) -> Result<Details, Fault> {
    Details::stored(text).map_err(|error| Fault::internal(format!("what is stored of a person is no object: {error}")))
}
