//! The seven steps of a walk, and which of them is the present one.

use std::cmp::Ordering;

use super::Part;

/// Each step's title, and what it is in a few words.
const STEPS: [(&str, &str); 7] = [
    (
        "Ask to sign in",
        "The application sends your browser to the server with a question.",
    ),
    ("Read the answer", "Your browser comes back with a code."),
    (
        "Trade the code for tokens",
        "The application asks the server directly.",
    ),
    (
        "Ask who signed in",
        "UserInfo answers whoever brings the access token.",
    ),
    (
        "Call an API",
        "It checks the token by itself, and wants a role.",
    ),
    ("Refresh the tokens", "New ones, and nobody has to sign in."),
    (
        "See what is refused",
        "A broken token, the wrong token, a code used twice.",
    ),
];

#[derive(Clone, Debug)]
pub(in crate::web::playground) struct Step {
    pub title: &'static str,
    pub brief: &'static str,
    /// "done", "now" or "later".
    pub state: &'static str,
    /// What the present step shows; nothing for the others.
    pub parts: Vec<Part>,
}

/// The steps with `parts` beneath step `now`, counted from 1.
pub(in crate::web::playground) fn steps(now: usize, parts: Vec<Part>) -> Vec<Step> {
    let mut parts = Some(parts);
    let numbered = STEPS.into_iter().zip(1..);
    numbered
        .map(|((title, brief), number)| {
            let (state, parts) = match number.cmp(&now) {
                Ordering::Less => ("done", Vec::new()),
                Ordering::Equal => ("now", parts.take().unwrap_or_default()),
                Ordering::Greater => ("later", Vec::new()),
            };
            Step {
                title,
                brief,
                state,
                parts,
            }
        })
        .collect()
}
