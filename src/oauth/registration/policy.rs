//! What clients may be that no operator registered, by configuration. What a client was given beyond that by the operator it
//! keeps when it changes itself; it can give it up and not gain it. And it stays the application that the operator gave it to.

use url::Url;

use super::NewClient;
use super::metadata::{self, Members};
use crate::app::App;
use crate::domain::{
    Algorithm, ApplicationType, Client, GrantType, RedirectUri, Rejected, Resource, ResponseType,
    StandardScope, SubjectType,
};

/// Holds a description to the policy and fills in what it leaves open. `before` is the client as it is, where it changes.
pub(super) fn apply(
    app: &App,
    members: &Members,
    new: &mut NewClient,
    (before, known): (Option<&Client>, &[Resource]),
) -> Result<(), Rejected> {
    defaults(new);
    hosts(app, new)?;
    if let Some(client) = before.filter(|client| is_trusted(app, client, known)) {
        same_application(client, new)?;
    }
    response_types(app, new, before)?;
    grants(app, new, before)?;
    new.first_party = before.is_some_and(|client| client.first_party);
    new.resources = resources(app, before, known);
    scopes(app, new, (before, known))?;
    let asked = metadata::requires_pkce(members)?;
    let required =
        app.config.registration.require_pkce || before.is_some_and(|client| client.require_pkce);
    // One that says nothing uses it where it has no secret.
    let wanted = asked.unwrap_or(new.public);
    new.no_require_pkce = !(required || wanted);
    Ok(())
}

/// Whether the operator gave a client what no client can register: that it asks for no consent, or an API.
fn is_trusted(app: &App, client: &Client, known: &[Resource]) -> bool {
    let policy = &app.config.registration.resources;
    let beyond =
        |uri: &String| !policy.has(uri) && known.iter().any(|resource| resource.uri == *uri);
    client.first_party || client.resources.iter().any(beyond)
}

/// Such a client does not become another application: whoever holds its registration access token could have people sent
/// elsewhere with the trust that the operator has in it.
fn same_application(client: &Client, new: &NewClient) -> Result<(), Rejected> {
    let known = |text: &&String| client.redirect_uris.iter().any(|uri| uri.as_str() == *text);
    if let Some(other) = new.redirect_uris.iter().find(|text| !known(text)) {
        let words = format!(
            "The operator trusts this client more than clients can register, so it cannot add '{other}'. Ask the operator."
        );
        return Err(Rejected::new("redirect_uris", words));
    }
    let names = |localized: &serde_json::Map<String, serde_json::Value>| {
        let mut names = localized.clone();
        names.retain(|member, _| member.starts_with("client_name#"));
        names
    };
    let localized = names(&new.metadata.localized) == names(&client.metadata.localized);
    match new.name.trim() == client.name && localized {
        true => Ok(()),
        false => {
            let words = format!(
                "The operator trusts this client more than clients can register, so its name stays '{}'. Ask the operator.",
                client.name
            );
            Err(Rejected::new("client_name", words))
        }
    }
}

/// What OIDC Registration section 2 and RFC 7591 section 2 say of members that are absent.
fn defaults(new: &mut NewClient) {
    let metadata = &mut new.metadata;
    metadata
        .token_endpoint_auth_method
        .get_or_insert(crate::domain::AuthMethod::ClientSecretBasic);
    metadata
        .application_type
        .get_or_insert(ApplicationType::Web);
    metadata.subject_type.get_or_insert(SubjectType::Public);
    metadata
        .id_token_signed_response_alg
        .get_or_insert(Algorithm::Rs256);
    if new.response_types.is_empty() {
        new.response_types = match new.grants.as_slice() {
            [] => vec![ResponseType::Code],
            grants if grants.contains(&GrantType::AuthorizationCode) => vec![ResponseType::Code],
            _ => Vec::new(),
        };
    }
    if new.grants.is_empty() && new.response_types.iter().any(|kind| kind.has_code()) {
        new.grants = vec![GrantType::AuthorizationCode];
    }
}

