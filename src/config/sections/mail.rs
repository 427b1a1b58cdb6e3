//! How letters leave this server.

use std::{path::PathBuf, time::Duration};

use crate::config::{
    Correspondent, SmtpUrl,
    duration::{minutes, seconds},
    section::section,
};

section! {
    /// Letters: links to verify an address or to choose a new password, codes, and notices of what was changed. Without `mail.url`
    /// nothing that needs a letter is offered, but on a loopback issuer, where letters end at `/dev/mail`.
    pub struct Mail as "mail" {
        /// The server that takes letters: `smtps://user:password@host` (TLS, port 465) or `smtp://user:password@host` (STARTTLS,
        /// which must succeed, port 587). Its certificate is always verified. On this machine itself `smtp://localhost` is plain
        /// (port 25). Special characters of name and password are percent-encoded.
        url: Option<SmtpUrl> = None;

        /// A file with the password, in place of one in `mail.url`. It is read whenever there is something to send, so a new
        /// password needs no restart.
        password_file: Option<PathBuf> = None;

        /// Who letters are from: `no-reply@example.com` or `Example <no-reply@example.com>`. Needed with `mail.url`.
        from: Option<Correspondent> = None;

        /// Who answers to letters go to, where somebody reads them.
        reply_to: Option<Correspondent> = None;

        /// How long the server may take for one letter in all.
        timeout: Duration = seconds(30), in seconds(1)..=minutes(5);

        /// Whether letters end at `/dev/mail`, for all to read who reach this server, and go nowhere else. Without it, on for a
        /// loopback issuer without `mail.url`; for any other it cannot be on.
        dev: Option<bool> = None;
    }
}
