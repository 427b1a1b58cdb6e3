//! The applications that a person uses, and taking their access away.

use askama::Template;

use super::{Shell, Wrong, wrong_with};

/// Posts `csrf` and `client_id` to `/account/apps/remove`.
#[derive(Clone, Debug, Template)]
#[template(path = "apps.html")]
pub struct Apps {
    pub shell: Shell,
    pub csrf: String,
    pub apps: Vec<AppLine>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    /// What has just been done.
    pub notice: Option<String>,
    pub error: Wrong,
}

#[derive(Clone, Debug)]
pub struct AppLine {
    pub client_id: String,
    pub name: String,
    /// The host of its own page.
    pub site: Option<String>,
    /// Unix milliseconds.
    pub since: i64,
    /// None where the person agreed to something, and it holds no token now.
    pub in_use: Option<InUse>,
    /// The operator's own: it does not ask before it comes back.
    pub first_party: bool,
    pub enabled: bool,
    /// Headings, and what it may see or do under each.
    pub groups: Vec<(String, Vec<String>)>,
    /// Where to begin with it.
    pub entrance: Option<String>,
}

/// An application that holds tokens.
#[derive(Clone, Debug)]
pub struct InUse {
    /// Unix milliseconds.
    pub last_at: i64,
    /// Whether it keeps its access when the person signs out.
    pub stays: bool,
}

impl Apps {
    fn wrong(&self) -> &str {
        wrong_with(&self.error, "")
    }
}
