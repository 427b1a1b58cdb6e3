//! How a person is to have been authenticated: `acr` (OIDC Core sections 3.1.2.1 and 5.5.1.1).

use crate::domain::{Authentication, Client, Level};
use crate::oauth::claims_request::ClaimsRequest;
use crate::oauth::parameters::Parameters;

/// The contexts that a request names, any of which will do; none where it names none.
#[derive(Debug, Clone, Default)]
pub struct Contexts {
    wanted: Vec<String>,
    /// Asked for as an essential claim: an answer with another one would confirm what is not so.
    pub(super) essential: bool,
}

impl Contexts {
    /// The `claims` parameter says it more precisely than `acr_values`, and both more than what the client registered.
    pub(super) fn read(parameters: &Parameters, claims: &ClaimsRequest, client: &Client) -> Self {
        if let Some(wanted) = claims.of_id_token("acr")
            && !wanted.values().is_empty()
        {
            // What is no string is a context that nobody can have.
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            return Self {
                wanted: wanted.values().into_iter().map(text).collect(),
                essential: wanted.essential,
            };
        }
        let wanted = match parameters.find("acr_values") {
            Some(values) => values.split_ascii_whitespace().map(str::to_owned).collect(),
            None => client.metadata.default_acr_values.clone(),
        };
        Self {
            wanted,
            essential: false,
        }
    }

    /// The least that a sign-in has to amount to for one of them. None where none is named, or none that we know.
    pub(super) fn level(&self) -> Option<Level> {
        let known = self.wanted.iter().filter_map(|acr| Level::named(acr));
        known.min()
    }

    /// Whether a sign-in here can amount to any of them.
    pub(super) fn attainable(&self) -> bool {
        self.wanted.is_empty() || self.level().is_some()
    }

    /// What is said of an authentication to who asked: the first context that they named and that it meets. It is not called less
    /// than the operator wants of it: who asks for little would be told, and keep, that there was little.
    pub(super) fn answer(&self, authentication: &Authentication, least: Level) -> Authentication {
        let level = Level::named(&authentication.context);
        let met = |acr: &&String| {
            let enough = Level::named(acr).is_some_and(|named| named >= least);
            enough && level.is_some_and(|level| level.meets(acr))
        };
        match self.wanted.iter().find(met) {
            Some(acr) => authentication.called(acr),
            None => authentication.clone(),
        }
    }
}
