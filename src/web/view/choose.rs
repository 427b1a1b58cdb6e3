//! Which of the accounts that are signed in here to go on as.

use askama::Template;

use super::Shell;
use super::account::initials;

/// Posts `csrf` and `session` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "choose.html")]
pub struct Choose {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// Where somebody else signs in.
    pub another: String,
    /// The application that waits, if one does.
    pub application: Option<String>,
    pub people: Vec<Person>,
}

#[derive(Clone, Debug)]
pub struct Person {
    pub session: String,
    pub name: String,
    pub username: String,
    /// Where the picture is that they uploaded, if they did.
    pub picture: Option<String>,
    /// Whether this browser uses it now.
    pub current: bool,
}

impl Person {
    /// What stands where there is no picture.
    fn initials(&self) -> String {
        initials(&self.name)
    }
}

impl Choose {
    fn lead(&self) -> String {
        match &self.application {
            Some(application) => self
                .shell
                .with("sessions-choose-lead-for", &[("application", application)]),
            None => self.shell.say("sessions-choose-lead"),
        }
    }
}
