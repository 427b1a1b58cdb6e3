//! Who somebody is, as they say it themselves.

use askama::Template;

use super::{Outcome, initials};
use crate::web::view::{Details, Shell};
use crate::words::Locale;

/// Posts a picture as a file to `/account/picture`, `csrf` alone to `/account/picture/remove`, names to `/account/profile`, the rest to `/account/details`, and `locale` alone to `/account/language`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/profile.html")]
pub struct Profile {
    pub shell: Shell,
    pub csrf: String,
    pub name: String,
    pub username: String,
    /// Where the picture is that was uploaded, if one was.
    pub picture: Option<String>,
    pub given_name: String,
    pub family_name: String,
    /// Which there are, and whether it is the chosen one.
    pub languages: [(Locale, bool); Locale::ALL.len()],
    pub details: Details,
    pub told: Outcome,
}

impl Profile {
    /// What stands where there is no picture.
    fn initials(&self) -> String {
        initials(&self.name)
    }
}
