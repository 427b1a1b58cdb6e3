//! For whom a token is (RFC 8707, RFC 9068 section 3).

use super::error::{Error, ErrorCode, Refusal};
use super::parameters::Parameters;
use crate::domain::{Client, Resource, ResourceUri, Scopes};

/// The resources that a request asks for: each one that the client may ask for, and that exists.
pub fn asked(
    parameters: &Parameters,
    client: &Client,
    known: &[Resource],
) -> Result<Vec<String>, Error> {
    let mut resources = Vec::new();
    for uri in parameters.all("resource") {
        let refused = |detail: &str| {
            Refusal::new(
                ErrorCode::InvalidTarget,
                "the resource is not one that this client may ask for",
            )
            .because(format_args!("{detail}: {uri:?}"))
        };
        if ResourceUri::parse(uri).is_err() {
            return Err(refused("no resource identifier").into());
        }
        if !client.resources.iter().any(|allowed| allowed == uri) {
            return Err(refused("not registered for the client").into());
        }
        if !known.iter().any(|resource| resource.uri == uri) {
            return Err(refused("no such resource").into());
        }
        if !resources.iter().any(|chosen| chosen == uri) {
            resources.push(uri.to_owned());
        }
    }
    Ok(resources)
}

/// The default where none is asked for: the client's only resource, or else those that define a scope asked for.
pub fn by_default(
    client: &Client,
    known: &[Resource],
    scopes: &Scopes,
) -> Result<Vec<String>, Error> {
    let own: Vec<&Resource> = known
        .iter()
        .filter(|resource| client.resources.contains(&resource.uri))
        .collect();
    if own.is_empty() && !client.resources.is_empty() {
        // Its tokens were for an API that is gone: they must not become tokens for something else.
        let words = "every resource of this client was deleted";
        return Err(Refusal::new(ErrorCode::InvalidTarget, words).into());
    }
    if let [only] = own.as_slice() {
        return Ok(vec![only.uri.clone()]);
    }
    let asked = own
        .iter()
        .filter(|resource| resource.scopes.iter().any(|scope| scopes.has(scope)));
    Ok(asked.map(|resource| resource.uri.clone()).collect())
}

/// Narrows what was granted to what this request asks for, which must be part of it. A resource that was deleted since, or
/// taken from the client, is part of nothing any more.
pub fn narrowed(
    parameters: &Parameters,
    granted: &[String],
    (client, known): (&Client, &[Resource]),
) -> Result<Vec<String>, Error> {
    let refused = |detail: &dyn std::fmt::Display| {
        Error::from(
            Refusal::new(
                ErrorCode::InvalidTarget,
                "the resource was not granted, or is gone",
            )
            .because(detail),
        )
    };
    let standing: Vec<&String> = granted
        .iter()
        .filter(|uri| client.resources.contains(uri))
        .filter(|uri| known.iter().any(|resource| resource.uri == **uri))
        .collect();
    if standing.is_empty() && !granted.is_empty() {
        return Err(refused(
            &"every resource granted was deleted or taken from the client",
        ));
    }
    let mut chosen: Vec<String> = Vec::new();
    for uri in parameters.all("resource") {
        if !standing.iter().any(|known| *known == uri) {
            return Err(refused(&format_args!("{uri:?}")));
        }
        if !chosen.iter().any(|known| known == uri) {
            chosen.push(uri.to_owned());
        }
    }
    if chosen.is_empty() {
        chosen = standing.into_iter().cloned().collect();
    }
    Ok(chosen)
}
