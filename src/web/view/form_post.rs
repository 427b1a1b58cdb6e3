//! Carrying an answer back by a form (OAuth 2.0 Form Post Response Mode section 4): the script sends it at once, a person
//! without scripts by a button.

use askama::Template;

use super::Shell;

/// Posts `fields` to the application at `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "form_post.html")]
pub struct FormPost {
    pub shell: Shell,
    pub application: String,
    pub action: String,
    pub fields: Vec<(String, String)>,
}
