//! How the pages look like somebody's own.

use crate::config::section::section;

section! {
    /// How the pages look like your own.
    pub struct Brand as "brand" {
        /// The name on every page.
        name: String = "Countersign".to_owned();
    }
}
