//! The pages of an account with hostile text in every field.

use super::hostile;
use super::shell;
use crate::web::view::*;
use crate::words::{Locale, Words};

fn session(current: bool) -> SessionLine {
    SessionLine {
        id: hostile(),
        browser: hostile(),
        address: hostile(),
        started_at: 0,
        last_seen_at: 60_000,
        current,
        remembered: true,
        shown: vec![hostile()],
    }
}

fn event() -> EventLine {
    EventLine {
        title: hostile(),
        about: vec![hostile()],
        browser: hostile(),
        address: hostile(),
        at: 60_000,
    }
}

fn factors() -> Vec<FactorLine> {
    let line = |state| FactorLine {
        title: hostile(),
        said: hostile(),
        state,
        href: "/account/password",
        action: hostile(),
    };
    [State::Good, State::Warn, State::Open].map(line).to_vec()
}

fn overview() -> Overview {
    Overview {
        shell: shell(),
        name: hostile(),
        username: hostile(),
        picture: Some(hostile()),
        email: Some(hostile()),
        email_verified: false,
        roles: vec![hostile()],
        advice: Advice::open("account-advice-email", "/account/email"),
        factors: factors(),
        sessions: vec![session(true), session(false)],
        elsewhere: 2,
        events: vec![event()],
        apps: 1,
        keys: 2,
        has_keys: true,
        now: 240_000,
    }
}

pub(super) fn profile() -> Profile {
    Profile {
        shell: shell(),
        csrf: hostile(),
        name: hostile(),
        username: hostile(),
        picture: Some(hostile()),
        given_name: hostile(),
        family_name: hostile(),
        languages: Locale::ALL.map(|locale| (locale, false)),
        details: Details::of(Words::default(), |_| hostile(), true),
        told: Outcome::error("family_name", hostile()),
    }
}

pub(super) fn password() -> Password {
    Password {
        shell: shell(),
        csrf: hostile(),
        username: hostile(),
        has_one: true,
        ends_keys: true,
        min_password: 15,
        told: Outcome::error("new_password", hostile()),
    }
}

pub(super) fn sessions() -> Sessions {
    Sessions {
        shell: shell(),
        csrf: hostile(),
        sessions: vec![session(true), session(false)],
        now: 240_000,
        told: Outcome::notice(hostile()),
    }
}

fn security() -> Security {
    Security {
        shell: shell(),
        email: Some(hostile()),
        email_verified: true,
        advice: Advice::done("account-advice-none"),
        factors: factors(),
    }
}

fn activity() -> Activity {
    Activity {
        shell: shell(),
        events: vec![event()],
        older: Some(hostile()),
        is_first: false,
        now: 240_000,
    }
}

fn data() -> Data {
    Data {
        shell: shell(),
        csrf: hostile(),
    }
}

fn delete() -> Delete {
    Delete {
        shell: shell(),
        csrf: hostile(),
        username: hostile(),
        told: Outcome::error("username", hostile()),
    }
}

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let rendered = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page");
    vec![
        ("overview", rendered(&overview())),
        ("profile", rendered(&profile())),
        ("password", rendered(&password())),
        ("sessions", rendered(&sessions())),
        ("security", rendered(&security())),
        ("activity", rendered(&activity())),
        ("data", rendered(&data())),
        ("delete", rendered(&delete())),
    ]
}
