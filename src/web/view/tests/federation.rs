//! The pages of accounts elsewhere, with hostile text in every field.

use super::*;

pub(super) fn button() -> ProviderButton {
    ProviderButton {
        name: hostile(),
        href: "/login/with/up".to_owned(),
    }
}

pub(super) fn join() -> Join {
    Join {
        shell: shell(),
        csrf: hostile(),
        provider: hostile(),
        label: hostile(),
        sign_in: Some("/login?for=linked".to_owned()),
        may_create: true,
    }
}

pub(super) fn linked() -> LinkedAccounts {
    LinkedAccounts {
        shell: shell(),
        csrf: hostile(),
        links: vec![LinkedLine {
            provider: hostile(),
            name: hostile(),
            enabled: false,
            subject: hostile(),
            label: hostile(),
            since: 0,
            used: Some(Used { at: 0 }),
        }],
        addable: vec![(hostile(), hostile())],
        waiting: Some(Waiting {
            provider: hostile(),
            name: hostile(),
            label: hostile(),
            subject: hostile(),
        }),
        now: 1,
        notice: Some(hostile()),
        problem: hostile(),
    }
}
