//! An issuer that turns its keys every few seconds, and publishes each in time: no token of a published key is refused, and
//! none of a withdrawn key is accepted past the refresh interval.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use countersign_verifier::{Error, Verifier};

use crate::support::{Issuer, ManualClock, NOW};

/// What is published while this key signs: the one before it, whose tokens still live, and the one after it.
fn published(signing: u64) -> Vec<String> {
    (signing.saturating_sub(1)..=signing + 1).map(kid).collect()
}

fn kid(number: u64) -> String {
    format!("k{number}")
}

fn publish(issuer: &Issuer, signing: u64) {
    let kids = published(signing);
    issuer.publish(&kids.iter().map(String::as_str).collect::<Vec<_>>());
}

async fn is_accepted(verifier: &Verifier, issuer: &Issuer, number: u64) -> bool {
    verifier.verify(&issuer.token(&kid(number))).await.is_ok()
}

#[tokio::test]
async fn keys_that_turn_every_other_second() {
    for refresh_every in [1, 2] {
        let (issuer, clock) = (Issuer::start().await, ManualClock::new());
        publish(&issuer, 1);
        let verifier = issuer
            .verifier(&clock)
            .refresh_every(Duration::from_secs(refresh_every))
            .build()
            .expect("a verifier");
        assert!(is_accepted(&verifier, &issuer, 1).await);
        for second in 1..60 {
            clock.advance(1);
            let signing = 1 + second / 2;
            publish(&issuer, signing);
            assert!(is_accepted(&verifier, &issuer, signing).await, "{second}");
            // The last key but one was withdrawn when this one began to sign, its predecessor two seconds before.
            let is_due = second % 2 >= refresh_every;
            let withdrawn = signing.saturating_sub(if is_due { 2 } else { 3 });
            if withdrawn > 0 {
                assert!(
                    !is_accepted(&verifier, &issuer, withdrawn).await,
                    "{second}"
                );
            }
        }
        assert_eq!(issuer.metadata_hits(), 1);
    }
}

/// Ten seconds of real time: the slow one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::print_stdout, reason = "the figures are what one wants to see")]
async fn keys_that_turn_every_other_second_under_load() {
    let (issuer, time) = (Issuer::start().await, Stopwatch::start());
    publish(&issuer, 1);
    let verifier = issuer
        .verifier(&ManualClock::new())
        .clock(move || NOW + time.millis() / 1_000)
        .refresh_every(Duration::from_secs(1))
        .build()
        .expect("a verifier");
    let tally = Arc::new(Tally::default());
    let load: Vec<_> = (0..4)
        .map(|_| {
            let (verifier, issuer) = (verifier.clone(), issuer.clone());
            let tally = Arc::clone(&tally);
            tokio::spawn(async move { call(&verifier, &issuer, time, &tally).await })
        })
        .collect();
    for signing in 2..=5 {
        tokio::time::sleep(Duration::from_millis(2_300)).await;
        publish(&issuer, signing);
        tally.turned.store(time.millis(), Ordering::SeqCst);
        tally.signing.store(signing, Ordering::SeqCst);
    }
    tokio::time::sleep(Duration::from_millis(2_300)).await;
    tally.signing.store(0, Ordering::SeqCst);
    for task in load {
        task.await.expect("no panic");
    }
    println!("{tally:?}, {} requests for the key set", issuer.key_hits());
    assert!(
        tally.refused.lock().expect("a lock").is_empty(),
        "{tally:?}"
    );
    // The interval, and a fetch on a machine that has other things to do.
    assert!(tally.latest.load(Ordering::SeqCst) < 3_000, "{tally:?}");
    assert!(tally.accepted.load(Ordering::SeqCst) > 100);
}

/// What came of the load.
#[derive(Debug)]
struct Tally {
    /// The key that signs, 0 at the end; and when it began to.
    signing: AtomicU64,
    turned: AtomicU64,
    accepted: AtomicUsize,
    refused: Mutex<Vec<(u64, Error)>>,
    /// How many milliseconds after its withdrawal a key was still accepted.
    latest: AtomicU64,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            signing: AtomicU64::new(1),
            turned: AtomicU64::new(0),
            accepted: AtomicUsize::new(0),
            refused: Mutex::default(),
            latest: AtomicU64::new(0),
        }
    }
}

async fn call(verifier: &Verifier, issuer: &Issuer, time: Stopwatch, tally: &Tally) {
    loop {
        let signing = tally.signing.load(Ordering::SeqCst);
        if signing == 0 {
            return;
        }
        match verifier.verify(&issuer.token(&kid(signing))).await {
            Ok(_) => drop(tally.accepted.fetch_add(1, Ordering::SeqCst)),
            Err(error) => tally
                .refused
                .lock()
                .expect("a lock")
                .push((time.millis(), error)),
        }
        let (turned, asked) = (tally.turned.load(Ordering::SeqCst), time.millis());
        let withdrawn = signing.saturating_sub(2);
        if withdrawn > 0 && is_accepted(verifier, issuer, withdrawn).await {
            let late = asked.saturating_sub(turned);
            tally.latest.fetch_max(late, Ordering::SeqCst);
        }
        tokio::task::yield_now().await;
    }
}

/// Real time in milliseconds.
#[derive(Clone, Copy)]
struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "this test is about what happens in real time"
    )]
    fn start() -> Self {
        Self(Instant::now())
    }

    fn millis(self) -> u64 {
        u64::try_from(self.0.elapsed().as_millis()).expect("a short test")
    }
}
