//! Tokens of keys that nobody has, by the thousand: the issuer is asked as seldom as ever, and honest tokens are answered
//! meanwhile.

use std::time::Duration;

use crate::support::{Issuer, ManualClock};

#[tokio::test]
async fn an_unknown_key_is_sought_once_in_half_a_minute_besides_the_regular_fetches() {
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer
        .verifier(&clock)
        .refresh_every(Duration::from_secs(60))
        .build()
        .expect("a verifier");
    let mut hits = vec![0];
    for second in 0..300 {
        assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
        let invented = issuer.token(&format!("invented-{second}"));
        let refused = verifier.verify(&invented).await;
        assert_eq!(refused.map_err(|error| error.reason()), Err("unknown_key"));
        hits.push(issuer.key_hits());
        clock.advance(1);
    }
    for (second, half_minute) in hits.windows(31).enumerate() {
        let fetches = half_minute[30] - half_minute[0];
        assert!(fetches <= 2, "{fetches} from second {second} on");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::print_stdout, reason = "the figure is what one wants to see")]
async fn a_hundred_thousand_unknown_keys_cost_one_fetch() {
    const TASKS: usize = 10;
    const EACH: usize = 10_000;
    let (issuer, clock) = (Issuer::start().await, ManualClock::new());
    let verifier = issuer.verifier(&clock).build().expect("a verifier");
    assert!(verifier.verify(&issuer.token("k1")).await.is_ok());
    let (forger, honest) = (issuer.forger(), issuer.token("k1"));
    let flood: Vec<_> = (0..TASKS)
        .map(|task| {
            let (verifier, clock) = (verifier.clone(), clock.clone());
            let (forger, honest) = (forger.clone(), honest.clone());
            tokio::spawn(async move {
                for n in 0..EACH {
                    let forged = forger.token(&format!("{task}-{n}"));
                    let refused = verifier.verify(&forged).await;
                    assert_eq!(refused.map_err(|error| error.reason()), Err("unknown_key"));
                    if n % 100 == 0 {
                        assert!(verifier.verify(&honest).await.is_ok(), "amid the flood");
                    }
                    // The flood lasts for some seconds, but for less than 30.
                    clock.advance(u64::from(n % 5_000 == 4_999));
                }
            })
        })
        .collect();
    for task in flood {
        task.await.expect("no panic");
    }
    let hits = issuer.key_hits();
    println!(
        "{} unknown keys: {hits} requests for the key set",
        TASKS * EACH
    );
    assert_eq!(hits, 2, "the first, and one for all the unknown keys");
}
