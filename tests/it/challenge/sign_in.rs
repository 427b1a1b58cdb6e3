//! Signing in where work is always asked for. Whatever is not the work of this very form evaluates nothing, not even the right
//! password.

use countersign::base::id::{base64url, from_base64url};

use super::{WRONG, always, asks_for_work, attempts, ready, solution, spent, worked, zeros};
use crate::support::{Browser, Form, Person, TestServer, at_once, minutes, seconds};

async fn stage() -> (TestServer, Person) {
    let server = always(|_| {}).await;
    let ada = server.person("ada").await;
    (server, ada)
}

/// The form comes back with another challenge and without a trace; with its work done it signs in.
async fn assert_asked_again(server: &TestServer, browser: &mut Browser, form: &Form, ada: &Person) {
    let before = (attempts(server).await, spent(server).await);
    let page = browser.post(form).await.expect(422);
    assert!(page.body.contains("short check first"), "{}", page.dump());
    assert_eq!((attempts(server).await, spent(server).await), before);
    assert!(!browser.is_signed_in().await);
    let anew = worked(&page, "/login");
    assert_ne!(anew.value("challenge"), form.value("challenge"));
    assert_eq!(anew.value("identifier"), "ada");
    assert_eq!(anew.value("password"), "");
    browser
        .post(&anew.set("password", &ada.password))
        .await
        .expect(303);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn work_that_was_not_done_is_asked_for_again() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    let good = ready(&mut browser, "ada", &ada.password).await;
    browser.post(&good).await.expect(303);
    assert_eq!(spent(&server).await, 1);
    let spoilt: [fn(Form) -> Form; 6] = [
        |form| form.without("solution").without("challenge"),
        |form| form.without("solution"),
        |form| form.without("challenge"),
        |form| form.set("solution", &"0.".repeat(16)),
        |form| form.set("solution", "0"),
        |form| form.set("challenge", "AAAA"),
    ];
    for spoil in spoilt {
        let mut browser = server.browser();
        let form = spoil(ready(&mut browser, "ada", &ada.password).await);
        assert_asked_again(&server, &mut browser, &form, &ada).await;
    }
}

/// The challenge says itself how much work it takes, and until when it is good: whoever changes that has none of ours.
#[tokio::test]
async fn nobody_makes_it_easier_or_longer() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    let good = ready(&mut browser, "ada", &ada.password).await;
    browser.post(&good).await.expect(303);
    for byte in [0, 16, 24, 40] {
        let mut browser = server.browser();
        let form = ready(&mut browser, "ada", &ada.password).await;
        let mut challenge = from_base64url(form.value("challenge")).unwrap();
        challenge[byte] ^= 1;
        let changed = base64url(&challenge);
        let form = form
            .set("challenge", &changed)
            .set("solution", &solution(&changed, 8));
        assert_asked_again(&server, &mut browser, &form, &ada).await;
    }
}

#[tokio::test]
async fn too_little_work_is_not_taken() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    browser.node = server.another_node_with(|c| c.challenge.work = 14).await;
    let good = ready(&mut browser, "ada", &ada.password).await;
    browser.post(&good).await.expect(303);
    let mut browser = server.browser();
    browser.node = server.another_node_with(|c| c.challenge.work = 14).await;
    let page = browser.get("/login").await.expect(200);
    let form = page.form("/login");
    let less = solution(form.value("challenge"), zeros(&page) - 6);
    let form = form
        .set("solution", &less)
        .set("identifier", "ada")
        .set("password", &ada.password);
    assert_asked_again(&server, &mut browser, &form, &ada).await;
}

#[tokio::test]
async fn it_ends() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    let in_time = ready(&mut browser, "ada", &ada.password).await;
    server.clock.advance(minutes(30) - seconds(1));
    browser.post(&in_time).await.expect(303);
    let mut browser = server.browser();
    let late = ready(&mut browser, "ada", &ada.password).await;
    server.clock.advance(minutes(30));
    assert_asked_again(&server, &mut browser, &late, &ada).await;
    countersign::jobs::clean(&server.app).await;
    server.clock.advance(minutes(31));
    countersign::jobs::clean(&server.app).await;
    assert_eq!(spent(&server).await, 0);
}

