//! Terms of use, to be agreed to before going on.

use askama::Template;

use super::Shell;

/// Posts `csrf`, `version` and `decision` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "terms.html")]
pub struct Terms {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    pub version: String,
    pub terms: String,
    pub privacy: Option<String>,
    /// Whether this person agreed to an earlier version.
    pub renewed: bool,
}
