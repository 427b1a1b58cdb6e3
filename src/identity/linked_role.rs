//! Roles that somebody has for what another place says of them: a provider's claims, a directory's groups. They are that place's to
//! give and to take: each sign-in there sets them anew, and leaves alone what was given by hand.

use std::collections::BTreeSet;

use crate::base::Fault;
use crate::store::sql::Tx;
use crate::store::{linked_role, role};

/// Makes the roles that an account has through its link those that the operator's rules give now, as names and APIs.
pub async fn settle(
    tx: &mut Tx,
    (provider, subject): (&str, &str),
    given: &[(String, String)],
) -> Result<(), Fault> {
    let mut due = BTreeSet::new();
    for (name, resource) in given {
        match role::find(tx, resource, name).await? {
            Some(role) => due.insert(role.id),
            None => {
                tracing::warn!(
                    provider,
                    role = name,
                    resource,
                    "a rule gives a role that does not exist"
                );
                false
            }
        };
    }
    let held = linked_role::of(tx, provider, subject).await?;
    let held: BTreeSet<String> = held.into_iter().collect();
    for role_id in due.difference(&held) {
        linked_role::give(tx, (provider, subject), role_id).await?;
    }
    for role_id in held.difference(&due) {
        linked_role::take(tx, (provider, subject), role_id).await?;
    }
    Ok(())
}
