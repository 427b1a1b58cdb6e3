//! The log of one test, captured.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tracing::subscriber::DefaultGuard;
use tracing::{Level, Subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// What threads without a test of their own log: the workers of SQLite. Captured from the first test that listens to
/// everything.
static ELSEWHERE: OnceLock<Log> = OnceLock::new();

#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Captures what this thread logs for as long as the guard lives.
    pub(super) fn capture(level: Level) -> (Self, DefaultGuard) {
        if level == Level::TRACE {
            ELSEWHERE.get_or_init(|| {
                let log = Self::default();
                let first = tracing::subscriber::set_global_default(log.subscriber(level));
                first.expect("nothing else sets it");
                log
            });
        }
        let log = Self::default();
        let guard = tracing::subscriber::set_default(log.subscriber(level));
        (log, guard)
    }

    fn subscriber(&self, level: Level) -> impl Subscriber + Send + Sync + 'static {
        let lines = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_ansi(false)
            .without_time();
        lines.with_writer(self.clone()).finish()
    }

    /// What this test's thread logged.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }

    /// That, and what all threads without a test of their own logged.
    pub(crate) fn text_everywhere(&self) -> String {
        self.text() + &ELSEWHERE.get().map(Self::text).unwrap_or_default()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}
