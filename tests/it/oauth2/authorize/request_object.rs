//! Requests as signed objects (OIDC Core section 6.1, RFC 9101): what they say supersedes what stands beside them, and they are
//! believed only as far as the client registered how it protects them.

use countersign::domain::{
    Algorithm, ClientMetadata, ContentEncryption, KeyManagement, RequestObjectAlg,
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

    /// Sends an object with as little beside it as OpenID Connect asks for.
    async fn send(&mut self, object: &str) -> Answer {
        self.send_with(object, |params| params).await
    }

    async fn send_with(&mut self, object: &str, change: impl FnOnce(Params) -> Params) -> Answer {
        let id = self.app.id.clone();
        let params = Params::of(&[
            ("response_type", "code"),
            ("client_id", &id),
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

#[tokio::test]
async fn what_the_object_says_supersedes_what_stands_beside_it() {
    let mut signing = signing(|_| {}).await;
    let object = signing.object(|claims| {
        claims["state"] = json!("inner");
        claims["max_age"] = json!(600);
        claims["claims"] = json!({ "id_token": { "name": { "essential": true } } });
        claims["a_member_of_tomorrow"] = json!(["x"]);
    });
    let outer = |params: Params| params.set("state", "outer").set("login_hint", "ada");
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("inner"));
    let tokens = signing.app.redeem(&answer.code(), VERIFIER).await;
    let tokens = Tokens::of(&tokens.expect(200));
    assert_eq!(tokens.scope, "openid profile email");
    assert_eq!(tokens.id_claims()["nonce"], "nonce-1");
    assert_eq!(tokens.id_claims()["name"], "Ada Lovelace");

    // What only stands beside it counts too, unless everything has to be signed.
    let object = signing.object(|claims| claims["state"] = Value::Null);
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("outer"));
}

#[tokio::test]
async fn every_algorithm_that_is_listed_works() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await;
    let metadata = metadata.expect(200).json();
    let listed = &metadata["request_object_signing_alg_values_supported"];
    assert_eq!(listed, &json!(RequestObjectAlg::names()));
    for algorithm in Algorithm::ASYMMETRIC {
        let key = Signer::new(algorithm.as_str(), "one");
        for registered in [None, Some(RequestObjectAlg::Signed(algorithm))] {
            let change = |new: &mut NewClient| new.metadata.request_object_signing_alg = registered;
            let app = client(&server, &key, change).await;
            let object = key.sign(&json!({ "state": algorithm }));
            let ask = |params: Params| params.set("request", &object);
            let answer = browser.authorize(&app, ask).await.expect(303);
            assert!(!answer.code().is_empty());
            assert_eq!(answer.query("state").as_deref(), Some(algorithm.as_str()));
        }
    }
    let hs256 = Some(RequestObjectAlg::Signed(Algorithm::Hs256));
    let app = server
        .client(|new| new.metadata.request_object_signing_alg = hs256)
        .await;
    let secret = app.secret.clone().unwrap();
    let object = Signer::shared(secret.as_bytes()).sign(&json!({ "state": "shared" }));
    let ask = |params: Params| params.set("request", &object);
    let answer = browser.authorize(&app, ask).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("shared"));
    let object = Signer::shared(&[7; 32]).sign(&json!({ "state": "guessed" }));
    let ask = |params: Params| params.set("request", &object);
    let answer = browser.authorize(&app, ask).await;
    answer.expect_redirected_error("invalid_request_object");
}

#[tokio::test]
async fn an_object_of_someone_else_or_for_something_else_is_refused() {
    let mut signing = signing(|_| {}).await;
    let (issuer, id) = (signing.server.issuer().to_owned(), signing.app.id.clone());
    let now = signing.server.app.now().seconds();
    let good = json!({
        "iss": id, "aud": [issuer, "https://other.example.org"], "sub": "ada",
        "exp": now + 60, "nbf": now, "iat": now, "jti": "1",
    });
    let object = signing.object(|claims| merge(claims, &good));
    signing.send(&object).await.expect(303).code();
    let before = signing.codes().await;
    for bad in [
        json!({ "iss": "another" }),
        json!({ "iss": 7 }),
        json!({ "aud": "https://other.example.org" }),
        json!({ "aud": null }),
        json!({ "sub": id }),
        json!({ "exp": now - 60 }),
        json!({ "exp": (now + 60).to_string() }),
        json!({ "nbf": now + 61 }),
        json!({ "client_id": "another" }),
        json!({ "response_type": "code id_token" }),
        json!({ "request": "eyJhbGciOiJub25lIn0.e30." }),
        json!({ "request_uri": "https://app.example.org/request" }),
    ] {
        let object = signing.object(|claims| {
            merge(claims, &good);
            merge(claims, &bad);
        });
        // Where the answer goes is proven by what stands beside the object, whatever the object is worth.
        let uri = signing.app.redirect_uri.clone();
        let beside = |params: Params| params.set("redirect_uri", &uri).set("state", "outer");
        let answer = signing.send_with(&object, beside).await;
        answer.expect_redirected_error("invalid_request_object");
    }
    assert_eq!(signing.codes().await, before);
}

