#![cfg_attr(all(feature = "axum", feature = "http"), doc = include_str!("../README.md"))]
#![cfg_attr(
    not(all(feature = "axum", feature = "http")),
    doc = "Guards an API with Countersign's access tokens. The front page is written with the features `axum` and `http`."
)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "actix")]
mod actix;
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
#[doc(hidden)]
pub mod doors;
mod error;
pub mod explain;
mod gate;
mod issuers;
#[doc(hidden)]
pub mod json;
pub mod key_text;
mod keys;
mod principal;
mod refusal;
mod scope;
pub mod sender;
mod setup;
#[cfg(feature = "testing")]
pub mod testing;
mod token;
#[cfg(feature = "tonic")]
mod tonic;
#[cfg(feature = "tower")]
mod tower;
mod verifier;

pub use algorithm::Algorithm;
pub use authenticate::{ApiKeys, Authenticator, Basic, Method};
#[cfg(feature = "http")]
pub use authenticate::{Introspection, IntrospectionBuilder};
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
pub use issuers::Issuers;
pub use keys::{Body, BoxError, Fetch};
pub use principal::{Identity, Principal};
pub use refusal::Refusal;
pub use scope::Scope;
pub use setup::SetupError;
pub use verifier::Verifier;

#[cfg(feature = "actix")]
pub use crate::actix::{ActixGuard, ActixGuarded};
#[cfg(feature = "axum")]
pub use crate::axum::GuardedRouter;
#[cfg(feature = "tonic")]
pub use crate::tonic::{GrpcGuarded, GrpcGuards, GrpcInterceptor};
#[cfg(feature = "tower")]
pub use crate::tower::{GuardLayer, GuardService};
