//! The single parameters of a request, each against what its client may ask for (RFC 6749 section 4.1.1, RFC 7636, OIDC Core
//! sections 3.1.2.1, 3.2.2.1 and 3.3.2.1).

use std::time::Duration;

use super::response_mode::ResponseMode;
use crate::domain::{Client, GrantType, Resource, ResponseType, Scopes, StandardScope};
use crate::oauth::claims_request::ClaimsRequest;
use crate::oauth::error::{Error, ErrorCode, Refusal, refuse};
use crate::oauth::parameters::Parameters;
use crate::oauth::{pkce, scope};

/// What the client registered, and nothing else (RFC 9700 section 2.1.2), in a mode that fits.
pub(super) fn response_type(
    parameters: &Parameters,
    client: &Client,
) -> Result<ResponseType, Error> {
    if parameters.has("registration") {
        let words = "the parameter registration is not supported";
        return refuse(ErrorCode::RegistrationNotSupported, words);
    }
    let text = parameters.require("response_type")?;
    let Some(response_type) = ResponseType::parse(text) else {
        let words = "the response type is not supported";
        let refusal = Refusal::new(ErrorCode::UnsupportedResponseType, words);
        return Err(refusal.because(format_args!("{text:?}")).into());
    };
    let grant = GrantType::AuthorizationCode;
    if !client.response_types.contains(&response_type)
        || response_type.has_code() && !client.may_use(grant)
    {
        let words = "this client is not registered for the response type";
        let refusal = Refusal::new(ErrorCode::UnauthorizedClient, words);
        return Err(refusal.because(response_type).into());
    }
    ResponseMode::check(parameters.find("response_mode"), response_type)?;
    Ok(response_type)
}

/// What a person grants. Nothing outlasts the session where no code is issued (OIDC Core section 11), and an ID token is for
/// those who ask for `openid`.
pub(super) fn scopes(
    parameters: &Parameters,
    response_type: ResponseType,
    (client, known): (&Client, &[Resource]),
) -> Result<Scopes, Error> {
    let mut scopes = scope::for_person(asked(parameters), client, known)?;
    if !response_type.has_code() {
        scopes.retain(|name| name != StandardScope::OfflineAccess.as_str());
    }
    if response_type.has_id_token() && !scopes.has_standard(StandardScope::OpenId) {
        let words = "the response type id_token needs the scope openid";
        return refuse(ErrorCode::InvalidScope, words);
    }
    Ok(scopes)
}

pub(super) fn asked(parameters: &Parameters) -> &str {
    parameters.find("scope").unwrap_or_default()
}

pub(super) fn claims(parameters: &Parameters) -> Result<ClaimsRequest, Error> {
    let text = parameters.find("claims");
    Ok(text
        .map(ClaimsRequest::parse)
        .transpose()?
        .unwrap_or_default())
}

/// It binds an ID token that comes through the browser to the request (OIDC Core sections 3.2.2.1 and 3.3.2.11).
pub(super) fn nonce(
    parameters: &Parameters,
    response_type: ResponseType,
) -> Result<Option<String>, Error> {
    match parameters.find("nonce") {
        None if response_type.has_id_token() => refuse(
            ErrorCode::InvalidRequest,
            "nonce is required with this response type",
        ),
        nonce => Ok(nonce.map(str::to_owned)),
    }
}

/// RFC 7636 section 4.3, S256 only (RFC 9700 section 2.1.1), where a code is issued.
pub(super) fn code_challenge(
    parameters: &Parameters,
    response_type: ResponseType,
    client: &Client,
) -> Result<String, Error> {
    if !response_type.has_code() {
        return Ok(String::new());
    }
    let refused = |description| Error::from(Refusal::new(ErrorCode::InvalidRequest, description));
    match (
        parameters.find("code_challenge"),
        parameters.find("code_challenge_method"),
    ) {
        (None, None) if !client.require_pkce => Ok(String::new()),
        (None, _) => Err(refused("code_challenge is required (PKCE, RFC 7636)")),
        (Some(challenge), Some("S256")) if pkce::is_challenge(challenge) => {
            Ok(challenge.to_owned())
        }
        (Some(_), Some("S256")) => Err(refused("code_challenge is no S256 challenge")),
        (Some(_), _) => Err(refused("code_challenge_method must be S256")),
    }
}

pub(super) fn max_age(parameters: &Parameters, client: &Client) -> Result<Option<Duration>, Error> {
    let Some(text) = parameters.find("max_age") else {
        let registered = client.metadata.default_max_age;
        return Ok(registered.map(|seconds| Duration::from_secs(seconds.into())));
    };
    let seconds: u32 = text.parse().map_err(|_| {
        Refusal::new(ErrorCode::InvalidRequest, "max_age is no number of seconds")
            .because(format_args!("{text:?}"))
    })?;
    Ok(Some(Duration::from_secs(seconds.into())))
}
