//! The sign-in page, with hostile text in every field.

use super::*;

pub(super) fn login() -> Login {
    Login {
        remember: true,
        others: Some(hostile()),
        shell: shell(),
        csrf: hostile(),
        action: "/login".to_owned(),
        application: Some(hostile()),
        links: Vec::new(),
        identifier: hostile(),
        other_ways: Vec::new(),
        error: Some(hostile()),
        reauthenticate: false,
        register: Some(hostile()),
        recover: Some(hostile()),
        passkey: Some(PasskeyAsk {
            action: "/login/passkey".to_owned(),
            options: "/login/passkey/options".to_owned(),
        }),
        by_password: true,
        challenge: Some(challenge()),
        by_domain: true,
        providers: vec![federation::button()],
    }
}
