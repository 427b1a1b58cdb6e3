//! Which of the scopes asked for a client may have (RFC 6749 section 3.3).

use super::error::{Error, ErrorCode, Refusal};
use crate::domain::{Client, GrantType, Resource, Scopes, StandardScope};

/// The scopes that a person can grant to `client`. One that nobody defines is ignored, as OIDC Core section 3.1.2.1 asks; one
/// that exists but is not the client's is refused. `offline_access` is ignored where the client cannot refresh
/// (section 11).
pub fn for_person(asked: &str, client: &Client, known: &[Resource]) -> Result<Scopes, Error> {
    let mut scopes = parse(asked)?;
    scopes.retain(|name| is_defined(known, name));
    let offline = StandardScope::OfflineAccess.as_str();
    let may_refresh = client.may_use(GrantType::RefreshToken) && client.scopes.has(offline);
    scopes.retain(|name| name != offline || may_refresh);
    within(&scopes, client)?;
    Ok(scopes)
}

/// The scopes of a client that acts for itself: those of `resources` only, all of its own where it asks for none.
pub fn for_client(
    asked: Option<&str>,
    client: &Client,
    (known, resources): (&[Resource], &[String]),
) -> Result<Scopes, Error> {
    let of_target = |name: &str| {
        let target = |resource: &&Resource| resources.contains(&resource.uri);
        known
            .iter()
            .filter(target)
            .any(|resource| resource.scopes.iter().any(|scope| scope == name))
    };
    let Some(asked) = asked else {
        let mut scopes = client.scopes.clone();
        scopes.retain(of_target);
        return Ok(scopes);
    };
    let scopes = parse(asked)?;
    within(&scopes, client)?;
    if let Some(foreign) = scopes.iter().find(|name| !of_target(name)) {
        return Err(refused(format_args!(
            "{foreign:?} is no scope of the resources asked for"
        )));
    }
    Ok(scopes)
}

/// A narrower scope for this token; never more than was granted (RFC 6749 section 6). What nobody defines any more goes, and
/// what was taken from the client since.
pub fn narrowed(
    asked: Option<&str>,
    granted: &Scopes,
    (client, known): (&Client, &[Resource]),
) -> Result<Scopes, Error> {
    let mut scopes = match asked {
        Some(asked) => parse(asked)?,
        None => granted.clone(),
    };
    if !scopes.is_subset_of(granted) {
        return Err(refused(format_args!("{scopes:?} is more than was granted")));
    }
    scopes.retain(|name| is_defined(known, name) && client.scopes.has(name));
    Ok(scopes)
}

fn parse(text: &str) -> Result<Scopes, Error> {
    Scopes::parse(text).map_err(refused)
}

fn is_defined(known: &[Resource], name: &str) -> bool {
    let of = |resource: &Resource| resource.scopes.iter().any(|scope| scope == name);
    StandardScope::named(name).is_some() || known.iter().any(of)
}

fn within(scopes: &Scopes, client: &Client) -> Result<(), Error> {
    match scopes.iter().find(|name| !client.scopes.has(name)) {
        None => Ok(()),
        Some(foreign) => Err(refused(format_args!(
            "{foreign:?} is not registered for the client"
        ))),
    }
}

fn refused(detail: impl std::fmt::Display) -> Error {
    Refusal::new(
        ErrorCode::InvalidScope,
        "the scope is malformed, or more than this client may have",
    )
    .because(detail)
    .into()
}
