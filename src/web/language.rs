//! The language in which a request is answered: the account's own if somebody is signed in, else what the browser asks for.

use axum::http::{HeaderMap, header};

use crate::domain::{Detail, User};
use crate::words::{Locale, Words};

/// What is known before a waiting request is read.
pub(super) fn of(headers: &HeaderMap, user: Option<&User>) -> Words {
    let own = user.and_then(|user| Locale::of_tag(user.find(Detail::Locale)?));
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?;
        Locale::accepted(header.to_str().ok()?)
    };
    Words::of(own.or_else(accepted).unwrap_or(Locale::En))
}
