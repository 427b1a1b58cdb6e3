//! Signing in with a password, and confirming who one is (OpenID Connect Core 3.1.2.3).

use askama::Template;

use super::Shell;

/// Posts `csrf`, `identifier` and `password` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "login.html")]
pub struct Login {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// The application that waits for the person, if one does.
    pub application: Option<String>,
    /// Where it tells of itself: labels and addresses.
    pub links: Vec<(&'static str, String)>,
    /// A username or an e-mail address, as typed or hinted.
    pub identifier: String,
    pub error: Option<String>,
    /// Whether the person is known and shows the password once more.
    pub reauthenticate: bool,
}

impl Login {
    fn heading(&self) -> String {
        match &self.application {
            _ if self.reauthenticate => "Confirm that it is you".to_owned(),
            Some(application) => format!("Sign in to {application}"),
            None => "Sign in to your account".to_owned(),
        }
    }

    fn lead(&self) -> String {
        match &self.application {
            Some(application) if self.reauthenticate => {
                format!("{application} asks for your password once more.")
            }
            None if self.reauthenticate => {
                "What you are about to do asks for your password once more.".to_owned()
            }
            Some(_) => format!("Use your {} account.", self.shell.brand),
            None => "See your details and where you are signed in.".to_owned(),
        }
    }
}
