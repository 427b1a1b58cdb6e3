//! `countersign mail`: whether letters arrive, before somebody waits for one.

use clap::Subcommand;
use serde_json::json;

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use crate::base::clock::SystemClock;
use crate::base::random::SystemRandom;
use crate::base::{Clock as _, id};
use crate::config::Config;
use crate::mail::{Carrier, Envelope, Letter, LetterName, can_reach, compose, render};
use crate::words::Locale;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Send a letter now, and say what the mail server made of it
    Test {
        /// Whom it is sent to
        address: String,
    },
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let Verb::Test { address } = verb;
    let config = start.command_config()?;
    if !can_reach(&address) {
        return Err(Failure::of(
            "address",
            format!("'{address}' is no e-mail address."),
        ));
    }
    let server = send(&config, &address).await?;
    let line = format!(
        "{server} has taken a letter to {address}. Look whether it arrives, and not among the spam."
    );
    Ok(Answer::new(json!({"server": server, "to": address})).line(line))
}

/// Sends a letter past the queue. The name of the server that took it.
async fn send(config: &Config, address: &str) -> Result<String, Failure> {
    let (Some(url), Some(from)) = (&config.mail.url, &config.mail.from) else {
        let words = match config.mailbox_on() {
            true => {
                "no mail server is configured: letters end at /dev/mail. Set `mail.url` and `mail.from` to send them."
            }
            false => {
                "no mail server is configured. Set `mail.url` and `mail.from`: docs/mail.md says how."
            }
        };
        return Err(Failure::of("mail.url", words));
    };
    let now = SystemClock.now();
    let letter = Letter::new(LetterName::Test, address, Locale::En);
    let written = render(
        &letter,
        &config.brand.name,
        |path| config.issuer.url(path),
        now,
    );
    let envelope = Envelope {
        id: &id::id(&SystemRandom),
        host: config.issuer.host(),
        from,
        reply_to: config.mail.reply_to.as_ref(),
        date: now,
    };
    let message = compose(&written.map_err(Failure::because)?, &envelope);
    let message = message.map_err(Failure::because)?;
    let refused = |trouble: crate::mail::Trouble| {
        Failure::of(
            "mail.url",
            format!("{url} did not take the letter: {}.", trouble.said),
        )
    };
    let carrier = Carrier::open(&config.mail, 1).await.map_err(refused)?;
    if let Some(carrier) = carrier {
        carrier.send(message).await.map_err(refused)?;
    }
    Ok(url.to_string())
}
