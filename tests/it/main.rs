//! The integration tests: one binary, through the router, on SQLite or PostgreSQL. Files mirror the URLs.
//!
//! A test of a refusal first shows the twin that is accepted, then asserts the effect: a row, whether a token lives.

#![expect(clippy::unwrap_used, reason = "what a test cannot unwrap has failed")]

mod account;
mod account_keys;
mod api_keys;
mod apps;
mod brand;
mod challenge;
mod conformance;
mod consent;
mod consent_choice;
mod cors;
mod details;
#[cfg(feature = "ldap")]
mod directory;
mod factors;
mod federation;
mod forms;
mod headers;
mod home;
mod language;
mod layers;
mod length;
mod login;
mod logout;
mod mail;
mod nodes;
mod oauth2;
mod openid_connect;
mod outbound;
mod panics;
mod passkeys;
mod passwords;
mod playground;
mod proxies;
mod reauthentication;
mod recovery;
mod registration;
mod registration_of_people;
mod resource_server;
mod routes;
mod secrets;
mod sessions;
mod setup;
mod sign_in;
mod statements;
mod states;
mod storage;
mod support;
mod throttle;
mod upgrade;
mod well_known;
mod words;
