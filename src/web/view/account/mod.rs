//! The pages of a person's own account: at a glance, and one for each concern.

mod activity;
mod area;
mod data;
mod overview;
mod password;
mod profile;
mod security;
mod sessions;

pub use activity::{Activity, EventLine};
pub use data::{Data, Delete};
pub use overview::Overview;
pub use password::Password;
pub use profile::Profile;
pub use security::{Advice, FactorLine, Security, State};
pub use sessions::{SessionLine, Sessions};

use super::{Wrong, wrong_with};

/// What is said above a page's forms, or beside the field that is wrong.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What has just been done.
    pub notice: Option<String>,
    error: Wrong,
}

impl Outcome {
    pub fn notice(words: String) -> Self {
        Self {
            notice: Some(words),
            error: None,
        }
    }

    /// `field` is empty for the whole page.
    pub fn error(field: &str, words: String) -> Self {
        Self {
            notice: None,
            error: Some((field.to_owned(), words)),
        }
    }

    pub fn is_wrong(&self) -> bool {
        self.error.is_some()
    }

    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    /// Whether the person must act at this field.
    pub fn focuses(&self, field: &str) -> bool {
        !self.wrong(field).is_empty()
    }
}

/// The first letters of the first and the last part of a name.
pub(super) fn initials(name: &str) -> String {
    let mut parts = name.split_whitespace();
    let first = parts.next().and_then(|part| part.chars().next());
    let last = parts.next_back().and_then(|part| part.chars().next());
    let letters = first.into_iter().chain(last);
    letters.flat_map(char::to_uppercase).collect()
}

#[test]
fn a_name_has_two_letters_at_most() {
    assert_eq!(initials("ada augusta Lovelace"), "AL");
    assert_eq!(initials("ada"), "A");
    assert_eq!(initials("中本 聪"), "中聪");
    assert_eq!(initials(" "), "");
}
