//! The front page: what this server is, and the doors that lead on.

use askama::Template;

use super::Shell;

/// The page at `/`.
#[derive(Clone, Debug, Template)]
#[template(path = "home.html")]
pub struct Home {
    pub shell: Shell,
    pub issuer: String,
    /// Whether the playground is on.
    pub playground: bool,
    pub metadata_url: String,
    /// Whether the first administrator is still to be made.
    pub setup_pending: bool,
}
