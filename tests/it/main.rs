//! The integration tests: one binary, through the router, on SQLite or PostgreSQL. Files mirror the URLs.
//!
//! A test of a refusal first shows the twin that is accepted, then asserts the effect: a row, whether a token lives.

mod layers;
mod length;
mod oauth2;
mod routes;
mod statements;
mod support;
