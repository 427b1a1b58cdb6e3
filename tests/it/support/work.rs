//! What hashing costs, told by the thread that hashes: its own time on a processor is the work that was done, however busy the
//! machine is with other tests.

use std::time::Duration;

use countersign::config::When;

use super::{Node, TestServer};

/// Attempts of each name, of which the one in the middle counts.
const ROUNDS: usize = 7;

impl TestServer {
    /// One that hashes as servers do by default, on a single thread, and slows no guesses down.
    pub(crate) async fn that_hashes_in_earnest() -> Self {
        Self::with(|config| {
            (config.passwords.memory_kib, config.passwords.iterations) = (19_456, 2);
            config.passwords.max_concurrent = 1;
            (config.throttle.account_free, config.throttle.address_free) = (1_000_000, 1_000_000);
            config.challenge.when = When::Off;
        })
        .await
    }
}

impl Node {
    /// The work of a sign-in with a wrong password, for each of these names. They take turns, so that what disturbs one disturbs all.
    pub(crate) async fn work_for<const N: usize>(&self, names: [&str; N]) -> [Duration; N] {
        let mut spent: [Vec<Duration>; N] = std::array::from_fn(|_| Vec::new());
        for _ in 0..ROUNDS {
            for (name, spent) in names.iter().zip(&mut spent) {
                let before = self.hashed().await;
                let mut browser = self.browser();
                browser.try_sign_in(name, "wrong").await.expect(401);
                spent.push(self.hashed().await - before);
            }
        }
        spent.map(|mut times| {
            times.sort_unstable();
            times[times.len() / 2]
        })
    }

    /// How long the hashing thread has been on a processor, as Linux counts it.
    async fn hashed(&self) -> Duration {
        let read = || std::fs::read_to_string("/proc/thread-self/schedstat");
        let read = self.app.hashing.run(Duration::from_secs(60), read).await;
        let counted = read.expect("a free thread").expect("a kernel that counts");
        let first = counted.split(' ').next().and_then(|text| text.parse().ok());
        Duration::from_nanos(first.expect("a number"))
    }
}
