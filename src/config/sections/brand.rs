//! How the pages look like somebody's own.

use crate::config::section::section;

section! {
    /// How the pages look like your own.
    pub struct Brand as "brand" {
        /// The name on every page and in every mail.
        name: String = "Countersign".to_owned();
    }
}
