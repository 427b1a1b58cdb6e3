//! The one gate for "may this subject still have tokens". Redemption, refresh and UserInfo all ask here, so no second
//! path can forget what the first one checked.

use super::consent;
use super::error::{Error, ErrorCode, Refusal};
use crate::base::{Fault, Timestamp};
use crate::domain::{Client, Grant, StandardScope, User};
use crate::store::sql::Conn;
use crate::store::{consent as agreed, session, user};

/// The grant's person, if everything that the grant stands on still stands.
pub async fn check(
    conn: &mut impl Conn,
    grant: &Grant,
    client: &Client,
    now: Timestamp,
) -> Result<Result<User, Fallen>, Fault> {
    if !grant.is_live(now) {
        return Ok(Err(Fallen("the grant is revoked or has ended")));
    }
    if grant.client_id != client.id {
        return Ok(Err(Fallen("the grant is another client's")));
    }
    if !client.is_enabled() {
        return Ok(Err(Fallen("the client is disabled")));
    }
    let Some(user) = user::find(conn, &grant.user_id).await? else {
        return Ok(Err(Fallen("the account is deleted")));
    };
    if !user.is_active() {
        return Ok(Err(Fallen("the account is disabled")));
    }
    let offline = grant.scopes.has_standard(StandardScope::OfflineAccess);
    if !offline && !session::is_not_ended(conn, &grant.session_id).await? {
        return Ok(Err(Fallen("the session has ended")));
    }
    let matter = consent::of_grant(grant);
    if !client.first_party && !matter.is_subset_of(&agreed::of(conn, &user.id, &client.id).await?) {
        return Ok(Err(Fallen("consent was withdrawn")));
    }
    Ok(Ok(user))
}

/// Why a grant no longer stands: for the log.
#[derive(Debug, Clone, Copy)]
pub struct Fallen(pub &'static str);

impl Fallen {
    /// As the token endpoint says it.
    pub fn invalid_grant(self) -> Error {
        Refusal::new(ErrorCode::InvalidGrant, "the grant is no longer valid")
            .because(self.0)
            .into()
    }
}
