//! What a client asks of tokens beside getting them: whether they are good, and their end.

use countersign::domain::ClientMetadata;
use serde_json::Value;

use super::relying_party::basic;
use super::{Answer, Node, Params, RelyingParty};

impl Node {
    /// The client of an API that asks about the tokens for these resources, and for none itself.
    pub(crate) async fn api(&self, resources: &[&str]) -> RelyingParty {
        let introspects = resources.iter().map(|&uri| uri.to_owned()).collect();
        self.client(|new| {
            new.redirect_uris = Vec::new();
            new.metadata = ClientMetadata {
                introspects,
                ..ClientMetadata::default()
            };
        })
        .await
    }
}

impl RelyingParty {
    /// Whether a token is good, as JSON.
    pub(crate) async fn introspect(&self, token: &str) -> Value {
        let params = Params::of(&[("token", token)]);
        let answer = self.ask("/oauth2/introspect", &[], params).await;
        answer.expect(200).json()
    }

    /// Whether a token counts for this client.
    pub(crate) async fn finds_active(&self, token: &str) -> bool {
        self.introspect(token).await["active"] == true
    }

    pub(crate) async fn revoke(&self, token: &str) -> Answer {
        let params = Params::of(&[("token", token)]);
        self.ask("/oauth2/revoke", &[], params).await
    }

    /// A form with this client's own authentication: Basic, or none for a public client.
    pub(crate) async fn ask(&self, path: &str, more: &[(&str, &str)], params: Params) -> Answer {
        let form = ("content-type", "application/x-www-form-urlencoded");
        let authorization = self.secret.as_ref().map(|secret| basic(&self.id, secret));
        let proof = authorization
            .iter()
            .map(|value| ("authorization", value.as_str()));
        let headers: Vec<_> = more.iter().copied().chain([form]).chain(proof).collect();
        let body = match authorization {
            Some(_) => params,
            None => params.set("client_id", &self.id),
        };
        self.node
            .nobody()
            .request("POST", path, &headers, &body.encode())
            .await
    }
}
