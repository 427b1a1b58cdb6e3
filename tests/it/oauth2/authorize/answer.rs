//! The answer that goes back: code, state and issuer (RFC 9207), or an error with the same.

use crate::support::{Params, TestServer, signed_in};

#[tokio::test]
async fn success_and_error_carry_state_and_issuer() {
    let (server, _, app, mut browser) = signed_in().await;
    let state = "a b&c=d#\"<é>";
    let good = browser
        .authorize(&app, |params| params.set("state", state))
        .await
        .expect(303);
    let bad = |params: Params| params.set("state", state).set("response_type", "none");
    let bad = browser
        .authorize(&app, bad)
        .await
        .expect_redirected_error("unsupported_response_type");
    for answer in [good, bad] {
        assert_eq!(answer.query("state").as_deref(), Some(state));
        assert_eq!(answer.query("iss").as_deref(), Some(server.issuer()));
        assert!(answer.header("cache-control").contains("no-store"));
    }
    let none = browser
        .authorize(&app, |params| params.without("state"))
        .await
        .expect(303);
    assert_eq!(none.query("state"), None);
}

#[tokio::test]
async fn a_registered_query_stays() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let uris = || vec!["https://app.example.org/callback?tenant=1".to_owned()];
    let app = server.client(|new| new.redirect_uris = uris()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let answer = browser.authorize(&app, |params| params).await.expect(303);
    assert_eq!(answer.query("tenant").as_deref(), Some("1"));
    assert!(!answer.code().is_empty());
}

#[tokio::test]
async fn two_codes_are_never_the_same() {
    let (_server, _, app, mut browser) = signed_in().await;
    let (first, second) = (browser.code(&app).await, browser.code(&app).await);
    assert_ne!(first, second);
    // 128 bits at least (RFC 9700 section 4.4.3).
    assert!(first.len() >= 22);
}

/// What people are shown of a hostile request is inert.
#[tokio::test]
async fn error_pages_and_forms_escape_what_they_show() {
    let server = TestServer::start().await;
    let hostile = r#""><script>alert(1)</script></textarea>"#;
    let app = server
        .client(|new| (new.name, new.first_party) = (hostile.to_owned(), false))
        .await;
    let ada = server
        .person_with("ada", |new| new.given_name = Some(hostile.to_owned()))
        .await;
    let mut browser = server.browser();
    let page = browser
        .authorize(&app, |params| params.set("login_hint", hostile))
        .await
        .expect(200);
    assert!(
        page.body.contains("alert(1)"),
        "the hint and the name are shown"
    );
    assert_eq!(page.form("/login").value("identifier"), hostile);
    let consent = browser.sign_in_at(&page, &ada).await.expect(200);
    assert!(consent.body.contains("alert(1)"), "both names are shown");
    let account = browser.get("/account").await.expect(200);
    let error = browser
        .authorize(&app, |params| params.set("redirect_uri", hostile))
        .await
        .expect_page(400);
    for page in [page, consent, account, error] {
        assert!(!page.body.contains("<script>alert"), "{}", page.dump());
        assert!(
            !page.header("content-security-policy").contains("unsafe"),
            "{}",
            page.dump()
        );
    }
}
