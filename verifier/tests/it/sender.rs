//! Tokens that are bound to their sender, at the gate: which scheme goes with which token, certificates, nonces, and what
//! clients are told (RFC 9449 sections 7 and 9, RFC 8705 section 3).

use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use countersign_verifier::sender::{ClientCertificate, Nonces};
use countersign_verifier::{Authenticator as _, Error, Gate, Guard, Principal, Verifier};
use http::request::Parts;
use http::{Request, StatusCode};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert_eq, proptest};
use serde_json::json;
use tower::ServiceExt as _;

use crate::support::sender::{
    Sender, admit, bound, claims, dpop, proved, refusal, request, sha256, verifier_with,
};
use crate::support::{ManualClock, good_token, jwks, offline, verifier};

/// Any octets are a certificate here: nothing is read out of it.
const CERTIFICATE: &[u8] = b"a certificate";

fn bearer(token: &str) -> Parts {
    request(&[("authorization", &format!("Bearer {token}"))])
}

fn with_certificate(mut request: Parts, certificate: &[u8]) -> Parts {
    request
        .extensions
        .insert(ClientCertificate(certificate.to_vec()));
    request
}

/// The challenges of the answer to a request that is refused.
async fn challenges(gate: &Gate, mut request: Parts, guard: &Guard) -> Vec<String> {
    let refused = gate
        .admit(&mut request, guard)
        .await
        .expect_err("it is refused");
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let headers = refused.headers();
    let values = headers.get_all("www-authenticate").iter();
    values
        .map(|value| value.to_str().expect("text").to_owned())
        .collect()
}

#[tokio::test]
async fn a_bound_token_is_no_bearer_token_and_an_unbound_one_needs_no_proof() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let (token, free) = (sender.token(), good_token());
    assert!(
        admit(&gate, proved(&token, &sender.proof(&token)))
            .await
            .is_ok()
    );
    assert!(admit(&gate, bearer(&free)).await.is_ok());

    let stolen = refusal(&gate, bearer(&token)).await;
    assert_eq!(stolen.0, "sender_constrained_token");
    // The proof does not help under the wrong scheme.
    let mut downgraded = bearer(&token);
    downgraded
        .headers
        .insert("dpop", sender.proof(&token).parse().expect("a value"));
    assert_eq!(refusal(&gate, downgraded).await, stolen);
    // Nor does the scheme make a bound token of another.
    let upgraded = refusal(&gate, proved(&free, &sender.proof(&free))).await;
    assert_eq!(upgraded.0, "token_not_sender_constrained");
}

#[tokio::test]
async fn a_token_that_is_known_already_needs_its_proof_still() {
    let (verifier, sender) = (verifier_with(dpop()), Sender::new());
    let (gate, token) = (Gate::from(verifier.clone()), sender.token());
    for _ in 0..3 {
        assert!(
            admit(&gate, proved(&token, &sender.proof(&token)))
                .await
                .is_ok()
        );
        assert_eq!(
            refusal(&gate, bearer(&token)).await.0,
            "sender_constrained_token"
        );
        assert_eq!(verifier.verify(&token).await, Err(Error::SenderConstrained));
        assert_eq!(verifier.verify_now(&token), Err(Error::SenderConstrained));
        let bare = request(&[("authorization", &format!("DPoP {token}"))]);
        assert_eq!(refusal(&gate, bare).await.0, "invalid_dpop_proof");
    }
}

