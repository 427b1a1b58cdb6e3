//! `passwords.breached`: a file of passwords known from breaches, none of which may be chosen.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::passwords::stored;
use crate::support::TestServer;
use crate::support::seed::PASSWORD;

const KNOWN: &str = "river stones under glass";
/// SHA-1 of `KNOWN`.
const HASH_OF_KNOWN: &str = "30577CC28B2DDBDF9E384734ECD70F3A8AC0FDA1";
/// That hash between its neighbours, with the ends of lines that the downloader writes.
const LIST: &str = "0000000000000000000000000000000000000001:3\r\n\
    HASH_OF_KNOWN:5\r\n\
    7D3A1C6C17D1E0C5C9A8A4D1F6E2B3C405060708:2\r\n\
    FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF:1";

/// The list as a file of this test's own.
struct List(PathBuf);

impl List {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("countersign-breached-{}-{number}", std::process::id());
        let list = Self(std::env::temp_dir().join(name));
        list.hold(&LIST.replace("HASH_OF_KNOWN", HASH_OF_KNOWN));
        list
    }

    fn hold(&self, text: &str) {
        std::fs::write(&self.0, text).expect("the temporary folder is writable");
    }
}

impl Drop for List {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[tokio::test]
async fn what_is_known_from_a_breach_may_not_be_chosen() {
    let list = List::new();
    let server = TestServer::with(|config| config.passwords.breached = Some(list.0.clone())).await;
    let ada = server.person("ada").await;
    let before = stored(&server).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/password")
        .await
        .form("/account/password");
    let form = form.set("current_password", PASSWORD);

    let page = browser.post(&form.clone().set("new_password", KNOWN)).await;
    assert!(page.expect(422).body.contains("known from a breach"));
    assert_eq!(stored(&server).await, before);

    // A list that is not there, or is none, is never one that does not have a password.
    for broken in [
        None,
        Some(""),
        Some("no list at all, whatever is looked for in it\n"),
    ] {
        match broken {
            Some(text) => list.hold(text),
            None => std::fs::remove_file(&list.0).expect("the list"),
        }
        let other = "a kettle beside seven maps";
        browser
            .post(&form.clone().set("new_password", other))
            .await
            .expect(503);
        assert_eq!(stored(&server).await, before);
        // Who has a password signs in with it: the list is asked where one is chosen.
        server.browser().sign_in(&ada).await;
    }

    list.hold(&LIST.replace("HASH_OF_KNOWN", HASH_OF_KNOWN));
    let other = "a kettle beside seven maps";
    browser
        .post(&form.set("new_password", other))
        .await
        .expect(200);
    assert_ne!(stored(&server).await, before);
}
