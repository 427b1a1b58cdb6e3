//! What somebody has to set up before an application is answered.

use askama::Template;

use super::Shell;

#[derive(Clone, Debug, Template)]
#[template(path = "enrol.html")]
pub struct Enrol {
    pub shell: Shell,
    /// The application that waits, if one does.
    pub application: Option<String>,
    /// Where a passkey is added, where there can be any.
    pub passkey: Option<String>,
    /// Where an application with codes is set up, where that is enough.
    pub totp: Option<String>,
}

impl Enrol {
    fn lead(&self) -> String {
        match &self.application {
            Some(application) => self
                .shell
                .with("factors-enrol-lead-for", &[("application", application)]),
            None => self
                .shell
                .with("factors-enrol-lead", &[("brand", &self.shell.brand)]),
        }
    }
}
