//! Who is signed in: in memory, under a random name that only the browser's cookie knows. A restart forgets it all; an
//! application with several nodes would keep it in a database.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::http::HeaderMap;

use crate::{cookie, provider::SignedIn};

/// Cookies do not tell ports apart, so the name must not be the provider's.
const COOKIE: &str = "web_app_session";

pub(crate) struct Session {
    pub(crate) signed_in: SignedIn,
    /// In every form, so that no other site can send it.
    pub(crate) form_token: String,
}

#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    /// Begins a session in place of the browser's own and returns its cookie. Whoever signs in gets a new one, so that an
    /// id planted in the browser beforehand is worth nothing.
    pub(crate) fn begin(&self, headers: &HeaderMap, signed_in: SignedIn) -> String {
        self.end(headers);
        let (id, form_token) = (cookie::random(), cookie::random());
        let session = Session {
            signed_in,
            form_token,
        };
        let cookie = cookie::set(COOKIE, &id);
        self.lock().insert(id, session);
        cookie
    }

    /// Ends the browser's session.
    pub(crate) fn end(&self, headers: &HeaderMap) {
        if let Some(id) = cookie::value(headers, COOKIE) {
            self.lock().remove(id);
        }
    }

    pub(crate) fn read<T>(
        &self,
        headers: &HeaderMap,
        look: impl FnOnce(&Session) -> T,
    ) -> Option<T> {
        self.lock().get(cookie::value(headers, COOKIE)?).map(look)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