/// Where people are sent: with an answer, after signing out, or to begin a sign-in.
fn hosts(app: &App, new: &NewClient) -> Result<(), Rejected> {
    let allowed = &app.config.registration.redirect_hosts;
    if allowed.is_empty() {
        return Ok(());
    }
    let is_allowed = |host: &str| {
        allowed
            .iter()
            .any(|pattern| match pattern.strip_prefix('*') {
                Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
                None => host == pattern,
            })
    };
    let members = [
        ("redirect_uris", new.redirect_uris.as_slice()),
        (
            "post_logout_redirect_uris",
            new.metadata.post_logout_redirect_uris.as_slice(),
        ),
        (
            "initiate_login_uri",
            new.metadata.initiate_login_uri.as_slice(),
        ),
    ];
    for (member, uris) in members {
        if let Some(text) = uris
            .iter()
            .find(|text| host(text).is_some_and(|host| !is_allowed(&host)))
        {
            let words = format!("Clients may not have people sent to '{text}' here.");
            return Err(Rejected::new(member, words));
        }
    }
    Ok(())
}

/// The host of a URL, as the policy names it. None for what is no URL: that is refused by the check that follows.
fn host(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let local = RedirectUri::parse(text).is_ok_and(|uri| uri.is_loopback());
    let web = matches!(url.scheme(), "https" | "http") && !local;
    let host = url.host_str().filter(|_| web).unwrap_or("localhost");
    Some(host.to_owned())
}

fn response_types(app: &App, new: &NewClient, before: Option<&Client>) -> Result<(), Rejected> {
    let allowed = &app.config.registration.response_types;
    let had = |kind| before.is_some_and(|client| client.response_types.contains(&kind));
    let mut types = new.response_types.iter();
    match types.find(|kind| !allowed.has(kind.as_str()) && !had(**kind)) {
        Some(kind) => {
            let words = format!("Clients may not register '{kind}' here.");
            Err(Rejected::new("response_types", words))
        }
        None => Ok(()),
    }
}

fn grants(app: &App, new: &NewClient, before: Option<&Client>) -> Result<(), Rejected> {
    let allowed = &app.config.registration.grants;
    let had = |grant| before.is_some_and(|client| client.may_use(grant));
    let mut grants = new.grants.iter();
    match grants.find(|grant| !allowed.has(grant.as_str()) && !had(**grant)) {
        Some(grant) => {
            let words = format!("Clients may not register '{grant}' here.");
            Err(Rejected::new("grant_types", words))
        }
        None => Ok(()),
    }
}

/// The APIs of the policy that exist, and those that the operator gave it.
fn resources(app: &App, before: Option<&Client>, known: &[Resource]) -> Vec<String> {
    let policy = &app.config.registration.resources;
    let had = |uri: &String| before.is_some_and(|client| client.resources.contains(uri));
    let uris = known.iter().map(|resource| &resource.uri);
    uris.filter(|uri| policy.has(uri) || had(uri))
        .cloned()
        .collect()
}

fn scopes(
    app: &App,
    new: &mut NewClient,
    (before, known): (Option<&Client>, &[Resource]),
) -> Result<(), Rejected> {
    let own: Vec<&str> = known
        .iter()
        .filter(|resource| new.resources.contains(&resource.uri))
        .flat_map(|resource| resource.scopes.iter().map(String::as_str))
        .collect();
    let exists = |name: &&str| StandardScope::named(name).is_some() || own.contains(name);
    let policy = app.config.registration.scopes.iter().filter(exists);
    let policy: Vec<String> = policy.map(str::to_owned).collect();
    let had = |name: &str| before.is_some_and(|client| client.scopes.has(name));
    if new.scopes.is_empty() {
        new.scopes = policy;
    } else if let Some(other) = new
        .scopes
        .iter()
        .find(|name| !policy.contains(name) && !had(name))
    {
        let words = format!("Clients may not register '{other}' here.");
        return Err(Rejected::new("scope", words));
    }
    match new.scopes.is_empty() {
        true => Err(Rejected::new("scope", "Clients may have no scope here.")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{GRANTS, RESPONSE_TYPES};

    #[test]
    fn the_configuration_knows_what_there_is() {
        let grants: Vec<&str> = GrantType::ALL.iter().map(|grant| grant.as_str()).collect();
        assert_eq!(grants, GRANTS);
        assert_eq!(ResponseType::names(), RESPONSE_TYPES);
    }
}
