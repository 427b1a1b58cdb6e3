//! What consent is about: the scopes, and the APIs that the token is for. An API is remembered by its identifier beside the
//! scopes: a token with no scope of an API still lets the client act there, with the person's roles.

use crate::domain::Scopes;

/// Everything that a person has to have agreed to.
pub fn matter(scopes: &Scopes, resources: &[String]) -> Scopes {
    let mut matter = scopes.clone();
    resources.iter().for_each(|uri| matter.add(uri));
    matter
}
