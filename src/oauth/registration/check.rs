//! The one check of a client, whoever describes it: grants, response types, scopes and APIs here; the rest beside.

use super::{NewClient, algorithms, bounds, places, redirects, sector};
use crate::app::App;
use crate::base::text;
use crate::domain::{
    AuthMethod, ChangeError, Client, ClientSource, GrantType, Rejected, Resource, ResponseType,
    Scopes, StandardScope,
};
use crate::store;

/// The client that a description makes. Refusals name the member (RFC 7591 section 2) or what else was asked for.
pub(super) async fn client(
    app: &App,
    (id, source): (String, ClientSource),
    mut new: NewClient,
) -> Result<Client, ChangeError> {
    bounds::check(&new.metadata)?;
    let known = store::resource::list(&mut app.db.read()).await?;
    agree_on_secret(&mut new)?;
    introspects(&mut new, source)?;
    if !text::is_name(&new.name) || new.name.chars().any(text::is_unseen) {
        return Err(Rejected::new("client_name", "Use 1 to 100 characters for a name.").into());
    }
    let response_types = response_types(&new);
    let grants = grants(&new, &response_types)?;
    for uri in new.resources.iter().chain(&new.metadata.introspects) {
        if !known.iter().any(|resource| resource.uri == *uri) {
            let words = format!(
                "There is no resource '{uri}'. Make it with `countersign resource create`."
            );
            return Err(Rejected::new("resource", words).into());
        }
    }
    let mut client = Client {
        redirect_uris: redirects::read(app, &new, &grants, &response_types)?,
        scopes: scopes(&new, &grants, &response_types, &known)?,
        id,
        name: new.name.trim().to_owned(),
        public: new.public,
        grants,
        resources: new.resources,
        first_party: new.first_party,
        require_pkce: new.public || !new.no_require_pkce,
        demand: new.demand.unwrap_or_default(),
        response_types,
        metadata: new.metadata,
        source,
        disabled_at: None,
        created_at: app.now(),
    };
    algorithms::check(app, &mut client)?;
    places::check(app, &client)?;
    sector::settle(app, &mut client).await?;
    Ok(client)
}

/// Whose API it is only an operator says, and only of a client that an operator registered.
fn introspects(new: &mut NewClient, source: ClientSource) -> Result<(), Rejected> {
    if let Some(said) = new.introspects.take() {
        if !said.is_empty() && source != ClientSource::Operator {
            let words =
                "Only a client that an operator registered can be an API's own. Create one for it.";
            return Err(Rejected::new("introspects", words));
        }
        new.metadata.introspects = said;
    }
    if new.public && !new.metadata.introspects.is_empty() {
        let words = "A public client cannot introspect: it has no secret to prove who it is.";
        return Err(Rejected::new("introspects", words));
    }
    Ok(())
}

/// A client without a secret is one that proves nothing at the token endpoint, and the other way round.
fn agree_on_secret(new: &mut NewClient) -> Result<(), Rejected> {
    let method = &mut new.metadata.token_endpoint_auth_method;
    match (new.public, *method) {
        (true, None | Some(AuthMethod::None)) => *method = Some(AuthMethod::None),
        (true, Some(other)) => {
            let words = format!("A public client has nothing to prove itself with by {other}.");
            return Err(Rejected::new("token_endpoint_auth_method", words));
        }
        (false, Some(AuthMethod::None)) => new.public = true,
        (false, _) => {}
    }
    if new.public && new.no_require_pkce {
        return Err(Rejected::new(
            "require_pkce",
            "A public client always uses PKCE.",
        ));
    }
    Ok(())
}

fn response_types(new: &NewClient) -> Vec<ResponseType> {
    let mut types = Vec::new();
    for given in &new.response_types {
        if !types.contains(given) {
            types.push(*given);
        }
    }
    if types.is_empty() {
        types.push(ResponseType::Code);
    }
    types
}

fn grants(new: &NewClient, response_types: &[ResponseType]) -> Result<Vec<GrantType>, Rejected> {
    let wrong = |words: &'static str| Err(Rejected::new("grant_types", words));
    let code = response_types.iter().any(|kind| kind.has_code());
    let mut grants = Vec::new();
    for given in &new.grants {
        if !grants.contains(given) {
            grants.push(*given);
        }
    }
    // An API that asks about tokens and for none has no grant.
    let asks_only = new.redirect_uris.is_empty() && !new.metadata.introspects.is_empty();
    if grants.is_empty() && code && !asks_only {
        grants = vec![GrantType::AuthorizationCode, GrantType::RefreshToken];
    }
    let has = |grant| grants.contains(&grant);
    if new.public && has(GrantType::ClientCredentials) {
        return wrong(
            "A public client cannot act for itself: it has no secret to prove who it is.",
        );
    }
    if has(GrantType::RefreshToken) && !has(GrantType::AuthorizationCode) {
        return wrong(
            "refresh_token needs authorization_code beside it: nothing else gives refresh tokens.",
        );
    }
    // A client that only acts for itself keeps the default `code`, which without the grant is worth nothing.
    let asks_for_code = !new.response_types.is_empty() && code;
    if asks_for_code && !has(GrantType::AuthorizationCode) {
        return wrong("A response type with code needs the authorization_code grant.");
    }
    Ok(grants)
}

/// Whether a client has people sent to the authorization endpoint at all.
pub(super) fn serves_people(grants: &[GrantType], response_types: &[ResponseType]) -> bool {
    grants.contains(&GrantType::AuthorizationCode)
        || response_types.iter().any(|kind| !kind.has_code())
}

/// Whether its answers carry tokens in a URL.
pub(super) fn is_implicit(response_types: &[ResponseType]) -> bool {
    response_types
        .iter()
        .any(|kind| kind.has_token() || kind.has_id_token())
}

/// What was named, each known; or by default what the grants and the resources allow.
fn scopes(
    new: &NewClient,
    grants: &[GrantType],
    response_types: &[ResponseType],
    known: &[Resource],
) -> Result<Scopes, Rejected> {
    let own = known
        .iter()
        .filter(|resource| new.resources.contains(&resource.uri));
    let own: Vec<&str> = own
        .flat_map(|resource| resource.scopes.iter().map(String::as_str))
        .collect();
    let mut scopes = Scopes::default();
    for name in &new.scopes {
        if StandardScope::named(name).is_none() && !own.contains(&name.as_str()) {
            let words =
                format!("'{name}' is neither a standard scope nor one of the client's resources.");
            return Err(Rejected::new("scope", words));
        }
        scopes.add(name);
    }
    if !new.scopes.is_empty() {
        return Ok(scopes);
    }
    if serves_people(grants, response_types) {
        StandardScope::ALL
            .iter()
            .for_each(|scope| scopes.add(scope.as_str()));
    }
    own.into_iter().for_each(|name| scopes.add(name));
    Ok(scopes)
}
