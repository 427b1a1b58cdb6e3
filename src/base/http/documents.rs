//! Documents of other servers, kept for a while: a client's keys, for one.
//!
//! Whoever sends requests can make this server ask for a document, so what that costs the other server and this one is
//! bounded: one request at a time for a URL, none while what is kept is fresh, none soon after one that failed, and as much
//! kept as [`ROOM`] allows. A server that is down for a while is as good as up for those whose documents are kept.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Answer, FetchError, Http};
use crate::base::{Clock, Timestamp};

/// How long a document is fresh: what the answer says (RFC 9111 section 5.2.2.1), within bounds.
const FRESH: Duration = Duration::from_secs(3600);
const FRESH_AT_LEAST: Duration = Duration::from_secs(60);
const FRESH_AT_MOST: Duration = Duration::from_secs(24 * 3600);
/// How long after it was fetched a document stands in for one that cannot be fetched.
const STALE: Duration = Duration::from_secs(24 * 3600);
/// How long after an attempt that failed no other is made.
const PAUSE: Duration = Duration::from_secs(30);
/// What was fetched a moment ago is as new as can be.
const MOMENT: Duration = Duration::from_secs(1);
/// URLs, and bytes of their documents, that are kept.
const MOST: usize = 1000;
const ROOM: usize = 32 * 1024 * 1024;

/// Which document will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// One that its server calls fresh, or while that server has trouble an older one.
    Usual,
    /// One that was asked for no longer ago than this. Nobody asks for a URL more often, however many want it.
    Within(Duration),
    /// One that is newer than what is kept, for that seems to be out of date. Asked for in this way no more often than
    /// this, however many want it.
    Renewed(Duration),
}

/// What kind of document is wanted. One that does not read as such is the other server's failure, and replaces nothing.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// The media types that are asked for.
    pub accept: &'static str,
    pub reads: fn(&str) -> bool,
}

/// A document as it was fetched.
#[derive(Debug)]
pub struct Document {
    pub text: String,
    pub content_type: String,
    pub fetched_at: Timestamp,
    fresh_for: Duration,
}

#[derive(Clone, Debug, Default)]
pub struct Documents(Arc<Mutex<HashMap<String, Arc<Slot>>>>);

/// All that is known of one URL.
#[derive(Debug, Default)]
struct Slot {
    known: Mutex<Known>,
    turn: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Clone, Debug, Default)]
struct Known {
    document: Option<Arc<Document>>,
    /// When it was last asked for, and what went wrong then.
    asked_at: Option<Timestamp>,
    /// When a newer one was last asked for.
    renewed_at: Option<Timestamp>,
    failure: Option<FetchError>,
    /// When it was last wanted.
    wanted_at: Option<Timestamp>,
}

impl Documents {
    /// The document at a URL, kept or fetched.
    pub async fn get(
        &self,
        http: &Http,
        clock: &Arc<dyn Clock>,
        (url, kind): (&str, Kind),
        freshness: Freshness,
    ) -> Result<Arc<Document>, FetchError> {
        // What may not be fetched is not kept either, and takes no room.
        http.permit(url)?;
        let slot = self.slot(url, clock.now())?;
        if let Some(answer) = slot.known().answer(clock.now(), freshness) {
            return answer;
        }
        let turn = Arc::clone(&slot.turn).lock_owned().await;
        if let Some(answer) = slot.known().answer(clock.now(), freshness) {
            return answer;
        }
        let work = {
            let (http, clock, url) = (http.clone(), Arc::clone(clock), url.to_owned());
            let (all, slot) = (self.clone(), Arc::clone(&slot));
            async move {
                let asked_at = clock.now();
                let fetched = http.fetch(&url, kind.accept).await;
                let fetched = fetched.and_then(|answer| Document::of(answer, kind, asked_at));
                if let Err(failure) = &fetched {
                    tracing::warn!(url, %failure, "a document of another server is not to be had");
                }
                let renewing = matches!(freshness, Freshness::Renewed(_));
                slot.known().learn(fetched, (asked_at, renewing));
                all.shed();
                drop(turn);
            }
        };
        // To its end, whoever leaves meanwhile: else the next would ask again at once.
        let done = tokio::spawn(work).await;
        done.map_err(|error| FetchError::Remote(error.to_string()))?;
        let known = slot.known().clone();
        known.outcome(clock.now(), freshness)
    }

    fn slot(&self, url: &str, now: Timestamp) -> Result<Arc<Slot>, FetchError> {
        let mut all = lock(&self.0);
        if let Some(slot) = all.get(url) {
            slot.known().wanted_at = Some(now);
            return Ok(Arc::clone(slot));
        }
        if all.len() >= MOST && !shed_one(&mut all) {
            let busy = "too many documents are being fetched";
            return Err(FetchError::Remote(busy.to_owned()));
        }
        let slot = Arc::new(Slot::default());
        slot.known().wanted_at = Some(now);
        all.insert(url.to_owned(), Arc::clone(&slot));
        Ok(slot)
    }