#[tokio::test]
async fn it_is_good_once_whatever_came_of_it() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    let form = ready(&mut browser, "ada", WRONG).await;
    browser.post(&form).await.expect(401);
    let replayed = form.set("password", &ada.password);
    assert_asked_again(&server, &mut browser, &replayed, &ada).await;
}

#[tokio::test]
async fn it_is_good_in_its_own_browser_and_for_its_own_purpose() {
    let (server, ada) = stage().await;
    let mut elsewhere = server.browser();
    let theirs = ready(&mut elsewhere, "ada", &ada.password).await;
    let mut browser = server.browser();
    let ours = ready(&mut browser, "ada", &ada.password).await;
    let with = |form: &Form| {
        let ours = ours.clone().set("challenge", form.value("challenge"));
        ours.set("solution", form.value("solution"))
    };
    let of_another = with(&theirs);
    assert_asked_again(&server, &mut browser, &of_another, &ada).await;
    elsewhere.post(&theirs).await.expect(303);

    let mut browser = server.browser();
    let page = browser.get("/recover").await.expect(200);
    let recovery = worked(&page, "/recover").set("identifier", "ada");
    browser.post(&recovery).await.expect(200);
    let ours = ready(&mut browser, "ada", &ada.password).await;
    let page = browser.get("/recover").await.expect(200);
    let recovery = worked(&page, "/recover");
    let for_another = ours
        .set("challenge", recovery.value("challenge"))
        .set("solution", recovery.value("solution"));
    assert_asked_again(&server, &mut browser, &for_another, &ada).await;
}

/// Of twenty at once, on two nodes, one password is looked at.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_work_at_once_counts_once() {
    let (server, ada) = stage().await;
    let another = server.another_node().await;
    let mut browser = server.browser();
    let form = ready(&mut browser, "ada", WRONG).await;
    let answers = at_once(20, |number| {
        let (mut browser, form) = (browser.clone(), form.clone());
        if number % 2 == 1 {
            browser.node = another.clone();
        }
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 401).count(), 1);
    assert_eq!(answers.iter().filter(|status| **status == 422).count(), 19);
    assert_eq!(spent(&server).await, 1);
    let guesses = "SELECT failures AS value FROM throttle WHERE subject LIKE 'account:%'";
    assert_eq!(server.number(guesses).await, 1);
    let form = ready(&mut browser, "ada", &ada.password).await;
    browser.post(&form).await.expect(303);
}

/// Work is no way around the pauses.
#[tokio::test]
async fn a_pause_stays_a_pause() {
    let (server, ada) = stage().await;
    let mut browser = server.browser();
    for _ in 0..6 {
        let guess = ready(&mut browser, "ada", WRONG).await;
        browser.post(&guess).await.expect(401);
    }
    let right = ready(&mut browser, "ada", &ada.password).await;
    let page = browser.post(&right).await.expect(429);
    assert!(asks_for_work(&page));
    server.clock.advance(seconds(1));
    let right = ready(&mut browser, "ada", &ada.password).await;
    browser.post(&right).await.expect(303);
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let (server, _ada) = stage().await;
    let told = async |identifier: &str, works: bool| {
        let mut browser = server.browser();
        let mut form = ready(&mut browser, identifier, WRONG).await;
        if !works {
            form = form.without("solution");
        }
        let page = browser.post(&form).await;
        let anew = page.form("/login");
        let mut body = page
            .body
            .replace(&format!("\"{identifier}\""), "\"somebody\"");
        for own in ["challenge", "csrf"] {
            body = body.replace(anew.value(own), "its own");
        }
        (page.status, body, spent(&server).await)
    };
    let known = told("ada", false).await;
    assert_eq!(known, told("eve", false).await);
    let (status, body, before) = told("ada", true).await;
    assert_eq!((status, body, before + 1), told("eve", true).await);
}
