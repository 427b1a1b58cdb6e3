//! What happened is written down with what happened, said in words, and nobody else's.

use countersign::domain::EventKind;
use countersign::words::{Locale, Words};

use crate::support::{Browser, TestServer, hours};

const REFUSED: &str =
    "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'sign_in_refused'";

#[test]
fn every_kind_of_event_has_its_words_in_every_language() {
    for locale in Locale::ALL {
        for kind in EventKind::ALL {
            let key = format!("account-event-{}", kind.as_str().replace('_', "-"));
            assert_ne!(Words::of(locale).say(&key), key, "{locale}");
        }
    }
}

async fn sees(browser: &mut Browser, words: &str) -> bool {
    let page = browser.get("/account/activity").await.expect(200);
    page.body.contains(words)
}

#[tokio::test]
async fn what_a_person_does_is_written_down_and_what_is_refused_is_not() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let (mut browser, mut bobs) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    bobs.sign_in(&bob).await;
    let profile = browser.get("/account/profile").await.expect(200);
    let form = profile.form("/account/profile");
    let bad = form.clone().set("given_name", &"x".repeat(101));
    browser.post(&bad).await.expect(422);
    assert!(!sees(&mut browser, "Profile changed").await);
    browser
        .post(&form.set("given_name", "Grace"))
        .await
        .expect(200);
    assert!(sees(&mut browser, "Profile changed").await);

    server.browser().sign_in(&ada).await;
    let page = browser.get("/account/sessions").await.expect(200);
    let form = page.form("/account/sessions/end");
    browser.post(&form.set("id", "nobodys")).await.expect(200);
    assert!(!sees(&mut browser, "signed out another device").await);
    let form = page.form("/account/sessions/end");
    browser.post(&form).await.expect(200);
    assert!(sees(&mut browser, "signed out another device").await);
    assert!(sees(&mut browser, "Firefox on Linux").await);
    assert!(!sees(&mut bobs, "Profile changed").await, "it is hers");
}

#[tokio::test]
async fn a_sign_in_on_a_new_device_is_one_line() {
    const SIGN_INS: &str =
        "SELECT COUNT(*) AS value FROM security_events WHERE kind IN ('signed_in', 'new_device')";
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for count in 1..=3 {
        server.browser().sign_in(&ada).await;
        assert_eq!(server.number(SIGN_INS).await, count);
    }
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(sees(&mut browser, "You signed in on a new device").await);
}

/// Whoever finds themselves signed out reads by whom.
#[tokio::test]
async fn an_application_that_signs_somebody_out_is_named() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let (mut browser, mut phone) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    phone.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let ask = "/oauth2/logout?id_token_hint=";
    browser.get(&format!("{ask}forged")).await.expect(200);
    let by_app =
        "<strong>An application signed you out</strong> <span class=\"said\">Notebook</span>";
    assert!(browser.is_signed_in().await && !sees(&mut phone, by_app).await);
    let out = format!("{ask}{}", tokens.id);
    browser.get(&out).await.expect(200);
    assert!(!browser.is_signed_in().await && sees(&mut phone, by_app).await);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'signed_out_by_app'";
    browser.get(&out).await.expect(200);
    assert_eq!(
        server.number(events).await,
        1,
        "nobody was signed in any more"
    );
}

#[tokio::test]
async fn refused_sign_ins_are_one_entry_an_hour_and_none_where_nobody_is() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for (name, password, events) in [
        ("ada", "wrong one entirely", 1),
        ("ada@example.org", "another wrong one", 1),
        ("nobody", "wrong one entirely", 1),
    ] {
        let answer = server.browser().try_sign_in(name, password).await;
        answer.expect(401);
        assert_eq!(server.number(REFUSED).await, events, "{name}");
    }
    server.clock.advance(hours(1));
    let answer = server.browser().try_sign_in("ada", "still wrong").await;
    answer.expect(401);
    assert_eq!(server.number(REFUSED).await, 2);
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(sees(&mut browser, "A sign-in was refused").await);
    assert_eq!(server.number(REFUSED).await, 2);
}

#[tokio::test]
async fn older_events_are_a_page_further_and_none_is_lost() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    // All at one moment: what tells them apart is their identifier alone.
    for _ in 0..60 {
        server.browser().sign_in(&ada).await;
    }
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let (mut shown, mut next) = (0, "/account/activity".to_owned());
    for _ in 0..8 {
        let page = browser.get(&next).await.expect(200);
        // Each is one line, the first on a device that is new too.
        shown += page.body.matches("<strong>You signed in").count();
        let older = page.body.split("href=\"/account/activity?").nth(1);
        let Some(older) = older.and_then(|rest| rest.split('"').next()) else {
            break;
        };
        next = format!("/account/activity?{}", older.replace("&#38;", "&"));
    }
    assert_eq!(shown, 61);
    for odd in ["?at=x&id=y", "?at=9999999999999999999", "?", "?at=1&id=2"] {
        browser
            .get(&format!("/account/activity{odd}"))
            .await
            .expect(200);
    }
}