#[tokio::test]
async fn a_signature_that_is_not_the_clients_is_worth_nothing() {
    let mut signing = signing(|_| {}).await;
    let good = signing.object(|_| {});
    signing.send(&good).await.expect(303).code();
    let claims = signing.claims();
    let stranger = Signer::new("ES256", "one");
    let public = signing.key.jwk().to_string();
    let confused = Signer::shared(public.as_bytes());
    let (signed, _) = good.rsplit_once('.').unwrap();
    let before = signing.codes().await;
    for bad in [
        stranger.sign(&claims),
        confused.sign_with(&json!({ "alg": "HS256", "kid": "one" }), &claims),
        signing
            .key
            .sign_with(&json!({ "alg": "ES256", "kid": "two" }), &claims),
        signing
            .key
            .sign_with(&json!({ "alg": "RS256", "kid": "one" }), &claims),
        // Made for something else by the same key.
        signing.key.sign_with(
            &json!({ "alg": "ES256", "kid": "one", "typ": "client-authentication+jwt" }),
            &claims,
        ),
        format!("{signed}."),
        format!("{signed}.AAAA"),
        "no.object".to_owned(),
        "a.b.c.d.e".to_owned(),
    ] {
        let answer = signing.send(&bad).await;
        answer.expect_redirected_error("invalid_request_object");
    }
    let typed = json!({ "alg": "ES256", "kid": "one", "typ": "oauth-authz-req+jwt" });
    let object = signing.key.sign_with(&typed, &claims);
    assert_eq!(signing.codes().await, before);
    signing.send(&object).await.expect(303).code();
}

fn unsigned(claims: &Value) -> String {
    format!("{}.{}.", encode(&json!({ "alg": "none" })), encode(claims))
}

#[tokio::test]
async fn an_unsigned_object_is_for_clients_that_registered_it() {
    let mut free = signing(|metadata| {
        metadata.request_object_signing_alg = Some(RequestObjectAlg::Unsigned);
    })
    .await;
    let object = unsigned(&free.claims());
    let answer = free.send(&object).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("state-1"));
    // Neither more nor less than what was registered.
    let signed = free.object(|_| {});
    for other in [signed, format!("{object}AAAA")] {
        let answer = free.send(&other).await;
        answer.expect_redirected_error("invalid_request_object");
    }

    let mut strict = signing(|_| {}).await;
    let object = strict.object(|_| {});
    strict.send(&object).await.expect(303).code();
    let before = strict.codes().await;
    let object = unsigned(&strict.claims());
    let answer = strict.send(&object).await;
    answer.expect_redirected_error("request_not_supported");
    assert_eq!(strict.codes().await, before);
}

#[tokio::test]
async fn only_the_algorithm_that_was_registered_will_do() {
    let signed = |algorithm| Some(RequestObjectAlg::Signed(algorithm));
    let fits = signing(|metadata| metadata.request_object_signing_alg = signed(Algorithm::Es256));
    let mut fits = fits.await;
    let object = fits.object(|_| {});
    fits.send(&object).await.expect(303).code();
    let other = signing(|metadata| metadata.request_object_signing_alg = signed(Algorithm::Ps256));
    let mut other = other.await;
    let object = other.object(|_| {});
    let answer = other.send(&object).await;
    answer.expect_redirected_error("invalid_request_object");
}

#[tokio::test]
async fn a_client_that_has_to_sign_is_believed_nothing_else() {
    let mut signing = signing(|metadata| metadata.require_signed_request_object = true).await;
    let object = signing.object(|claims| claims["state"] = Value::Null);
    let outer = |params: Params| params.set("state", "outer").set("prompt", "none");
    let answer = signing.send_with(&object, outer).await.expect(303);
    assert!(!answer.code().is_empty());
    assert_eq!(answer.query("state"), None);

    let before = signing.codes().await;
    let plain = signing
        .browser
        .authorize(&signing.app, |params| params)
        .await;
    plain.expect_redirected_error("invalid_request");
    assert_eq!(signing.codes().await, before);
}

