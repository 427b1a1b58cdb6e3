//! Work that many want at the same time, done once for all of them: one after another, and for nobody who came before work
//! began that is done by now.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Mutex;

use super::Fault;

const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Debug, Default)]
pub struct Turns<T> {
    begun: AtomicU64,
    done: Mutex<(u64, T)>,
}

impl<T: Copy> Turns<T> {
    /// Has `work` done, or waits for somebody's that begins after this call. It gets what the work before came to.
    pub async fn share<F>(&self, work: impl FnOnce(T) -> F) -> Result<(), Fault>
    where
        F: Future<Output = Result<T, Fault>>,
    {
        let came = self.begun.load(Ordering::SeqCst);
        // Where each waits long in vain, they do not do so in turn.
        let turn = tokio::time::timeout(PATIENCE, self.done.lock()).await;
        let mut done =
            turn.map_err(|_| Fault::unavailable("what was begun before does not end"))?;
        if done.0 > came {
            return Ok(());
        }
        let number = self.begun.fetch_add(1, Ordering::SeqCst) + 1;
        *done = (number, work(done.1).await?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_crowd_shares_and_who_comes_later_does_not() {
        let turns: Turns<u32> = Turns::default();
        let once = || {
            turns.share(|count| async move {
                tokio::task::yield_now().await;
                Ok(count + 1)
            })
        };
        once().await.unwrap();
        assert_eq!(turns.done.lock().await.1, 1);
        // The second waits for the first, which began before it came; the others share what the second does.
        let (a, b, c, d) = tokio::join!(once(), once(), once(), once());
        for shared in [a, b, c, d] {
            shared.unwrap();
        }
        let done = turns.done.lock().await.1;
        assert!((2..=3).contains(&done), "{done}");
        once().await.unwrap();
        assert_eq!(turns.done.lock().await.1, done + 1);
    }

    #[tokio::test]
    async fn work_that_failed_is_nobodys() {
        let turns: Turns<u32> = Turns::default();
        let fail = turns.share(|_| async { Err(Fault::unavailable("x")) });
        fail.await.unwrap_err();
        let work = turns.share(|count| async move { Ok(count + 1) });
        work.await.unwrap();
        assert_eq!(turns.done.lock().await.1, 1);
    }
}
