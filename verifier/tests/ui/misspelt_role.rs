//! A role that is not in the list.

use countersign_verifier::{Guard, Roles, roles};

roles! {
    enum Role { Admin = "admin", Editor = "editor" }
}

async fn purge(_: Roles<Amdin>) {}

fn main() {
    let _ = (purge, Guard::new().role(Role::Edtior));
}
