//! A password was forgotten (`/recover`), or an address is to change (`/account/email`): what a letter can do, and what it cannot.

mod asked;
mod email;
mod ended;
mod link;

use crate::support::{Answer, Browser, TestServer};

const CHOSEN: &str = "another quite different phrase";

async fn ask(browser: &mut Browser, identifier: &str) -> Answer {
    let page = browser.get("/recover").await.expect(200);
    let form = page.form("/recover").set("identifier", identifier);
    browser.post(&form).await
}

/// Asks, and takes the link out of the letter.
async fn asked(server: &TestServer, identifier: &str, email: &str) -> String {
    ask(&mut server.browser(), identifier).await.expect(200);
    server.last_letter_to(email).await.link.unwrap()
}

/// Chooses a password behind a link.
async fn set(browser: &mut Browser, link: &str, password: &str) -> Answer {
    let page = browser.get(link).await.expect(200);
    let form = page.form("/recover/password").set("password", password);
    browser.post(&form).await
}
