//! A letter as it goes over the wire: headers and two bodies (RFC 5322, RFC 2046 section 5.1.4).

use std::time::{Duration, SystemTime};

use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use super::address::recipient;
use super::render::Rendered;
use crate::base::Timestamp;
use crate::config::Correspondent;

/// What stands on a letter beside its words.
#[derive(Clone, Debug)]
pub struct Envelope<'e> {
    /// Of the letter: the same for each attempt, so that whoever gets it twice can tell.
    pub id: &'e str,
    /// The host of the issuer.
    pub host: &'e str,
    pub from: &'e Correspondent,
    pub reply_to: Option<&'e Correspondent>,
    pub date: Timestamp,
}

/// Why a letter cannot be sent to anybody. It names no address.
#[derive(Debug, thiserror::Error)]
pub enum Unsendable {
    #[error("its address is none that a server takes")]
    Recipient,
    #[error("the configured sender is none that a server takes")]
    Sender,
    #[error("it has no form: {0}")]
    Form(#[from] lettre::error::Error),
}

pub fn compose(letter: &Rendered, envelope: &Envelope<'_>) -> Result<Message, Unsendable> {
    let to = recipient(&letter.to).ok_or(Unsendable::Recipient)?;
    let mut builder = Message::builder()
        .from(mailbox(envelope.from)?)
        .to(Mailbox::new(None, to))
        .subject(&letter.subject)
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(envelope.date.millis().unsigned_abs()))
        .message_id(Some(format!("<{}@{}>", envelope.id, envelope.host)))
        // So that nobody's absence notice answers (RFC 3834 section 5).
        .raw_header(raw(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated",
        ))
        .raw_header(raw(
            HeaderName::new_from_ascii_str("Content-Language"),
            &letter.language,
        ));
    if let Some(reply_to) = envelope.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    let bodies = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
    Ok(builder.multipart(bodies)?)
}

fn mailbox(who: &Correspondent) -> Result<Mailbox, Unsendable> {
    let address = recipient(&who.address).ok_or(Unsendable::Sender)?;
    Ok(Mailbox::new(who.name.clone(), address))
}

fn raw(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}
