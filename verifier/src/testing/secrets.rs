//! API keys and opaque tokens: texts that mean somebody because the issuer says so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use http::request::Parts;

use super::{TestClock, locked};
use crate::authenticate::authorization;
use crate::{Authenticator, Challenge, Clock as _, Error, Identity, Method, Principal};

/// Whom each text means.
#[derive(Clone, Default)]
pub(super) struct Secrets(Arc<Mutex<HashMap<String, Identity>>>);

impl Secrets {
    pub(super) fn add(&self, text: String, identity: Identity) {
        locked(&self.0).insert(text, identity);
    }

    pub(super) fn remove(&self, text: &str) {
        locked(&self.0).remove(text);
    }

    /// Nobody, once it has expired.
    pub(super) fn find(&self, text: &str, clock: &TestClock) -> Option<Identity> {
        let found = locked(&self.0).get(text).cloned()?;
        let is_over = found.expires_at.is_some_and(|end| end <= clock.now());
        (!is_over).then_some(found)
    }
}

/// Takes what introspection takes, and asks nobody.
pub(super) struct OpaqueTokens {
    known: Secrets,
    clock: TestClock,
}

impl OpaqueTokens {
    pub(super) fn new(known: Secrets, clock: TestClock) -> Self {
        Self { known, clock }
    }
}

impl Authenticator for OpaqueTokens {
    fn method(&self) -> Method {
        Method::OpaqueToken
    }

    fn takes(&self, request: &Parts) -> bool {
        let Ok(Some(carried)) = authorization(request) else {
            return false;
        };
        carried.is_bearer() && !carried.credentials.contains('.')
    }

    async fn authenticate(&self, request: &Parts) -> Result<Principal, Error> {
        let carried = authorization(request)?.ok_or(Error::MissingToken)?;
        let found = self.known.find(carried.credentials, &self.clock);
        let identity = found.ok_or(Error::Inactive)?;
        Ok(Principal::new(Method::OpaqueToken, identity))
    }

    fn challenges(&self) -> Vec<Challenge> {
        vec![Challenge::new("Bearer")]
    }
}
