//! Tokens as a client holds them. Their signatures are checked where that is what is tested.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign_verifier::{Claims, Error, Verifier};
use serde_json::Value;

use super::Answer;

#[derive(Clone, Debug)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
    pub(crate) id: String,
    pub(crate) scope: String,
}

impl Tokens {
    /// What a token response holds; empty what it does not.
    #[track_caller]
    pub(crate) fn of(answer: &Answer) -> Self {
        let json = answer.json();
        let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
        assert!(!text("access_token").is_empty(), "{}", answer.dump());
        Self {
            access: text("access_token"),
            refresh: text("refresh_token"),
            id: text("id_token"),
            scope: text("scope"),
        }
    }

    pub(crate) fn access_claims(&self) -> Value {
        claims(&self.access)
    }

    pub(crate) fn id_claims(&self) -> Value {
        claims(&self.id)
    }
}

/// The claims of a JWT, unchecked.
#[track_caller]
pub(crate) fn claims(token: &str) -> Value {
    part(token, 1)
}

/// The JOSE header of a JWT, unchecked.
#[track_caller]
pub(crate) fn header(token: &str) -> Value {
    part(token, 0)
}

#[track_caller]
fn part(token: &str, index: usize) -> Value {
    let part = token
        .split('.')
        .nth(index)
        .unwrap_or_else(|| panic!("no JWT: {token:?}"));
    let bytes = URL_SAFE_NO_PAD.decode(part).expect("a JWT is base64url");
    serde_json::from_slice(&bytes).expect("a JWT holds JSON")
}

impl super::Node {
    /// Checks an access token as an API would, with the published keys and the verifier crate.
    pub(crate) async fn verify(&self, token: &str, audience: &str) -> Result<Arc<Claims>, Error> {
        let keys = self.nobody().get("/oauth2/jwks").await.expect(200).body;
        let now = self.app.now().seconds().unsigned_abs();
        let verifier = Verifier::with_keys(self.issuer(), keys)
            .audience(audience)
            .clock(move || now)
            .build();
        verifier
            .expect("published keys are a key set")
            .verify_now(token)
    }
}
