//! What an authorization request asks for, checked against what its client may ask for.

use std::time::Duration;

use super::checks;
use super::context::Contexts;
use super::expected::Expected;
use super::prompt::{Prompt, prompts};
use super::redirect::{Redirect, RedirectError};
use crate::app::App;
use crate::base::Fault;
use crate::domain::{Resource, ResponseType, Scopes, StandardScope};
use crate::oauth::claims_request::ClaimsRequest;
use crate::oauth::error::{Error, ErrorCode, Refusal};
use crate::oauth::parameters::Parameters;
use crate::oauth::{audience, claims, consent};

#[derive(Debug, Clone)]
pub struct Request {
    pub redirect: Redirect,
    pub response_type: ResponseType,
    /// What was asked for, and what of it can be granted.
    pub asked: Scopes,
    pub scopes: Scopes,
    /// The scopes of the claims that are asked for singly: they need the same consent.
    pub singly: Scopes,
    pub claims: ClaimsRequest,
    pub contexts: Contexts,
    pub resources: Vec<String>,
    /// Empty only where the client was registered without PKCE, or no code is issued.
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
        let response_type = checks::response_type(parameters, client)?;
        let scopes = checks::scopes(parameters, response_type, (client, known))?;
        let mut resources = audience::asked(parameters, client, known)?;
        if resources.is_empty() {
            resources = audience::by_default(client, known, &scopes)?;
        }
        let claims = checks::claims(parameters)?;
        let mut singly = claims::scopes_of(&claims);
        singly.retain(|name| client.scopes.has(name));
        Ok(Self {
            contexts: Contexts::read(parameters, &claims, client),
            asked: Scopes::parse(checks::asked(parameters)).unwrap_or_default(),
            scopes,
            singly,
            resources,
            code_challenge: checks::code_challenge(parameters, response_type, client)?,
            nonce: checks::nonce(parameters, response_type)?,
            prompts: prompts(parameters)?,
            max_age: checks::max_age(parameters, client)?,
            login_hint: parameters.find("login_hint").map(str::to_owned),
            id_token_hint: parameters.find("id_token_hint").map(str::to_owned),
            redirect: redirect.clone(),
            claims,
            response_type,
        })
    }

    pub fn prompts_for(&self, prompt: Prompt) -> bool {
        self.prompts.contains(&prompt)
    }

    /// Whether this person is whom the request is about, or it is about anybody.
    pub async fn expects(&self, app: &App, user_id: &str) -> Result<bool, Fault> {
        match Expected::of(app, self).await {
            Ok(expected) => {
                let client = &self.redirect.client.client;
                expected.admits(app, client, user_id).await
            }
            // A hint that means nothing is refused with the answer.
            Err(Error::Refused(_)) => Ok(true),
            Err(Error::Fault(fault)) => Err(fault),
        }
    }

    /// Whether the client cannot do without `name` of the matter: everything else a person may refuse alone.
    pub fn requires(&self, name: &str) -> bool {
        name == StandardScope::OpenId.as_str() || self.resources.iter().any(|uri| uri == name)
    }

    /// Takes out what the person did not allow.
    pub(super) fn narrow(&mut self, allowed: &Scopes) {
        self.scopes.retain(|name| allowed.has(name));
        self.singly.retain(|name| allowed.has(name));
    }

    /// The claims that are released singly, as the grant keeps them.
    pub(super) fn granted_claims(&self) -> String {
        claims::allowed(&self.claims, &self.with_singly())
    }

    fn with_singly(&self) -> Scopes {
        let mut scopes = self.scopes.clone();
        self.singly.iter().for_each(|name| scopes.add(name));
        scopes
    }

    /// What a person has to agree to before this is answered.
    pub fn matter(&self) -> Scopes {
        consent::matter(&self.with_singly(), &self.resources)
    }
}
