//! A role where a policy is asked for.

use countersign_verifier::{Guarded, roles};

roles! { enum Role { Admin = "admin" } }

async fn purge(_: Guarded<Admin>) {}

fn main() {
    let _ = purge;
}