#[tokio::test]
async fn without_dpop_its_scheme_means_nothing() {
    let (gate, sender) = (Gate::from(verifier()), Sender::new());
    let token = sender.token();
    assert!(admit(&gate, bearer(&good_token())).await.is_ok());
    let asked = proved(&token, &sender.proof(&token));
    assert_eq!(
        challenges(&gate, asked, &Guard::new()).await,
        [r#"Bearer realm="https://api.example.org""#]
    );
    assert_eq!(
        refusal(&gate, bearer(&token)).await.0,
        "sender_constrained_token"
    );
}

#[tokio::test]
async fn a_token_of_a_certificate_needs_that_certificate() {
    let gate = Gate::from(verifier());
    let token = bound(&json!({ "x5t#S256": sha256(CERTIFICATE) }));
    let admitted = admit(&gate, with_certificate(bearer(&token), CERTIFICATE))
        .await
        .expect("it is good");
    assert!(admitted.is_sender_constrained());
    for stolen in [bearer(&token), with_certificate(bearer(&token), b"another")] {
        assert_eq!(refusal(&gate, stolen).await.0, "wrong_sender");
    }
    let said = challenges(&gate, bearer(&token), &Guard::new()).await;
    assert!(said[0].contains(r#"error="invalid_token""#), "{said:?}");
    // A certificate makes no bound token of another.
    let free = with_certificate(bearer(&good_token()), CERTIFICATE);
    let admitted = admit(&gate, free).await.expect("it is good");
    assert!(!admitted.is_sender_constrained());
}

#[tokio::test]
async fn of_two_bindings_both_hold() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let token = bound(&json!({ "jkt": sender.jkt(), "x5t#S256": sha256(CERTIFICATE) }));
    let asked = || proved(&token, &sender.proof(&token));
    assert!(
        admit(&gate, with_certificate(asked(), CERTIFICATE))
            .await
            .is_ok()
    );
    assert_eq!(refusal(&gate, asked()).await.0, "wrong_sender");
    assert_eq!(
        refusal(&gate, with_certificate(asked(), b"another"))
            .await
            .0,
        "wrong_sender"
    );
    let half = with_certificate(bearer(&token), CERTIFICATE);
    assert_eq!(refusal(&gate, half).await.0, "sender_constrained_token");
}

#[tokio::test]
async fn an_unknown_binding_is_refused() {
    let gate = Gate::from(verifier_with(dpop()));
    for confirmation in [json!({ "kid": "k" }), json!({})] {
        assert_eq!(
            refusal(&gate, bearer(&bound(&confirmation))).await.0,
            "wrong_sender"
        );
    }
    for confirmation in [
        json!(null),
        json!("jkt"),
        json!({ "jkt": "short" }),
        json!({ "jkt": 1 }),
    ] {
        assert_eq!(
            refusal(&gate, bearer(&bound(&confirmation))).await.0,
            "invalid_claim"
        );
    }
}

#[tokio::test]
async fn clients_learn_of_dpop_beside_bearer() {
    const REALM: &str = r#"realm="https://api.example.org""#;
    const ALGS: &str = r#"algs="ES256 ES384 EdDSA Ed25519 PS256 RS256""#;
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let (token, route) = (sender.token(), Guard::new());
    let (plain, other) = (format!("Bearer {REALM}"), format!("DPoP {REALM}, {ALGS}"));
    assert_eq!(
        challenges(&gate, request(&[]), &route).await,
        [plain.clone(), other.clone()]
    );
    // What is wrong is said under the scheme that was used.
    let [said, dpop_said] = &challenges(&gate, bearer(&token), &route).await[..] else {
        panic!("two challenges")
    };
    assert!(
        said.starts_with(&format!(r#"{plain}, error="invalid_token""#)),
        "{said}"
    );
    assert_eq!(*dpop_said, other);
    let [said, dpop_said] = &challenges(&gate, proved(&token, "a.b.c"), &route).await[..] else {
        panic!("two challenges")
    };
    assert!(
        dpop_said.starts_with(&format!(r#"{other}, error="invalid_dpop_proof""#)),
        "{dpop_said}"
    );
    assert_eq!(*said, plain);
}

#[tokio::test]
async fn a_route_for_bound_tokens_does_not_offer_bearer() {
    let sender = Sender::new();
    let (token, free) = (sender.token(), good_token());
    let (open, strict) = (
        Gate::from(verifier_with(dpop())),
        Gate::from(verifier_with(dpop().required())),
    );
    for (gate, guard) in [
        (&open, Guard::new().sender_constrained()),
        (&strict, Guard::new()),
    ] {
        let mut good = proved(&token, &sender.proof(&token));
        assert!(gate.admit(&mut good, &guard).await.is_ok());
        for asked in [request(&[]), bearer(&free), bearer(&token)] {
            let offered = challenges(gate, asked, &guard).await;
            assert!(
                matches!(&offered[..], [one] if one.starts_with("DPoP ")),
                "{offered:?}"
            );
        }
    }
    // Where there are only certificates, they go with Bearer.
    let (gate, guard) = (Gate::from(verifier()), Guard::new().sender_constrained());
    let offered = challenges(&gate, bearer(&free), &guard).await;
    assert!(offered[0].starts_with("Bearer "), "{offered:?}");
}

/// What a client does with nonces: it takes the last that it was told.
#[tokio::test]
async fn a_nonce_is_demanded_and_renewed_before_it_expires() {
    let (clock, sender) = (ManualClock::new(), Sender::new());
    let nonces = Nonces::shared([7; 32]).expect("a secret");
    let builder = offline(&jwks())
        .clock(clock.clone())
        .dpop(dpop().nonces(nonces));
    let gate = Gate::from(builder.build().expect("a verifier"));
    let token = sender.token();
    let ask = |nonce: Option<&str>, age: u64| {
        let mut claims = claims(&token);
        claims["iat"] = (claims["iat"].as_u64().expect("a number") + age).into();
        if let Some(nonce) = nonce {
            claims["nonce"] = nonce.into();
        }
        proved(&token, &sender.sign(&sender.header(), &claims))
    };

    let refused = admit(&gate, ask(None, 0))
        .await
        .expect_err("it has no nonce");
    let headers = refused.headers();
    let nonce = headers["dpop-nonce"].to_str().expect("text").to_owned();
    assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
    let said = challenges(&gate, ask(Some("another"), 0), &Guard::new()).await;
    assert!(said[1].contains(r#"error="use_dpop_nonce""#), "{said:?}");

    let admitted = admit(&gate, ask(Some(&nonce), 0))
        .await
        .expect("the nonce is good");
    assert_eq!(admitted.dpop_nonce(), None);
    clock.advance(120);
    let admitted = admit(&gate, ask(Some(&nonce), 120))
        .await
        .expect("the nonce is good still");
    let next = admitted
        .dpop_nonce()
        .expect("the next one is due")
        .to_owned();
    clock.advance(120);
    assert_eq!(
        refusal(&gate, ask(Some(&nonce), 240)).await.0,
        "dpop_nonce_required"
    );
    assert!(admit(&gate, ask(Some(&next), 240)).await.is_ok());
}

/// axum takes its own part of the path away before a nested router is asked.
#[tokio::test]
async fn a_nested_router_knows_the_whole_address() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let subject = |principal: Principal| async move { principal.subject().to_owned() };
    let nested = Router::new()
        .route("/notes", get(subject))
        .layer(gate.guard(Guard::new()));
    let app = Router::new().nest("/v1", nested).with_state(gate);
    let token = sender.token();
    for (htu, status) in [
        ("https://api.example.org/v1/notes", StatusCode::OK),
        ("https://api.example.org/notes", StatusCode::UNAUTHORIZED),
    ] {
        let mut claims = claims(&token);
        claims["htu"] = htu.into();
        let mut asked = proved(&token, &sender.sign(&sender.header(), &claims));
        asked.uri = "/v1/notes".parse().expect("a path");
        let answer = app
            .clone()
            .oneshot(Request::from_parts(asked, Body::empty()))
            .await;
        assert_eq!(answer.expect("an answer").status(), status, "{htu}");
    }
}

#[tokio::test]
async fn guards_of_one_gate_use_a_proof_once() {
    let (verifier, sender) = (verifier_with(dpop()), Sender::new());
    let (gate, token) = (Gate::from(verifier.clone()), sender.token());
    let mut asked = proved(&token, &sender.proof(&token));
    for guard in [
        Guard::new(),
        Guard::new().role("editor").sender_constrained(),
    ] {
        assert!(gate.admit(&mut asked, &guard).await.is_ok());
    }
    // Another gate does not take this one's word.
    let told = refusal(&Gate::from(verifier), asked).await;
    assert!(told.1.ends_with("it was used before"), "{told:?}");
}

#[test]
fn only_what_a_request_can_be_asked_at_is_an_origin() {
    for origin in [
        "api.example.org",
        "https://api.example.org/?q",
        "ftp://api.example.org",
    ] {
        assert!(
            countersign_verifier::sender::Dpop::new(origin).is_err(),
            "{origin}"
        );
    }
}

struct Shared {
    verifier: Verifier,
    token: String,
    proof: String,
    runtime: tokio::runtime::Runtime,
}

impl Shared {
    fn judge(&self, proof: &str) -> bool {
        let asked = proved(&self.token, proof);
        self.runtime
            .block_on(self.verifier.authenticate(&asked))
            .is_ok()
    }
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| {
        let sender = Sender::new();
        let token = sender.token();
        Shared {
            verifier: verifier_with(dpop()),
            proof: sender.proof(&token),
            runtime: tokio::runtime::Runtime::new().expect("a runtime"),
            token,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_never_a_proof(position in any::<prop::sample::Index>(), byte in 0x21_u8..0x7f) {
        let shared = shared();
        let mut bytes = shared.proof.clone().into_bytes();
        let position = position.index(bytes.len());
        let changed = std::mem::replace(&mut bytes[position], byte) != byte;
        if changed {
            prop_assert_eq!(shared.judge(&String::from_utf8(bytes).expect("ASCII")), false);
        }
    }

    /// Whatever it is, it is judged and never trips; and what is judged as bytes for fuzzing agrees.
    #[test]
    fn arbitrary_parts_are_no_proof(parts in prop::collection::vec("[ -~]{0,40}", 0..5)) {
        let text = parts.iter().map(crate::support::b64).collect::<Vec<_>>().join(".");
        prop_assert_eq!(shared().judge(&text), false);
        prop_assert_eq!(countersign_verifier::sender::judge_alone(text.as_bytes()), None);
    }
}

#[test]
fn the_unchanged_proof_is_good() {
    let sender = Sender::new();
    let token = sender.token();
    let fresh = Shared {
        verifier: verifier_with(dpop()),
        proof: sender.proof(&token),
        runtime: tokio::runtime::Runtime::new().expect("a runtime"),
        token,
    };
    assert!(fresh.judge(&fresh.proof));
    let mut claims = claims("token");
    claims["htu"] = "https://api.example.org/".into();
    let alone = sender.sign(&sender.header(), &claims);
    let judged = countersign_verifier::sender::judge_alone(alone.as_bytes());
    assert_eq!(judged, Some(sender.jkt()));
}
