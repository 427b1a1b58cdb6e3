//! How much of an access token concerns who asks about it (RFC 7662 section 4, RFC 9701 section 8.2).

use crate::domain::{Client, Resource, Scopes, StandardScope};
use crate::oauth::standing::Bearer;

/// The part of an access token that a caller is shown.
#[derive(Debug)]
pub(super) struct View {
    pub(super) audience: Vec<String>,
    pub(super) scopes: Scopes,
}

/// All of it for the client that it was issued to. For an API that it is meant for, what it says of that API: neither the
/// other audiences nor their scopes. Nothing for anyone else.
pub(super) fn of(caller: &Client, bearer: &Bearer, known: &[Resource]) -> Option<View> {
    let mut scopes = bearer.scopes.clone();
    if bearer.client.client.id == caller.id {
        return Some(View {
            audience: bearer.audience.clone(),
            scopes,
        });
    }
    let own: Vec<&Resource> = known
        .iter()
        .filter(|resource| bearer.audience.contains(&resource.uri) && caller.serves(&resource.uri))
        .collect();
    let defined = |name: &str| {
        own.iter()
            .any(|resource| resource.scopes.iter().any(|scope| scope == name))
    };
    scopes.retain(defined);
    (!own.is_empty()).then(|| View {
        audience: own.iter().map(|resource| resource.uri.clone()).collect(),
        scopes,
    })
}

impl View {
    /// The audiences that may have roles of their own: all but the issuer.
    pub(super) fn resources(&self, issuer: &str) -> Vec<String> {
        let audience = self.audience.iter();
        audience.filter(|uri| *uri != issuer).cloned().collect()
    }

    /// What a person is called goes with `profile`, here as at UserInfo.
    pub(super) fn may_name_person(&self) -> bool {
        self.scopes.has_standard(StandardScope::Profile)
    }
}
