//! What comes back from a provider: an answer that belongs to a sign-in of this very browser, once (RFC 6749 section 10.12,
//! RFC 9700 section 4.4), and what is then learnt of the person.

use serde_json::{Map, Value};

use super::begin::{Kept, SEALED};
use super::endpoints::{Endpoints, OpenId};
use super::exchange::{self, Tokens};
use super::{Trouble, Visitor, claims, find, id_token, patiently, sealed, userinfo};
use crate::app::App;
use crate::config::Provider;
use crate::jose::digest::sha256;
use crate::store::upstream_request;

/// The parameters of an answer, whether they came in the address or in a form.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    pub state: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    /// Who answers (RFC 9207).
    pub iss: Option<String>,
    /// What Apple says of somebody's name the first time, unsigned.
    pub user: Option<String>,
}

/// Somebody who came back, as their provider knows them.
pub struct Returned {
    pub provider: Provider,
    pub visitor: Visitor,
    pub(super) tokens: Tokens,
    /// Where to go on, as it was given when they left.
    pub onward: String,
    pub(super) link_to: Option<LinkTo>,
}

/// Whose account the one over there is to be linked to, and in which session that was asked for.
pub(super) struct LinkTo {
    pub user_id: String,
    pub session_id: String,
}

/// Why somebody who came back does not come in, and where they wanted to go.
#[derive(Debug)]
pub struct Stopped {
    pub trouble: Trouble,
    pub onward: String,
    /// Whether they were linking, and not signing in.
    pub linking: bool,
}

impl From<Trouble> for Stopped {
    fn from(trouble: Trouble) -> Self {
        Self {
            trouble,
            onward: String::new(),
            linking: false,
        }
    }
}

pub async fn receive(
    app: &App,
    provider_id: &str,
    browser: &str,
    answer: &Answer,
) -> Result<Returned, Stopped> {
    let provider = find(app, provider_id)?;
    let (kept, user_id) = take(app, provider, browser, answer).await?;
    let link_to = user_id.zip(kept.session_id.clone());
    let link_to = link_to.map(|(user_id, session_id)| LinkTo {
        user_id,
        session_id,
    });
    match patiently(learn(app, provider, answer, &kept)).await {
        Ok((visitor, tokens)) => Ok(Returned {
            provider: provider.clone(),
            visitor,
            tokens,
            onward: kept.onward,
            link_to,
        }),
        Err(trouble) => Err(Stopped {
            trouble,
            onward: kept.onward,
            linking: link_to.is_some(),
        }),
    }
}

/// Takes the row of this state: one statement, so that of two answers one is believed.
async fn take(
    app: &App,
    provider: &Provider,
    browser: &str,
    answer: &Answer,
) -> Result<(Kept, Option<String>), Trouble> {
    let state = answer.state.as_deref().unwrap_or_default();
    let (state_hash, browser_hash) = (sha256(state.as_bytes()), sha256(browser.as_bytes()));
    let (id, now) = (provider.id.clone(), app.now());
    let taken = app.db.write(move |tx| {
        Box::pin(
            async move { upstream_request::take(tx, &state_hash, (&browser_hash, &id), now).await },
        )
    });
    let taken = taken.await?;
    let taken = taken.ok_or(Trouble::Lost(
        "unknown, used, expired or of another browser",
    ))?;
    let kept = sealed::open(app, SEALED, &taken.sealed);
    Ok((
        kept.ok_or(Trouble::Lost("sealed under another key"))?,
        taken.user_id,
    ))
}

async fn learn(
    app: &App,
    provider: &Provider,
    answer: &Answer,
    kept: &Kept,
) -> Result<(Visitor, Tokens), Trouble> {
    let endpoints = Endpoints::of(app, provider).await?;
    if let Some(openid) = endpoints.openid() {
        answered_by(openid, answer.iss.as_deref())?;
    }
    let code = match (&answer.error, &answer.code) {
        (Some(error), _) if error == "access_denied" => return Err(Trouble::Declined),
        // What it says in words is for nobody here: anybody can write into an address.
        (Some(_), _) => return Err(Trouble::disbelieved("it answered with an error")),
        (None, Some(code)) if !code.is_empty() => code,
        (None, _) => return Err(Trouble::disbelieved("it answered without a code")),
    };
    let redeemed = (code.as_str(), kept.verifier.as_str());
    let tokens = exchange::redeem(app, provider, &endpoints, redeemed).await?;
    let visitor = match endpoints.openid() {
        None => {
            let claims = userinfo::only(app, provider, (&endpoints, &tokens)).await?;
            Visitor::read(provider, &claims, None)?
        }
        Some(openid) => {
            let proven = (&tokens, kept.nonce.as_str());
            let signed = id_token::verify(app, provider, openid, proven).await?;
            let mut claims =
                userinfo::complete(app, provider, (&endpoints, &tokens), signed.clone()).await?;
            name(&mut claims, answer.user.as_deref());
            Visitor::read(provider, &claims, Some(&signed))?
        }
    };
    Ok((visitor, tokens))
}

/// RFC 9207 section 2.4: an answer that says who it is from, or has to, is from this provider.
fn answered_by(openid: &OpenId, iss: Option<&str>) -> Result<(), Trouble> {
    let right = |iss: &str| match &openid.tenants {
        None => iss == openid.issuer,
        // Which tenant it is, the ID token says.
        Some(form) => form
            .split_once(claims::TENANT)
            .is_some_and(|(before, after)| iss.starts_with(before) && iss.ends_with(after)),
    };
    match iss {
        Some(iss) if !right(iss) => Err(Trouble::disbelieved("the answer is another provider's")),
        None if openid.says_issuer => {
            Err(Trouble::disbelieved("the answer does not say whose it is"))
        }
        _ => Ok(()),
    }
}

/// Apple tells the name once, beside the code. It is as good as what somebody types.
fn name(claims: &mut Map<String, Value>, user: Option<&str>) {
    let user: Option<Value> = user.and_then(|text| serde_json::from_str(text).ok());
    let Some(name) = user.as_ref().and_then(|user| user.get("name")) else {
        return;
    };
    for (theirs, standard) in [("firstName", "given_name"), ("lastName", "family_name")] {
        if let Some(text) = name.get(theirs).and_then(Value::as_str) {
            let text = Value::String(text.to_owned());
            claims.entry(standard).or_insert(text);
        }
    }
}
