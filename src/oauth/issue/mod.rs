//! The only mint. Every grant ends in one [`Authorization`], and every token is made here (RFC 9068, OIDC Core section 2).

mod access_token;
mod front_channel;
mod id_token;

use std::sync::Arc;

use serde::Serialize;

pub use access_token::grant_of;
pub use front_channel::{FrontChannel, FrontChannelTokens, front_channel};

use self::id_token::Occasion;
use super::error::Error;
use super::subject;
use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::domain::{Grant, Scopes, StandardScope, User};
use crate::identity::access;
use crate::store::role::Holder;
use crate::store::{Registered, role};

/// What a grant has established: for whom, to whom, for what.
#[derive(Debug)]
pub struct Authorization {
    pub client: Arc<Registered>,
    pub subject: Subject,
    pub scopes: Scopes,
    pub resources: Vec<String>,
}

#[derive(Debug)]
pub enum Subject {
    /// A client that acts for itself.
    Client,
    /// A person, by a grant of theirs.
    Person(Box<Person>),
}

#[derive(Debug)]
pub struct Person {
    pub user: User,
    pub grant: Grant,
    /// Repeated in the ID token of the first issue only (OIDC Core section 12.2).
    pub nonce: Option<String>,
    /// The code that was redeemed, whose hash goes into the ID token; none at a refresh.
    pub code: Option<String>,
    pub refresh_token: Option<String>,
}

/// The answer of the token endpoint (RFC 6749 section 5.1).
#[derive(Debug, Serialize)]
pub struct TokenResponse {
    pub access_token: String,
    pub token_type: &'static str,
    pub expires_in: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
}

/// What is looked up once for all tokens of one issue.
struct Facts {
    now: Timestamp,
    /// The person's `sub` as this client knows it; none where the client acts for itself.
    subject: Option<String>,
    /// Read anew at every issue, so that a refresh carries those of today.
    roles: Vec<String>,
}

pub async fn issue(app: &App, authorization: Authorization) -> Result<TokenResponse, Error> {
    let facts = Facts::of(app, &authorization).await?;
    let access_token = access_token::mint(app, &authorization, &facts)?;
    let id_token = match &authorization.subject {
        Subject::Person(person) if authorization.scopes.has_standard(StandardScope::OpenId) => {
            let occasion = Occasion {
                access_token: Some(&access_token),
                code: person.code.as_deref(),
                ..Occasion::default()
            };
            Some(id_token::mint(app, (&authorization, person), &facts, occasion).await?)
        }
        _ => None,
    };
    Ok(TokenResponse {
        access_token,
        token_type: "Bearer",
        expires_in: app.config.tokens.access_token.as_secs(),
        refresh_token: match authorization.subject {
            Subject::Person(person) => person.refresh_token,
            Subject::Client => None,
        },
        id_token,
        scope: authorization.scopes.to_string(),
    })
}

impl Facts {
    async fn of(app: &App, authorization: &Authorization) -> Result<Self, Fault> {
        let client = &authorization.client;
        let now = app.now();
        let resources = &authorization.resources;
        Ok(match &authorization.subject {
            Subject::Client => Self {
                now,
                subject: None,
                roles: access::roles_for(&client.roles, resources),
            },
            Subject::Person(person) => {
                let user_id = &person.user.id;
                let holder = Holder::User(user_id.clone());
                let held = role::held_by(&mut app.db.read(), &holder).await?;
                Self {
                    now,
                    subject: Some(subject::of(app, &client.client, user_id).await?),
                    roles: access::roles_for(&held, resources),
                }
            }
        })
    }
}
