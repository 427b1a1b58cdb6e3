//! Tokens that the authorization endpoint gives out itself (OIDC Core sections 3.2.2.5 and 3.3.2.5).

use std::sync::Arc;

use super::id_token::{self, Occasion};
use super::{Authorization, Facts, Person, Subject, access_token};
use crate::app::App;
use crate::domain::{Grant, ResponseType, User};
use crate::oauth::error::Error;
use crate::store::Registered;

/// What the authorization endpoint has established. The grant is the caller's to keep.
#[derive(Debug)]
pub struct FrontChannel<'a> {
    pub client: Arc<Registered>,
    pub user: User,
    pub grant: Grant,
    pub resources: Vec<String>,
    pub nonce: Option<String>,
    pub state: Option<&'a str>,
    /// The code that is issued with them.
    pub code: Option<&'a str>,
    pub response_type: ResponseType,
}

#[derive(Debug)]
pub struct FrontChannelTokens {
    pub access_token: Option<String>,
    /// In seconds; there where an access token is.
    pub expires_in: Option<u64>,
    pub id_token: Option<String>,
}

pub async fn front_channel(app: &App, from: FrontChannel<'_>) -> Result<FrontChannelTokens, Error> {
    let response_type = from.response_type;
    let scopes = from.grant.scopes.clone();
    let person = Box::new(Person {
        user: from.user,
        grant: from.grant,
        nonce: from.nonce,
        code: None,
        refresh_token: None,
    });
    let authorization = Authorization {
        client: from.client,
        subject: Subject::Person(person),
        scopes,
        resources: from.resources,
    };
    let facts = Facts::of(app, &authorization).await?;
    let access_token = match response_type.has_token() {
        true => Some(access_token::mint(app, &authorization, &facts)?),
        false => None,
    };
    let id_token = match &authorization.subject {
        Subject::Person(person) if response_type.has_id_token() => {
            let occasion = Occasion {
                access_token: access_token.as_deref(),
                code: from.code,
                state: from.state,
                alone: response_type == ResponseType::IdToken,
            };
            Some(id_token::mint(app, (&authorization, person), &facts, occasion).await?)
        }
        _ => None,
    };
    let lifetime = app.config.tokens.access_token.as_secs();
    Ok(FrontChannelTokens {
        expires_in: access_token.is_some().then_some(lifetime),
        access_token,
        id_token,
    })
}
