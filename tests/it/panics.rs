//! A panic in a handler is a 500 for one request, and nothing for the others.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use countersign::base::{Clock, Timestamp};

use crate::support::browser::SESSION;
use crate::support::{Node, TestServer};

/// Fails at its second reading: the first is that of the layer around the handler.
#[derive(Debug)]
struct Failing(Arc<dyn Clock>, AtomicU32);

impl Clock for Failing {
    fn now(&self) -> Timestamp {
        assert_ne!(
            self.1.fetch_add(1, Ordering::SeqCst),
            1,
            "the clock fell from the wall"
        );
        self.0.now()
    }
}

/// A person gets a page, with the headers that confine it.
#[tokio::test]
async fn a_person_is_told_of_it_on_a_page() {
    let server = TestServer::start().await;
    let mut app = server.app.clone();
    app.clock = Arc::new(Failing(Arc::clone(&server.app.clock), AtomicU32::new(0)));
    let mut browser = Node::of(app).browser();
    browser.says.push(("accept-language", "de"));
    browser.cookies.set(SESSION, &"a".repeat(43));
    let page = browser.get("/account").await.expect_page(500);
    assert!(
        page.body.contains("Hier ist etwas schiefgegangen"),
        "{}",
        page.dump()
    );
    assert!(page.body.contains("href=\"/account\">"), "{}", page.dump());
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert!(!page.body.contains("wall"), "{}", page.dump());
    browser.get("/account").await.expect(303);
}

#[tokio::test]
async fn the_process_lives_and_nothing_leaks() {
    let server = TestServer::start().await;
    let mut app = server.app.clone();
    app.clock = Arc::new(Failing(Arc::clone(&server.app.clock), AtomicU32::new(0)));
    let node = Node::of(app);
    let answer = node
        .nobody()
        .get("/oauth2/jwks")
        .await
        .expect_error(500, "server_error");
    assert!(!answer.body.contains("wall"), "{}", answer.dump());
    for _ in 0..2 {
        node.nobody().get("/oauth2/jwks").await.expect(200);
    }
}
