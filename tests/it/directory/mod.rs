//! Signing in with the password of a directory, against OpenLDAP's `slapd`.

mod groups;
mod names;
mod sign_in;
mod trouble;

use countersign::config::Config;
use countersign::store;

use crate::support::slapd::Slapd;
use crate::support::{Browser, Node, TestServer};

const ACCOUNTS: &str = "SELECT COUNT(*) AS value FROM users";

/// A server whose people come from this directory.
async fn server_of(slapd: &Slapd) -> TestServer {
    server_with(slapd, |_| {}).await
}

async fn server_with(slapd: &Slapd, change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::with(|config| {
        slapd.configure(config);
        change(config);
    })
    .await
}

/// Somebody who is let in.
async fn let_in(node: &Node, name: &str, password: &str) -> Browser {
    let mut browser = node.browser();
    let answer = browser.try_sign_in(name, password).await.expect(303);
    assert_eq!(answer.location(), "/account", "{name}");
    assert!(browser.is_signed_in().await);
    browser
}

/// Somebody who is not, and whose attempt is not counted any further.
async fn kept_out(server: &TestServer, name: &str, password: &str) {
    let mut browser = server.browser();
    let answer = browser.try_sign_in(name, password).await;
    assert_eq!(answer.expect(401).header("set-cookie"), "", "{name}");
    assert!(!browser.is_signed_in().await);
    server.tamper("DELETE FROM throttle").await;
}

/// The identifier of the account of this name.
async fn account(node: &Node, name: &str) -> Option<String> {
    let found = store::user::find_by_identifier(&mut node.app.db.read(), name).await;
    found.unwrap().map(|user| user.id)
}
