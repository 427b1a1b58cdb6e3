//! What an authorization request asks for, checked against what its client may ask for.

use std::time::Duration;

use super::redirect::{Redirect, RedirectError};
use super::response_mode::ResponseMode;
use crate::app::App;
use crate::domain::{GrantType, Resource, Scopes};
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::oauth::{audience, consent, pkce, scope};

/// OIDC Core section 3.1.2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prompt {
    None,
    Login,
    Consent,
    SelectAccount,
}

impl Prompt {
    pub const ALL: [Prompt; 4] = [Self::None, Self::Login, Self::Consent, Self::SelectAccount];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Consent => "consent",
            Self::SelectAccount => "select_account",
        }
    }
}

#[derive(Debug, Clone)]
pub struct Request {
    pub redirect: Redirect,
    pub scopes: Scopes,
    pub resources: Vec<String>,
    /// Empty only where the client was registered without PKCE.
    pub code_challenge: String,
    pub nonce: Option<String>,
    pub prompts: Vec<Prompt>,
    pub max_age: Option<Duration>,
    pub login_hint: Option<String>,
    pub id_token_hint: Option<String>,
}

impl Request {
    /// Checks everything that a request says, in the order in which a developer would want to hear of it.
    pub fn check(
        redirect: Redirect,
        parameters: &Parameters,
        known: &[Resource],
    ) -> Result<Self, RedirectError> {
        let checked = Self::read(&redirect, parameters, known);
        checked.map_err(|error| match error {
            Error::Refused(refusal) => redirect.error(refusal),
            // `read` touches no storage; a fault here would be a mistake of ours.
            Error::Fault(fault) => redirect.error(
                Refusal::new(ErrorCode::InvalidRequest, "the request is malformed").because(fault),
            ),
        })
    }

    fn read(
        redirect: &Redirect,
        parameters: &Parameters,
        known: &[Resource],
    ) -> Result<Self, Error> {
        let client = &redirect.client.client;
        refuse_unsupported(parameters)?;
        refuse_binding_claims(parameters)?;
        response_type(parameters)?;
        if !client.may_use(GrantType::AuthorizationCode) {
            let words = "this client is not registered for the authorization code grant";
            return Err(Refusal::new(ErrorCode::UnauthorizedClient, words).into());
        }
        let scopes =
            scope::for_person(parameters.find("scope").unwrap_or_default(), client, known)?;
        let mut resources = audience::asked(parameters, client, known)?;
        if resources.is_empty() {
            resources = audience::by_default(client, known, &scopes)?;
        }
        Ok(Self {
            scopes,
            resources,
            code_challenge: code_challenge(parameters, client.require_pkce)?,
            nonce: parameters.find("nonce").map(str::to_owned),
            prompts: prompts(parameters)?,
            max_age: max_age(parameters)?,
            login_hint: parameters.find("login_hint").map(str::to_owned),
            id_token_hint: parameters.find("id_token_hint").map(str::to_owned),
            redirect: redirect.clone(),
        })
    }

    pub fn prompts_for(&self, prompt: Prompt) -> bool {
        self.prompts.contains(&prompt)
    }

    /// Whom the request says is signed in, by an ID token of ours (`id_token_hint`).
    pub fn hinted_subject(&self, app: &App) -> Result<Option<String>, Error> {
        let Some(token) = &self.id_token_hint else {
            return Ok(None);
        };
        let ring = app.keys.ring()?;
        let client_id = self.redirect.client.client.id.as_str();
        let subject = crate::jose::hint_subject(
            &ring,
            app.now(),
            app.config.issuer.as_str(),
            (token, client_id),
        );
        subject.map(Some).map_err(|error| {
            Refusal::new(ErrorCode::InvalidRequest, "id_token_hint is not valid")
                .because(error)
                .into()
        })
    }

    /// Whether this person may go on as they are, or has to have the choice to be another.
    pub fn expects(&self, app: &App, user_id: &str) -> bool {
        let hinted = self.hinted_subject(app).ok().flatten();
        !self.prompts_for(Prompt::SelectAccount)
            && hinted.is_none_or(|expected| expected == user_id)
    }

    /// What a person has to agree to before this is answered.
    pub fn matter(&self) -> Scopes {
        consent::matter(&self.scopes, &self.resources)
    }
}

