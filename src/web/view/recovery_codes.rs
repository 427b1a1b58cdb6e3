//! A person's recovery codes: how many are left, and a new set, which is shown once.

use askama::Template;

use super::Shell;

/// Posts `csrf` to `make`, and `csrf` and `codes` to `/account/recovery-codes/download`.
#[derive(Clone, Debug, Template)]
#[template(path = "recovery_codes.html")]
pub struct RecoveryCodes {
    pub shell: Shell,
    pub csrf: String,
    pub make: String,
    /// How many are left of how many; none where there is no set.
    pub left: Option<(i64, i64)>,
    /// Whether so few are left that it is time for a new set.
    pub few: bool,
    /// Whether the person has a second factor that they stand in for.
    pub of_use: bool,
    /// A new set; empty where none was made just now.
    pub codes: Vec<String>,
    /// Where it goes on, and whether that is to an application that waits.
    pub onward: (String, bool),
}
