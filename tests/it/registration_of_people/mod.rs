//! People who make an account of their own: `/register`, `/invite`, and what is due of them afterwards.

mod address;
mod direct;
mod invited;
mod limits;
mod link;
mod terms;
mod verify;

use countersign::config::{Config, RegistrationOfPeople};

use crate::support::{Answer, Browser, TestServer};

const PASSWORD: &str = "four unrelated plain words";

/// A server at which everybody may register, by a letter.
async fn open() -> TestServer {
    open_with(|_| {}).await
}

async fn open_with(change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::with(|config| {
        config.accounts.registration = RegistrationOfPeople::Open;
        change(config);
    })
    .await
}

/// Asks for an account with an address.
async fn ask(browser: &mut Browser, email: &str) -> Answer {
    let page = browser.get("/register").await.expect(200);
    browser
        .post(&page.form("/register").set("email", email))
        .await
}

/// Asks, and takes the link out of the letter.
async fn asked(server: &TestServer, browser: &mut Browser, email: &str) -> String {
    ask(browser, email).await.expect(200);
    server.last_letter_to(email).await.link.unwrap()
}

/// Fills in the form behind a link.
async fn fill(browser: &mut Browser, link: &str, username: &str) -> Answer {
    let page = browser.get(link).await.expect(200);
    let form = page
        .form("/")
        .set("username", username)
        .set("password", PASSWORD);
    browser.post(&form).await
}

async fn users(server: &TestServer) -> i64 {
    server.number("SELECT COUNT(*) AS value FROM users").await
}
