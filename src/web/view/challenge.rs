//! The proof of work in a form: what the browser is to do, and what is said meanwhile.

/// Sends `challenge` and `solution` with the form that it stands in.
#[derive(Clone, Debug)]
pub struct Challenge {
    pub text: String,
    /// How many numbers there are to find, and the zero bits that each is to have.
    pub parts: u32,
    pub zeros: u32,
    /// After how many minutes it is not asked for any more, where that is to be.
    pub forgotten_in: Option<u64>,
}
