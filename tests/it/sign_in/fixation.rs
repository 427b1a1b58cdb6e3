//! What a browser was given before somebody signs in opens nothing that is begun after, whoever has looked at it meanwhile.

use countersign::identity::session;

use crate::support::browser::SESSION;
use crate::support::{Browser, Person, TestServer, seconds};

/// Signs in, and asks to stay signed in.
async fn stay(browser: &mut Browser, person: &Person) {
    let page = browser.get("/login?as=another").await.expect(200);
    let form = page.form("/login").set("remember", "1");
    let form = form.set("identifier", &person.user.username);
    let form = form.set("password", &person.password);
    browser.post(&form).await.expect(303);
}

/// Asks to go on as this person without their session's cookie.
async fn choose(server: &TestServer, browser: &mut Browser, person: &Person) -> bool {
    let sessions = session::of_user(&server.app, &person.user.id).await;
    let id = sessions.unwrap()[0].id.clone();
    browser.cookies.remove(SESSION);
    let form = browser.get("/login?as=another").await.form("/login");
    let mut form = form.set("session", &id);
    form.action = "/accounts".to_owned();
    browser.post(&form).await.expect(303);
    browser.is_signed_in().await
}

#[tokio::test]
async fn whoever_saw_an_empty_browser_does_not_get_in_after() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.get("/login").await.expect(200);
    let mut seen = browser.clone();
    stay(&mut browser, &ada).await;
    assert!(!choose(&server, &mut seen, &ada).await);
    assert!(
        choose(&server, &mut browser, &ada).await,
        "the browser itself goes on"
    );
}

/// Also where they signed in there themselves, and keep the secret of that device.
#[tokio::test]
async fn whoever_signed_in_before_does_not_get_in_after() {
    let server = TestServer::start().await;
    let (ada, eve) = (server.person("ada").await, server.person("eve").await);
    let mut browser = server.browser();
    stay(&mut browser, &eve).await;
    let mut seen = browser.clone();
    server.clock.advance(seconds(1));
    stay(&mut browser, &ada).await;
    assert!(!choose(&server, &mut seen, &ada).await);
    assert!(
        choose(&server, &mut browser, &eve).await,
        "who was signed in there still is"
    );
    assert!(choose(&server, &mut browser, &ada).await);
}

/// The secret of the device is kept for whoever is known on it: several tabs of theirs stay together.
#[tokio::test]
async fn who_is_known_on_a_device_stays_known_by_the_same_secret() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let device = |browser: &Browser| {
        browser
            .cookies
            .find("countersign_device")
            .unwrap()
            .to_owned()
    };
    stay(&mut browser, &ada).await;
    let before = device(&browser);
    browser.cookies.remove(SESSION);
    stay(&mut browser, &ada).await;
    assert_eq!(device(&browser), before);
    let eve = server.person("eve").await;
    stay(&mut browser, &eve).await;
    assert_ne!(device(&browser), before);
    browser.cookies.remove(SESSION);
    stay(&mut browser, &ada).await;
    let new = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'new_device'";
    assert_eq!(
        server.number(new).await,
        0,
        "ada is not told of a device of hers"
    );
}
