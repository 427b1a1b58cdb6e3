//! What changes how somebody signs in, or takes everything along, asks for fresh proof, and goes on where it was asked.

use crate::support::{TestServer, minutes};

#[tokio::test]
async fn who_proved_themselves_long_ago_does_so_again_and_comes_back() {
    for (page, name) in [
        ("/account/password", "password"),
        ("/account/delete", "delete"),
    ] {
        let server = TestServer::start().await;
        let ada = server.person("ada").await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let shown = browser.get(page).await.expect(200);
        let form = shown.form(page).set("username", "ada");
        server.clock.advance(minutes(11));
        let way = format!("/login?for={name}");
        assert_eq!(browser.get(page).await.expect(303).location(), way);
        // A form that was open all the time leads there too, and does nothing.
        assert_eq!(browser.post(&form).await.expect(303).location(), way);
        assert_eq!(
            server.number("SELECT COUNT(*) AS value FROM users").await,
            1
        );

        let again = browser.get(&way).await.expect(200).form("/login");
        let wrong = again.clone().set("password", "not hers at all");
        browser.post(&wrong).await.expect(401);
        browser.get(page).await.expect(303);
        let right = again.set("password", &ada.password);
        assert_eq!(browser.post(&right).await.expect(303).location(), page);
        browser.get(page).await.expect(200);
    }
}

#[tokio::test]
async fn who_has_no_password_is_asked_for_none_and_chooses_one() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    server
        .tamper("UPDATE users SET password_hash = NULL, password_changed_at = NULL")
        .await;
    let page = browser.get("/account/password").await.expect(200);
    assert!(page.body.contains("Set a password"), "{}", page.dump());
    let form = page.form("/account/password");
    assert!(!page.body.contains("current_password"), "{}", page.dump());
    let short = form.clone().set("new_password", "short");
    browser.post(&short).await.expect(422);
    let chosen = "another few unrelated words";
    browser
        .post(&form.set("new_password", chosen))
        .await
        .expect(200);
    server
        .browser()
        .try_sign_in("ada", chosen)
        .await
        .expect(303);
}
