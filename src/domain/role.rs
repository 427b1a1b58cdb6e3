//! A role: global, or of one resource.

use super::Level;

#[derive(Clone, Debug)]
pub struct Role {
    pub id: String,
    pub name: String,
    /// The resource's identifier; empty for a global role.
    pub resource: String,
    pub description: String,
    /// What a sign-in of somebody who holds it has to amount to.
    pub min_level: Option<Level>,
}

impl Role {
    /// The role that administers Countersign itself. It exists in every database.
    pub const ADMINISTRATOR: &'static str = "countersign-admin";

    /// Whether `name` may name a role: what reads well in a claim, a shell and a URL.
    pub fn may_be_named(name: &str) -> bool {
        (1..=64).contains(&name.len())
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-_.:/".contains(&byte))
    }
}
