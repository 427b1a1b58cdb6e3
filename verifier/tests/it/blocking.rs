//! Verification on plain threads, where there is no runtime: the same rules.

use std::thread;
use std::time::Duration;

use countersign_verifier::{Error, Verifier};
use tokio::runtime::Runtime;

use crate::support::{
    AUDIENCE, Answer, Issuer, Manner, ManualClock, answer_badly, good_token, jwks,
};

/// An issuer that runs on threads of its own. Nothing of the runtime surrounds the test.
fn issuer() -> (Runtime, Issuer) {
    let runtime = Runtime::new().expect("a runtime");
    let issuer = runtime.block_on(Issuer::start());
    (runtime, issuer)
}

fn reason(verifier: &Verifier, token: &str) -> Result<(), &'static str> {
    let answer = verifier.verify_blocking(token);
    answer.map(drop).map_err(|error| error.reason())
}

#[test]
fn many_first_tokens_share_one_fetch() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    issuer.keys(Answer::Slow(Duration::from_millis(200), jwks()));
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let token = issuer.token("k1");
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| assert_eq!(reason(&verifier, &token), Ok(())));
        }
    });
    assert_eq!((issuer.metadata_hits(), issuer.key_hits()), (1, 1));
}

#[test]
fn a_flood_of_unknown_keys_costs_one_fetch() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert_eq!(reason(&verifier, &issuer.token("k1")), Ok(()));
    let forger = issuer.forger();
    thread::scope(|scope| {
        for task in 0..4 {
            let (verifier, forger) = (&verifier, &forger);
            scope.spawn(move || {
                for n in 0..5_000 {
                    let forged = forger.token(&format!("{task}-{n}"));
                    assert_eq!(reason(verifier, &forged), Err("unknown_key"));
                }
            });
        }
    });
    assert_eq!(
        issuer.key_hits(),
        2,
        "the first, and one for all unknown keys"
    );
    issuer.publish(&["k1", "k2"]);
    clock.advance(30);
    assert_eq!(reason(&verifier, &issuer.token("k2")), Ok(()));
}

#[test]
fn a_withdrawn_key_is_refused_within_the_refresh_interval() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert_eq!(reason(&verifier, &issuer.token("k1")), Ok(()));
    issuer.publish(&["k2"]);
    clock.advance(300);
    assert_eq!(reason(&verifier, &issuer.token("k1")), Err("unknown_key"));
    assert_eq!(reason(&verifier, &issuer.token("k2")), Ok(()));
}

#[test]
fn what_waits_for_nothing_still_has_the_keys_renewed() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let token = issuer.token("k1");
    let refused = verifier.verify_now(&token);
    assert!(matches!(refused, Err(Error::KeysUnavailable { .. })));
    for _ in 0..500 {
        if verifier.verify_now(&token).is_ok() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("the keys never came");
}

#[test]
fn a_slow_issuer_holds_nobody_up_for_long() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    let token = issuer.token("k1");
    assert_eq!(reason(&verifier, &token), Ok(()));
    issuer.keys(Answer::Slow(Duration::from_secs(60), jwks()));
    clock.advance(300);
    assert_eq!(in_time(4, move || reason(&verifier, &token)), Ok(()));
}

#[test]
fn an_issuer_that_misbehaves_is_given_up() {
    let waiting: Vec<_> = [
        Manner::Hangs,
        Manner::Drips,
        Manner::Endless,
        Manner::Immense,
    ]
    .map(|manner| {
        thread::spawn(move || {
            let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
            issuer.names_keys_at(&answer_badly(manner));
            let verifier = issuer.verifier(&clock).build().expect("a verifier");
            let token = issuer.token("k1");
            let answer = in_time(8, move || reason(&verifier, &token));
            assert_eq!(answer, Err("keys_unavailable"), "{manner:?}");
        })
    })
    .into_iter()
    .collect();
    for one in waiting {
        one.join().expect("no panic");
    }
}

#[test]
fn an_issuer_that_redirects_or_is_not_there_is_not_believed() {
    let ((_runtime, issuer), clock) = (issuer(), ManualClock::new());
    for answer in [
        Answer::Redirect(format!("{}/elsewhere", issuer.url)),
        Answer::Status(503),
        Answer::Body("<html>".to_owned()),
    ] {
        issuer.keys(answer);
        let verifier = issuer.verifier(&clock).build().expect("a verifier");
        assert_eq!(
            reason(&verifier, &issuer.token("k1")),
            Err("keys_unavailable")
        );
        issuer.publish(&["k1"]);
        clock.advance(30);
        assert_eq!(reason(&verifier, &issuer.token("k1")), Ok(()));
    }
    assert_eq!(issuer.other_hits(), 0);

    let nobody = Verifier::discover("http://127.0.0.1:1").audience(AUDIENCE);
    let verifier = nobody.build().expect("a verifier");
    assert_eq!(reason(&verifier, &good_token()), Err("keys_unavailable"));
}

/// The answer, unless it takes longer than so many seconds of real time.
fn in_time<T: Send + 'static>(seconds: u64, job: impl FnOnce() -> T + Send + 'static) -> T {
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || sender.send(job()));
    let answer = receiver.recv_timeout(Duration::from_secs(seconds));
    answer.expect("an answer in time")
}
