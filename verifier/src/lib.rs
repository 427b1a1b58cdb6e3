//! Checks [Countersign]'s access tokens (RFC 9068) in a resource server.
//!
//! ```no_run
//! # async fn check(token: &str) -> Result<(), Box<dyn std::error::Error>> {
//! use countersign_verifier::Verifier;
//!
//! let verifier = Verifier::discover("https://id.example.org").audience("https://api.example.org").build()?;
//! let claims = verifier.verify(token).await?;
//! claims.require_scope("notes:read")?;
//! # Ok(())
//! # }
//! ```
//!
//! With axum, a handler names what it needs and the refusals of RFC 6750 answer by themselves:
//!
//! ```no_run
//! # #[cfg(feature = "axum")]
//! # fn router() -> Result<axum::Router, Box<dyn std::error::Error>> {
//! use axum::{Router, routing::get};
//! use countersign_verifier::{Gate, Guard, Principal, Verifier};
//!
//! async fn me(principal: Principal) -> String {
//!     principal.subject().to_owned()
//! }
//!
//! let verifier = Verifier::discover("https://id.example.org").audience("https://api.example.org").build()?;
//! let gate = Gate::from(verifier);
//! let editors = Router::new().route("/editors", get(me)).route_layer(gate.guard(Guard::new().role("editor")));
//! let app = Router::new().route("/me", get(me)).merge(editors).with_state(gate);
//! # Ok(app)
//! # }
//! ```
//!
//! # What is checked
//!
//! In this order, and nothing is looked at before the step above it has passed:
//!
//! 1. the length (16 KiB at most), three parts, unpadded canonical base64url;
//! 2. the header: JSON without duplicate members, no `crit`, `b64` or `zip`; `jku`, `x5u`, `x5c` and `jwk` are never
//!    followed; `typ` is `at+jwt`, so that an ID token is no access token (RFC 9068 section 4);
//! 3. `alg` against the list that the configuration fixes (RFC 8725 section 3.1), RS256 alone unless told otherwise;
//! 4. the key, by `kid` and algorithm, out of the issuer's own set; then the signature;
//! 5. the claims, strictly typed: `iss`, `aud`, `exp`, `iat`, `nbf`, `sub`, `client_id`, `jti` (RFC 9068 section 2.2).
//!
//! A token that is bound to a key of its sender (`cnf`, RFC 7800) needs a proof with every request: see [`sender`].
//!
//! # Keys
//!
//! [`Verifier::discover`] makes no request until the first token arrives, so a service starts while its issuer is down.
//! It then keeps the keys, refreshes them every five minutes, and asks once more when a token names a key that it does
//! not know: at most once in 30 seconds, whatever arrives. While the issuer is unreachable it goes on with the keys that
//! it has, for a day at most. [`Verifier::with_keys`] never touches the network.
//!
//! # Why the signature is checked with aws-lc-rs itself
//!
//! A JWT library's validation is a set of switches whose defaults let tokens pass: absent claims, unknown `crit`, any
//! `typ`. Here each check is a line that can be read, and a parsed key is kept, so that a verification costs
//! little more than the RSA operation.
//!
//! [Countersign]: https://github.com/countersign/countersign

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod algorithm;
mod authenticate;
mod authorize;
#[cfg(feature = "axum")]
mod axum;
mod builder;
mod cache;
mod challenge;
mod claims;
mod clock;
mod denied;
mod error;
mod gate;
#[doc(hidden)]
pub mod json;
pub mod key_text;
mod keys;
mod principal;
mod refusal;
mod scope;
pub mod sender;
mod setup;
mod token;
#[cfg(feature = "tower")]
mod tower;
mod verifier;

pub use algorithm::Algorithm;
pub use authenticate::{Authenticator, Method};
#[doc(hidden)]
pub use authorize::are_names;
pub use authorize::{
    AnyOf, Guard, Guarded, Holds, Permissions, Policy, Roles, Scopes, UnknownName, Vocabulary,
    names,
};
pub use builder::Builder;
pub use challenge::Challenge;
pub use claims::{Claims, Confirmation};
pub use clock::{Clock, SystemClock};
pub use denied::Denied;
pub use error::{Error, Needed};
pub use gate::Gate;
pub use principal::{Identity, Principal};
pub use refusal::Refusal;
pub use scope::Scope;
pub use setup::SetupError;
pub use verifier::Verifier;

#[cfg(feature = "axum")]
pub use crate::axum::GuardedRouter;
#[cfg(feature = "tower")]
pub use crate::tower::{GuardLayer, GuardService};

/// The README's examples, compiled with the others.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;
