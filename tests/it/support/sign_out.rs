//! Relying parties that want to hear of sign-outs, and what they are told.

use countersign::oauth::logout::back_channel;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::Value;

use super::site::Site;
use super::{Node, Params, RelyingParty, header};

pub(crate) const AFTERWARDS: &str = "https://app.example.org/bye";

impl Node {
    /// A first-party application that may be returned to, and nothing more.
    pub(crate) async fn returned_to(&self) -> RelyingParty {
        self.client(|new| new.metadata.post_logout_redirect_uris = vec![AFTERWARDS.to_owned()])
            .await
    }

    /// An application whose server is told of sign-outs.
    pub(crate) async fn told(&self, site: &Site) -> RelyingParty {
        let uri = site.url("/back-channel");
        self.client(|new| new.metadata.backchannel_logout_uri = Some(uri))
            .await
    }

    /// Runs what the job runs.
    pub(crate) async fn tell(&self) {
        back_channel::deliver(&self.app).await.unwrap();
    }

    /// How many messages wait.
    pub(crate) async fn waiting(&self) -> i64 {
        self.number("SELECT COUNT(*) AS value FROM logout_notices")
            .await
    }

    /// The claims of a logout token, if a library of others finds it good by the published keys.
    pub(crate) async fn logout_token(&self, request: &str, client_id: &str) -> Value {
        let (head, body) = request.split_once("\r\n\r\n").expect("a request");
        assert!(head.starts_with("POST /back-channel HTTP/1.1"), "{head}");
        let form = Params::read(body);
        assert_eq!(form.len(), 1, "{body}");
        let token = &form
            .iter()
            .find(|(name, _)| name == "logout_token")
            .unwrap()
            .1;
        let said = header(token);
        assert_eq!(said["typ"], "logout+jwt");
        let keys = self.nobody().get("/oauth2/jwks").await.expect(200).body;
        let keys: JwkSet = serde_json::from_str(&keys).unwrap();
        let key = keys.find(said["kid"].as_str().unwrap()).expect("its key");
        let algorithm: Algorithm = said["alg"].as_str().unwrap().parse().unwrap();
        let mut rules = Validation::new(algorithm);
        rules.set_issuer(&[self.issuer()]);
        rules.set_audience(&[client_id]);
        // The clock of the tests stands elsewhere.
        rules.validate_exp = false;
        let key = DecodingKey::from_jwk(key).unwrap();
        jsonwebtoken::decode(token, &key, &rules).unwrap().claims
    }
}
