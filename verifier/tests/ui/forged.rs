//! Somebody who has met no guard.

use countersign_verifier::{Guarded, Principal, Roles, roles};

roles! { enum Role { Admin = "admin" } }

fn forged(principal: Principal) -> Roles<Admin> {
    Guarded { principal, policy: std::marker::PhantomData }
}

fn main() {
    let _ = forged;
}