    /// Makes room for what was fetched.
    fn shed(&self) {
        let mut all = lock(&self.0);
        let held = |all: &HashMap<String, Arc<Slot>>| -> usize {
            all.values().map(|slot| slot.known().bytes()).sum()
        };
        while held(&all) > ROOM && shed_one(&mut all) {}
    }
}

/// Forgets what has been wanted by nobody for the longest. False when somebody waits for each of them.
fn shed_one(all: &mut HashMap<String, Arc<Slot>>) -> bool {
    let idle = all
        .iter()
        .filter(|(_, slot)| Arc::strong_count(slot) == 1)
        .min_by_key(|(_, slot)| slot.known().wanted_at)
        .map(|(url, _)| url.clone());
    idle.is_some_and(|url| all.remove(&url).is_some())
}

impl Slot {
    fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.known)
    }
}

impl Known {
    /// What can be answered without asking the other server.
    fn answer(
        &self,
        now: Timestamp,
        freshness: Freshness,
    ) -> Option<Result<Arc<Document>, FetchError>> {
        let asked_within = |span| self.asked_at.is_some_and(|at| is_within(at, now, span));
        let renewed_within = |span| self.renewed_at.is_some_and(|at| is_within(at, now, span));
        let fresh = || {
            let document = self.document.as_ref()?;
            is_within(document.fetched_at, now, document.fresh_for).then(|| Arc::clone(document))
        };
        match freshness {
            Freshness::Usual if let Some(document) = fresh() => Some(Ok(document)),
            Freshness::Usual if self.failure.is_none() || !asked_within(PAUSE) => None,
            Freshness::Within(span) if !asked_within(span) => None,
            Freshness::Renewed(span) if !renewed_within(span) && !asked_within(MOMENT) => None,
            _ => Some(self.outcome(now, freshness)),
        }
    }

    /// What came of the last attempt. While it failed, an older document may stand in.
    fn outcome(&self, now: Timestamp, freshness: Freshness) -> Result<Arc<Document>, FetchError> {
        match (&self.document, &self.failure) {
            (Some(document), None) => Ok(Arc::clone(document)),
            (Some(document), Some(FetchError::Remote(_)))
                if freshness == Freshness::Usual && is_within(document.fetched_at, now, STALE) =>
            {
                Ok(Arc::clone(document))
            }
            (_, Some(failure)) => Err(failure.clone()),
            (None, None) => Err(FetchError::Remote("was not asked".to_owned())),
        }
    }

    fn learn(
        &mut self,
        fetched: Result<Document, FetchError>,
        (asked_at, renewing): (Timestamp, bool),
    ) {
        self.asked_at = Some(asked_at);
        if renewing {
            self.renewed_at = Some(asked_at);
        }
        match fetched {
            Ok(document) => {
                self.document = Some(Arc::new(document));
                self.failure = None;
            }
            Err(failure) => self.failure = Some(failure),
        }
    }

    fn bytes(&self) -> usize {
        self.document
            .as_ref()
            .map_or(0, |document| document.text.len())
    }
}

impl Document {
    /// Until when nobody need ask for it again.
    pub fn fresh_until(&self) -> Timestamp {
        self.fetched_at + self.fresh_for
    }

    fn of(answer: Answer, kind: Kind, fetched_at: Timestamp) -> Result<Self, FetchError> {
        let fresh_for = answer
            .header("cache-control")
            .and_then(max_age)
            .unwrap_or(FRESH);
        let content_type = answer.header("content-type").unwrap_or_default().to_owned();
        let text = String::from_utf8(answer.body)
            .map_err(|_| FetchError::Remote("sent no UTF-8 text".to_owned()))?;
        if !(kind.reads)(&text) {
            return Err(FetchError::Remote("sent something else".to_owned()));
        }
        Ok(Self {
            text,
            content_type,
            fetched_at,
            fresh_for: fresh_for.clamp(FRESH_AT_LEAST, FRESH_AT_MOST),
        })
    }
}

/// None where nothing is said of it.
fn max_age(cache_control: &str) -> Option<Duration> {
    let mut directives = cache_control.split(',').map(str::trim);
    directives.find_map(|directive| {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            "no-store" | "no-cache" => Some(Duration::ZERO),
            "max-age" => {
                let seconds = value.trim().trim_matches('"').parse().ok()?;
                Some(Duration::from_secs(seconds))
            }
            _ => None,
        }
    })
}

/// Whether `at` lies in the span before `now`. After a clock was set back nothing does.
fn is_within(at: Timestamp, now: Timestamp, span: Duration) -> bool {
    at <= now && now.since(at) < span
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
