//! HTTP: the routes, what surrounds each request, the endpoints and the pages.
//!
//! A handler reads what came, calls one rule, and writes what it answered. Every URL is in [`router`], every error is
//! written by [`error`].

pub mod assets;
mod brand;
mod cached;
mod cookie;
mod endpoint;
mod error;
mod html;
mod language;
mod layer;
mod pages;
pub mod path;
pub mod playground;
mod router;
pub mod server;
pub mod tls;
mod user_agent;
pub mod view;
mod visit;

pub use layer::address::Peer;
pub use router::router;
