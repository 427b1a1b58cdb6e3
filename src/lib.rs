//! Countersign: an OAuth 2 and OpenID Connect identity provider.
//!
//! The modules stand in their order of dependence: each imports only from those above it.
//! `docs/architecture.md` says why, and a test reads the sources and keeps it so.

// ground
pub mod base;

pub mod words;

pub mod config;
// things
pub mod domain;
// tools, strangers to one another, and what holds them
pub mod directory;
pub mod jose;
pub mod mail;
pub mod store;

pub mod app;
// rules
pub mod identity;
pub mod oauth;
// beside that, and a stranger to it
pub mod federation;
// edges
pub mod jobs;
pub mod web;

pub mod cli;
