//! What surrounds every request: its id and its line in the log, bounds, headers, guards.

pub(super) mod address;
pub(super) mod closing;
pub(super) mod cors;
pub(super) mod guard;
pub(super) mod headers;
pub(super) mod host;
pub(super) mod trace;
