//! DPoP proofs (RFC 9449 section 4.3): which are good, and every way in which one is not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use countersign_verifier::sender::{Dpop, InMemory, Replay};
use countersign_verifier::{Algorithm, Error, Gate};
use serde_json::{Value, json};

use crate::support::sender::{
    Sender, TARGET, admit, bound, claims, dpop, proved, refusal, request, sha256, verifier_with,
};
use crate::support::{AUDIENCE, NOW, Signer, b64};

/// A memory that counts how often it is asked.
#[derive(Clone, Default)]
struct Counting(Arc<AtomicUsize>, Arc<InMemory>);

impl Replay for Counting {
    async fn first(&self, proof: [u8; 32], now: u64, until: u64) -> Result<bool, Error> {
        self.0.fetch_add(1, Ordering::SeqCst);
        self.1.first(proof, now, until).await
    }
}

/// One client at one gate.
struct Scene {
    gate: Gate,
    memory: Counting,
    sender: Sender,
    token: String,
}

impl Scene {
    fn new() -> Self {
        Self::of(Sender::new())
    }

    fn of(sender: Sender) -> Self {
        let (memory, token) = (Counting::default(), sender.token());
        let gate = Gate::from(verifier_with(dpop().replay(memory.clone())));
        Self {
            gate,
            memory,
            sender,
            token,
        }
    }

    fn claims(&self) -> Value {
        claims(&self.token)
    }

    async fn accepts(&self, proof: &str) {
        let admitted = admit(&self.gate, proved(&self.token, proof)).await;
        let principal = admitted.expect("it is good");
        assert_eq!(principal.subject(), "user-1");
        assert!(principal.is_sender_constrained());
    }

    /// Why the proof is refused, after a good one was accepted; and it was not used up by that.
    async fn refuses(&self, proof: &str) -> (&'static str, String) {
        self.accepts(&self.sender.proof(&self.token)).await;
        let asked = self.memory.0.load(Ordering::SeqCst);
        let told = refusal(&self.gate, proved(&self.token, proof)).await;
        assert_eq!(self.memory.0.load(Ordering::SeqCst), asked, "{told:?}");
        told
    }

    async fn refuses_header(&self, change: impl FnOnce(&mut Value)) -> (&'static str, String) {
        let mut header = self.sender.header();
        change(&mut header);
        self.refuses(&self.sender.sign(&header, &self.claims()))
            .await
    }

    async fn refuses_claims(&self, change: impl FnOnce(&mut Value)) -> (&'static str, String) {
        let mut claims = self.claims();
        change(&mut claims);
        self.refuses(&self.sender.sign(&self.sender.header(), &claims))
            .await
    }
}

fn invalid(why: &str) -> (&'static str, String) {
    (
        "invalid_dpop_proof",
        format!("the DPoP proof is not good: {why}"),
    )
}

#[tokio::test]
async fn a_proof_of_every_algorithm_is_good() {
    for signer in [
        Signer::new_ec(),
        Signer::new_ec_384(),
        Signer::new_ed(),
        Signer::new_pss(),
        Signer::new_rsa(),
    ] {
        let scene = Scene::of(Sender(signer));
        scene.accepts(&scene.sender.proof(&scene.token)).await;
    }
    let scene = Scene::of(Sender(Signer::new_ed()));
    let mut header = scene.sender.header();
    header["alg"] = "Ed25519".into();
    scene
        .accepts(&scene.sender.sign(&header, &scene.claims()))
        .await;
}

#[tokio::test]
async fn the_api_decides_which_algorithms() {
    let sender = Sender::new();
    let token = sender.token();
    for (allowed, good) in [(Algorithm::Es256, true), (Algorithm::EdDsa, false)] {
        let gate = Gate::from(verifier_with(dpop().algorithms([allowed])));
        let admitted = admit(&gate, proved(&token, &sender.proof(&token))).await;
        assert_eq!(admitted.is_ok(), good, "{allowed:?}");
    }
}

