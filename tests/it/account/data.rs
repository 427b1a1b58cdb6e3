//! `/account/data`: one file with all that is known of a person, and nothing that opens anything.

use crate::support::{TestServer, covers, minutes};

covers!("/account/data");

#[tokio::test]
async fn a_person_takes_along_all_that_is_known_of_them() {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    server.person("bob").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser.decide(&page, "allow").await;
    let page = browser.get("/account/data").await.expect(200);
    let form = page.form("/account/data");

    let answer = browser.post(&form).await.expect(200);
    assert_eq!(answer.header("content-type"), "application/json");
    let disposition = answer.header("content-disposition");
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    let told = answer.json();
    assert_eq!(told["account"]["id"], ada.user.id.as_str());
    assert_eq!(told["account"]["email"], "ada@example.org");
    assert_eq!(told["account"]["details"]["birthdate"], "1815-12-10");
    assert_eq!(told["sign_in"]["password"], true);
    assert_eq!(told["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(told["applications"][0]["name"], "Notebook");
    let events = told["events"].to_string();
    for kind in ["signed_in", "consent_given", "data_exported"] {
        assert!(events.contains(kind), "{kind}: {events}");
    }
    let secret = browser.session_cookie();
    for hidden in ["$argon2id", "hash", "bob", secret.as_str()] {
        assert!(!answer.body.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn the_file_is_for_who_proves_themselves_on_our_own_form() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/data").await.expect(200);
    let form = page.form("/account/data");
    browser.post(&form).await.expect(200);
    let exported = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'data_exported'";
    assert_eq!(server.number(exported).await, 1);

    let refused = browser.post(&form.clone().without("csrf")).await;
    refused.expect_page(403);
    server.clock.advance(minutes(11));
    let answer = browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/login?for=data");
    assert_eq!(answer.body, "");
    let answer = server.browser().get("/account/data").await.expect(303);
    assert_eq!(answer.location(), "/login");
    assert_eq!(server.number(exported).await, 1);
}
