//! Passwords: which may be chosen, and those whose hashes came from another program.

mod breached;
mod chosen;
mod imported;

use countersign::identity::account::NewUser;
use countersign::identity::password::Imported;

use crate::support::{Node, TestServer};

/// What the database holds for the one who is named `ada`.
const STORED: &str =
    "SELECT COALESCE(password_hash, '') AS value FROM users WHERE username = 'ada'";

async fn stored(server: &Node) -> String {
    server.row(STORED, Vec::new()).await.expect("ada")
}

/// A person whose hash another program made.
pub(crate) async fn takes_over(server: &TestServer, hash: &str) {
    let hash = Imported::parse(hash).expect("a hash that can be taken");
    let moved = |new: &mut NewUser| {
        new.password = None;
        new.password_hash = Some(hash);
    };
    server.person_with("ada", moved).await;
}
