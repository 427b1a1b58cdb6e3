//! Sign-ins under way: what is remembered of a browser from its way to the provider until its return. Apart from the
//! sessions, so that a link to `/sign-in` or `/callback` on some other site signs nobody out. Anybody can begin a sign-in
//! and never come back, so an attempt has an end and their number a bound.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::http::HeaderMap;

use crate::{cookie, provider::Pending};

const COOKIE: &str = "web_app_sign_in";
/// Time enough to sign in, and to find the password first.
const LIFE: Duration = Duration::from_secs(600);
/// With more the oldest goes: whoever began it begins again.
const MOST: usize = 1_000;

#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, Attempt>>);

struct Attempt {
    pending: Pending,
    began: Instant,
}

impl Attempts {
    /// Begins an attempt in place of the browser's own and returns its cookie.
    pub(crate) fn begin(&self, headers: &HeaderMap, pending: Pending) -> String {
        self.begin_at(headers, pending, now())
    }

    /// The browser's attempt, if it is under way and has this `state`. It can be taken once; an answer that is not to it
    /// leaves it alone.
    pub(crate) fn take(&self, headers: &HeaderMap, state: &str) -> Option<Pending> {
        self.take_at(headers, state, now())
    }

    fn begin_at(&self, headers: &HeaderMap, pending: Pending, began: Instant) -> String {
        let mut attempts = self.lock();
        if let Some(id) = cookie::value(headers, COOKIE) {
            attempts.remove(id);
        }
        attempts.retain(|_, attempt| attempt.is_alive(began));
        if attempts.len() >= MOST {
            let oldest = attempts.iter().min_by_key(|(_, attempt)| attempt.began);
            if let Some(id) = oldest.map(|(id, _)| id.clone()) {
                attempts.remove(&id);
            }
        }
        let id = cookie::random();
        let cookie = cookie::set(COOKIE, &id);
        attempts.insert(id, Attempt { pending, began });
        format!("{cookie}; Max-Age={}", LIFE.as_secs())
    }

    fn take_at(&self, headers: &HeaderMap, state: &str, now: Instant) -> Option<Pending> {
        let id = cookie::value(headers, COOKIE)?;
        let mut attempts = self.lock();
        let fits = |attempt: &Attempt| {
            attempt.is_alive(now) && attempt.pending.state.secret().as_str() == state
        };
        attempts.get(id).filter(|attempt| fits(attempt))?;
        attempts.remove(id).map(|attempt| attempt.pending)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Attempt>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Attempt {
    fn is_alive(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.began) < LIFE
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "an application of its own, with its own clock"
)]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::browser;

    #[test]
    fn an_attempt_is_taken_once_and_only_by_its_state() {
        let (attempts, start) = (Attempts::default(), now());
        let none = HeaderMap::new();
        let own = browser(&[&attempts.begin_at(&none, Pending::sample("right"), start)]);
        let take = |headers, state| attempts.take_at(headers, state, start).is_some();
        assert!(!take(&own, "wrong"));
        assert!(!take(&none, "right"));
        assert!(take(&own, "right"), "the wrong answers left it alone");
        assert!(!take(&own, "right"));
    }

    #[test]
    fn an_attempt_ends_after_ten_minutes() {
        let (attempts, start) = (Attempts::default(), now());
        let none = HeaderMap::new();
        let own = browser(&[&attempts.begin_at(&none, Pending::sample("a"), start)]);
        assert!(attempts.take_at(&own, "a", start + LIFE).is_none());
        attempts.begin_at(&none, Pending::sample("b"), start + LIFE);
        assert_eq!(attempts.lock().len(), 1, "what is over is dropped");
    }

    #[test]
    fn attempts_are_bounded_and_the_oldest_goes() {
        let (attempts, start) = (Attempts::default(), now());
        let none = HeaderMap::new();
        let begin = |n: u64| {
            let began = start + Duration::from_millis(n);
            browser(&[&attempts.begin_at(&none, Pending::sample("s"), began)])
        };
        let (first, second) = (begin(0), begin(1));
        (2..=MOST as u64).for_each(|n| drop(begin(n)));
        assert_eq!(attempts.lock().len(), MOST);
        let soon = start + Duration::from_secs(2);
        assert!(attempts.take_at(&first, "s", soon).is_none());
        assert!(attempts.take_at(&second, "s", soon).is_some());
    }

    #[test]
    fn a_browser_has_one_attempt() {
        let attempts = Attempts::default();
        let own = browser(&[&attempts.begin(&HeaderMap::new(), Pending::sample("a"))]);
        attempts.begin(&own, Pending::sample("b"));
        assert_eq!(attempts.lock().len(), 1);
    }
}
