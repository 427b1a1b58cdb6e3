//! Asking whether an application may have what it asks for (OpenID Connect Core 3.1.2.4).

use askama::Template;

use super::Shell;

/// Posts `csrf`, `decision`, which is `allow` or `deny`, and `allow.SCOPE` for each optional scope that is left on to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "consent.html")]
pub struct Consent {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub application: String,
    /// The host of the redirect URI, or the device: where the answer goes.
    pub site: String,
    pub person: String,
    /// Nobody at this server looked at the application.
    pub registered_itself: bool,
    /// Whether the person allowed it something before.
    pub is_known: bool,
    /// What is asked about.
    pub groups: Vec<ScopeGroup>,
    /// What the person agreed to before, beside it.
    pub before: Vec<ScopeGroup>,
    /// What the application says of itself elsewhere: the key of a label, and where.
    pub links: Vec<(&'static str, String)>,
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
    pub answered: Answered,
    /// Whether the person may refuse it alone.
    pub optional: bool,
}

/// What the person said to this application about a scope before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The application asks for the first time, for this and everything else.
    Never,
    /// It was not asked about, and other things were.
    New,
    Refused,
    Allowed,
}

impl ScopeLine {
    fn is_on(&self) -> bool {
        self.answered != Answered::Refused
    }

    fn is_new(&self) -> bool {
        self.answered == Answered::New
    }

    fn was_refused(&self) -> bool {
        self.answered == Answered::Refused
    }
}

impl Consent {
    fn count_before(&self) -> usize {
        self.before.iter().map(|group| group.lines.len()).sum()
    }

    /// Whether all that is asked about was allowed before.
    fn asks_again(&self) -> bool {
        let mut lines = self.groups.iter().flat_map(|group| &group.lines);
        lines.all(|line| line.answered == Answered::Allowed)
    }
}
