//! What may be asked of the authorization and token endpoints.

use serde_json::{Map, Value, json};

use super::members;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{GrantType, Level, Resource, ResponseType, StandardScope, SubjectType};
use crate::oauth::authorize::{Display, Prompt, ResponseMode};
use crate::oauth::{claims, registration};

pub(super) async fn supported(app: &App) -> Result<Map<String, Value>, Fault> {
    let resources = app.catalog.resources().await?;
    let mut allowed = app.catalog.response_types().await?.to_vec();
    allowed.extend(registration::response_types(app));
    Ok(members(json!({
        "scopes_supported": scopes(&resources),
        "claims_supported": claims::supported().collect::<Vec<_>>(),
        "claim_types_supported": ["normal"],
        "response_types_supported": response_types(&allowed),
        "response_modes_supported": ResponseMode::names(),
        "grant_types_supported": grant_types(&allowed),
        "subject_types_supported": SubjectType::names(),
        "acr_values_supported": Level::names(),
        "display_values_supported": Display::names(),
        "prompt_values_supported": Prompt::names(),
        "code_challenge_methods_supported": ["S256"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
    })))
}

/// The standard ones, and those of the APIs.
fn scopes(resources: &[Resource]) -> Vec<&str> {
    let own = resources.iter().flat_map(|resource| &resource.scopes);
    let standard = StandardScope::ALL.iter().map(|scope| scope.as_str());
    let mut scopes: Vec<&str> = Vec::new();
    for scope in standard.chain(own.map(String::as_str)) {
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    scopes
}

/// `code`, and whatever else some client may use: nobody learns of more than an operator has allowed.
fn response_types(allowed: &[ResponseType]) -> Vec<&'static str> {
    let listed = |kind: &&ResponseType| **kind == ResponseType::Code || allowed.contains(kind);
    let all = ResponseType::ALL.iter().filter(listed);
    all.map(|kind| kind.as_str()).collect()
}

/// Those of the token endpoint, and the one that has none (OIDC Registration section 2).
fn grant_types(allowed: &[ResponseType]) -> Vec<&'static str> {
    let implicit = |kind: &ResponseType| kind.has_id_token() || kind.has_token();
    let implicit = allowed.iter().any(implicit).then_some("implicit");
    let all = GrantType::ALL.into_iter().map(GrantType::as_str);
    all.chain(implicit).collect()
}
