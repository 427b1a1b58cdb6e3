//! A fixed number of threads for work that keeps a core busy, such as hashing a password.
//!
//! Their number bounds what runs at once, whoever has left meanwhile, and the memory that such work keeps by the thread. On
//! the runtime's blocking pool, which has hundreds of threads, neither would be bounded.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::Fault;

type Work = Box<dyn FnOnce() + Send>;

#[derive(Clone, Debug)]
pub struct Workers {
    queue: mpsc::Sender<Work>,
}

impl Workers {
    /// Starts `count` threads, before which at most `waiting` pieces of work may wait. They end with the last clone.
    pub fn start(count: usize, waiting: usize) -> Result<Self, Fault> {
        let (queue, work) = mpsc::channel::<Work>(waiting.max(1));
        let work = Arc::new(Mutex::new(work));
        for _ in 0..count.max(1) {
            let work = Arc::clone(&work);
            thread::Builder::new()
                .name("worker".to_owned())
                .spawn(move || serve(&work))
                .map_err(Fault::internal)?;
        }
        Ok(Self { queue })
    }

    /// Runs `work` on one of the threads. Refused when too much waits already, or when no thread was free within
    /// `patience`; what has begun is never abandoned.
    pub async fn run<T: Send + 'static>(
        &self,
        patience: Duration,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let busy = || Fault::unavailable("too much work waits already");
        let (sender, mut receiver) = oneshot::channel();
        let claimed = Arc::new(AtomicBool::new(false));
        let claim = Arc::clone(&claimed);
        let work: Work = Box::new(move || {
            // Whoever gave up, or left, is owed nothing.
            if !claim.swap(true, Ordering::SeqCst) && !sender.is_closed() {
                let _ = sender.send(work());
            }
        });
        self.queue.try_send(work).map_err(|_| busy())?;
        let done = match tokio::time::timeout(patience, &mut receiver).await {
            Ok(done) => done,
            Err(_) if !claimed.swap(true, Ordering::SeqCst) => return Err(busy()),
            Err(_) => receiver.await,
        };
        done.map_err(|_| Fault::internal("the work was not finished"))
    }
}

fn serve(work: &Mutex<mpsc::Receiver<Work>>) {
    loop {
        let next = work
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv();
        let Some(next) = next else { return };
        // A panic in one piece of work must not take the thread from all that follow.
        let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_millis(200);

    #[tokio::test]
    async fn a_queue_is_bounded_and_patience_ends() {
        let workers = Workers::start(1, 1).unwrap();
        assert_eq!(workers.run(PATIENCE, || 7).await.unwrap(), 7);
        let (release, held) = std::sync::mpsc::channel::<()>();
        let busy = workers.clone();
        let running =
            tokio::spawn(async move { busy.run(PATIENCE, move || held.recv().is_ok()).await });
        tokio::time::sleep(PATIENCE / 4).await;
        let (waits, surplus) =
            tokio::join!(workers.run(PATIENCE, || ()), workers.run(PATIENCE, || ()));
        assert!(waits.is_err(), "no thread came free in time");
        assert!(surplus.is_err(), "there was no room to wait");
        release.send(()).unwrap();
        assert!(running.await.unwrap().unwrap(), "what had begun went on");
    }

    #[tokio::test]
    async fn a_panic_costs_one_piece_of_work() {
        let workers = Workers::start(1, 1).unwrap();
        assert!(
            workers
                .run(PATIENCE, || panic!("on purpose"))
                .await
                .is_err()
        );
        assert_eq!(workers.run(PATIENCE, || 7).await.unwrap(), 7);
    }
}
