//! What the application remembers of each browser: in memory, under a random name that only the cookie knows.
//! A restart forgets it all; an application with several nodes would keep it in a database.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::{HeaderMap, header};
use openidconnect::CsrfToken;

use crate::provider::{Pending, SignedIn};

/// Cookies do not tell ports apart, so the name must not be the provider's.
const COOKIE: &str = "web_app_session";

#[derive(Default)]
pub(crate) struct Session {
    pub(crate) pending: Option<Pending>,
    pub(crate) signed_in: Option<SignedIn>,
    /// In every form, so that no other site can send it.
    pub(crate) form_token: String,
}

#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    /// Begins a session and returns its cookie. Whoever signs in gets a new one, so that an id planted in the browser
    /// beforehand is worth nothing.
    pub(crate) fn begin(&self, pending: Option<Pending>, signed_in: Option<SignedIn>) -> String {
        let (id, form_token) = (random(), random());
        self.lock().insert(
            id.clone(),
            Session {
                pending,
                signed_in,
                form_token,
            },
        );
        // `Secure` is missing because this example is served by http on one machine. Elsewhere it must be there.
        format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax")
    }

    /// Ends the browser's session.
    pub(crate) fn take(&self, headers: &HeaderMap) -> Option<Session> {
        self.lock().remove(id(headers)?)
    }

    pub(crate) fn read<T>(
        &self,
        headers: &HeaderMap,
        look: impl FnOnce(&Session) -> T,
    ) -> Option<T> {
        self.lock().get(id(headers)?).map(look)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn id(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok());
    let mut pairs = cookies
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, id)| id)
}

/// 256 bits; the crate's random `state` serves for any secret.
fn random() -> String {
    CsrfToken::new_random_len(32).into_secret()
}
