//! A device that its owner trusted is spared the second factor: theirs alone, for a while, and for nothing that was demanded. What ends
//! the trust is in `passkeys/trusted.rs`.

use crate::support::browser::SESSION;
use crate::support::{Answer, Browser, Params, Person, Phone, TestServer, days, seconds};

/// Ada, who trusts the device of this browser.
async fn trusted() -> (TestServer, Person, Phone, Browser) {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    let mut browser = server.browser();
    trust(&server, &mut browser, (&ada, &phone)).await;
    (server, ada, phone, browser)
}

async fn trust(server: &TestServer, browser: &mut Browser, (person, phone): (&Person, &Phone)) {
    let page = browser.half_sign_in(person).await;
    let code = phone.code(server.app.now());
    let form = page.form("/login/code").set("code", &code);
    browser.post(&form.set("trust", "1")).await.expect(303);
    server.clock.advance(seconds(30));
}

/// What comes of showing the password alone, with no session.
async fn with_a_password(browser: &mut Browser, person: &Person) -> Answer {
    browser.cookies.remove(SESSION);
    let answer = browser.try_sign_in(&person.user.username, &person.password);
    answer.await.expect(303)
}

async fn is_spared(browser: &mut Browser, person: &Person) -> bool {
    let answer = with_a_password(browser, person).await;
    let spared = answer.location() == "/account";
    assert_eq!(
        browser.is_signed_in().await,
        spared,
        "{}",
        answer.location()
    );
    spared
}

#[tokio::test]
async fn only_a_device_that_was_trusted_is_spared() {
    let (server, ada, _, mut browser) = trusted().await;
    assert!(is_spared(&mut browser, &ada).await);
    assert!(!is_spared(&mut server.browser(), &ada).await);
    server.clock.advance(days(30));
    assert!(!is_spared(&mut browser, &ada).await);
}

#[tokio::test]
async fn what_is_demanded_is_asked_for_on_a_trusted_device_too() {
    let (server, ada, phone, mut browser) = trusted().await;
    let app = server.app_client().await;
    assert!(is_spared(&mut browser, &ada).await);
    let claims = browser.tokens(&app).await.id_claims();
    assert_eq!(claims["acr"], "urn:countersign:aal1", "spared is not shown");
    let strong = |params: Params| params.set("acr_values", "urn:countersign:aal2");
    let page = browser.authorize(&app, strong).await.expect_page(200);
    assert!(page.has_form("/login/code"), "{}", page.dump());
    // And so it is before what a sign-in is made of is changed.
    let page = browser.get("/account/totp").await.expect(200);
    let answer = browser.post(&page.form("/account/totp/remove")).await;
    let page = browser.follow(answer.expect(303)).await.expect(200);
    let code = phone.code(server.app.now());
    let answer = browser.enter(&page, &code).await.expect(303);
    assert_eq!(answer.location(), "/account/totp");
}

#[tokio::test]
async fn a_device_is_trusted_by_one_person_for_themselves() {
    let (server, ada, _, mut browser) = trusted().await;
    let (eve, _) = server.person_with_phone("eve").await;
    assert!(!is_spared(&mut browser, &eve).await);
    assert!(is_spared(&mut browser, &ada).await, "for ada it still is");
}

/// Who used the device last may have kept its secret.
#[tokio::test]
async fn who_had_the_secret_of_a_device_before_is_not_spared_after() {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    let eve = server.person("eve").await;
    let mut browser = server.browser();
    browser.sign_in(&eve).await;
    let mut kept = browser.clone();
    browser.cookies.remove(SESSION);
    trust(&server, &mut browser, (&ada, &phone)).await;
    assert!(is_spared(&mut browser, &ada).await);
    assert!(!is_spared(&mut kept, &ada).await);
}

/// An operator who offers it to nobody any more means those, too, who were offered it before.
#[tokio::test]
async fn what_an_operator_switches_off_is_off_for_everybody() {
    let (server, ada, _, mut browser) = trusted().await;
    assert!(is_spared(&mut browser, &ada).await);
    let node = server
        .another_node_with(|config| config.sessions.trusted_device = seconds(0))
        .await;
    browser.node = node;
    assert!(!is_spared(&mut browser, &ada).await);
}

/// The tick on the form trusts nothing where no second factor was shown.
#[tokio::test]
async fn a_password_alone_earns_no_trust() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let form = browser.get("/login").await.form("/login");
    let form = form.set("identifier", "ada").set("password", &ada.password);
    browser.post(&form.set("trust", "1")).await.expect(303);
    let trusted = "SELECT COUNT(*) AS value FROM known_devices WHERE trusted_until IS NOT NULL";
    assert_eq!(server.number(trusted).await, 0);
    browser.add_phone().await;
    server.clock.advance(seconds(60));
    assert!(!is_spared(&mut browser, &ada).await);
}
