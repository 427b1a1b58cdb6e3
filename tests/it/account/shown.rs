//! The pages that only show: nothing of them is for who is not signed in, or for anybody else.

use crate::support::{TestServer, covers};

covers!(
    "/account/security",
    "/account/sessions",
    "/account/activity"
);

const PAGES: [&str; 6] = [
    "/account",
    "/account/profile",
    "/account/security",
    "/account/password",
    "/account/sessions",
    "/account/activity",
];

#[tokio::test]
async fn who_is_not_signed_in_sees_none_of_them() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut signed_in = server.browser();
    signed_in.sign_in(&ada).await;
    for page in PAGES {
        signed_in.get(page).await.expect(200);
        let answer = server.browser().get(page).await.expect(303);
        assert!(answer.location().starts_with("/login"), "{page}");
        assert!(!answer.body.contains("ada"), "{page}");
    }
}

#[tokio::test]
async fn each_marks_its_place_among_the_ways() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for page in PAGES {
        let answer = browser.get(page).await.expect(200);
        let way = match page {
            "/account/password" => "href=\"/account/security\" aria-current=\"true\"".to_owned(),
            page => format!("href=\"{page}\" aria-current=\"page\""),
        };
        assert!(answer.body.contains(&way), "{}", answer.dump());
        assert_eq!(answer.body.matches("<li><a href=\"/account").count(), 7);
    }
}

#[tokio::test]
async fn the_overview_says_what_to_do_next() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let bob = server
        .person_with("bob", |new| new.email_verified = false)
        .await;
    let (mut adas, mut bobs) = (server.browser(), server.browser());
    adas.sign_in(&ada).await;
    bobs.sign_in(&bob).await;
    let page = adas.get("/account").await.expect(200);
    assert!(page.body.contains("Add a passkey"), "{}", page.dump());
    let page = bobs.get("/account").await.expect(200);
    assert!(page.body.contains("Confirm your e-mail"), "{}", page.dump());
}

#[tokio::test]
async fn a_language_is_chosen_and_one_that_is_none_is_refused() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.get("/account/profile").await.expect(200);
    let form = page.form("/account/language");
    let wrong = form.clone().set("locale", "no such language!");
    browser.post(&wrong).await.expect(422);
    browser.post(&form.set("locale", "de")).await.expect(303);
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("Ihr Konto"), "{}", page.dump());
}
