//! The ways through an account: its pages in their order, and which one a page belongs to.

use crate::web::view::Shell;

/// A way to a page of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub href: &'static str,
    /// The key of what it is called.
    pub key: &'static str,
    /// What `aria-current` says of it: this page, one that belongs to it, or nothing.
    pub current: &'static str,
}

/// Where each way leads, what it is called, and what else belongs to it.
const WAYS: [(&str, &str, &[&str]); 7] = [
    ("/account", "account-nav-overview", &[]),
    (
        "/account/profile",
        "account-nav-profile",
        &["/account/details", "/account/language", "/account/picture"],
    ),
    (
        "/account/security",
        "account-nav-security",
        &[
            "/account/password",
            "/account/passkeys",
            "/account/totp",
            "/account/recovery-codes",
            "/account/email",
            "/account/linked",
        ],
    ),
    ("/account/sessions", "account-nav-sessions", &[]),
    ("/account/activity", "account-nav-activity", &[]),
    ("/account/apps", "account-nav-apps", &["/account/keys"]),
    ("/account/data", "account-nav-data", &["/account/delete"]),
];

impl Shell {
    /// The ways through the account, as this page shows them.
    pub fn area(&self) -> [Entry; WAYS.len()] {
        let here = self.here.split('?').next().unwrap_or_default();
        WAYS.map(|(href, key, others)| {
            let below = |path: &str| here.starts_with(path) && here[path.len()..].starts_with('/');
            let belongs = href != "/account" && below(href)
                || others.iter().any(|other| here == *other || below(other));
            let current = match () {
                () if here == href => "page",
                () if belongs => "true",
                () => "",
            };
            Entry { href, key, current }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_belongs_to_one_way() {
        for (here, href, current) in [
            ("/account", "/account", "page"),
            ("/account/security", "/account/security", "page"),
            ("/account/totp/remove", "/account/security", "true"),
            ("/account/keys/rotate?id=1", "/account/apps", "true"),
            ("/account/sessions/end", "/account/sessions", "true"),
            ("/account/activity?at=1&id=2", "/account/activity", "page"),
        ] {
            let shell = Shell {
                here: here.to_owned(),
                ..Shell::default()
            };
            let marked: Vec<Entry> = shell
                .area()
                .into_iter()
                .filter(|way| !way.current.is_empty())
                .collect();
            assert_eq!(marked.len(), 1, "{here}");
            assert_eq!(
                (marked[0].href, marked[0].current),
                (href, current),
                "{here}"
            );
        }
    }
}
