//! Requests as signed objects (OIDC Core section 6.1, RFC 9101): what they say supersedes what stands beside them, and they are
//! believed only as far as the client registered how it protects them.

mod believed;
mod refused;

use countersign::domain::{
    ClientAlgorithm, ClientMetadata, ContentEncryption, KeyManagement, RequestObjectAlg,
};
use countersign::jose::{ClientKeys, jwe};
use countersign::oauth::registration::NewClient;
use serde_json::{Value, json};

use crate::support::signer::encode;
use crate::support::{
    Answer, Browser, Params, Person, RelyingParty, Signer, TestServer, Tokens, VERIFIER, every_key,
    hours, minutes, seconds,
};

struct Signing {
    server: TestServer,
    ada: Person,
    app: RelyingParty,
    browser: Browser,
    key: Signer,
}

/// A client that publishes a key, and a browser in which someone is signed in.
async fn signing(change: impl FnOnce(&mut ClientMetadata)) -> Signing {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let key = Signer::new("ES256", "one");
    let app = client(&server, &key, |new| change(&mut new.metadata)).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    Signing {
        server,
        ada,
        app,
        browser,
        key,
    }
}

async fn client(
    server: &TestServer,
    key: &Signer,
    change: impl FnOnce(&mut NewClient),
) -> RelyingParty {
    server
        .client(|new| {
            new.metadata.jwks = Some(key.jwks());
            change(new);
        })
        .await
}

impl Signing {
    /// The usual request as members of an object.
    fn claims(&self) -> Value {
        let pairs = self.app.params().encode();
        let pairs = url::form_urlencoded::parse(pairs.as_bytes());
        Value::Object(
            pairs
                .map(|(name, value)| (name.into_owned(), json!(value)))
                .collect(),
        )
    }

    /// The usual request as an object, changed.
    fn object(&self, change: impl FnOnce(&mut Value)) -> String {
        let mut claims = self.claims();
        change(&mut claims);
        self.key.sign(&claims)
    }

    /// Sends an object with as little beside it as proves where the answer goes, whatever the object is worth.
    async fn send(&mut self, object: &str) -> Answer {
        self.send_with(object, |params| params).await
    }

    async fn send_with(&mut self, object: &str, change: impl FnOnce(Params) -> Params) -> Answer {
        let id = self.app.id.clone();
        let uri = self.app.redirect_uri.clone();
        let params = Params::of(&[
            ("response_type", "code"),
            ("client_id", &id),
            ("redirect_uri", &uri),
            ("scope", "openid"),
            ("request", object),
        ]);
        let (browser, app) = (&mut self.browser, &self.app);
        browser.authorize(app, |_| change(params)).await
    }

    async fn codes(&self) -> i64 {
        let count = "SELECT COUNT(*) AS value FROM authorization_codes";
        self.server.number(count).await
    }
}

fn unsigned(claims: &Value) -> String {
    format!("{}.{}.", encode(&json!({ "alg": "none" })), encode(claims))
}

fn merge(claims: &mut Value, more: &Value) {
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
}
