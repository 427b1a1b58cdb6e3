//! The keys of every algorithm, each turning by itself. What one key goes through stands in `jwks.rs`.

use countersign::config::Config;
use countersign::domain::{Algorithm, ContentEncryption, KeyManagement};
use countersign::jose::{self, ClientKeys, KeyUse, jwe};
use countersign::oauth::signing_keys::{self, KeysError, Rotate};
use countersign_verifier::{Algorithm as Accepted, Verifier};
use serde_json::{Value, json};

use crate::support::{Node, TestServer, days, every_key, header, hours, minutes};

const API: &str = "https://api.example.org";

async fn published(node: &Node) -> Vec<Value> {
    let set = node.nobody().get("/oauth2/jwks").await.expect(200).json();
    set["keys"].as_array().unwrap().clone()
}

async fn algorithms(node: &Node) -> Vec<String> {
    let text = |key: Value| key["alg"].as_str().unwrap().to_owned();
    published(node).await.into_iter().map(text).collect()
}

async fn verifier(server: &TestServer, node: &Node) -> Verifier {
    let set = json!({ "keys": published(node).await }).to_string();
    let clock = server.clock.clone();
    Verifier::with_keys(server.issuer(), set)
        .audience(API)
        .algorithms(Accepted::ALL)
        .clock(move || {
            use countersign::base::Clock as _;
            clock.now().seconds().unsigned_abs()
        })
        .build()
        .unwrap()
}

/// An access token that lives as long as one may.
fn signed(node: &Node, algorithm: Algorithm) -> String {
    let now = node.app.now();
    let claims = json!({
        "iss": node.issuer(), "aud": API, "sub": "ada", "client_id": "app", "jti": "1",
        "iat": now.seconds(), "exp": now.seconds() + 600,
    });
    let ring = node.app.keys.ring().unwrap();
    let key = ring.signer_for(algorithm, now).unwrap();
    key.sign("at+jwt", &claims).unwrap()
}

fn kid(node: &Node, algorithm: Algorithm) -> String {
    let ring = node.app.keys.ring().unwrap();
    let key = ring.signer_for(algorithm, node.app.now()).unwrap();
    key.kid().to_owned()
}

fn with_es256(config: &mut Config) {
    config.keys.algorithms = "ES256".parse().unwrap();
}

async fn stored(server: &TestServer) -> i64 {
    let count = "SELECT COUNT(*) AS value FROM signing_keys";
    server.number(count).await
}

#[tokio::test]
async fn a_verifier_takes_each_algorithm_and_no_other_key() {
    let server = TestServer::with(every_key).await;
    let before = verifier(&server, &server).await;
    let tokens = Algorithm::ASYMMETRIC.map(|algorithm| (algorithm, signed(&server, algorithm)));
    assert_eq!(algorithms(&server).await[0], "RS256");
    let ring = server.app.keys.ring().unwrap();
    let offered = ring.algorithms(server.app.now());
    assert_eq!(offered.collect::<Vec<_>>(), Algorithm::ASYMMETRIC);
    for (algorithm, token) in &tokens {
        assert!(before.verify_now(token).is_ok(), "{algorithm}");
    }

    signing_keys::rotate(&server.app, Rotate::Leaked, None)
        .await
        .unwrap();
    let after = verifier(&server, &server).await;
    for (algorithm, token) in &tokens {
        assert_eq!(
            after.verify_now(token).map_err(|error| error.reason()),
            Err("unknown_key")
        );
        assert!(after.verify_now(&signed(&server, *algorithm)).is_ok());
        assert!(before.verify_now(&signed(&server, *algorithm)).is_err());
    }
}

#[tokio::test]
async fn only_public_parts_of_any_key_are_published() {
    let server = TestServer::with(every_key).await;
    let keys = published(&server).await;
    assert_eq!(keys.len(), KeyUse::all().count());
    for key in keys {
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(key.get(private).is_none(), "{key}");
        }
        for member in ["alg", "kid", "kty", "use"] {
            assert!(key[member].is_string(), "{key}");
        }
    }
}

