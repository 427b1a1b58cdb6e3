//! A million different tokens through a cache of ten thousand: what each costs while the cache turns over, and what memory
//! that takes. Between them comes one token that is in use, again and again.
//!
//! They are signed with ES256: RSA would sign for a quarter of an hour.

#[expect(dead_code, reason = "shared with the other benchmark")]
mod support;

use std::time::{Duration, Instant};

use support::Signer;

const TOKENS: usize = 1_000_000;
const ENTRIES: usize = 10_000;
/// Signed at once, so that the clock does not see the signing and the memory does not see a million tokens.
const BATCH: usize = 10_000;

#[expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and says what it saw"
)]
fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let signer = Signer::es256();
    let verifier = signer.verifier(ENTRIES);
    let in_use = signer.token(TOKENS);
    let kept = verifier.verify_now(&in_use).expect("good");
    let (mut best, mut missed) = (Duration::MAX, 0);
    for first in (0..TOKENS).step_by(BATCH) {
        let tokens: Vec<_> = (first..first + BATCH).map(|n| signer.token(n)).collect();
        if first % (TOKENS / 5) == 0 {
            println!(
                "flood: after {first:>7} tokens the process takes {:>6} KB",
                resident_kb()
            );
        }
        let start = Instant::now();
        for token in &tokens {
            verifier.verify_now(token).expect("good");
            let again = verifier.verify_now(&in_use).expect("good");
            missed += usize::from(!std::sync::Arc::ptr_eq(&again, &kept));
        }
        best = best.min(start.elapsed());
    }
    println!(
        "flood: after {TOKENS:>7} tokens the process takes {:>6} KB",
        resident_kb()
    );
    let each = best.as_secs_f64() * 1e6 / BATCH as f64;
    println!(
        "flood: {each:.2} µs for a new token (ES256, cached) and one in use, in the best ten thousand; the latter was forgotten {missed} times"
    );
}

/// What Linux says; 0 elsewhere.
fn resident_kb() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|rest| rest.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
