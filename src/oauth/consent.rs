//! What consent is about: the scopes, and the APIs that the token is for. An API is remembered by its identifier beside the
//! scopes: a token with no scope of an API still lets the client act there, with the person's roles.

use super::claims;
use super::claims_request::ClaimsRequest;
use crate::base::Fault;
use crate::domain::{Grant, Scopes};

/// Everything that a person has to have agreed to.
pub fn matter(scopes: &Scopes, resources: &[String]) -> Scopes {
    let mut matter = scopes.clone();
    resources.iter().for_each(|uri| matter.add(uri));
    matter
}

/// What a grant stands on, the claims that it releases singly among it.
pub fn of_grant(grant: &Grant) -> Result<Scopes, Fault> {
    granted(&grant.scopes, &grant.resources, &grant.claims)
}

/// The same, of what is stored of a grant.
pub fn granted(scopes: &Scopes, resources: &[String], claims: &str) -> Result<Scopes, Fault> {
    let mut matter = matter(scopes, resources);
    let singly = claims::scopes_of(&ClaimsRequest::stored(claims)?);
    singly.iter().for_each(|scope| matter.add(scope));
    Ok(matter)
}
