//! A list with a name twice, and one that no token can carry.

use countersign_verifier::{roles, scopes};

roles! { enum Role { Admin = "admin", Root = "admin" } }
scopes! { enum Scope { ReadNotes = "read notes" } }

fn main() {}