/// OIDC Core sections 6.1 and 7.2.1: what we do not support is refused, never ignored and never fetched.
fn refuse_unsupported(parameters: &Parameters) -> Result<(), Error> {
    let unsupported = [
        ("request", ErrorCode::RequestNotSupported),
        ("request_uri", ErrorCode::RequestUriNotSupported),
        ("registration", ErrorCode::RegistrationNotSupported),
    ];
    for (name, code) in unsupported {
        if parameters.has(name) {
            return Err(Refusal::new(code, "a request parameter is not supported")
                .because(name)
                .into());
        }
    }
    let mode = parameters.find("response_mode");
    match mode.map(ResponseMode::named) {
        Some(None) => Err(Refusal::new(
            ErrorCode::InvalidRequest,
            "the response mode is not supported",
        )
        .because(format_args!("{mode:?}"))
        .into()),
        _ => Ok(()),
    }
}

/// The `claims` parameter is not supported and so ignored, but for the two things in it that a positive answer would
/// falsely confirm: a certain person, and a certain way of signing in (OIDC Core sections 5.5.1 and 5.5.1.1).
fn refuse_binding_claims(parameters: &Parameters) -> Result<(), Error> {
    let Some(text) = parameters.find("claims") else {
        return Ok(());
    };
    let refused = |detail: &str| {
        Err(Refusal::new(
            ErrorCode::InvalidRequest,
            "the claims parameter is not supported",
        )
        .because(detail)
        .into())
    };
    let Ok(claims) = serde_json::from_str::<serde_json::Value>(text) else {
        return refused("no JSON");
    };
    let subject = &claims["id_token"]["sub"];
    let context = &claims["id_token"]["acr"];
    let named = |claim: &serde_json::Value| !claim["value"].is_null() || !claim["values"].is_null();
    if named(subject) || named(&claims["userinfo"]["sub"]) {
        return refused("it asks for a certain person");
    }
    if context["essential"] == true {
        return refused("it asks for a certain acr");
    }
    Ok(())
}

fn response_type(parameters: &Parameters) -> Result<(), Error> {
    match parameters.require("response_type")? {
        "code" => Ok(()),
        other => Err(Refusal::new(
            ErrorCode::UnsupportedResponseType,
            "only the response type code is supported",
        )
        .because(format_args!("{other:?}"))
        .into()),
    }
}

/// RFC 7636 section 4.3, S256 only (RFC 9700 section 2.1.1).
fn code_challenge(parameters: &Parameters, required: bool) -> Result<String, Error> {
    let refused = |description| Error::from(Refusal::new(ErrorCode::InvalidRequest, description));
    match (
        parameters.find("code_challenge"),
        parameters.find("code_challenge_method"),
    ) {
        (None, None) if !required => Ok(String::new()),
        (None, _) => Err(refused("code_challenge is required (PKCE, RFC 7636)")),
        (Some(challenge), Some("S256")) if pkce::is_challenge(challenge) => {
            Ok(challenge.to_owned())
        }
        (Some(_), Some("S256")) => Err(refused("code_challenge is no S256 challenge")),
        (Some(_), _) => Err(refused("code_challenge_method must be S256")),
    }
}

fn prompts(parameters: &Parameters) -> Result<Vec<Prompt>, Error> {
    let mut prompts = Vec::new();
    for word in parameters
        .find("prompt")
        .unwrap_or_default()
        .split_ascii_whitespace()
    {
        let prompt = Prompt::ALL
            .into_iter()
            .find(|prompt| prompt.as_str() == word);
        prompts.push(prompt.ok_or_else(|| {
            Refusal::new(ErrorCode::InvalidRequest, "the prompt is not supported")
                .because(format_args!("{word:?}"))
        })?);
    }
    if prompts.contains(&Prompt::None) && prompts.len() > 1 {
        let words = "prompt=none stands alone";
        return Err(Refusal::new(ErrorCode::InvalidRequest, words).into());
    }
    Ok(prompts)
}

fn max_age(parameters: &Parameters) -> Result<Option<Duration>, Error> {
    let Some(text) = parameters.find("max_age") else {
        return Ok(None);
    };
    let seconds: u32 = text.parse().map_err(|_| {
        Refusal::new(ErrorCode::InvalidRequest, "max_age is no number of seconds")
            .because(format_args!("{text:?}"))
    })?;
    Ok(Some(Duration::from_secs(seconds.into())))
}
