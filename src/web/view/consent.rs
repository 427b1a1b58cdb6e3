//! Asking whether an application may have what it asks for (OpenID Connect Core 3.1.2.4).

use askama::Template;

use super::Shell;

/// Posts `csrf` and `decision`, which is `allow` or `deny`, to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "consent.html")]
pub struct Consent {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub application: String,
    /// The host of the redirect URI: where the answer goes.
    pub site: Option<String>,
    pub person: String,
    pub groups: Vec<ScopeGroup>,
}

/// Scopes that belong together under one heading.
#[derive(Clone, Debug)]
pub struct ScopeGroup {
    pub heading: String,
    pub lines: Vec<ScopeLine>,
}

/// One scope in plain words.
#[derive(Clone, Debug)]
pub struct ScopeLine {
    pub scope: String,
    pub title: String,
    /// A second sentence, or empty.
    pub detail: String,
    /// Whether the person has not allowed this to the application before.
    pub is_new: bool,
}
