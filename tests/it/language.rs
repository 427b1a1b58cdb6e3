//! `/language`, and in which language pages answer (OIDC Core section 3.1.2.1, RFC 9110 section 12.5.4).

use crate::support::{Answer, Browser, TestServer, covers};

covers!("/language");

fn is_in(page: &Answer, tag: &str) -> bool {
    page.body.contains(&format!("<html lang=\"{tag}\">"))
}

/// Chooses in the foot of a page.
async fn choose(browser: &mut Browser, page: &Answer, locale: &str) -> Answer {
    let form = page.form("/language").set("locale", locale);
    browser.post(&form).await
}

#[tokio::test]
async fn a_page_is_in_the_language_that_the_browser_asks_for() {
    let server = TestServer::start().await;
    for (accepted, tag, heading) in [
        ("de-AT, en;q=0.5", "de", "Bei Ihrem Konto anmelden"),
        ("ja, zh-CN;q=0.9", "zh-Hans", "登录您的账户"),
        ("ja", "en", "Sign in to your account"),
    ] {
        let mut browser = server.browser();
        browser.says.push(("accept-language", accepted));
        let page = browser.get("/login").await.expect(200);
        assert!(is_in(&page, tag), "{}", page.dump());
        assert!(page.body.contains(heading), "{}", page.dump());
    }
    let mut browser = server.browser();
    browser.says.push(("accept-language", "fr"));
    let page = browser.get("/nothing").await.expect(404);
    assert!(is_in(&page, "fr"), "{}", page.dump());
}

#[tokio::test]
async fn what_was_chosen_counts_before_all_else_and_leads_back_to_the_page() {
    let server = TestServer::start().await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.says.push(("accept-language", "fr"));
    let page = browser
        .authorize(&app, |params| params.set("ui_locales", "ja de fr"))
        .await
        .expect(200);
    assert!(is_in(&page, "de"), "{}", page.dump());

    let answer = choose(&mut browser, &page, "es").await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    assert!(is_in(&page, "es"), "{}", page.dump());
    assert!(page.body.contains("action=\"/login?request="));
}

#[tokio::test]
async fn the_language_of_an_account_counts_before_that_of_the_browser() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.says.push(("accept-language", "fr"));
    assert!(is_in(&browser.get("/account").await, "fr"));
    let form = browser
        .get("/account/profile")
        .await
        .form("/account/details");
    browser.post(&form.set("locale", "es-MX")).await.expect(200);
    assert!(is_in(&browser.get("/account").await, "es"));
}

#[tokio::test]
async fn a_choice_leads_nowhere_else_and_needs_our_own_form() {
    let server = TestServer::start().await;
    let mut browser = server.browser();
    let page = browser.get("/login").await.expect(200);
    let form = page.form("/language").set("locale", "de");

    let refused = browser.post(&form.clone().without("csrf")).await;
    refused.expect_page(403);
    let foreign = [("origin", "https://evil.example")];
    browser.post_with(&form, &foreign).await.expect_page(403);
    assert!(is_in(&browser.get("/login").await, "en"));

    for (page, way) in [
        ("https://evil.example/login", "/"),
        ("//evil.example", "/"),
        ("/oauth2/logout", "/"),
        ("/account/sessions/end", "/account/sessions"),
    ] {
        let answer = browser
            .post(&form.clone().set("page", page))
            .await
            .expect(303);
        assert_eq!(answer.headers["location"], way, "{page}");
    }
    assert!(is_in(&browser.get("/login").await, "de"));

    let unknown = form.set("locale", "xx; Domain=evil.example");
    let answer = browser.post(&unknown).await.expect(303);
    assert!(
        !answer.headers.contains_key("set-cookie"),
        "{}",
        answer.dump()
    );
}

#[tokio::test]
async fn who_keeps_no_cookies_is_told_so() {
    let server = TestServer::start().await;
    let page = server.browser().get("/login").await.expect(200);
    let form = page.form("/login").set("identifier", "ada");
    let answer = server.browser().post(&form).await.expect_page(403);
    assert!(
        answer.body.contains("This browser sent no cookie"),
        "{}",
        answer.dump()
    );
    assert!(answer.body.contains("href=\"/login\""), "{}", answer.dump());
}
