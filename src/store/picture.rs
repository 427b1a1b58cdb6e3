//! People's pictures, each under an identifier that nobody guesses and that never means another picture.

use super::sql::{self, Conn, FromRow, Row, Tx, args};
use crate::base::{Fault, Timestamp};

statements! {
    INSERT = "INSERT INTO pictures (id, user_id, media_type, bytes, changed_at) VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT id, media_type, bytes FROM pictures WHERE id = $1";
    DELETE_OF_USER = "DELETE FROM pictures WHERE user_id = $1 RETURNING 1 AS value";
}

#[derive(Clone, Debug)]
pub struct Picture {
    pub id: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

pub async fn insert(
    tx: &mut Tx,
    user_id: &str,
    picture: &Picture,
    now: Timestamp,
) -> Result<(), Fault> {
    let values = args![
        &picture.id,
        user_id,
        &picture.media_type,
        &picture.bytes,
        now
    ];
    sql::execute(tx, INSERT, values).await
}

pub async fn find(conn: &mut impl Conn, id: &str) -> Result<Option<Picture>, Fault> {
    sql::optional(conn, FIND, args![id]).await
}

/// Whether there was one.
pub async fn delete_of_user(tx: &mut Tx, user_id: &str) -> Result<bool, Fault> {
    sql::any(tx, DELETE_OF_USER, args![user_id]).await
}

impl FromRow for Picture {
    fn from_row(row: &Row) -> Result<Self, Fault> {
        Ok(Picture {
            id: row.text("id")?,
            media_type: row.text("media_type")?,
            bytes: row.bytes("bytes")?,
        })
    }
}
