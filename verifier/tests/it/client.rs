//! The HTTP client is the application's to choose. Whatever it is, the bounds around it hold.

use std::collections::HashMap;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign_verifier::{Body, BoxError, Builder, Fetch, Verifier};
use serde_json::json;

use crate::support::{AUDIENCE, ISSUER, ManualClock, good_token, jwks};

/// What a client does when it is asked for the key set.
#[derive(Clone, Copy)]
enum Deed {
    Answers,
    Says(u16),
    ReadsTooMuch,
    Fails,
    Panics,
    NeverEnds,
}

/// A client without any network, which counts what it is asked.
#[derive(Clone)]
struct Canned {
    answers: Arc<Mutex<HashMap<String, String>>>,
    deed: Arc<Mutex<Deed>>,
    asked: Arc<AtomicUsize>,
}

impl Canned {
    fn new(jwks_uri: &str) -> Self {
        let metadata = json!({ "issuer": ISSUER, "jwks_uri": jwks_uri }).to_string();
        let answers = HashMap::from([
            (
                format!("{ISSUER}/.well-known/openid-configuration"),
                metadata,
            ),
            (jwks_uri.to_owned(), jwks()),
        ]);
        Self {
            answers: Arc::new(Mutex::new(answers)),
            deed: Arc::new(Mutex::new(Deed::Answers)),
            asked: Arc::default(),
        }
    }

    fn verifier(&self, clock: &ManualClock) -> Builder {
        Verifier::discover(ISSUER)
            .audience(AUDIENCE)
            .clock(clock.clone())
            .http(self.clone())
    }

    fn turns_to(&self, deed: Deed) {
        *self.deed.lock().expect("a lock") = deed;
    }
}

impl Fetch for Canned {
    async fn get(&self, url: &str, body: &mut Body) -> Result<u16, BoxError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.lock().expect("a lock").get(url).cloned();
        let Some(answer) = answer else {
            return Ok(404);
        };
        let deed = *self.deed.lock().expect("a lock");
        match deed {
            Deed::Answers => body.push(answer.as_bytes())?,
            Deed::Says(status) => {
                body.push(answer.as_bytes())?;
                return Ok(status);
            }
            Deed::ReadsTooMuch => {
                body.push(answer.as_bytes())?;
                while body.push(&[b' '; 1024]).is_ok() {}
            }
            Deed::Fails => return Err("no route to anywhere".into()),
            Deed::Panics => panic!("as the test wants it"),
            Deed::NeverEnds => pending().await,
        }
        Ok(200)
    }
}

#[tokio::test]
async fn it_is_asked_instead_of_the_standard_one() {
    let (client, clock) = (
        Canned::new("https://keys.example.org/jwks"),
        ManualClock::new(),
    );
    let verifier = client.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&good_token()).await.is_ok());
    assert_eq!(client.asked.load(Ordering::SeqCst), 2);
}

#[test]
fn it_needs_no_runtime() {
    let (client, clock) = (
        Canned::new("https://keys.example.org/jwks"),
        ManualClock::new(),
    );
    let verifier = client.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify_blocking(&good_token()).is_ok());
}

#[tokio::test]
async fn it_is_never_asked_for_an_address_that_is_not_safe() {
    for unsafe_place in [
        "http://keys.example.org/jwks",
        "http://127.0.0.1/jwks",
        "file:///keys",
    ] {
        let (client, clock) = (Canned::new(unsafe_place), ManualClock::new());
        let verifier = client.verifier(&clock).build().expect("a verifier");
        assert!(verifier.verify(&good_token()).await.is_err());
        assert_eq!(client.asked.load(Ordering::SeqCst), 1, "the metadata alone");
    }
}

/// Whatever it does, the request is answered, the keys at hand stay, and the next fetch may mend it.
#[tokio::test]
async fn what_it_does_wrong_leaves_the_keys_as_they_are() {
    for deed in [
        Deed::Says(302),
        Deed::Says(201),
        Deed::Says(500),
        Deed::ReadsTooMuch,
        Deed::Fails,
        Deed::Panics,
    ] {
        let (client, clock) = (
            Canned::new("https://keys.example.org/jwks"),
            ManualClock::new(),
        );
        let verifier = client.verifier(&clock).build().expect("a verifier");
        client.turns_to(deed);
        let refused = verifier.verify(&good_token()).await;
        assert_eq!(
            refused.map_err(|error| error.reason()),
            Err("keys_unavailable")
        );
        client.turns_to(Deed::Answers);
        clock.advance(30);
        assert!(verifier.verify(&good_token()).await.is_ok());
        client.turns_to(deed);
        clock.advance(100);
        assert!(verifier.verify(&good_token()).await.is_ok());
    }
}

/// Five seconds of real time.
#[tokio::test]
async fn one_that_never_comes_back_is_given_up() {
    let (client, clock) = (
        Canned::new("https://keys.example.org/jwks"),
        ManualClock::new(),
    );
    let verifier = client.verifier(&clock).build().expect("a verifier");
    client.turns_to(Deed::NeverEnds);
    let token = good_token();
    let answer = tokio::time::timeout(Duration::from_secs(8), verifier.verify(&token)).await;
    let refused = answer.expect("in time").map_err(|error| error.reason());
    assert_eq!(refused, Err("keys_unavailable"));
    client.turns_to(Deed::Answers);
    clock.advance(30);
    assert!(verifier.verify(&token).await.is_ok());
}
