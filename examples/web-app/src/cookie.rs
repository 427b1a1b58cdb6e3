//! Cookies that hold nothing but a random name, under which the application remembers something.

use axum::http::{HeaderMap, header};
use openidconnect::CsrfToken;

/// The value of the cookie of this name.
pub(crate) fn value<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(own, _)| *own == name).map(|(_, value)| value)
}

/// `Secure` is missing because this example is served by http on one machine. Elsewhere it must be there.
pub(crate) fn set(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax")
}

/// 256 bits; the crate's random `state` serves for any secret.
pub(crate) fn random() -> String {
    CsrfToken::new_random_len(32).into_secret()
}
