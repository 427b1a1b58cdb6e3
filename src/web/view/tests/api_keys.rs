//! The pages of API keys, with hostile text in every field.

use super::*;

pub(super) fn keys() -> Keys {
    let line = |moment, wrong| KeyLine {
        id: hostile(),
        name: hostile(),
        api: hostile(),
        taken: false,
        may: vec![hostile(), hostile()],
        roles: vec![hostile()],
        created_at: 0,
        expires_at: 600_000,
        ends_soon: true,
        last_used: moment,
        former_ends: moment,
        renew: "/account/keys/rotate?id=1".to_owned(),
        typed: hostile(),
        wrong,
    };
    Keys {
        shell: shell(),
        csrf: hostile(),
        keys: vec![
            line(Some(Moment { at: 60_000 }), hostile()),
            line(None, String::new()),
        ],
        can_make: true,
        fresh: Some(Fresh {
            name: hostile(),
            text: hostile(),
            api: hostile(),
        }),
        now: 240_000,
        notice: Some(hostile()),
        error: Some((String::new(), hostile())),
    }
}

pub(super) fn key_create() -> KeyCreate {
    let choice = |chosen| Choice {
        field: hostile(),
        title: hostile(),
        detail: hostile(),
        chosen,
    };
    let lifetime = Lifetime {
        value: hostile(),
        words: hostile(),
        chosen: true,
    };
    KeyCreate {
        shell: shell(),
        csrf: hostile(),
        username: hostile(),
        api: (hostile(), hostile()),
        others: vec![(hostile(), hostile())],
        name: hostile(),
        scopes: vec![choice(true)],
        roles: vec![choice(false)],
        lifetimes: vec![lifetime],
        error: Some(("current_password".to_owned(), hostile())),
    }
}

pub(super) fn key_rotate() -> KeyRotate {
    KeyRotate {
        shell: shell(),
        csrf: hostile(),
        username: hostile(),
        id: hostile(),
        name: hostile(),
        api: hostile(),
        lifetime: hostile(),
        overlap: hostile(),
        former_ends: None,
        error: Some(("current_password".to_owned(), hostile())),
    }
}
