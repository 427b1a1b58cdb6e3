//! A protected resource, named by its identifier URI (RFC 8707 section 2).

use std::collections::BTreeMap;

use url::Url;

use super::{Demand, scope};

#[derive(Clone, Debug)]
pub struct Resource {
    pub uri: String,
    pub name: String,
    pub scopes: Vec<String>,
    /// What its scopes mean to people, for those that the operator described.
    pub words: BTreeMap<String, String>,
    /// Whether people make API keys for it.
    pub api_keys: bool,
    /// What it wants of the sign-in behind its tokens.
    pub demand: Demand,
}

/// An identifier as RFC 8707 asks it: an absolute URI without a fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceUri(String);

#[derive(Debug, thiserror::Error)]
#[error(
    "'{0}' is no resource identifier: it must be an absolute URI without a fragment, such as https://api.example.org."
)]
pub struct ResourceUriError(String);

impl ResourceUri {
    pub fn parse(text: &str) -> Result<Self, ResourceUriError> {
        let wrong = || ResourceUriError(text.to_owned());
        let url = Url::parse(text).map_err(|_| wrong())?;
        let plain = text.len() <= 512 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if url.fragment().is_some() || !plain || text.contains('#') {
            return Err(wrong());
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Resource {
    /// Whether `name` may be a scope of a resource: a scope token that is none of the standard ones.
    pub fn may_define(name: &str) -> bool {
        scope::is_token(name) && scope::StandardScope::named(name).is_none()
    }
}
