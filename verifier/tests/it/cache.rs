//! Verified tokens are recognised, and believed only as long as a new look at them would say the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use countersign_verifier::{Builder, Claims, Verifier};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use serde_json::json;

use crate::support::{
    AUDIENCE, Issuer, ManualClock, NOW, Signer, good_token, header, jwks, offline, payload, rsa,
    token, verifier, with,
};

/// Whether both are the very same claims in memory: those that were kept.
fn same(one: &Arc<Claims>, other: &Arc<Claims>) -> bool {
    Arc::ptr_eq(one, other)
}

fn with_clock(clock: &ManualClock) -> Builder {
    offline(&jwks()).clock(clock.clone())
}

#[test]
fn what_was_verified_is_recognised() {
    let (verifier, good) = (verifier(), good_token());
    let first = verifier.verify_now(&good).expect("claims");
    let again = verifier.clone().verify_now(&good).expect("claims");
    assert!(same(&first, &again), "clones share the cache");
    assert!(!same(
        &first,
        &self::verifier().verify_now(&good).expect("claims")
    ));

    let without = offline(&jwks()).cache(0).build().expect("a verifier");
    let first = without.verify_now(&good).expect("claims");
    let again = without.verify_now(&good).expect("claims");
    assert!(!same(&first, &again), "a cache of none keeps nothing");
    assert_eq!(first, again);
}

#[test]
fn other_threads_get_equal_claims() {
    let (verifier, good) = (verifier(), good_token());
    let first = verifier.verify_now(&good).expect("claims");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let own = verifier.verify_now(&good).expect("claims");
                assert_eq!(own, first);
                let again = verifier.verify_now(&good).expect("claims");
                assert!(same(&own, &again), "it is recognised here too");
            });
        }
    });
}

#[test]
fn nothing_is_believed_past_its_time() {
    let clock = ManualClock::new();
    let verifier = with_clock(&clock).build().expect("a verifier");
    let good = good_token();
    assert!(verifier.verify_now(&good).is_ok());
    // The leeway of 5 seconds counts as it does without a cache.
    clock.advance(304);
    assert!(verifier.verify_now(&good).is_ok());
    clock.advance(1);
    let refused = verifier.verify_now(&good).expect_err("it has expired");
    assert_eq!(refused.reason(), "token_expired");
}

#[test]
fn nothing_is_believed_before_its_time() {
    let time = Arc::new(AtomicU64::new(NOW));
    let clock = Arc::clone(&time);
    let verifier = offline(&jwks()).clock(move || clock.load(Ordering::SeqCst));
    let verifier = verifier.build().expect("a verifier");
    let early = token(&header(), &with("nbf", Some(json!(NOW))));
    for good in [early, good_token()] {
        time.store(NOW, Ordering::SeqCst);
        assert!(verifier.verify_now(&good).is_ok());
        // Somebody sets the clock back.
        time.store(NOW - 61, Ordering::SeqCst);
        let refused = verifier.verify_now(&good).expect_err("it is too early");
        assert_eq!(refused.reason(), "token_not_yet_valid");
    }
}

#[test]
fn a_removed_key_takes_its_tokens_along_at_once() {
    let (verifier, good, other) = (verifier(), good_token(), Signer::new_rsa());
    let kept = verifier.verify_now(&good).expect("claims");

    // Another key beside it, or the same set again, changes nothing.
    for keys in [
        json!([rsa().jwk("k1"), other.jwk("k2")]),
        json!([rsa().jwk("k1")]),
    ] {
        verifier
            .replace_keys(json!({ "keys": keys }).to_string())
            .expect("a set");
    }
    // The second of these took a key away, so this one was verified anew; and is kept again.
    let anew = verifier.verify_now(&good).expect("claims");
    assert!(!same(&kept, &anew));
    assert!(same(&anew, &verifier.verify_now(&good).expect("claims")));

    for keys in [
        json!([]),
        json!([other.jwk("k2")]),
        json!([other.jwk("k1")]),
    ] {
        verifier.replace_keys(jwks()).expect("a set");
        assert!(verifier.verify_now(&good).is_ok(), "the accepted twin");
        verifier
            .replace_keys(json!({ "keys": keys }).to_string())
            .expect("a set");
        assert!(verifier.verify_now(&good).is_err(), "{keys}");
    }
}

