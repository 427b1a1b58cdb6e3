//! What a walk carries from page to page: a sealed cookie until the browser is back from the sign-in, then hidden fields.

use std::time::Duration;

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base::Fault;
use crate::base::id::{base64url, from_base64url, secret};
use crate::web::cookie::Cookie;
use crate::web::pages::form::Form;

const SEAL: &str = "playground";
/// Time enough to sign in and to read the consent page.
const LIFETIME: Duration = Duration::from_secs(30 * 60);

/// What the application keeps to itself while the browser is away.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub(super) struct Pending {
    pub state: String,
    pub nonce: String,
    pub code_verifier: String,
    /// In milliseconds: an old cookie must not take up an old sign-in.
    pub ends: i64,
}

impl Pending {
    pub(super) fn new(app: &App) -> Self {
        Self {
            state: secret(&*app.random),
            nonce: secret(&*app.random),
            code_verifier: secret(&*app.random),
            ends: (app.now() + LIFETIME).millis(),
        }
    }

    /// The value of its cookie.
    pub(super) fn seal(&self, app: &App) -> Result<String, Fault> {
        let plain = serde_json::to_vec(self).map_err(Fault::internal)?;
        Ok(base64url(&app.master_key.seal(
            SEAL,
            &plain,
            &*app.random,
        )?))
    }

    pub(super) fn of_browser(app: &App, headers: &HeaderMap) -> Option<Self> {
        let sealed = from_base64url(&Cookie::Playground.read(headers, &app.config.issuer)?)?;
        let plain = app.master_key.open(SEAL, &sealed)?;
        let pending: Self = serde_json::from_slice(&plain).ok()?;
        (app.now().millis() < pending.ends).then_some(pending)
    }
}

/// What the application holds once the browser is back. The browser brings it with each step, so that nothing is
/// stored; all of it is shown on the pages anyway.
#[derive(Clone, Debug, Default)]
pub(super) struct Walk {
    pub code: String,
    pub code_verifier: String,
    pub nonce: String,
    pub access_token: String,
    pub refresh_token: String,
    pub id_token: String,
}

impl Walk {
    pub(super) fn read(form: &Form) -> Self {
        let field = |name: &str| {
            let text = form.text(name);
            // Anything else is none of ours, and has no place in a header.
            let plain = text.bytes().all(|byte| byte.is_ascii_graphic());
            if plain {
                text.to_owned()
            } else {
                String::new()
            }
        };
        Self {
            code: field("code"),
            code_verifier: field("code_verifier"),
            nonce: field("nonce"),
            access_token: field("access_token"),
            refresh_token: field("refresh_token"),
            id_token: field("id_token"),
        }
    }

    /// As hidden fields; what is not there yet is left out.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("code", &self.code),
            ("code_verifier", &self.code_verifier),
            ("nonce", &self.nonce),
            ("access_token", &self.access_token),
            ("refresh_token", &self.refresh_token),
            ("id_token", &self.id_token),
        ];
        let present = all.into_iter().filter(|(_, value)| !value.is_empty());
        present.map(|(name, value)| (name, value.clone())).collect()
    }

    /// Takes over what a token response brought; what it left out stays (RFC 6749 section 6).
    pub(super) fn take(&mut self, response: &serde_json::Value) {
        let tokens = [
            ("access_token", &mut self.access_token),
            ("refresh_token", &mut self.refresh_token),
            ("id_token", &mut self.id_token),
        ];
        for (name, token) in tokens {
            if let Some(new) = response[name].as_str() {
                new.clone_into(token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_replaces_only_what_it_brings() {
        let mut walk = Walk {
            id_token: "i1".to_owned(),
            ..Walk::default()
        };
        walk.take(&serde_json::json!({ "access_token": "a2", "refresh_token": "r2" }));
        let fields = walk.fields();
        assert_eq!(
            fields,
            [
                ("access_token", "a2".to_owned()),
                ("refresh_token", "r2".to_owned()),
                ("id_token", "i1".to_owned()),
            ]
        );
    }
}
