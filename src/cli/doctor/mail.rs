//! Can letters be sent, and do they pile up?

use crate::cli::answer::Finding;
use crate::config::Config;
use crate::mail::Carrier;
use crate::store::{Db, mail};

const CHECK: &str = "mail";

pub(super) async fn check(config: &Config) -> Finding {
    let Some(url) = &config.mail.url else {
        return match config.mailbox_on() {
            true => Finding::ok(CHECK, "letters end at /dev/mail."),
            false => Finding::warn(
                CHECK,
                "no letters are sent: nobody recovers an account by mail, or is told of changes to it.",
                "Set `mail.url` and `mail.from`: docs/mail.md says how.",
            ),
        };
    };
    match Carrier::open(&config.mail, 1).await {
        Ok(_) => Finding::ok(CHECK, format!("{url} takes letters.")),
        Err(trouble) => Finding::fail(
            CHECK,
            format!("{url} takes no letters: {}.", trouble.said),
            "Look at `mail.url`, its password, and the network; then `countersign mail test ADDRESS`.",
        ),
    }
}

/// Letters that wait longer than a moment wait for a server that takes them.
pub(super) async fn queue(db: &Db) -> Option<Finding> {
    match mail::waiting(&mut db.read()).await {
        Ok(0) => None,
        Ok(count) => Some(Finding::warn(
            CHECK,
            format!("{count} letters wait."),
            "If they do not become fewer, the server's log says why.",
        )),
        Err(fault) => Some(Finding::fail(CHECK, fault.to_string(), "")),
    }
}
