//! Accounts at other providers: the buttons of the sign-in page, who comes without an account here, and the list of what is
//! linked.

use askama::Template;

use super::Shell;

/// A way in through another provider.
#[derive(Clone, Debug)]
pub struct ProviderButton {
    pub name: String,
    pub href: String,
}

impl ProviderButton {
    /// Stands for the provider beside its name. Its own mark would belong to it.
    pub fn initial(&self) -> String {
        let first = self.name.chars().find(|c| c.is_alphanumeric());
        first
            .map(|c| c.to_uppercase().collect())
            .unwrap_or_default()
    }
}

/// Posts `csrf` and `decision` (`create` or `forget`) to `/login/join`.
#[derive(Clone, Debug, Template)]
#[template(path = "join.html")]
pub struct Join {
    pub shell: Shell,
    pub csrf: String,
    pub provider: String,
    /// What the account over there is known by.
    pub label: String,
    /// Where to sign in to the account here that it is to be linked to.
    pub sign_in: Option<String>,
    pub may_create: bool,
}

/// Posts `csrf` with `provider` to `/account/linked/add`, with `provider` and `subject` to `/account/linked/remove`, and with
/// these and `decision` (`link` or `forget`) to `/account/linked/join`.
#[derive(Clone, Debug, Template)]
#[template(path = "linked.html")]
pub struct LinkedAccounts {
    pub shell: Shell,
    pub csrf: String,
    pub links: Vec<LinkedLine>,
    /// Providers of which accounts can be linked: identifiers and names.
    pub addable: Vec<(String, String)>,
    pub waiting: Option<Waiting>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    pub notice: Option<String>,
    pub problem: String,
}

#[derive(Clone, Debug)]
pub struct LinkedLine {
    pub provider: String,
    pub name: String,
    pub enabled: bool,
    pub subject: String,
    pub label: String,
    /// Unix milliseconds.
    pub since: i64,
    pub used: Option<Used>,
}

/// When somebody last came that way, in Unix milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Used {
    pub at: i64,
}

/// An account that waits to be linked.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub provider: String,
    pub name: String,
    pub label: String,
    pub subject: String,
}
