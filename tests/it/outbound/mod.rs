//! Requests to servers that somebody else named: where they may go, and what they may cost.

mod documents;
mod guard;
