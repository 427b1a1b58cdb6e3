//! What is signed and encrypted, by us and by clients, and how clients prove who they are.

use serde_json::{Map, Value, json};

use super::members;
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Algorithm, ContentEncryption, KeyManagement, RequestObjectAlg};
use crate::jose::DecryptionKey;
use crate::oauth::client_auth;

/// The answers that are signed and encrypted as a client registered (`oauth::protect`).
const PROTECTED: [&str; 3] = ["id_token", "userinfo", "introspection"];

pub(super) fn supported(app: &App) -> Result<Map<String, Value>, Fault> {
    let mut metadata = members(json!({
        "token_endpoint_auth_methods_supported": client_auth::METHODS,
        "token_endpoint_auth_signing_alg_values_supported": client_auth::SIGNING_ALGORITHMS,
        "introspection_endpoint_auth_methods_supported": client_auth::CONFIDENTIAL_METHODS,
        "introspection_endpoint_auth_signing_alg_values_supported": client_auth::SIGNING_ALGORITHMS,
        "revocation_endpoint_auth_methods_supported": client_auth::METHODS,
        "revocation_endpoint_auth_signing_alg_values_supported": client_auth::SIGNING_ALGORITHMS,
        "request_object_signing_alg_values_supported": RequestObjectAlg::names(),
    }));
    let signing = signing_algorithms(app)?;
    for answer in PROTECTED {
        let name = |what: &str| format!("{answer}_{what}_values_supported");
        metadata.insert(name("signing_alg"), json!(signing));
        metadata.insert(name("encryption_alg"), KeyManagement::names().into());
        metadata.insert(name("encryption_enc"), ContentEncryption::names().into());
    }
    let ring = app.keys.ring()?;
    let opened: Vec<_> = ring
        .encryption_keys(app.now())
        .map(DecryptionKey::key_management)
        .collect();
    if !opened.is_empty() {
        let name = |what: &str| format!("request_object_encryption_{what}_values_supported");
        let managements = KeyManagement::ALL
            .into_iter()
            .filter(|known| opened.contains(known));
        metadata.insert(
            name("alg"),
            managements.map(KeyManagement::as_str).collect(),
        );
        metadata.insert(name("enc"), ContentEncryption::names().into());
    }
    Ok(metadata)
}

/// What is signed for clients: with the keys that are there now, or with the client's secret where it registered that.
fn signing_algorithms(app: &App) -> Result<Vec<&'static str>, Fault> {
    let ring = app.keys.ring()?;
    let ours = ring.algorithms(app.now()).map(Algorithm::as_str);
    Ok(ours.chain([Algorithm::Hs256.as_str()]).collect())
}