#[test]
fn a_new_key_beside_the_old_one_flushes_nothing() {
    let (verifier, good) = (verifier(), good_token());
    let kept = verifier.verify_now(&good).expect("claims");
    let more = json!({ "keys": [Signer::new_rsa().jwk("k2"), rsa().jwk("k1")] });
    verifier.replace_keys(more.to_string()).expect("a set");
    assert!(same(&kept, &verifier.verify_now(&good).expect("claims")));
}

/// Some verify while the keys are swapped again and again. Whoever begins after a swap that took the key away has
/// returned, and ends before the next begins, is refused.
#[test]
fn no_verification_that_races_a_swap_outlives_it() {
    let (verifier, good) = (verifier(), good_token());
    // Odd while the key is there or may be there.
    let (phase, done) = (AtomicU64::new(1), AtomicBool::new(false));
    let (accepted, refused, late) = (AtomicU64::new(0), AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    let before = phase.load(Ordering::SeqCst);
                    let outcome = verifier.verify_now(&good);
                    let still = phase.load(Ordering::SeqCst) == before;
                    match outcome {
                        Ok(_) if before % 2 == 0 && still => late.fetch_add(1, Ordering::SeqCst),
                        Ok(_) => accepted.fetch_add(1, Ordering::SeqCst),
                        Err(_) => refused.fetch_add(1, Ordering::SeqCst),
                    };
                }
            });
        }
        for _ in 0..100 {
            verifier.replace_keys(r#"{"keys":[]}"#).expect("a set");
            phase.fetch_add(1, Ordering::SeqCst);
            std::thread::yield_now();
            phase.fetch_add(1, Ordering::SeqCst);
            verifier.replace_keys(jwks()).expect("a set");
            std::thread::yield_now();
        }
        done.store(true, Ordering::SeqCst);
    });
    assert_eq!(late.load(Ordering::SeqCst), 0);
    assert!(accepted.load(Ordering::SeqCst) > 0 && refused.load(Ordering::SeqCst) > 0);
}

#[test]
fn a_verdict_for_one_audience_is_none_for_another() {
    let (verifier, good) = (verifier(), good_token());
    let other = verifier.for_audience("https://other.example.org");
    let kept = verifier.verify_now(&good).expect("claims");
    assert_eq!(
        other.verify_now(&good).expect_err("not for it").reason(),
        "wrong_audience"
    );
    let alike = verifier.for_audience(AUDIENCE);
    assert!(
        same(&kept, &alike.verify_now(&good).expect("claims")),
        "the same policy"
    );

    let both = json!([AUDIENCE, "https://other.example.org"]);
    let both = token(&header(), &with("aud", Some(both)));
    let (here, there) = (verifier.verify_now(&both), other.verify_now(&both));
    assert!(!same(&here.expect("claims"), &there.expect("claims")));
}

#[test]
fn refusals_are_looked_at_again() {
    let clock = ManualClock::new();
    let verifier = with_clock(&clock).build().expect("a verifier");
    let early = token(&header(), &with("nbf", Some(json!(NOW + 60))));
    assert!(verifier.verify_now(&early).is_err());
    clock.advance(60);
    assert!(verifier.verify_now(&early).is_ok());
}

/// A cache of eight sees a hundred tokens: each is accepted whenever it comes, and the newest are kept.
#[test]
fn a_full_cache_forgets_and_never_refuses() {
    let verifier = offline(&jwks()).cache(1).build().expect("a verifier");
    let tokens: Vec<_> = (0..100)
        .map(|n| token(&header(), &with("jti", Some(json!(format!("t-{n}"))))))
        .collect();
    let first: Vec<_> = tokens
        .iter()
        .map(|token| verifier.verify_now(token).expect("claims"))
        .collect();
    let kept = first.iter().filter(|claims| Arc::strong_count(claims) > 1);
    assert_eq!(kept.count(), 8, "as many as there is room for, and no more");
    for (token, first) in tokens.iter().zip(&first) {
        assert_eq!(&verifier.verify_now(token).expect("claims"), first);
    }
}

