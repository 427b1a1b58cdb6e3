//! What a client is registered with beside its name, URIs, grants and scopes, by the names of the field (OIDC Registration
//! section 2, RFC 7591 section 2, the three logout specifications, RFC 9101, RFC 9701).
//!
//! Kept as one JSON text. What stands here was checked when it was registered.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::base::named::named;
use crate::domain::{Algorithm, ClientAlgorithm, ContentEncryption, KeyManagement};

named! {
    /// How a client proves who it is (OIDC Core section 9). Discovery, registration and the check read this list.
    pub enum AuthMethod {
        ClientSecretBasic = "client_secret_basic",
        ClientSecretPost = "client_secret_post",
        ClientSecretJwt = "client_secret_jwt",
        PrivateKeyJwt = "private_key_jwt",
        None = "none",
    }
}

named! {
    pub enum ApplicationType {
        Web = "web",
        Native = "native",
    }
}

named! {
    /// Whether a person's `sub` is the same for all clients (OIDC Core section 8).
    pub enum SubjectType {
        Public = "public",
        Pairwise = "pairwise",
    }
}

/// How the request objects of a client have to be protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RequestObjectAlg {
    /// `none`: only where a client registered it (OIDC Core section 6.1).
    #[serde(rename = "none")]
    Unsigned,
    #[serde(untagged)]
    Signed(ClientAlgorithm),
}

impl RequestObjectAlg {
    /// Every one, as discovery lists them.
    pub fn names() -> Vec<&'static str> {
        let mut names = vec!["none"];
        names.extend(ClientAlgorithm::names());
        names
    }
}

/// Absent members mean what the specifications say they mean when absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientMetadata {
    pub application_type: Option<ApplicationType>,
    pub contacts: Vec<String>,
    pub client_uri: Option<String>,
    pub logo_uri: Option<String>,
    pub policy_uri: Option<String>,
    pub tos_uri: Option<String>,
    /// Human-readable members with a language tag, such as `client_name#de` (RFC 7591 section 2.2).
    pub localized: Map<String, Value>,
    pub software_id: Option<String>,
    pub software_version: Option<String>,
    pub software_statement: Option<String>,

    /// Absent: the client was made by an operator who did not say, and sends its secret by Basic or in the body.
    pub token_endpoint_auth_method: Option<AuthMethod>,
    pub token_endpoint_auth_signing_alg: Option<ClientAlgorithm>,
    /// Assertions must name the issuer as their only audience (RFC 7523bis).
    pub strict_assertion_audience: bool,
    pub jwks: Option<Value>,
    pub jwks_uri: Option<String>,

    pub subject_type: Option<SubjectType>,
    pub sector_identifier_uri: Option<String>,
    pub id_token_signed_response_alg: Option<Algorithm>,
    pub id_token_encrypted_response_alg: Option<KeyManagement>,
    pub id_token_encrypted_response_enc: Option<ContentEncryption>,
    /// Absent: UserInfo is plain JSON.
    pub userinfo_signed_response_alg: Option<Algorithm>,
    pub userinfo_encrypted_response_alg: Option<KeyManagement>,
    pub userinfo_encrypted_response_enc: Option<ContentEncryption>,
    /// Absent: introspection is plain JSON, unless the request asks for a JWT.
    pub introspection_signed_response_alg: Option<Algorithm>,
    pub introspection_encrypted_response_alg: Option<KeyManagement>,
    pub introspection_encrypted_response_enc: Option<ContentEncryption>,

    /// Whose pairwise `sub` it sees: fixed when it was registered, whatever it says of itself since. No client says it itself.
    pub sector: Option<String>,

    /// The APIs that it serves: it may ask about the tokens that are for them (RFC 7662). Only an operator says so.
    pub introspects: Vec<String>,

    pub request_object_signing_alg: Option<RequestObjectAlg>,
    pub request_object_encryption_alg: Option<KeyManagement>,
    pub request_object_encryption_enc: Option<ContentEncryption>,
    pub require_signed_request_object: bool,
    pub request_uris: Vec<String>,
    /// In seconds.
    pub default_max_age: Option<u32>,
    pub require_auth_time: bool,
    pub default_acr_values: Vec<String>,
    pub initiate_login_uri: Option<String>,

    pub post_logout_redirect_uris: Vec<String>,
    pub frontchannel_logout_uri: Option<String>,
    pub frontchannel_logout_session_required: bool,
    pub backchannel_logout_uri: Option<String>,
    pub backchannel_logout_session_required: bool,
}

impl ClientMetadata {
    /// The algorithm of its ID tokens; RS256 unless it registered another.
    pub fn id_token_alg(&self) -> Algorithm {
        self.id_token_signed_response_alg
            .unwrap_or(Algorithm::Rs256)
    }

    pub fn is_pairwise(&self) -> bool {
        self.subject_type == Some(SubjectType::Pairwise)
    }

    /// Whether its secret is a key for HMAC, so that a hash of it is not enough (OIDC Core section 10.1).
    pub fn needs_secret_itself(&self) -> bool {
        let symmetric =
            |algorithm: Option<Algorithm>| algorithm.is_some_and(Algorithm::is_symmetric);
        self.token_endpoint_auth_method == Some(AuthMethod::ClientSecretJwt)
            || symmetric(self.id_token_signed_response_alg)
            || symmetric(self.userinfo_signed_response_alg)
            || symmetric(self.introspection_signed_response_alg)
            || self.request_object_signing_alg
                == Some(RequestObjectAlg::Signed(ClientAlgorithm::Hs256))
    }

    /// What is registered and nothing else: no nulls, no empty lists, no `false`.
    pub fn to_json(&self) -> Map<String, Value> {
        let Ok(Value::Object(mut members)) = serde_json::to_value(self) else {
            return Map::new();
        };
        members.retain(|_, value| match value {
            Value::Null | Value::Bool(false) => false,
            Value::Array(list) => !list.is_empty(),
            Value::Object(members) => !members.is_empty(),
            _ => true,
        });
        members
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_registered_reads_back_and_what_is_not_is_absent() {
        let text = r#"{"request_object_signing_alg":"none","userinfo_signed_response_alg":"ES256","default_max_age":60}"#;
        let metadata: ClientMetadata = serde_json::from_str(text).unwrap();
        assert_eq!(
            metadata.request_object_signing_alg,
            Some(RequestObjectAlg::Unsigned)
        );
        assert_eq!(
            metadata.userinfo_signed_response_alg,
            Some(Algorithm::Es256)
        );
        assert_eq!(
            Value::Object(metadata.to_json()),
            serde_json::from_str::<Value>(text).unwrap()
        );
        assert!(
            serde_json::from_str::<ClientMetadata>(r#"{"userinfo_signed_response_alg":"none"}"#)
                .is_err()
        );
    }

    #[test]
    fn a_secret_is_kept_only_where_it_is_a_key() {
        assert!(!ClientMetadata::default().needs_secret_itself());
        let request_object_signing_alg = Some(RequestObjectAlg::Signed(ClientAlgorithm::Hs256));
        assert!(
            ClientMetadata {
                request_object_signing_alg,
                ..ClientMetadata::default()
            }
            .needs_secret_itself()
        );
    }
}
