//! What a check costs, beside what it cannot do without. `scripts/bench-verifier` runs this and prints the ratios.

#[path = "support/issuer.rs"]
mod issuer;
#[path = "support/plain.rs"]
mod plain;
mod support;

use std::future::Future;
use std::pin::pin;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use countersign_verifier::Verifier;
use divan::Bencher;
use support::Signer;

static RSA: LazyLock<Signer> = LazyLock::new(Signer::rs256);
static EC: LazyLock<Signer> = LazyLock::new(Signer::es256);

fn main() {
    divan::main();
}

/// What is known already is answered at the first poll.
fn at_once<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it had to wait"),
    }
}

/// Tokens that a verifier has seen.
mod cached {
    use super::*;

    fn warm(tokens: usize) -> (Verifier, Vec<String>) {
        let (verifier, tokens) = (RSA.verifier(10_000), (0..tokens).map(|n| RSA.token(n)));
        let tokens: Vec<_> = tokens.collect();
        for token in &tokens {
            at_once(verifier.verify(token)).expect("a good token");
        }
        (verifier, tokens)
    }

    /// Each thread takes the next token of the list at each turn, from a place of its own on.
    fn turns(bencher: Bencher, tokens: usize, apart: usize) {
        let (verifier, tokens) = warm(tokens);
        let next_thread = AtomicUsize::new(0);
        bencher
            .with_inputs(|| {
                thread_local!(static TURN: std::cell::Cell<Option<usize>> = const { std::cell::Cell::new(None) });
                let turn = TURN.get().unwrap_or_else(|| apart * next_thread.fetch_add(1, Ordering::Relaxed));
                TURN.set(Some(turn + usize::from(tokens.len() > 2)));
                &tokens[turn % tokens.len()]
            })
            .bench_values(|token| at_once(verifier.verify(token)));
    }

    #[divan::bench(threads = [1, 2], sample_size = 1000)]
    fn same_token(bencher: Bencher) {
        let (verifier, tokens) = warm(1);
        let token = &tokens[0];
        bencher.bench(|| at_once(verifier.verify(divan::black_box(token))));
    }

    #[divan::bench(threads = [1, 2], sample_size = 1000)]
    fn own_token(bencher: Bencher) {
        turns(bencher, 2, 1);
    }

    #[divan::bench(threads = [1, 2], sample_size = 1000)]
    fn thousand_tokens(bencher: Bencher) {
        turns(bencher, 1_000, 500);
    }
}

/// Tokens that nobody has seen, against the raw signature check and against jsonwebtoken with checks by hand.
mod uncached {
    use aws_lc_rs::signature::{
        ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256,
    };
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn signer(alg: &str) -> &'static Signer {
        match alg {
            "RS256" => &RSA,
            _ => &EC,
        }
    }

    #[divan::bench(threads = [1, 2], args = ["RS256", "ES256"], sample_size = 20, sample_count = 400)]
    fn a_raw_signature(bencher: Bencher, alg: &str) {
        let signer = signer(alg);
        let key = match signer {
            Signer::Rs256(_) => ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, signer.public()),
            Signer::Es256(_) => ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, signer.public()),
        };
        let (key, token) = (key.expect("a key"), signer.token(1));
        let (signed, signature) = token.rsplit_once('.').expect("a token");
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("a signature");
        bencher.bench(|| key.verify_sig(divan::black_box(signed).as_bytes(), &signature));
    }

    #[divan::bench(threads = [1, 2], args = ["RS256", "ES256"], sample_size = 20, sample_count = 400)]
    fn b_verifier(bencher: Bencher, alg: &str) {
        let (verifier, token) = (signer(alg).verifier(0), signer(alg).token(1));
        bencher.bench(|| at_once(verifier.verify(divan::black_box(&token))).expect("good"));
    }

    #[divan::bench(threads = [1, 2], args = ["RS256", "ES256"], sample_size = 20, sample_count = 400)]
    fn c_jsonwebtoken(bencher: Bencher, alg: &str) {
        let (plain, token) = (plain::Plain::new(signer(alg)), signer(alg).token(1));
        bencher.bench(|| plain.verify(divan::black_box(&token)).expect("good"));
    }
}

/// What a flood of bad tokens costs.
mod refused {
    use super::*;
    use support::{b64, judged_now};

    fn turns(bencher: Bencher, verifier: &Verifier, tokens: &[String]) {
        let turn = AtomicUsize::new(0);
        bencher
            .with_inputs(|| &tokens[turn.fetch_add(1, Ordering::Relaxed) % tokens.len()])
            .bench_values(|token| at_once(verifier.verify(token)).is_err());
    }

    /// Under an issuer that is asked for its keys, and that was asked for unknown ones a moment ago.
    #[divan::bench(threads = [1, 2])]
    fn unknown_kid(bencher: Bencher) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let url = issuer::serve(&RSA);
        let verifier = judged_now(Verifier::discover(&url))
            .build()
            .expect("a verifier");
        let tokens: Vec<_> = (0..1_000)
            .map(|n| RSA.token_of(&format!("unknown-{n:020}"), &url, n))
            .collect();
        runtime.block_on(async {
            let good = verifier.verify(&RSA.token_of("key-1", &url, 1)).await;
            good.expect("the accepted twin");
            verifier.verify(&tokens[0]).await.expect_err("unknown");
        });
        let _within = runtime.enter();
        turns(bencher, &verifier, &tokens);
    }

    #[divan::bench]
    fn forged_signature(bencher: Bencher) {
        let good = RSA.token(1);
        let (signed, _) = good.rsplit_once('.').expect("a token");
        let tokens = [format!("{signed}.{}", b64([1; 256]))];
        turns(bencher, &RSA.verifier(10_000), &tokens);
    }

    #[divan::bench]
    fn no_token(bencher: Bencher) {
        turns(bencher, &RSA.verifier(10_000), &["x".repeat(850)]);
    }
}
