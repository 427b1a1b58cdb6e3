//! The links under a way to prove oneself that lead to the others.

/// What it is called, and where it leads.
#[derive(Clone, Debug)]
pub struct OtherWay {
    pub label: String,
    pub href: String,
}