/// RFC 9449 section 7.1, figure 12, whose access token is opaque; and the proof for a token endpoint of section 4.2.
#[tokio::test]
async fn the_example_of_the_rfc_is_good() {
    const TOKEN: &str = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    const JKT: &str = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    const HEADER: &str = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUkl\
        DUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlA\
        tMjU2In19";
    const RESOURCE: &str = "eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9\
        yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVF\
        FbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA";
    const ENDPOINT: &str = "eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29\
        tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xR\
        ZT3Lg";
    let dpop = Dpop::new("https://resource.example.org").expect("an origin");
    let asked = |proof: &str| {
        let proof = format!("{HEADER}.{proof}");
        let mut parts = proved(TOKEN, &proof);
        parts.uri = "/protectedresource".parse().expect("a path");
        parts
    };
    let (good, then) = (asked(RESOURCE), 1_562_262_618);
    for (wrong, reason) in [
        (
            dpop.check(&asked(ENDPOINT), TOKEN, JKT, then).await,
            "invalid_dpop_proof",
        ),
        (
            dpop.check(&good, "another", JKT, then).await,
            "invalid_dpop_proof",
        ),
        (
            dpop.check(&good, TOKEN, &sha256("another"), then).await,
            "wrong_sender",
        ),
        (
            dpop.check(&good, TOKEN, JKT, then + 61).await,
            "invalid_dpop_proof",
        ),
    ] {
        assert_eq!(wrong.map_err(|error| error.reason()), Err(reason));
    }
    assert_eq!(dpop.check(&good, TOKEN, JKT, then).await, Ok(None));
}

