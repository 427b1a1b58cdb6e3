//! Signing in with a password, and confirming who one is (OpenID Connect Core 3.1.2.3).

use askama::Template;

use super::{Challenge, OtherWay, PasskeyAsk, ProviderButton, Shell};

/// Posts `csrf`, `identifier` and `password` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "login.html")]
pub struct Login {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// The application that waits for the person, if one does.
    pub application: Option<String>,
    /// Where it tells of itself: the keys of labels, and addresses.
    pub links: Vec<(&'static str, String)>,
    /// A username or an e-mail address, as typed or hinted.
    pub identifier: String,
    pub other_ways: Vec<OtherWay>,
    pub error: Option<String>,
    /// Where an account is made, where people may.
    pub register: Option<String>,
    /// Where a forgotten password is replaced, where that is possible.
    pub recover: Option<String>,
    /// Whether they may stay signed in after they close the browser.
    pub remember: bool,
    /// Where one of those who are signed in here is chosen, if there are any.
    pub others: Option<String>,
    /// Whether the person is known and shows the password once more.
    pub reauthenticate: bool,
    /// Asks for a passkey instead, where there can be any.
    pub passkey: Option<PasskeyAsk>,
    /// Whether there is a password to ask for.
    pub by_password: bool,
    /// The work that is to be done first, where any is.
    pub challenge: Option<Challenge>,
    /// Whether an address alone can be enough, because it leads to a provider.
    pub by_domain: bool,
    /// Other ways in.
    pub providers: Vec<ProviderButton>,
}

impl Login {
    fn heading(&self) -> String {
        match &self.application {
            _ if self.reauthenticate => self.shell.say("login-heading-confirm"),
            Some(application) => self
                .shell
                .with("login-heading-for", &[("application", application)]),
            None => self.shell.say("login-heading"),
        }
    }

    fn lead(&self) -> String {
        match &self.application {
            Some(application) if self.reauthenticate => self
                .shell
                .with("login-lead-confirm-for", &[("application", application)]),
            None if self.reauthenticate => self.shell.say("login-lead-confirm"),
            Some(_) => self
                .shell
                .with("login-lead-for", &[("brand", &self.shell.brand)]),
            None => self.shell.say("login-lead"),
        }
    }
}