#[tokio::test]
async fn a_start_waits_for_one_key_and_the_job_makes_the_others() {
    let server = TestServer::with(every_key).await;
    server.tamper("DELETE FROM signing_keys").await;
    signing_keys::begin(&server.app).await.unwrap();
    assert_eq!(algorithms(&server).await, ["RS256"]);
    let ring = server.app.keys.ring().unwrap();
    assert!(ring.signer_for(Algorithm::Es256, server.app.now()).is_err());

    let stop = tokio_util::sync::CancellationToken::new();
    let jobs = countersign::jobs::start(&server.app, stop.clone());
    let every = KeyUse::all().count();
    for _ in 0..600 {
        if algorithms(&server).await.len() == every {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    stop.cancel();
    jobs.wait().await;
    assert_eq!(algorithms(&server).await.len(), every);
}

/// Generations are unique over all algorithms: whoever loses one looks again.
#[tokio::test]
async fn two_nodes_at_once_make_one_key_of_each() {
    let server = TestServer::with(every_key).await;
    let another = server.another_node().await;
    server.tamper("DELETE FROM signing_keys").await;
    let (left, right) = tokio::join!(
        signing_keys::turn(&server.app),
        signing_keys::turn(&another.app)
    );
    left.unwrap();
    right.unwrap();
    signing_keys::turn(&server.app).await.unwrap();
    signing_keys::turn(&another.app).await.unwrap();
    let every = KeyUse::all().map(KeyUse::as_str).collect::<Vec<_>>();
    assert_eq!(algorithms(&server).await, every);
    assert_eq!(published(&server).await, published(&another).await);
    assert_eq!(usize::try_from(stored(&server).await), Ok(every.len()));
}

#[tokio::test]
async fn each_algorithm_turns_by_itself() {
    let server = TestServer::with(with_es256).await;
    let (rs256, es256) = (
        kid(&server, Algorithm::Rs256),
        kid(&server, Algorithm::Es256),
    );
    server.clock.advance(days(30));
    let only = Some(KeyUse::Signing(Algorithm::Es256));
    let made = signing_keys::rotate(&server.app, Rotate::Now, only)
        .await
        .unwrap();
    assert_eq!(made, [kid(&server, Algorithm::Es256)]);
    assert_ne!(made, [es256]);
    assert_eq!(kid(&server, Algorithm::Rs256), rs256);
    assert_eq!(algorithms(&server).await, ["RS256", "ES256", "ES256"]);

    // 90 days after its own first, and an hour ahead.
    server.clock.advance(days(60) - hours(1));
    signing_keys::turn(&server.app).await.unwrap();
    assert_eq!(algorithms(&server).await, ["RS256", "RS256", "ES256"]);
    server.clock.advance(days(30));
    signing_keys::turn(&server.app).await.unwrap();
    assert_eq!(algorithms(&server).await, ["RS256", "ES256", "ES256"]);

    // A leak of one is no leak of the others.
    let rs256 = kid(&server, Algorithm::Rs256);
    let made = signing_keys::rotate(&server.app, Rotate::Leaked, only)
        .await
        .unwrap();
    assert_eq!(algorithms(&server).await, ["RS256", "ES256"]);
    assert_eq!(kid(&server, Algorithm::Es256), made[0]);
    assert_eq!(kid(&server, Algorithm::Rs256), rs256);
}

/// What is offered no longer signs nothing more, and what it signed lives to its end.
#[tokio::test]
async fn an_algorithm_that_is_taken_out_stays_published_until_its_tokens_are_dead() {
    let server = TestServer::with(with_es256).await;
    let token = signed(&server, Algorithm::Es256);
    server.clock.advance(minutes(9));
    let node = server
        .another_node_with(|config| config.keys.algorithms = "none".parse().unwrap())
        .await;
    let now = node.app.now();
    let ring = node.app.keys.ring().unwrap();
    assert!(ring.signer_for(Algorithm::Rs256, now).is_ok());
    assert!(ring.signer_for(Algorithm::Es256, now).is_err());
    assert_eq!(ring.algorithms(now).collect::<Vec<_>>(), [Algorithm::Rs256]);
    let only = Some(KeyUse::Signing(Algorithm::Es256));
    let refused = signing_keys::rotate(&node.app, Rotate::Now, only).await;
    assert!(matches!(refused, Err(KeysError::NotOffered(_))));
    assert_eq!(algorithms(&node).await, ["RS256", "ES256"]);
    let accepted = verifier(&server, &node).await.verify_now(&token);
    assert!(accepted.is_ok(), "{accepted:?}");

    server.clock.advance(minutes(10));
    signing_keys::turn(&node.app).await.unwrap();
    assert_eq!(algorithms(&node).await, ["RS256", "ES256"]);
    server.clock.advance(minutes(1));
    assert_eq!(algorithms(&node).await, ["RS256"]);
    server.clock.advance(server.app.config.sessions.absolute);
    signing_keys::turn(&node.app).await.unwrap();
    assert_eq!(stored(&server).await, 1);
}

/// A leak asks for no configuration: the keys that are still published are withdrawn too.
#[tokio::test]
async fn a_leaked_key_that_is_offered_no_longer_is_withdrawn() {
    let server = TestServer::with(with_es256).await;
    let node = server
        .another_node_with(|config| config.keys.algorithms = "none".parse().unwrap())
        .await;
    assert_eq!(algorithms(&node).await, ["RS256", "ES256"]);
    let made = signing_keys::rotate(&node.app, Rotate::Leaked, None).await;
    assert_eq!(made.unwrap().len(), 1);
    assert_eq!(algorithms(&node).await, ["RS256"]);
}

/// What metadata lists is what clients can register, and get.
#[tokio::test]
async fn an_id_token_is_signed_with_what_its_client_registered() {
    let server = TestServer::with(every_key).await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await
        .expect(200)
        .json();
    let names = Algorithm::ALL.map(Algorithm::as_str);
    assert_eq!(
        metadata["id_token_signing_alg_values_supported"],
        json!(names)
    );
    let ring = server.app.keys.ring().unwrap();
    for algorithm in Algorithm::ASYMMETRIC {
        let app = server
            .client(|new| new.metadata.id_token_signed_response_alg = Some(algorithm))
            .await;
        let tokens = browser.tokens(&app).await;
        assert_eq!(header(&tokens.id)["alg"], algorithm.as_str());
        assert_eq!(header(&tokens.id)["kid"], kid(&server, algorithm));
        assert_eq!(header(&tokens.access)["alg"], "RS256");
        let now = server.app.now();
        let hint = jose::hint(&ring, now, server.issuer(), &tokens.id).unwrap();
        assert_eq!((hint.sub, hint.aud), (ada.user.id.clone(), app.id.clone()));
    }
}

/// What a client encrypts with the key set as it is now.
async fn encrypted(node: &Node, algorithm: KeyManagement) -> String {
    let set = node.nobody().get("/oauth2/jwks").await.expect(200).body;
    let keys = ClientKeys::parse(&set).unwrap();
    let key = keys.for_encryption(algorithm, None).unwrap();
    let content = ContentEncryption::A128CbcHs256;
    jwe::encrypt(b"hello", key, content, None, &*node.app.random).unwrap()
}

fn opens(node: &Node, token: &str) -> bool {
    let ring = node.app.keys.ring().unwrap();
    let opened = jwe::decrypt(token, ring.decryption_keys(node.app.now()));
    opened.is_ok_and(|text| *text == b"hello")
}

/// The set shows one key for each algorithm; those before open what was encrypted to them for as long as it is kept.
#[tokio::test]
async fn what_was_encrypted_to_a_key_opens_after_it_is_gone_from_the_set() {
    let server = TestServer::with(every_key).await;
    for algorithm in KeyManagement::ALL {
        let only = Some(KeyUse::Decryption(algorithm));
        let of_the_old = encrypted(&server, algorithm).await;
        assert!(opens(&server, &of_the_old));
        let before = published(&server).await;
        signing_keys::rotate(&server.app, Rotate::Ahead, only)
            .await
            .unwrap();
        assert_eq!(published(&server).await, before, "it is not in use yet");

        server.clock.advance(hours(1));
        assert_eq!(published(&server).await.len(), before.len());
        assert_ne!(published(&server).await, before);
        let of_the_new = encrypted(&server, algorithm).await;
        server.clock.advance(hours(1) + minutes(10));
        signing_keys::turn(&server.app).await.unwrap();
        assert!(opens(&server, &of_the_old) && opens(&server, &of_the_new));
        server.clock.advance(minutes(1));
        assert!(!opens(&server, &of_the_old), "{algorithm}");
        assert!(opens(&server, &of_the_new));
        signing_keys::turn(&server.app).await.unwrap();

        signing_keys::rotate(&server.app, Rotate::Leaked, only)
            .await
            .unwrap();
        assert!(!opens(&server, &of_the_new), "{algorithm}");
        assert!(opens(&server, &encrypted(&server, algorithm).await));
        assert_eq!(published(&server).await.len(), before.len());
    }
    let every = i64::try_from(KeyUse::all().count()).unwrap();
    assert!(stored(&server).await > every, "withdrawn ones stay a while");
    server.clock.advance(hours(2));
    signing_keys::turn(&server.app).await.unwrap();
    assert_eq!(stored(&server).await, every);
}

/// A row that somebody makes a signing key of does not open: what it was sealed for stands.
#[tokio::test]
async fn a_key_to_encrypt_to_never_signs() {
    let server = TestServer::with(every_key).await;
    // As they are, they open everywhere.
    server.another_node().await;
    server
        .tamper("UPDATE signing_keys SET algorithm = 'PS256' WHERE algorithm = 'RSA-OAEP-256'")
        .await;
    let node = server.another_node_opening().await;
    let refused = signing_keys::turn(&node.app).await;
    assert!(matches!(refused, Err(KeysError::Master(_))), "{refused:?}");
}
