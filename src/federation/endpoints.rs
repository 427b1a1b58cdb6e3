//! Where a provider's endpoints are: as the operator wrote them, or as its metadata say (OIDC Discovery section 4), which are
//! kept for a while.

use oauth2::AuthType;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, ProviderMetadata};
use serde::{Deserialize, Serialize};

use super::Trouble;
use crate::app::App;
use crate::base::http::{Freshness, Kind};
use crate::config::{ClientAuth, Place, Provider};
use crate::domain::Algorithm;

const METADATA: Kind = Kind {
    accept: "application/json",
    reads: |text| serde_json::from_str::<Metadata>(text).is_ok(),
};

/// What other specifications add.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct More {
    /// RFC 9207 section 3.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
    /// OIDC RP-Initiated Logout section 2.1.
    end_session_endpoint: Option<String>,
}

impl AdditionalProviderMetadata for More {}

type Metadata = ProviderMetadata<
    More,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

pub(super) struct Endpoints {
    pub authorization: String,
    pub token: String,
    pub userinfo: Option<String>,
    pub client_auth: AuthType,
    /// What there is besides at an OpenID provider.
    pub openid: Option<OpenId>,
}

pub(super) struct OpenId {
    /// As it calls itself.
    pub issuer: String,
    /// Where it speaks for many tenants: the form of their issuers, with `{tenantid}`.
    pub tenants: Option<String>,
    pub jwks_uri: String,
    pub end_session: Option<String>,
    /// Those that it uses and we check.
    pub algorithms: Vec<Algorithm>,
    /// Whether its answers say who they are from (RFC 9207).
    pub says_issuer: bool,
}

impl Endpoints {
    pub(super) async fn of(app: &App, provider: &Provider) -> Result<Self, Trouble> {
        match &provider.place {
            Place::OpenId { issuer, tenants } => {
                discovered(app, provider, (issuer, tenants.as_deref())).await
            }
            Place::OAuth {
                authorization_url,
                token_url,
                userinfo_url,
                ..
            } => Ok(Self {
                authorization: authorization_url.clone(),
                token: token_url.clone(),
                userinfo: Some(userinfo_url.clone()),
                client_auth: auth_type(provider.client_auth.unwrap_or(ClientAuth::Post)),
                openid: None,
            }),
        }
    }

    pub(super) fn openid(&self) -> Option<&OpenId> {
        self.openid.as_ref()
    }
}

async fn discovered(
    app: &App,
    provider: &Provider,
    (issuer, tenants): (&str, Option<&str>),
) -> Result<Endpoints, Trouble> {
    let url = format!(
        "{}/.well-known/openid-configuration",
        issuer.trim_end_matches('/')
    );
    let wanted = (url.as_str(), METADATA);
    let document = app
        .documents
        .get(&app.http, &app.clock, wanted, Freshness::Usual)
        .await?;
    let metadata: Metadata = serde_json::from_str(&document.text).map_err(Trouble::disbelieved)?;
    let named = metadata.issuer().as_str();
    // OIDC Discovery section 4.3: exactly, or these are somebody else's.
    if named != tenants.unwrap_or(issuer) {
        return Err(Trouble::disbelieved(format_args!(
            "the metadata at {issuer} are those of {named}"
        )));
    }
    let token = metadata.token_endpoint().map(|url| url.as_str().to_owned());
    let more = metadata.additional_metadata();
    let endpoints = Endpoints {
        authorization: metadata.authorization_endpoint().as_str().to_owned(),
        token: token.ok_or_else(|| Trouble::disbelieved("the metadata name no token endpoint"))?,
        userinfo: metadata
            .userinfo_endpoint()
            .map(|url| url.as_str().to_owned()),
        client_auth: provider
            .client_auth
            .map_or_else(|| usual_auth(&metadata), auth_type),
        openid: Some(OpenId {
            issuer: named.to_owned(),
            tenants: tenants.map(str::to_owned),
            jwks_uri: metadata.jwks_uri().as_str().to_owned(),
            end_session: more.end_session_endpoint.clone(),
            algorithms: shared(metadata.id_token_signing_alg_values_supported()),
            says_issuer: more.authorization_response_iss_parameter_supported,
        }),
    };
    // Where browsers are sent has to be as good as where this server goes itself: no other scheme, nothing hidden.
    app.http
        .permit(&endpoints.authorization)
        .map_err(Trouble::disbelieved)?;
    Ok(endpoints)
}

/// `basic` is what a provider takes that says nothing (OIDC Discovery section 3).
fn usual_auth(metadata: &Metadata) -> AuthType {
    let methods = metadata.token_endpoint_auth_methods_supported();
    let takes = |method: &CoreClientAuthMethod| methods.is_none_or(|all| all.contains(method));
    match takes(&CoreClientAuthMethod::ClientSecretBasic) {
        true => AuthType::BasicAuth,
        false => AuthType::RequestBody,
    }
}

fn auth_type(configured: ClientAuth) -> AuthType {
    match configured {
        ClientAuth::Basic => AuthType::BasicAuth,
        ClientAuth::Post => AuthType::RequestBody,
    }
}

/// What we check of what a provider uses: public keys only, whatever else it says (RFC 8725 section 3.1).
fn shared(theirs: &[CoreJwsSigningAlgorithm]) -> Vec<Algorithm> {
    Algorithm::ASYMMETRIC
        .into_iter()
        .filter(|ours| named(*ours).is_some_and(|named| theirs.contains(&named)))
        .collect()
}

/// The same algorithm as the openidconnect crate calls it.
pub(super) fn named(algorithm: Algorithm) -> Option<CoreJwsSigningAlgorithm> {
    match algorithm {
        Algorithm::Rs256 => Some(CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256),
        Algorithm::Ps256 => Some(CoreJwsSigningAlgorithm::RsaSsaPssSha256),
        Algorithm::Es256 => Some(CoreJwsSigningAlgorithm::EcdsaP256Sha256),
        Algorithm::Es384 => Some(CoreJwsSigningAlgorithm::EcdsaP384Sha384),
        Algorithm::EdDsa => Some(CoreJwsSigningAlgorithm::EdDsa),
        Algorithm::Hs256 => None,
    }
}
