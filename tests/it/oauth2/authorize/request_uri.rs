//! Requests by reference (OIDC Core section 6.2, RFC 9101 section 5.2): fetched from where the client registered them, once, and
//! from nowhere else.

use countersign::domain::{ClientAlgorithm, ClientMetadata, RequestObjectAlg};
use countersign::oauth::registration;
use serde_json::{Value, json};

use crate::support::signer::encode;
use crate::support::site::{Says, page};
use crate::support::{
    Answer, Browser, Params, Person, RelyingParty, Signer, Site, TestServer, VERIFIER, seconds,
};

struct Referring {
    server: TestServer,
    ada: Person,
    app: RelyingParty,
    browser: Browser,
    key: Signer,
    site: Site,
}

/// A client whose request object lies at a site of its own.
async fn referring(change: impl FnOnce(&mut ClientMetadata, &Site)) -> Referring {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let key = Signer::new("ES256", "one");
    let site = Site::with("nothing yet").await;
    let app = server
        .client(|new| {
            new.metadata.jwks = Some(key.jwks());
            new.metadata.request_uris = vec![site.url("/request")];
            change(&mut new.metadata, &site);
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let object = key.sign(&object(&app, "first"));
    site.say(page(&object));
    Referring {
        server,
        ada,
        app,
        browser,
        key,
        site,
    }
}

fn object(app: &RelyingParty, state: &str) -> Value {
    let pairs = app.params().set("state", state).encode();
    let pairs = url::form_urlencoded::parse(pairs.as_bytes());
    Value::Object(
        pairs
            .map(|(name, value)| (name.into_owned(), json!(value)))
            .collect(),
    )
}

impl Referring {
    async fn send(&mut self, uri: &str) -> Answer {
        let (id, place) = (self.app.id.clone(), self.app.redirect_uri.clone());
        let refer = |_| {
            Params::of(&[
                ("client_id", &id),
                ("redirect_uri", &place),
                ("response_type", "code"),
                ("scope", "openid"),
                ("request_uri", uri),
            ])
        };
        self.browser.authorize(&self.app, refer).await
    }
}

#[tokio::test]
async fn an_object_that_was_registered_is_fetched_once() {
    let mut it = referring(|_, _| {}).await;
    it.browser = it.server.browser();
    let uri = it.site.url("/request");
    let page = it.send(&uri).await.expect(200);
    let ada = it.ada.clone();
    let answer = it.browser.sign_in_at(&page, &ada).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("first"));
    it.app.redeem(&answer.code(), VERIFIER).await.expect(200);
    assert_eq!(it.site.hits(), 1, "{:?}", it.site.requests());
}

/// The fragment tells versions of an object apart, and is no part of where it lies.
#[tokio::test]
async fn what_lies_there_now_is_what_counts() {
    let mut it = referring(|metadata, site| {
        metadata.request_uris = vec![site.url("/request#one")];
    })
    .await;
    let uri = it.site.url("/request#one");
    let answer = it.send(&uri).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("first"));
    it.site.say(page(&it.key.sign(&object(&it.app, "second"))));
    it.server.clock.advance(seconds(2));
    let uri = it.site.url("/request#two");
    let answer = it.send(&uri).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("second"));
    assert!(
        it.site
            .requests()
            .iter()
            .all(|head| head.starts_with("GET /request HTTP"))
    );
}

#[tokio::test]
async fn nothing_is_fetched_from_anywhere_else() {
    let mut it = referring(|_, _| {}).await;
    let uri = it.site.url("/request");
    it.send(&uri).await.expect(303).code();
    let (hits, elsewhere) = (it.site.hits(), Site::with("x").await);
    for other in [
        elsewhere.url("/request"),
        it.site.url("/request/"),
        it.site.url("/request?x=1"),
        it.site.url("/Request"),
        "https://evil.example/".to_owned(),
        "urn:ietf:params:oauth:request_uri:x".to_owned(),
    ] {
        let answer = it.send(&other).await;
        answer.expect_redirected_error("invalid_request_uri");
    }
    // Neither for a client that nobody knows, nor for one that was taken out of use.
    let id = std::mem::replace(&mut it.app.id, "nobody".to_owned());
    it.send(&uri).await.expect_page(400);
    registration::disable(&it.server.app, &id).await.unwrap();
    it.app.id = id;
    it.send(&uri).await.expect_page(400);
    assert_eq!(it.site.hits(), hits);
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_private_address_is_not_asked() {
    let mut it = referring(|_, _| {}).await;
    let uri = it.site.url("/request");
    it.send(&uri).await.expect(303).code();
    let strict = it
        .server
        .another_node_with(|config| config.outbound.allow_private = Some(false));
    let strict = strict.await;
    let connections = it.site.connections();
    it.app = it.app.at(&strict);
    it.browser.node = strict;
    let answer = it.send(&uri).await;
    answer.expect_redirected_error("invalid_request_uri");
    assert_eq!(it.site.connections(), connections);
}

#[tokio::test]
async fn what_is_not_there_or_is_no_object_is_refused() {
    let mut it = referring(|_, _| {}).await;
    let uri = it.site.url("/request");
    it.send(&uri).await.expect(303).code();
    let forged = Signer::new("ES256", "one").sign(&object(&it.app, "forged"));
    let within = json!({ "request_uri": it.site.url("/request") });
    for (says, error) in [
        (page("no object"), "invalid_request_object"),
        (page(&forged), "invalid_request_object"),
        (page(&it.key.sign(&within)), "invalid_request_object"),
        (
            Says::Page(404, String::new(), String::new()),
            "invalid_request_uri",
        ),
    ] {
        it.site.say(says);
        it.server.clock.advance(seconds(60));
        let answer = it.send(&uri).await;
        answer.expect_redirected_error(error);
    }
    let both = |params: Params| params.set("request_uri", &uri).set("request", "x");
    let answer = it.browser.authorize(&it.app, both).await;
    answer.expect_redirected_error("invalid_request");
}

#[tokio::test]
async fn an_unsigned_object_is_fetched_for_clients_that_registered_no_signature() {
    let unsigned = |app: &RelyingParty| {
        let none = json!({ "alg": "none" });
        page(&format!(
            "{}.{}.",
            encode(&none),
            encode(&object(app, "unsigned"))
        ))
    };
    let mut free = referring(|metadata, _| {
        metadata.request_object_signing_alg = Some(RequestObjectAlg::Unsigned);
    })
    .await;
    free.site.say(unsigned(&free.app));
    let uri = free.site.url("/request");
    let answer = free.send(&uri).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("unsigned"));

    let mut unsaid = referring(|_, _| {}).await;
    unsaid.site.say(unsigned(&unsaid.app));
    let uri = unsaid.site.url("/request");
    unsaid.send(&uri).await.expect(303).code();

    let es256 = RequestObjectAlg::Signed(ClientAlgorithm::Es256);
    let says = |metadata: &mut ClientMetadata, _: &Site| {
        metadata.request_object_signing_alg = Some(es256);
    };
    let mut strict = referring(says).await;
    strict.site.say(unsigned(&strict.app));
    let uri = strict.site.url("/request");
    let answer = strict.send(&uri).await;
    answer.expect_redirected_error("request_uri_not_supported");
}
