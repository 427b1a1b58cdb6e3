//! Whom a request is about (OIDC Core sections 3.1.2.1, 3.1.2.2 and 5.5.1): the person of an ID token that the client holds, or
//! one whose `sub` it asks for. For anybody else there is no positive answer.

use super::request::Request;
use crate::app::App;
use crate::base::Fault;
use crate::domain::Client;
use crate::oauth::claims_request::{ClaimsRequest, Wanted};
use crate::oauth::error::{Error, ErrorCode, refuse};
use crate::oauth::{id_token_hint, subject};

/// Lists of subjects, as the client knows them: a person has to be in each.
#[derive(Debug, Default)]
pub(super) struct Expected(Vec<Vec<String>>);

impl Expected {
    pub(super) async fn of(app: &App, request: &Request) -> Result<Self, Error> {
        let mut expected = Self::default();
        if let Some(token) = &request.id_token_hint {
            let client = &request.redirect.client.client;
            expected.0.push(vec![hinted(app, token, client).await?]);
        }
        expected.add(&request.claims);
        Ok(expected)
    }

    fn add(&mut self, claims: &ClaimsRequest) {
        let asked = [claims.of_id_token("sub"), claims.of_userinfo("sub")];
        for values in asked.iter().flatten().map(Wanted::values) {
            if !values.is_empty() {
                // What is no string is nobody's.
                let subjects = values.into_iter().filter_map(|value| value.as_str());
                self.0.push(subjects.map(str::to_owned).collect());
            }
        }
    }

    /// Whether this person is the one expected, or anyone is.
    pub(super) async fn admits(
        &self,
        app: &App,
        client: &Client,
        user_id: &str,
    ) -> Result<bool, Fault> {
        if self.0.is_empty() {
            return Ok(true);
        }
        let subject = subject::of(app, client, user_id).await?;
        Ok(self.0.iter().all(|subjects| subjects.contains(&subject)))
    }
}

/// Whom an ID token of ours was issued for, to this client. One that has expired still says so.
async fn hinted(app: &App, token: &str, client: &Client) -> Result<String, Error> {
    match id_token_hint::read(app, token).await? {
        Some(hint) if hint.aud == client.id => Ok(hint.sub),
        _ => refuse(ErrorCode::InvalidRequest, "id_token_hint is not valid"),
    }
}
