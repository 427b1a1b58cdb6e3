//! Metadata (OIDC Discovery section 3, RFC 8414), made from the enums that the checks read and the keys that there are: what is
//! listed works, and what is off is absent.
//!
//! [`requests`] says what may be asked, [`protection`] what is signed and encrypted, and how clients prove who they are.

mod protection;
mod requests;

use serde_json::{Map, Value, json};

use crate::app::App;
use crate::base::Fault;
use crate::config::{Config, RegistrationMode};
use crate::domain::StandardScope;
use crate::words::Locale;

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
    pub registration: &'static str,
}

/// The metadata as published: signed as well where the operator wants it (RFC 8414 section 2.1).
pub async fn document(app: &App, endpoints: Endpoints) -> Result<Value, Fault> {
    let mut metadata = self::endpoints(&app.config, endpoints);
    metadata.append(&mut requests::supported(app).await?);
    metadata.append(&mut protection::supported(app)?);
    metadata.append(&mut logout());
    metadata.append(&mut registration(&app.config, endpoints));
    if app.config.signed_metadata {
        // `iss` and no time: the same text as long as nothing changes, so that caches hold it.
        let mut claims = metadata.clone();
        claims.insert("iss".to_owned(), app.config.issuer.as_str().into());
        let ring = app.keys.ring()?;
        let signed = app
            .signed_metadata
            .sign(ring.signer(app.now())?, "JWT", &claims)?;
        metadata.insert("signed_metadata".to_owned(), signed.into());
    }
    Ok(Value::Object(metadata))
}

fn endpoints(config: &Config, endpoints: Endpoints) -> Map<String, Value> {
    let at = |path: &str| config.issuer.url(path);
    members(json!({
        "issuer": config.issuer.as_str(),
        "authorization_endpoint": at(endpoints.authorization),
        "token_endpoint": at(endpoints.token),
        "introspection_endpoint": at(endpoints.introspection),
        "revocation_endpoint": at(endpoints.revocation),
        "userinfo_endpoint": at(endpoints.userinfo),
        "jwks_uri": at(endpoints.jwks),
        "end_session_endpoint": at(endpoints.end_session),
        "check_session_iframe": at(endpoints.check_session),
        "ui_locales_supported": Locale::ALL.map(Locale::tag),
    }))
}

/// How clients become known, as far as that is not for the operator alone (RFC 7591 section 3.1).
fn registration(config: &Config, endpoints: Endpoints) -> Map<String, Value> {
    let mut said = Map::new();
    if config.registration.mode != RegistrationMode::Off {
        let at = config.issuer.url(endpoints.registration);
        said.insert("registration_endpoint".to_owned(), at.into());
    }
    if config.registration.client_id_metadata_documents {
        let name = "client_id_metadata_document_supported";
        said.insert(name.to_owned(), true.into());
    }
    said
}

fn logout() -> Map<String, Value> {
    members(json!({
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
    }))
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

fn members(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
