//! `/consent`: asked once for a client and its scopes, again for more, and never answered by anyone else.

use crate::support::{TestServer, Tokens, VERIFIER, covers, seconds};

covers!("/consent");

const ROWS: &str = "SELECT COUNT(*) AS value FROM consents";

#[tokio::test]
async fn it_is_remembered_for_a_client_and_its_scopes() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let other = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    assert!(
        page.body.contains("data-scope=\"email\"") && page.body.contains("Notebook"),
        "{}",
        page.dump()
    );
    let code = browser.decide(&page, "allow").await.expect(303).code();
    app.redeem(&code, VERIFIER).await.expect(200);
    browser.tokens(&app).await;
    browser
        .tokens_for(&app, |params| params.set("scope", "openid email"))
        .await;

    // More is asked about, and so is another client, and another person.
    let page = browser
        .authorize(&app, |params| params.set("scope", "openid email phone"))
        .await
        .expect(200);
    assert!(page.has_form("/consent"), "{}", page.dump());
    assert!(
        browser
            .authorize(&other, |params| params)
            .await
            .expect(200)
            .has_form("/consent")
    );
    let bob = server.person("bob").await;
    let mut bobs = server.browser();
    bobs.sign_in(&bob).await;
    assert!(
        bobs.authorize(&app, |params| params)
            .await
            .expect(200)
            .has_form("/consent")
    );
    assert_eq!(server.number(ROWS).await, 3);
}

#[tokio::test]
async fn a_refusal_goes_back_and_leaves_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let denied = browser
        .decide(&page, "deny")
        .await
        .expect_redirected_error("access_denied");
    assert_eq!(denied.query("state").as_deref(), Some("state-1"));
    assert_eq!(
        (
            server.number(ROWS).await,
            server
                .number("SELECT COUNT(*) AS value FROM authorization_codes")
                .await
        ),
        (0, 0)
    );
    // The request is over: a second thought needs a new one.
    browser
        .post(&page.form("/consent").set("decision", "allow"))
        .await
        .expect_page(400);

    let page = browser.authorize(&app, |params| params).await.expect(200);
    browser
        .post(&page.form("/consent").set("decision", "perhaps"))
        .await
        .expect_page(400);
    assert!(
        !browser
            .decide(&page, "allow")
            .await
            .expect(303)
            .code()
            .is_empty()
    );
}

#[tokio::test]
async fn a_form_of_elsewhere_does_not_agree() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let form = page.form("/consent").set("decision", "allow");
    browser
        .post(&form.clone().without("csrf"))
        .await
        .expect_page(403);
    browser
        .post(&form.clone().set("csrf", "x"))
        .await
        .expect_page(403);
    browser
        .post_with(&form, &[("origin", "null")])
        .await
        .expect_page(403);
    browser
        .post_with(&form, &[("sec-fetch-site", "cross-site")])
        .await
        .expect_page(403);
    let mut other = server.browser();
    other.sign_in(&ada).await;
    other.post(&form).await.expect_page(403);
    assert_eq!(server.number(ROWS).await, 0);
    browser.post(&form).await.expect(303);
    assert_eq!(server.number(ROWS).await, 3);
}

/// What one person agreed to, another one who signs in at the same browser meanwhile is asked anew.
#[tokio::test]
async fn nobody_agrees_for_another_person() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let page = browser.sign_in_at(&page, &ada).await.expect(200);
    // Ada agrees, does not go on, and signs out.
    let onwards = browser
        .post(&page.form("/consent").set("decision", "allow"))
        .await
        .expect(303);
    let out = browser.get("/logout").await.form("/logout");
    browser.post(&out).await.expect(200);
    server.clock.advance(seconds(5));

    let page = browser.follow(onwards).await.expect(200);
    let answer = browser.sign_in_at(&page, &bob).await;
    assert!(
        answer.status == 200 && answer.has_form("/consent"),
        "Bob was not asked: {}",
        answer.dump()
    );
    let code = browser.decide(&answer, "allow").await.expect(303).code();
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.access_claims()["sub"], bob.user.id.as_str());
}

/// The page sends its form to this server, and lets the redirect pass to where the answer goes.
#[tokio::test]
async fn its_policy_lets_the_answer_through_and_no_more() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for (uri, place) in [
        ("https://app.example.org/callback", ""),
        ("http://127.0.0.1:7070/callback", " http://127.0.0.1:7070"),
        ("com.example.app:/callback", " com.example.app:"),
        ("com.example.app://callback", " com.example.app:"),
    ] {
        let app = server
            .client(|new| (new.first_party, new.redirect_uris) = (false, vec![uri.to_owned()]))
            .await;
        let page = browser.authorize(&app, |params| params).await.expect(200);
        let policy = page.header("content-security-policy");
        let opened = format!("form-action 'self' https:{place};");
        assert!(policy.contains(&opened), "{policy}");
        let answer = browser.decide(&page, "allow").await;
        assert!(answer.location().starts_with(&format!("{uri}?code=")));
    }
}

/// What follows a private scheme names nobody: an application that registered itself does not pass for a site with it.
#[tokio::test]
async fn an_application_on_the_device_is_never_shown_as_a_site() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for (uri, shown) in [
        ("https://accounts.example.com/cb", "accounts.example.com"),
        (
            "com.evil.app://accounts.example.com/cb",
            "an app on this device (com.evil.app)",
        ),
    ] {
        let app = server
            .client(|new| (new.first_party, new.redirect_uris) = (false, vec![uri.to_owned()]))
            .await;
        server
            .tamper("UPDATE clients SET source = 'registration'")
            .await;
        let page = browser.authorize(&app, |params| params).await.expect(200);
        let site = format!("Either way you go back to <strong>{shown}</strong>");
        assert!(page.body.contains(&site), "{}", page.dump());
        let named = page.body.contains("accounts.example.com");
        assert_eq!(named, uri.starts_with("https"), "{}", page.dump());
    }
}

/// A token for an API lets the client act there with the person's roles, even without a scope of it.
#[tokio::test]
async fn an_api_is_agreed_to_like_a_scope() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for uri in ["https://one.example.org", "https://two.example.org"] {
        server.resource(uri, &[]).await;
    }
    let app = server
        .client(|new| {
            new.first_party = false;
            new.resources = vec![
                "https://one.example.org".to_owned(),
                "https://two.example.org".to_owned(),
            ];
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let one = |params: crate::support::Params| {
        params
            .set("scope", "openid")
            .set("resource", "https://one.example.org")
    };
    let page = browser.authorize(&app, one).await.expect(200);
    assert!(page.body.contains("In An API"), "{}", page.dump());
    browser.decide(&page, "allow").await.expect(303);
    browser.authorize(&app, one).await.expect(303).code();

    // Another API is another question.
    let page = browser
        .authorize(&app, |params| {
            one(params).set("resource", "https://two.example.org")
        })
        .await
        .expect(200);
    assert!(page.has_form("/consent"), "{}", page.dump());
}
