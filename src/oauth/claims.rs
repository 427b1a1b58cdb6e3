//! What is said about a person, by scope (OIDC Core section 5.4).

use serde_json::{Map, Value, json};

use crate::domain::{Scopes, StandardScope, User};

/// A claim, and the scope that asks for it. Discovery lists them from here.
const CLAIMS: &[(&str, StandardScope)] = &[
    ("sub", StandardScope::OpenId),
    ("name", StandardScope::Profile),
    ("given_name", StandardScope::Profile),
    ("family_name", StandardScope::Profile),
    ("preferred_username", StandardScope::Profile),
    ("updated_at", StandardScope::Profile),
    ("email", StandardScope::Email),
    ("email_verified", StandardScope::Email),
    ("phone_number", StandardScope::Phone),
    ("phone_number_verified", StandardScope::Phone),
    ("address", StandardScope::Address),
    ("roles", StandardScope::Roles),
];

pub fn supported() -> impl Iterator<Item = &'static str> {
    CLAIMS.iter().map(|(name, _)| *name)
}

/// The claims about `user` that `scopes` ask for. What is not known is absent.
pub fn about(user: &User, scopes: &Scopes, roles: &[String]) -> Map<String, Value> {
    let mut claims = Map::new();
    for (name, scope) in CLAIMS {
        if scopes.has_standard(*scope)
            && let Some(value) = claim(user, roles, name)
        {
            claims.insert((*name).to_owned(), value);
        }
    }
    claims
}

fn claim(user: &User, roles: &[String], name: &str) -> Option<Value> {
    Some(match name {
        "sub" => json!(user.id),
        "name" => json!(user.name()?),
        "given_name" => json!(user.given_name.as_ref()?),
        "family_name" => json!(user.family_name.as_ref()?),
        "preferred_username" => json!(user.username),
        "updated_at" => json!(user.updated_at.seconds()),
        "email" => json!(user.email.as_ref()?),
        "email_verified" => json!(user.email.as_ref().map(|_| user.email_verified)?),
        "phone_number" => json!(user.phone_number.as_ref()?),
        "phone_number_verified" => json!(
            user.phone_number
                .as_ref()
                .map(|_| user.phone_number_verified)?
        ),
        "address" => serde_json::from_str(user.address.as_ref()?).ok()?,
        "roles" => json!(roles),
        _ => return None,
    })
}
