//! What a DPoP proof costs beside the signature check that it cannot do without. Each has an identifier of its own and
//! brings its key, so that nothing of it can be known already.

#[expect(dead_code, reason = "shared with the other benchmarks")]
mod support;

use std::future::Future;
use std::pin::pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _,
    ParsedPublicKey,
};
use countersign_verifier::sender::Dpop;
use divan::Bencher;
use http::Request;
use http::request::Parts;
use serde_json::json;
use support::{AUDIENCE, NOW, b64};

const TOKEN: &str = "an.access.token";

static KEY: LazyLock<EcdsaKeyPair> =
    LazyLock::new(|| EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key"));

fn main() {
    divan::main();
}

/// What was signed, and the signature.
fn proof() -> (String, Vec<u8>) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let (x, y) = KEY.public_key().as_ref()[1..].split_at(32);
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": b64(x), "y": b64(y) });
    let header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": jwk });
    let claims = json!({
        "jti": format!("{:022}", COUNT.fetch_add(1, Ordering::Relaxed)), "htm": "GET",
        "htu": "https://api.example.org/notes", "iat": NOW, "ath": b64(digest(&SHA256, TOKEN.as_bytes())),
    });
    let signed = format!("{}.{}", b64(header.to_string()), b64(claims.to_string()));
    let signature = KEY.sign(&SystemRandom::new(), signed.as_bytes());
    (signed, signature.expect("a signature").as_ref().to_vec())
}

fn jkt() -> String {
    let (x, y) = KEY.public_key().as_ref()[1..].split_at(32);
    let (x, y) = (b64(x), b64(y));
    let counted = format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#);
    b64(digest(&SHA256, counted.as_bytes()))
}

fn asked() -> Parts {
    let (signed, signature) = proof();
    let proof = format!("{signed}.{}", b64(signature));
    let request = Request::get("/notes").header("dpop", proof);
    request.body(()).expect("a request").into_parts().0
}

#[divan::bench(threads = [1, 2], sample_size = 20)]
fn a_raw_signature(bencher: Bencher) {
    let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, KEY.public_key().as_ref());
    let (key, (signed, signature)) = (key.expect("a key"), proof());
    bencher.bench(|| key.verify_sig(divan::black_box(signed.as_bytes()), &signature));
}

/// The least that a proof can cost, for it brings its key along.
#[divan::bench(threads = [1, 2], sample_size = 20)]
fn b_raw_signature_with_its_key(bencher: Bencher) {
    let (public, (signed, signature)) = (KEY.public_key().as_ref(), proof());
    bencher.bench(|| {
        let key = ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, divan::black_box(public));
        key.map(|key| key.verify_sig(signed.as_bytes(), &signature).is_ok())
    });
}

#[divan::bench(threads = [1, 2], sample_size = 20)]
fn c_proof(bencher: Bencher) {
    let (dpop, jkt) = (Dpop::new(AUDIENCE).expect("an origin"), jkt());
    bencher.with_inputs(asked).bench_refs(|asked| {
        let judged = pin!(dpop.check(asked, TOKEN, &jkt, NOW));
        match judged.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(judged) => judged.expect("good"),
            Poll::Pending => panic!("it had to wait"),
        }
    });
}
