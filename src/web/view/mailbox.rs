//! The letters that a server under development has written, instead of sending them. In English, like the playground: only
//! whoever develops sees it.

use askama::Template;

use super::Shell;
use crate::mail::Rendered;

/// The list, the newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox.html")]
pub struct Mailbox {
    pub shell: Shell,
    pub letters: Vec<MailboxLine>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
}

#[derive(Clone, Debug)]
pub struct MailboxLine {
    pub url: String,
    pub subject: String,
    pub to: String,
    /// Unix milliseconds.
    pub at: i64,
}

/// One letter: what is in it, its plain text, and the page itself in a frame.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox_letter.html")]
pub struct MailboxLetter {
    pub shell: Shell,
    pub letter: Rendered,
    /// Unix milliseconds.
    pub at: i64,
    pub now: i64,
    /// Where the frame finds the page.
    pub html_url: String,
}
