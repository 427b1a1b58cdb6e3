//! A scope where a role is asked for, and names of two kinds at once.

use countersign_verifier::{Roles, Scopes, roles, scopes};

roles! { enum Role { Admin = "admin" } }
scopes! { enum Scope { ReadNotes = "notes:read" } }

async fn purge(_: Roles<ReadNotes>) {}

async fn both(_: Scopes<(ReadNotes, Admin)>) {}

async fn text(_: Roles<String>) {}

fn main() {
    let _ = (purge, both, text);
}