#[tokio::test]
async fn a_header_that_is_no_proof_is_refused() {
    let scene = Scene::new();
    for typ in [
        json!("JWT"),
        json!("at+jwt"),
        json!("dpop"),
        json!(null),
        json!(["dpop+jwt"]),
    ] {
        let told = scene.refuses_header(|header| header["typ"] = typ).await;
        assert_eq!(told, invalid("its typ is not dpop+jwt"));
    }
    for alg in [
        json!("none"),
        json!("HS256"),
        json!("ES512"),
        json!("es256"),
        json!(""),
        json!(null),
    ] {
        let told = scene.refuses_header(|header| header["alg"] = alg).await;
        assert_eq!(told, invalid("its alg is not allowed"));
    }
    for name in ["crit", "b64", "zip"] {
        let told = scene
            .refuses_header(|header| header[name] = json!(["exp"]))
            .await;
        assert_eq!(told, invalid("its header asks for an extension"));
    }
    let doubled = scene
        .sender
        .header()
        .to_string()
        .replacen('{', r#"{"typ":"dpop+jwt","#, 1);
    let proof = scene.sender.0.sign(doubled, scene.claims().to_string());
    let told = scene.refuses(&proof).await;
    assert_eq!(
        told,
        invalid("its header is not a JSON object without duplicate members")
    );
}

#[tokio::test]
async fn a_key_that_is_not_public_or_not_good_is_refused() {
    let scene = Scene::new();
    for name in ["d", "p", "k", "oth"] {
        let told = scene
            .refuses_header(|header| header["jwk"][name] = "AQAB".into())
            .await;
        assert_eq!(told, invalid("its jwk holds a secret"), "{name}");
    }
    let told = scene
        .refuses_header(|header| header["jwk"] = json!("k"))
        .await;
    assert_eq!(told, invalid("its jwk is not an object"));
    let told = scene
        .refuses_header(|header| drop(header.as_object_mut().expect("one").remove("jwk")))
        .await;
    assert_eq!(told, invalid("it has no jwk"));
    // A key of another type than its alg.
    let told = scene
        .refuses_header(|header| header["alg"] = "RS256".into())
        .await;
    assert_eq!(told, invalid("its jwk is not a good key for its alg"));
    // RSA with 1024 bits, to which a careless issuer has bound a token.
    let weak = json!({ "e": "AQAB", "kty": "RSA", "n": b64([0xff; 128]) });
    let token = bound(&json!({ "jkt": sha256(weak.to_string()) }));
    let header = json!({ "typ": "dpop+jwt", "alg": "RS256", "jwk": weak });
    let proof = Sender(Signer::new_rsa()).sign(&header, &claims(&token));
    let told = refusal(&scene.gate, proved(&token, &proof)).await;
    assert_eq!(told, invalid("its jwk is not a good key for its alg"));
}

#[tokio::test]
async fn another_key_is_refused() {
    let (scene, thief) = (Scene::new(), Sender::new());
    let (reason, text) = scene.refuses(&thief.proof(&scene.token)).await;
    assert_eq!(reason, "wrong_sender");
    assert_eq!(
        text,
        "the token is bound to another key than the one of the DPoP proof"
    );
    // With the right key in the header, but without the private half of it.
    let forged = thief.sign(&scene.sender.header(), &scene.claims());
    assert_eq!(
        scene.refuses(&forged).await,
        invalid("its signature is wrong")
    );
}

#[tokio::test]
async fn a_proof_for_another_request_is_refused() {
    let scene = Scene::new();
    for method in ["POST", "get", "HEAD", ""] {
        let (reason, text) = scene
            .refuses_claims(|claims| claims["htm"] = method.into())
            .await;
        assert_eq!(reason, "invalid_dpop_proof");
        assert!(text.contains("its htm is"), "{text}");
    }
    for htu in [
        "https://api.example.org/",
        "https://evil.example/notes",
        "http://api.example.org/notes",
        "/notes",
        " ",
    ] {
        let told = scene
            .refuses_claims(|claims| claims["htu"] = htu.into())
            .await;
        assert_eq!(
            told,
            invalid("its htu is not the address of the request"),
            "{htu}"
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["ath"] = sha256("another").into())
        .await;
    assert_eq!(told, invalid("its ath is not the hash of the access token"));
    let mut claims = scene.claims();
    claims["htu"] = "HTTPS://API.EXAMPLE.ORG:443/not%65s?page=2#top".into();
    scene
        .accepts(&scene.sender.sign(&scene.sender.header(), &claims))
        .await;
}

#[tokio::test]
async fn what_a_request_says_of_its_host_counts_for_nothing() {
    let scene = Scene::new();
    let elsewhere = |htu: &str| {
        let mut claims = scene.claims();
        claims["htu"] = htu.into();
        let mut asked = proved(
            &scene.token,
            &scene.sender.sign(&scene.sender.header(), &claims),
        );
        for name in ["host", "x-forwarded-host"] {
            asked
                .headers
                .insert(name, "evil.example".parse().expect("a value"));
        }
        asked
    };
    assert!(admit(&scene.gate, elsewhere(TARGET)).await.is_ok());
    let told = refusal(&scene.gate, elsewhere("https://evil.example/notes")).await;
    assert_eq!(told, invalid("its htu is not the address of the request"));
}

#[tokio::test]
async fn a_proof_that_was_not_made_just_now_is_refused() {
    let scene = Scene::new();
    for iat in [NOW - 60, NOW + 5] {
        let mut claims = scene.claims();
        claims["iat"] = iat.into();
        scene
            .accepts(&scene.sender.sign(&scene.sender.header(), &claims))
            .await;
    }
    for (name, time, why) in [
        ("iat", NOW - 61, "it is too old"),
        ("iat", 0, "it is too old"),
        ("exp", NOW, "it is too old"),
        ("iat", NOW + 6, "it is from the future"),
        ("nbf", NOW + 6, "it is from the future"),
    ] {
        let told = scene
            .refuses_claims(|claims| claims[name] = time.into())
            .await;
        assert_eq!(told, invalid(why), "{name} {time}");
    }
}

#[tokio::test]
async fn every_claim_has_its_type() {
    let scene = Scene::new();
    for name in ["jti", "htm", "htu", "iat", "ath"] {
        let why = invalid(&format!("its {name} is missing or malformed"));
        let told = scene
            .refuses_claims(|claims| drop(claims.as_object_mut().expect("one").remove(name)))
            .await;
        assert_eq!(told, why);
        for value in [
            json!(null),
            json!(""),
            json!(["a"]),
            json!({}),
            json!(true),
            json!(-1),
        ] {
            let told = scene.refuses_claims(|claims| claims[name] = value).await;
            assert_eq!(told, why);
        }
    }
    for name in ["nonce", "exp", "nbf"] {
        let told = scene
            .refuses_claims(|claims| claims[name] = json!(null))
            .await;
        assert_eq!(
            told,
            invalid(&format!("its {name} is missing or malformed"))
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["jti"] = "j".repeat(257).into())
        .await;
    assert_eq!(told, invalid("its jti is too long"));
    let doubled = scene.claims().to_string().replacen('{', r#"{"iat":0,"#, 1);
    let proof = scene
        .sender
        .0
        .sign(scene.sender.header().to_string(), doubled);
    let told = scene.refuses(&proof).await;
    assert_eq!(
        told,
        invalid("its payload is not a JSON object without duplicate members")
    );
}

#[tokio::test]
async fn what_is_not_one_signed_jwt_is_refused() {
    let scene = Scene::new();
    let good = scene.sender.proof(&scene.token);
    for proof in [
        "",
        "a.b",
        "a.b.c",
        &format!("{good}."),
        &format!("{good}, {good}"),
        &format!("{good}="),
        "\u{e9}",
    ] {
        assert_eq!(
            scene.refuses(proof).await,
            invalid("it is not a signed JWT"),
            "{proof}"
        );
    }
    let told = scene
        .refuses_claims(|claims| claims["more"] = "m".repeat(8 * 1024).into())
        .await;
    assert_eq!(told, invalid("it is too long"));
    let dpop = format!("DPoP {}", scene.token);
    let none = request(&[("authorization", &dpop)]);
    assert_eq!(refusal(&scene.gate, none).await, invalid("there is none"));
    let two = request(&[("authorization", &dpop), ("dpop", &good), ("dpop", &good)]);
    assert_eq!(
        refusal(&scene.gate, two).await,
        invalid("there is more than one")
    );
    scene.accepts(&good).await;
}

#[tokio::test]
async fn a_proof_is_good_once() {
    let scene = Scene::new();
    let proof = scene.sender.proof(&scene.token);
    scene.accepts(&proof).await;
    for _ in 0..2 {
        let told = refusal(&scene.gate, proved(&scene.token, &proof)).await;
        assert_eq!(told, invalid("it was used before"));
    }
    // Signed once more, with the same identifier.
    let (mut again, former) = (scene.claims(), scene.claims());
    scene
        .accepts(&scene.sender.sign(&scene.sender.header(), &former))
        .await;
    again["jti"] = former["jti"].clone();
    again["iat"] = (NOW - 1).into();
    let again = scene.sender.sign(&scene.sender.header(), &again);
    let told = refusal(&scene.gate, proved(&scene.token, &again)).await;
    assert_eq!(told, invalid("it was used before"));
    // By another client an identifier is another one.
    let other = Sender::new();
    let token = other.token();
    let mut same = claims(&token);
    same["jti"] = former["jti"].clone();
    let proof = other.sign(&other.header(), &same);
    assert!(admit(&scene.gate, proved(&token, &proof)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_hundred_at_once_one_is_first() {
    let scene = Scene::new();
    let proof = scene.sender.proof(&scene.token);
    let attempts: Vec<_> = (0..100)
        .map(|_| {
            let (gate, asked) = (scene.gate.clone(), proved(&scene.token, &proof));
            tokio::spawn(async move { admit(&gate, asked).await.is_ok() })
        })
        .collect();
    let mut admitted = 0;
    for attempt in attempts {
        admitted += usize::from(attempt.await.expect("it does not panic"));
    }
    assert_eq!(admitted, 1);
}

#[tokio::test]
async fn a_memory_that_is_full_lets_nobody_through() {
    let sender = Sender::new();
    let token = sender.token();
    let gate = Gate::from(verifier_with(dpop().replay(InMemory::of(1))));
    assert!(
        admit(&gate, proved(&token, &sender.proof(&token)))
            .await
            .is_ok()
    );
    let refused = admit(&gate, proved(&token, &sender.proof(&token)))
        .await
        .expect_err("it is full");
    assert_eq!(refused.status().as_u16(), 503);
    assert!(refused.headers().contains_key("retry-after"));
    assert!(!refused.headers().contains_key("www-authenticate"));
}

#[tokio::test]
async fn several_origins_are_one_api() {
    let sender = Sender::new();
    let token = sender.token();
    let dpop = Dpop::new("https://old.example.org/v1")
        .and_then(|dpop| dpop.origin(AUDIENCE))
        .expect("origins");
    let gate = Gate::from(verifier_with(dpop));
    for (htu, good) in [
        (TARGET, true),
        ("https://old.example.org/v1/notes", true),
        ("https://old.example.org/notes", false),
    ] {
        let mut claims = claims(&token);
        claims["htu"] = htu.into();
        let proof = sender.sign(&sender.header(), &claims);
        assert_eq!(
            admit(&gate, proved(&token, &proof)).await.is_ok(),
            good,
            "{htu}"
        );
    }
}
