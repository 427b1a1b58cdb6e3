//! For the tests of an application: an issuer within the process, which mints any token, right or wrong, without a network
//! and without a server. Its keys are made when a test first needs them, are the same for all tests of a process, and
//! leave it never; its clock stands still until a test moves it.
//!
//! **Not for production**: whoever has a [`TestIssuer`] is whoever they like. Switch the feature on for tests alone, as
//! a dev-dependency; nothing of this is compiled without it:
//!
//! ```toml
//! [dev-dependencies]
//! countersign-verifier = { version = "0.1", features = ["testing"] }
//! ```
//!
//! A whole application is tested as it runs, with the gate of the issuer in place of its own:
//!
//! ```
//! # #[cfg(feature = "axum")] {
//! use axum::{Router, body::Body, http::Request, routing::get};
//! use countersign_verifier::{Gate, Guard, testing::TestIssuer};
//! use tower::ServiceExt as _;
//!
//! fn app(gate: Gate) -> Router {
//!     Router::new().route("/drafts", get(async || "drafts").route_layer(gate.guard(Guard::new().role("editor"))))
//! }
//!
//! # tokio::runtime::Runtime::new().unwrap().block_on(async {
//! let issuer = TestIssuer::new("https://api.example.org");
//! let app = app(issuer.gate());
//! let status = async |token: &str| {
//!     let request = Request::get("/drafts").header("authorization", format!("Bearer {token}"));
//!     app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap().status()
//! };
//! assert_eq!(status(&issuer.token().roles(["editor"]).mint()).await, 200);
//! assert_eq!(status(&issuer.token().roles(["reader"]).mint()).await, 403);
//! for (reason, token) in issuer.token().roles(["editor"]).wrong() {
//!     assert_eq!(status(&token).await, 401, "{reason}");
//! }
//! # });
//! # }
//! ```

mod clock;
mod issuer;
mod key;
mod secrets;
mod sender;
mod serve;
mod token;
mod wrong;

pub use clock::TestClock;
pub use issuer::TestIssuer;
pub use sender::TestSender;
pub use token::TestToken;

use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a test cannot go on without.
#[track_caller]
#[expect(
    clippy::panic,
    reason = "a test that cannot be prepared has failed, and says so best where it stands"
)]
fn must<T, E: Debug>(outcome: Result<T, E>, what: &str) -> T {
    match outcome {
        Ok(value) => value,
        Err(error) => panic!("{what}: {error:?}"),
    }
}

/// A test that panicked while it held the lock leaves nothing half done behind it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
