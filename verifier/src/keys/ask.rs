//! How the issuer is asked: on a thread of its own, so that it needs no runtime, and goes on when the request that caused
//! it is dropped. The thread that had it asked waits beside it and keeps the time, whatever the HTTP client does.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{Builder, Thread, current, park};
use std::time::Duration;

use super::flight::Flight;
use super::remote::FetchError;

/// How long a request waits for a refresh when a set is at hand that is past its time but not past use.
const PATIENCE: Duration = Duration::from_secs(1);
/// When a fetch is given up, with all the requests that it takes.
pub(super) const LIMIT: Duration = Duration::from_secs(5);
/// How long a thread that was given up may take to notice.
const GRACE: Duration = Duration::from_millis(250);

/// What surrounds the request that caused a fetch: a runtime of tokio, which some HTTP clients must find around them.
pub(super) struct Surroundings {
    #[cfg(feature = "tokio")]
    runtime: Option<tokio::runtime::Handle>,
}

impl Surroundings {
    pub(super) fn here() -> Self {
        Self {
            #[cfg(feature = "tokio")]
            runtime: tokio::runtime::Handle::try_current().ok(),
        }
    }

    fn around<T>(&self, job: impl FnOnce() -> T) -> T {
        #[cfg(feature = "tokio")]
        let _entered = self.runtime.as_ref().map(tokio::runtime::Handle::enter);
        job()
    }
}

/// True while a thread asks, even one that was given up: then it is stuck, and another would be too.
#[derive(Clone, Default)]
pub(super) struct Asking(Arc<AtomicBool>);

impl Asking {
    pub(super) fn is_under_way(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn begin(&self) -> Ended {
        self.0.store(true, Ordering::Release);
        Ended(self.clone())
    }
}

/// Asks, and comes back in time with the answer or without.
pub(super) fn ask<T: Send + 'static>(
    question: impl Future<Output = Result<T, FetchError>> + Send + 'static,
    surroundings: Surroundings,
    asking: &Asking,
    flight: &Flight,
) -> Result<T, FetchError> {
    let (sender, receiver) = channel();
    let given_up = Arc::new(AtomicBool::new(false));
    let (asking, stop) = (asking.begin(), Arc::clone(&given_up));
    let thread = Builder::new().name("issuer-keys".to_owned());
    let thread = thread.spawn(move || {
        let answer = surroundings.around(|| run(question, &stop));
        // Before anybody learns of the answer, so that the next question is not taken for a second one at a time.
        drop(asking);
        answer.map(|answer| sender.send(answer))
    })?;
    let answer = wait(&receiver, flight);
    if matches!(answer, Err(FetchError::Late)) {
        given_up.store(true, Ordering::Release);
        thread.thread().unpark();
        let _ended = receiver.recv_timeout(GRACE);
    }
    answer
}

/// Ends the asking also when the HTTP client panics.
struct Ended(Asking);

impl Drop for Ended {
    fn drop(&mut self) {
        self.0.0.store(false, Ordering::Release);
    }
}

fn wait<T>(receiver: &Receiver<Result<T, FetchError>>, flight: &Flight) -> Result<T, FetchError> {
    let mut answer = receiver.recv_timeout(PATIENCE);
    if matches!(answer, Err(RecvTimeoutError::Timeout)) {
        flight.is_slow();
        answer = receiver.recv_timeout(LIMIT - PATIENCE);
    }
    answer.unwrap_or_else(|error| match error {
        RecvTimeoutError::Timeout => Err(FetchError::Late),
        RecvTimeoutError::Disconnected => Err(FetchError::Panicked),
    })
}

/// Runs a future on this thread to its end, or until nobody waits for it any more.
fn run<F: Future>(future: F, given_up: &AtomicBool) -> Option<F::Output> {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(current())));
    let mut context = Context::from_waker(&waker);
    while !given_up.load(Ordering::Acquire) {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return Some(output);
        }
        park();
    }
    None
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
