//! What is known of somebody, to take along or to delete.

use askama::Template;

use super::Outcome;
use crate::web::view::Shell;

/// Posts `csrf` to `/account/data`, which answers with a file.
#[derive(Clone, Debug, Template)]
#[template(path = "account/data.html")]
pub struct Data {
    pub shell: Shell,
    pub csrf: String,
}

/// Posts `csrf` and `username` to `/account/delete`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/delete.html")]
pub struct Delete {
    pub shell: Shell,
    pub csrf: String,
    pub username: String,
    pub told: Outcome,
}