/// A token that comes often stays while others come once.
#[test]
fn a_flood_does_not_wash_out_what_is_in_use() {
    let (verifier, good) = (offline(&jwks()).cache(8), good_token());
    let verifier = verifier.build().expect("a verifier");
    let kept = verifier.verify_now(&good).expect("claims");
    for n in 0..100 {
        assert!(
            same(&kept, &verifier.verify_now(&good).expect("claims")),
            "after {n}"
        );
        let once = token(&header(), &with("jti", Some(json!(format!("t-{n}")))));
        assert!(verifier.verify_now(&once).is_ok());
    }
}

#[tokio::test]
async fn keys_that_are_too_old_refuse_what_is_known_too() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let good = issuer.token("k1");
    let kept = verifier.verify(&good).await.expect("claims");
    assert!(same(&kept, &verifier.verify(&good).await.expect("claims")));
    assert_eq!(issuer.key_hits(), 1);

    // A hit has the keys renewed in time, as a miss does.
    clock.advance(290);
    assert!(verifier.verify(&good).await.is_ok());
    clock.advance(31);
    assert!(verifier.verify(&good).await.is_ok());
    assert!(issuer.key_hits() > 1, "{}", issuer.key_hits());

    // A key that was withdrawn meanwhile refuses what it had verified.
    issuer.publish(&["k2"]);
    clock.advance(301);
    let refused = verifier.verify(&good).await.expect_err("its key is gone");
    assert_eq!(refused.reason(), "unknown_key");
}

#[tokio::test]
async fn without_an_issuer_what_is_known_ends_with_the_keys() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let good = issuer.token("k1");
    assert!(verifier.verify(&good).await.is_ok());
    issuer.keys(crate::support::Answer::Status(503));
    clock.advance(86_400);
    assert!(verifier.verify(&good).await.is_ok(), "for a day at most");
    clock.advance(1);
    for outcome in [verifier.verify(&good).await, verifier.verify_now(&good)] {
        let refused = outcome.expect_err("the keys are too old");
        assert_eq!(refused.status(), 503);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Of a token that is known, no neighbour is.
    #[test]
    fn one_changed_byte_is_another_token(position in any::<prop::sample::Index>(), byte in 0_u8..128) {
        static KNOWN: std::sync::OnceLock<(Verifier, String)> = std::sync::OnceLock::new();
        let (verifier, good) = KNOWN.get_or_init(|| (verifier(), good_token()));
        assert!(verifier.verify_now(good).is_ok());
        let mut bytes = good.clone().into_bytes();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        let changed = String::from_utf8(bytes).expect("ASCII");
        prop_assert!(verifier.verify_now(&changed).is_ok() == (changed == *good));
    }

    /// Whatever a token's times, its second look says what its first said, and the one without a cache.
    #[test]
    fn a_hit_says_what_a_miss_would(exp in 0..700_u64, nbf in 0..700_u64, iat in 0..700_u64, wait in 0..700_u64) {
        let clock = ManualClock::new();
        let cached = with_clock(&clock).build().expect("a verifier");
        let plain = with_clock(&clock).cache(0).build().expect("a verifier");
        let mut claims = payload();
        for (name, value) in [("exp", exp), ("nbf", nbf), ("iat", iat)] {
            claims[name] = json!(NOW + value);
        }
        let token = token(&header(), &claims);
        for step in [0, wait, wait, wait] {
            clock.advance(step);
            for _ in 0..2 {
                prop_assert_eq!(cached.verify_now(&token), plain.verify_now(&token));
            }
        }
    }
}
