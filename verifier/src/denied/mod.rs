//! Tokens that are refused although they are good: the deny list. It is fed by whoever learns that a token has ended
//! before its time: an application that signs somebody out, introspection, or the issuer itself (`logout`).

mod list;
mod logout;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use list::{Denial, Kind, List};

use crate::token::MAX_ISSUED_AHEAD;
use crate::{Claims, Clock, Error};

/// How long sessions and subjects are kept: no access token of Countersign lives longer than a day.
const DAY: u64 = 24 * 60 * 60;

/// The deny list of a [`Verifier`](crate::Verifier), shared by its clones. What is put here is refused from then on, as
/// [`Error::Revoked`], whether it was verified before or not.
///
/// It lives in the memory of one process: a service that runs several times feeds each of them, and one that starts anew
/// starts with an empty list. It holds 100,000 entries, each until what it denies has expired. Should it ever be full, what
/// it holds is replaced by one line: every token issued up to then is refused. Clients fetch new ones, so that costs
/// them a request each, and nothing that was denied comes back to life.
///
/// ```
/// use countersign_verifier::Verifier;
///
/// let verifier = Verifier::with_keys("https://id.example.org", r#"{"keys":[]}"#)
///     .audience("https://api.example.org")
///     .build()?;
/// verifier.denied().session("the session that has ended");
/// assert_eq!(verifier.denied().len(), 1);
/// # Ok::<(), countersign_verifier::SetupError>(())
/// ```
#[derive(Clone)]
pub struct Denied(Arc<Shared>);

/// By what a token may be denied.
#[derive(Clone, Copy)]
pub(crate) struct Marks<'t> {
    pub(crate) jti: Option<&'t str>,
    pub(crate) sid: Option<&'t str>,
    pub(crate) subject: &'t str,
    pub(crate) issued_at: u64,
}

impl<'t> Marks<'t> {
    fn of(claims: &'t Claims) -> Self {
        Self {
            jti: Some(&claims.jti),
            sid: claims.sid.as_deref(),
            subject: &claims.subject,
            issued_at: claims.issued_at,
        }
    }
}

struct Shared {
    /// Moves with every denial, after it has taken effect. What has passed the list in one state need not be looked up
    /// again before the next.
    state: AtomicU64,
    list: RwLock<List>,
    clock: Arc<dyn Clock>,
    /// Seconds by which the issuer's clock may be ahead.
    leeway: u64,
}

impl Denied {
    pub(crate) fn new(clock: Arc<dyn Clock>, leeway: u64) -> Self {
        Self(Arc::new(Shared {
            state: AtomicU64::new(0),
            list: RwLock::default(),
            clock,
            leeway,
        }))
    }

    /// Refuses one token by its identifier, until it has expired: `until` is its `exp`, in seconds since 1970.
    pub fn jti(&self, id: impl Into<Box<str>>, until: u64) {
        let until = until.saturating_add(self.0.leeway);
        self.add(Kind::Token, id.into(), Denial::always(until));
    }

    /// Refuses the tokens of a session that were issued up to now. Kept for 24 hours, the longest that an access token of
    /// Countersign lives.
    pub fn session(&self, sid: impl Into<Box<str>>) {
        self.issued(Kind::Session, sid.into(), self.latest());
    }

    /// Refuses everything that was issued to a subject up to now, for instance because its roles were taken away. Kept for
    /// 24 hours, the longest that an access token of Countersign lives.
    ///
    /// The issuer's clock may be ahead by the [leeway](crate::Builder::leeway), so a token that is issued within that many
    /// seconds from now is refused too. An issuer whose clock is further ahead dates its tokens later, and they pass.
    pub fn subject(&self, sub: impl Into<Box<str>>) {
        self.issued(Kind::Subject, sub.into(), self.latest());
    }

    /// How many entries there are; of some, what they deny may have expired.
    #[must_use]
    pub fn len(&self) -> usize {
        self.read(List::len)
    }

    /// Whether nothing is denied.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Read before the list is asked; as long as it stays the same, the answer does.
    pub(crate) fn state(&self) -> u64 {
        self.0.state.load(Ordering::SeqCst)
    }

    pub(crate) fn check(&self, claims: &Claims, now: u64) -> Result<(), Error> {
        self.check_marks(Marks::of(claims), now)
    }

    /// The same for a token that is known by these alone.
    pub(crate) fn check_marks(&self, marks: Marks<'_>, now: u64) -> Result<(), Error> {
        // Nothing was ever denied: the usual case, and it shall cost nothing.
        if self.state() == 0 {
            return Ok(());
        }
        match self.read(|list| list.denies(marks, now)) {
            Some(by) => Err(Error::Revoked { by }),
            None => Ok(()),
        }
    }

    /// Denies what the issuer issued up to a moment of its own clock.
    fn issued(&self, kind: Kind, name: Box<str>, up_to: u64) {
        let until = self.0.clock.now().saturating_add(DAY + self.0.leeway);
        self.add(kind, name, Denial { up_to, until });
    }

    /// The latest `iat` that a token issued by now can have.
    fn latest(&self) -> u64 {
        self.0.clock.now().saturating_add(self.0.leeway)
    }

    /// False if the very name was there already. The state moves while the list is locked: whoever reads the new state sees
    /// the new list.
    fn add(&self, kind: Kind, name: Box<str>, denial: Denial) -> bool {
        let now = self.0.clock.now();
        // No token that was ever accepted is younger.
        let latest = now.saturating_add(MAX_ISSUED_AHEAD);
        let mut list = self.0.list.write().unwrap_or_else(PoisonError::into_inner);
        let new = list.add(kind, name, denial, (now, latest));
        self.0.state.fetch_add(1, Ordering::SeqCst);
        new
    }

    fn read<R>(&self, ask: impl FnOnce(&List) -> R) -> R {
        ask(&self.0.list.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Denied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Denied")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}
