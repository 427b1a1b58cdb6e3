//! The proof of work before a form is taken: what counts as done, when it is asked for, and what comes of a form without it.

mod letters;
mod pressure;
mod sign_in;

use countersign::base::id::from_base64url;
use countersign::config::{Config, When};
use countersign::jose::digest::sha256;

use crate::support::{Answer, Browser, Form, TestServer};

const WRONG: &str = "not the password at all";

/// A server that always asks for a little work.
async fn always(change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::with(|config| {
        config.challenge.when = When::Always;
        config.challenge.work = 8;
        change(config);
    })
    .await
}

/// A server that asks for work once there were failures.
async fn on_failures(change: impl FnOnce(&mut Config)) -> TestServer {
    TestServer::with(|config| {
        config.challenge.work = 8;
        change(config);
    })
    .await
}

/// The form of a page with its work done, as the page's script does it.
fn worked(page: &Answer, action: &str) -> Form {
    let form = page.form(action);
    let solution = solution(form.value("challenge"), zeros(page));
    form.set("solution", &solution)
}

/// Numbers with which SHA-256 of part, number and challenge begins with that many zero bits, one for each of 16 parts.
fn solution(challenge: &str, zeros: u32) -> String {
    let challenge = from_base64url(challenge).expect("a challenge");
    let fits = |part: u32, number: u32| {
        let hash = sha256(&[&part.to_be_bytes()[..], &number.to_be_bytes(), &challenge].concat());
        u128::from_be_bytes(hash[..16].try_into().unwrap()).leading_zeros() >= zeros
    };
    let first = |part: u32| (0..).find(|number| fits(part, *number)).unwrap();
    let numbers: Vec<String> = (0..16).map(|part| first(part).to_string()).collect();
    numbers.join(".")
}

fn zeros(page: &Answer) -> u32 {
    let (_, rest) = page.body.split_once("data-zeros=\"").expect("a challenge");
    rest.split('"').next().unwrap().parse().unwrap()
}

fn asks_for_work(page: &Answer) -> bool {
    page.body.contains("data-check=")
}

/// The page to sign in on, filled in and with its work done.
async fn ready(browser: &mut Browser, identifier: &str, password: &str) -> Form {
    let page = browser.get("/login").await.expect(200);
    let form = worked(&page, "/login");
    form.set("identifier", identifier).set("password", password)
}

async fn attempts(server: &TestServer) -> i64 {
    server
        .number("SELECT COUNT(*) AS value FROM throttle")
        .await
}

async fn spent(server: &TestServer) -> i64 {
    server
        .number("SELECT COUNT(*) AS value FROM spent_challenges")
        .await
}