/// Where the answer goes may be said in the object alone. What proves nothing never sends anyone anywhere.
#[tokio::test]
async fn only_what_is_proven_says_where_the_answer_goes() {
    let two = || {
        vec![
            "https://app.example.org/one".to_owned(),
            "https://app.example.org/two".to_owned(),
        ]
    };
    let mut signing = signing(|_| {}).await;
    let key = Signer::new("ES256", "one");
    signing.app = client(&signing.server, &key, |new| new.redirect_uris = two()).await;
    signing.key = key;
    let inner =
        signing.object(|claims| claims["redirect_uri"] = json!("https://app.example.org/two"));
    let evil = |params: Params| params.set("redirect_uri", "https://evil.example/");
    for answer in [
        signing.send(&inner).await,
        signing.send_with(&inner, evil).await,
    ] {
        let location = answer.expect(303).location().to_owned();
        assert!(
            location.starts_with("https://app.example.org/two?code="),
            "{location}"
        );
    }
    // An object that is signed and has expired still says where its client is.
    let late = signing.object(|claims| {
        claims["redirect_uri"] = json!("https://app.example.org/two");
        claims["exp"] = json!(1);
    });
    let answer = signing.send_with(&late, evil).await;
    let answer = answer.expect_redirected_error("invalid_request_object");
    assert!(
        answer
            .location()
            .starts_with("https://app.example.org/two?")
    );

    let before = signing.codes().await;
    let forged = Signer::new("ES256", "one").sign(&signing.claims());
    signing.send(&forged).await.expect_page(400);
    signing.send_with(&forged, evil).await.expect_page(400);
    let elsewhere =
        signing.object(|claims| claims["redirect_uri"] = json!("https://evil.example/"));
    signing.send(&elsewhere).await.expect_page(400);
    assert_eq!(signing.codes().await, before);
}

/// What the object amounted to is kept: its end does not matter once it was taken in.
#[tokio::test]
async fn an_object_may_end_while_the_person_signs_in() {
    let mut signing = signing(|_| {}).await;
    signing.browser = signing.server.browser();
    let exp = signing.server.app.now().seconds() + 60;
    let object = signing.object(|claims| claims["exp"] = json!(exp));
    let page = signing.send(&object).await.expect(200);
    signing.server.clock.advance(minutes(5));
    let ada = signing.ada.clone();
    let answer = signing.browser.sign_in_at(&page, &ada).await.expect(303);
    assert_eq!(answer.query("state").as_deref(), Some("state-1"));
    signing
        .app
        .redeem(&answer.code(), VERIFIER)
        .await
        .expect(200);

    signing.server.clock.advance(hours(1) + seconds(1));
    let answer = signing.send(&object).await;
    answer.expect_redirected_error("invalid_request_object");
}

#[tokio::test]
async fn an_object_may_be_encrypted_to_a_key_of_ours() {
    let mut signing = signing(|_| {}).await;
    let set = signing
        .server
        .nobody()
        .get("/oauth2/jwks")
        .await
        .expect(200);
    let keys = ClientKeys::parse(&set.body).unwrap();
    for algorithm in KeyManagement::ALL {
        for content in ContentEncryption::ALL {
            let object = signing.object(|claims| claims["state"] = json!(content));
            let key = keys.for_encryption(algorithm, None).unwrap();
            let random = &*signing.server.app.random;
            let sealed = jwe::encrypt(object.as_bytes(), key, content, Some("JWT"), random);
            let sealed = sealed.unwrap();
            let answer = signing.send(&sealed).await.expect(303);
            assert_eq!(answer.query("state").as_deref(), Some(content.as_str()));

            let mut broken = sealed.clone();
            let last = broken.pop().unwrap();
            broken.push(if last == 'A' { 'Q' } else { 'A' });
            let answer = signing.send(&broken).await;
            answer.expect_redirected_error("invalid_request_object");
            // Encrypted is not signed.
            let claims = unsigned(&signing.claims());
            let random = &*signing.server.app.random;
            let sealed = jwe::encrypt(claims.as_bytes(), key, content, Some("JWT"), random);
            let answer = signing.send(&sealed.unwrap()).await;
            answer.expect_redirected_error("request_not_supported");
        }
    }
}

fn merge(claims: &mut Value, more: &Value) {
    for (name, value) in more.as_object().unwrap() {
        claims[name] = value.clone();
    }
}
