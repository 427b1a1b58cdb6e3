//! A router that denies by default: a route either has a guard or was said aloud to be public.

use axum::Router;
use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::routing::MethodRouter;

use crate::{Gate, Guard, Guarded, Policy};

/// A [`Router`] in which no route can be left unguarded by mistake: [`route`](Self::route) takes a guard, and what is
/// open to everybody is called [`public`](Self::public). The gate is the one that the state holds ([`FromRef`]).
///
/// ```
/// use axum::routing::{get, post};
/// use countersign_verifier::{Gate, Guard, GuardedRouter};
///
/// # async fn home() {}
/// # async fn list() {}
/// # async fn write() {}
/// # async fn purge() {}
/// # fn app(gate: Gate) -> axum::Router {
/// let admin = GuardedRouter::new().route("/purge", Guard::new().role("admin").max_age(300), post(purge));
///
/// let app = GuardedRouter::new()
///     .public("/", get(home))
///     .route("/notes", Guard::new().scope("notes:read").allow_api_key(), get(list))
///     .route("/notes", Guard::new().scope("notes:write"), post(write))
///     .nest("/admin", admin)
///     .with_state(gate);
/// # app
/// # }
/// ```
///
/// Whatever has no route answers like a route with a guard: strangers get a 401, and whoever is authenticated, in any way
/// that the gate knows, gets the 404, or the 405 of a path without that method. So nothing answers strangers but what was
/// said to be public. Preflights of CORS carry no credentials, so a CORS layer belongs around the finished router.
#[derive(Debug)]
#[must_use = "a router serves nothing until `with_state` has made it one of axum's"]
pub struct GuardedRouter<S> {
    entries: Vec<Entry<S>>,
}

#[derive(Debug)]
enum Entry<S> {
    Guarded(String, Guard, MethodRouter<S>),
    Public(String, MethodRouter<S>),
    Nested(String, GuardedRouter<S>),
}

impl<S> GuardedRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    /// A router without routes.
    pub fn new() -> Self {
        Self {
            entries: Vec::new(),
        }
    }

    /// A route for those who meet the guard. A path may be given again with other methods and another guard. The guard
    /// stands before all of the methods, their own fallback and their own layers.
    pub fn route(self, path: &str, guard: Guard, methods: MethodRouter<S>) -> Self {
        self.and(Entry::Guarded(path.to_owned(), guard, methods))
    }

    /// A route for everybody.
    pub fn public(self, path: &str, methods: MethodRouter<S>) -> Self {
        self.and(Entry::Public(path.to_owned(), methods))
    }

    /// The routes of another router under a prefix, each with its own guard, as [`Router::nest`] does it.
    pub fn nest(self, path: &str, router: Self) -> Self {
        self.and(Entry::Nested(path.to_owned(), router))
    }

    /// The routes of another router beside these, each with its own guard.
    pub fn merge(mut self, router: Self) -> Self {
        self.entries.extend(router.entries);
        self
    }

    /// The router of axum, to be served, or to put layers around. What is added to that one has no guard.
    ///
    /// # Panics
    ///
    /// As [`Router::route`] does, if two routes overlap or a path is none.
    #[track_caller]
    pub fn with_state<S2>(self, state: S) -> Router<S2>
    where
        Gate: FromRef<S>,
    {
        let gate = Gate::from_ref(&state);
        self.guarded_by(&gate)
            .fallback(not_found)
            .method_not_allowed_fallback(method_not_allowed)
            .with_state(state)
    }

    fn guarded_by(self, gate: &Gate) -> Router<S> {
        let entries = self.entries.into_iter();
        entries.fold(Router::new(), |router, entry| match entry {
            // Not `route_layer`, which leaves the fallback of the methods open: `any(..)` is nothing else.
            Entry::Guarded(path, guard, methods) => {
                router.route(&path, methods.layer(gate.guard(guard)))
            }
            Entry::Public(path, methods) => router.route(&path, methods),
            Entry::Nested(path, nested) => router.nest(&path, nested.guarded_by(gate)),
        })
    }

    fn and(mut self, entry: Entry<S>) -> Self {
        self.entries.push(entry);
        self
    }
}

impl<S> Default for GuardedRouter<S>
where
    S: Clone + Send + Sync + 'static,
{
    fn default() -> Self {
        Self::new()
    }
}

enum Anybody {}

impl Policy for Anybody {
    fn guard() -> &'static Guard {
        Guard::ANYBODY
    }
}

async fn not_found(_: Guarded<Anybody>) -> StatusCode {
    StatusCode::NOT_FOUND
}

async fn method_not_allowed(_: Guarded<Anybody>) -> StatusCode {
    StatusCode::METHOD_NOT_ALLOWED
}
