//! What a client wants signed and encrypted, and with which keys (OIDC Registration section 2, RFC 9101, RFC 9701).

use crate::app::App;
use crate::config::Keys;
use crate::domain::{
    Algorithm, AuthMethod, Client, ClientMetadata, ContentEncryption, KeyManagement, Rejected,
    RequestObjectAlg,
};

pub(super) fn check(app: &App, client: &mut Client) -> Result<(), Rejected> {
    offered(&app.config.keys, &client.metadata)?;
    if client.public && client.metadata.needs_secret_itself() {
        return Err(Rejected::new(
            keyed_with_secret(&client.metadata),
            "HS256 needs a client secret, and a public client has none.",
        ));
    }
    let metadata = &mut client.metadata;
    authentication(metadata)?;
    encryption(metadata)?;
    request_objects(metadata)?;
    keys(metadata)
}

/// What this server signs with, and what it reads: what an operator took out nobody can be registered for.
fn offered(keys: &Keys, metadata: &ClientMetadata) -> Result<(), Rejected> {
    let signed = [
        (
            "id_token_signed_response_alg",
            metadata.id_token_signed_response_alg,
        ),
        (
            "userinfo_signed_response_alg",
            metadata.userinfo_signed_response_alg,
        ),
        (
            "introspection_signed_response_alg",
            metadata.introspection_signed_response_alg,
        ),
    ];
    for (member, algorithm) in signed {
        let missing = algorithm.is_some_and(|known| {
            !known.is_symmetric() && !keys.algorithms.contains(known.as_str())
        });
        if missing {
            return Err(Rejected::new(member, "It is switched off here."));
        }
    }
    let missing = metadata
        .request_object_encryption_alg
        .is_some_and(|known| !keys.encryption.contains(known.as_str()));
    match missing {
        true => Err(Rejected::new(
            "request_object_encryption_alg",
            "It is switched off here.",
        )),
        false => Ok(()),
    }
}

/// The member that makes a key of the secret.
fn keyed_with_secret(metadata: &ClientMetadata) -> &'static str {
    let keyed = |algorithm: Option<Algorithm>| algorithm.is_some_and(Algorithm::is_symmetric);
    match metadata {
        m if keyed(m.id_token_signed_response_alg) => "id_token_signed_response_alg",
        m if keyed(m.userinfo_signed_response_alg) => "userinfo_signed_response_alg",
        m if keyed(m.introspection_signed_response_alg) => "introspection_signed_response_alg",
        _ => "request_object_signing_alg",
    }
}

fn authentication(metadata: &ClientMetadata) -> Result<(), Rejected> {
    let method = metadata.token_endpoint_auth_method;
    let symmetric = match method {
        Some(AuthMethod::PrivateKeyJwt) => false,
        Some(AuthMethod::ClientSecretJwt) => true,
        _ => return Ok(()),
    };
    match metadata.token_endpoint_auth_signing_alg {
        Some(name) if name.algorithm().is_symmetric() != symmetric => {
            let words = format!("{name} is none of the algorithms of this method.");
            Err(Rejected::new("token_endpoint_auth_signing_alg", words))
        }
        _ => Ok(()),
    }
}

/// Content is encrypted only where there is a key for it, and with A128CBC-HS256 where nothing else is said.
fn encryption(metadata: &mut ClientMetadata) -> Result<(), Rejected> {
    type Pair<'m> = (
        &'static str,
        Option<KeyManagement>,
        &'m mut Option<ContentEncryption>,
    );
    let pairs: [Pair<'_>; 4] = [
        (
            "id_token_encrypted_response_enc",
            metadata.id_token_encrypted_response_alg,
            &mut metadata.id_token_encrypted_response_enc,
        ),
        (
            "userinfo_encrypted_response_enc",
            metadata.userinfo_encrypted_response_alg,
            &mut metadata.userinfo_encrypted_response_enc,
        ),
        (
            "introspection_encrypted_response_enc",
            metadata.introspection_encrypted_response_alg,
            &mut metadata.introspection_encrypted_response_enc,
        ),
        (
            "request_object_encryption_enc",
            metadata.request_object_encryption_alg,
            &mut metadata.request_object_encryption_enc,
        ),
    ];
    for (member, algorithm, encryption) in pairs {
        match (algorithm, *encryption) {
            (None, Some(_)) => {
                let words = "It needs the algorithm for the key beside it.";
                return Err(Rejected::new(member, words));
            }
            (Some(_), None) => *encryption = Some(ContentEncryption::A128CbcHs256),
            _ => {}
        }
    }
    Ok(())
}

fn request_objects(metadata: &ClientMetadata) -> Result<(), Rejected> {
    let unsigned = metadata.request_object_signing_alg == Some(RequestObjectAlg::Unsigned);
    match metadata.require_signed_request_object && unsigned {
        true => Err(Rejected::new(
            "require_signed_request_object",
            "Request objects that must be signed cannot be registered with the algorithm none.",
        )),
        false => Ok(()),
    }
}

/// Keys are named once, and whatever needs them has them.
fn keys(metadata: &ClientMetadata) -> Result<(), Rejected> {
    if metadata.jwks.is_some() && metadata.jwks_uri.is_some() {
        let words = "Send jwks or jwks_uri, not both.";
        return Err(Rejected::new("jwks", words));
    }
    let signs = matches!(
        metadata.request_object_signing_alg,
        Some(RequestObjectAlg::Signed(name)) if !name.algorithm().is_symmetric()
    );
    let needs = [
        (
            "token_endpoint_auth_method",
            metadata.token_endpoint_auth_method == Some(AuthMethod::PrivateKeyJwt),
        ),
        ("request_object_signing_alg", signs),
        (
            "id_token_encrypted_response_alg",
            metadata.id_token_encrypted_response_alg.is_some(),
        ),
        (
            "userinfo_encrypted_response_alg",
            metadata.userinfo_encrypted_response_alg.is_some(),
        ),
        (
            "introspection_encrypted_response_alg",
            metadata.introspection_encrypted_response_alg.is_some(),
        ),
    ];
    let has_keys = metadata.jwks.is_some() || metadata.jwks_uri.is_some();
    match needs.into_iter().find(|(_, needed)| *needed && !has_keys) {
        Some((member, _)) => {
            let words = "It needs the client's keys: send jwks or jwks_uri too.";
            Err(Rejected::new(member, words))
        }
        None => Ok(()),
    }
}
