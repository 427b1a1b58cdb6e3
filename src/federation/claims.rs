//! What a provider says of somebody, as far as it is of use here: bounded, and held to the same forms as what people type.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Trouble;
use crate::base::{Timestamp, text};
use crate::config::{Place, Provider};
use crate::domain::Detail;

/// Stands for the tenant in the form of an issuer.
pub(super) const TENANT: &str = "{tenantid}";
const LONGEST_SUBJECT: usize = 255;

/// Somebody as a provider knows them.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Visitor {
    /// Who they are there; with the provider's name, all that identifies them here.
    pub subject: String,
    /// The session there, where its ID token names it.
    pub session: Option<String>,
    pub email: Option<String>,
    /// Whether the provider says that the address is theirs.
    pub email_verified: bool,
    pub username: Option<String>,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    /// Whether they used two factors there, as far as its word is taken for that.
    pub two_factors: bool,
    /// When they proved themselves there, in milliseconds, where it says.
    pub authenticated_at: Option<i64>,
    /// Whether the operator's rules give these roles, as names and APIs.
    pub roles: Vec<(String, String)>,
}

impl Visitor {
    /// Reads what was believed. `signed` are the claims of the ID token alone.
    pub(super) fn read(
        provider: &Provider,
        claims: &Map<String, Value>,
        signed: Option<&Map<String, Value>>,
    ) -> Result<Self, Trouble> {
        let map = &provider.map;
        let detail = |claim: &str, detail: Detail| {
            let text = at(claims, claim)?.as_str()?;
            detail.check(text).ok().flatten()
        };
        let email = at(claims, &map.email).and_then(Value::as_str);
        let email = email.map(str::trim).filter(|email| text::is_email(email));
        Ok(Self {
            subject: subject(provider, claims)?,
            session: signed
                .and_then(|signed| crate::jose::jws::Claims(signed).text("sid").ok()?)
                .filter(|sid| !sid.is_empty() && sid.len() <= LONGEST_SUBJECT)
                .map(str::to_owned),
            email: email.map(str::to_owned),
            email_verified: email.is_some()
                && at(claims, &map.email_verified) == Some(&Value::Bool(true)),
            username: at(claims, &map.username)
                .and_then(Value::as_str)
                .and_then(username),
            given_name: detail(&map.given_name, Detail::GivenName),
            family_name: detail(&map.family_name, Detail::FamilyName),
            two_factors: signed.is_some_and(|signed| two_factors(provider, signed)),
            authenticated_at: signed
                .and_then(|signed| crate::jose::jws::Claims(signed).date("auth_time").ok()?)
                .map(Timestamp::millis),
            roles: super::roles::given(provider, claims),
        })
    }

    /// What the person knows that account by.
    pub fn label(&self) -> &str {
        let known = self.email.as_deref().or(self.username.as_deref());
        known.unwrap_or(&self.subject)
    }

    /// The address, where it may be taken for theirs.
    pub fn proven_email(&self) -> Option<&str> {
        self.email.as_deref().filter(|_| self.email_verified)
    }
}

/// A claim by its name, or by names with dots between them where it is nested.
pub(super) fn at<'c>(claims: &'c Map<String, Value>, path: &str) -> Option<&'c Value> {
    if let Some(value) = claims.get(path) {
        return Some(value);
    }
    let (first, rest) = path.split_once('.')?;
    at(claims.get(first)?.as_object()?, rest)
}

/// A text, or a whole number such as GitHub's. Of a provider that speaks for many tenants, a subject is one tenant's.
pub(super) fn subject(provider: &Provider, claims: &Map<String, Value>) -> Result<String, Trouble> {
    let subject = match at(claims, &provider.map.subject) {
        Some(Value::String(subject)) => subject.clone(),
        Some(Value::Number(number)) if number.is_u64() => number.to_string(),
        _ => return Err(Trouble::disbelieved("it does not say who somebody is")),
    };
    let subject = match (&provider.place, claims.get("tid")) {
        (
            Place::OpenId {
                tenants: Some(_), ..
            },
            Some(Value::String(tenant)),
        ) => {
            format!("{tenant}/{subject}")
        }
        _ => subject,
    };
    let plain = !subject.is_empty() && !subject.chars().any(char::is_control);
    match plain && subject.len() <= LONGEST_SUBJECT {
        true => Ok(subject),
        false => Err(Trouble::disbelieved("it calls somebody by what is no name")),
    }
}

/// A name that an account here could have. Of an address only the part before the `@`: a name that looks like an address
/// would pass for its owner.
pub(super) fn username(text: &str) -> Option<String> {
    let odd = |c: char| c.is_whitespace() || c.is_control() || text::is_unseen(c);
    let before = text.split(text::is_at).next().unwrap_or_default();
    let name: String = before.chars().filter(|c| !odd(*c)).take(60).collect();
    (!text::key(&name).is_empty()).then_some(name)
}

fn two_factors(provider: &Provider, signed: &Map<String, Value>) -> bool {
    let told = |value: &Value| {
        value
            .as_str()
            .is_some_and(|told| provider.trusts_acr.has(told))
    };
    let methods = signed.get("amr").and_then(Value::as_array);
    signed.get("acr").is_some_and(told) || methods.is_some_and(|all| all.iter().any(told))
}
