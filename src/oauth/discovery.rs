//! Metadata (OIDC Discovery section 3, RFC 8414), made from the enums that the checks read: what is listed works, and what is
//! off is absent.

use serde_json::{Value, json};

use super::authorize::{Display, Prompt, ResponseMode};
use super::{claims, client_auth};
use crate::app::App;
use crate::base::Fault;
use crate::config::Config;
use crate::domain::{Authentication, GrantType, Resource, ResponseType, StandardScope};
use crate::jose::Algorithm;

/// Where the endpoints are, as the router has them.
#[derive(Debug, Clone, Copy)]
pub struct Endpoints {
    pub authorization: &'static str,
    pub token: &'static str,
    pub introspection: &'static str,
    pub revocation: &'static str,
    pub userinfo: &'static str,
    pub jwks: &'static str,
    pub end_session: &'static str,
    pub check_session: &'static str,
}

/// The metadata as published: signed as well where the operator wants it (RFC 8414 section 2.1).
pub async fn document(app: &App, endpoints: Endpoints) -> Result<Value, Fault> {
    let resources = app.catalog.resources().await?;
    let mut metadata = metadata(&app.config, endpoints, &resources);
    if app.config.signed_metadata {
        // `iss` and no time: the same text as long as nothing changes, so that caches hold it.
        let mut claims = metadata.clone();
        claims["iss"] = metadata["issuer"].clone();
        let ring = app.keys.ring()?;
        metadata["signed_metadata"] = ring.signer(app.now())?.sign("JWT", &claims)?.into();
    }
    Ok(metadata)
}

fn metadata(config: &Config, endpoints: Endpoints, resources: &[Resource]) -> Value {
    let at = |path: &str| config.issuer.url(path);
    let own = resources
        .iter()
        .flat_map(|resource| resource.scopes.iter().map(String::as_str));
    let mut scopes: Vec<&str> = StandardScope::ALL
        .iter()
        .map(|scope| scope.as_str())
        .chain(own)
        .collect();
    scopes.dedup();
    // A public client cannot introspect.
    let methods = client_auth::Method::ALL.into_iter();
    let with_proof: Vec<&str> = methods
        .filter(|method| *method != client_auth::Method::None)
        .map(client_auth::Method::as_str)
        .collect();
    json!({
        "issuer": config.issuer.as_str(),
        "authorization_endpoint": at(endpoints.authorization),
        "token_endpoint": at(endpoints.token),
        "userinfo_endpoint": at(endpoints.userinfo),
        "jwks_uri": at(endpoints.jwks),
        "end_session_endpoint": at(endpoints.end_session),
        "check_session_iframe": at(endpoints.check_session),
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "scopes_supported": scopes,
        "claims_supported": claims::supported().collect::<Vec<_>>(),
        "response_types_supported": response_types(&[]),
        "response_modes_supported": ResponseMode::names(),
        "grant_types_supported": GrantType::ALL.map(GrantType::as_str),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": [Algorithm::Rs256.as_str()],
        "token_endpoint_auth_methods_supported": client_auth::Method::ALL.map(client_auth::Method::as_str),
        "introspection_endpoint": at(endpoints.introspection),
        "introspection_endpoint_auth_methods_supported": with_proof,
        "introspection_signing_alg_values_supported": Algorithm::ALL.map(Algorithm::as_str),
        "revocation_endpoint": at(endpoints.revocation),
        "revocation_endpoint_auth_methods_supported": client_auth::Method::ALL.map(client_auth::Method::as_str),
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": Prompt::names(),
        "authorization_response_iss_parameter_supported": true,
        "display_values_supported": Display::names(),
        "acr_values_supported": Authentication::CONTEXTS,
        "claims_parameter_supported": true,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
    })
}

/// `code`, and whatever else some client may use.
pub fn response_types(allowed: &[ResponseType]) -> Vec<&'static str> {
    let listed = |kind: &&ResponseType| **kind == ResponseType::Code || allowed.contains(kind);
    let all = ResponseType::ALL.iter().filter(listed);
    all.map(|kind| kind.as_str()).collect()
}

/// The metadata of UserInfo as a protected resource (RFC 9728 section 2). The APIs of others publish their own.
pub fn protected_resource(config: &Config) -> Value {
    json!({
        "resource": config.issuer.as_str(),
        "authorization_servers": [config.issuer.as_str()],
        "scopes_supported": StandardScope::ALL.map(StandardScope::as_str),
        "bearer_methods_supported": ["header", "body"],
        "resource_name": config.brand.name,
    })
}
