//! Requests that prove nothing: the person is asked, and until they agree nothing ends (OIDC RP-Initiated Logout section 2).

use countersign::oauth::registration;

use crate::support::sign_out::AFTERWARDS;
use crate::support::{Answer, Browser, Params, Person, RelyingParty, TestServer};

struct Stage {
    server: TestServer,
    ada: Person,
    app: RelyingParty,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        let ada = server.person("ada").await;
        let app = server.returned_to().await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        Self {
            server,
            ada,
            app,
            browser,
        }
    }

    /// The question, which is shown while everything stands.
    async fn question(&mut self, pairs: &[(&str, &str)]) -> Answer {
        let url = format!("/oauth2/logout?{}", Params::of(pairs).encode());
        let page = self.browser.get(&url).await.expect_page(200);
        assert!(page.has_form("/logout"), "{}", page.dump());
        assert!(self.browser.is_signed_in().await);
        page
    }

    /// The answer to it.
    async fn agree(&mut self, page: &Answer) -> Answer {
        let answer = self.browser.post(&page.form("/logout")).await;
        assert!(!self.browser.is_signed_in().await);
        answer
    }
}

#[tokio::test]
async fn without_a_hint_the_person_is_asked_and_then_led_back() {
    let mut stage = Stage::set().await;
    let id = stage.app.id.clone();
    let asked = [
        ("client_id", id.as_str()),
        ("post_logout_redirect_uri", AFTERWARDS),
        ("state", "s1"),
        ("ui_locales", "de fr"),
        ("logout_hint", "somebody"),
    ];
    let page = stage.question(&asked).await;
    assert!(page.body.contains("Notebook"), "{}", page.dump());
    let policy = page.header("content-security-policy");
    assert!(policy.contains("form-action 'self' https:"), "{policy}");

    // What the form carries is proven again.
    for (name, value) in [
        ("post_logout_redirect_uri", "https://evil.example/"),
        ("client_id", "nobody"),
    ] {
        let form = page.form("/logout").set(name, value);
        stage.browser.post(&form).await.expect_page(400);
        assert!(stage.browser.is_signed_in().await);
    }
    let form = page.form("/logout").without("csrf");
    stage.browser.post(&form).await.expect_page(403);
    assert!(stage.browser.is_signed_in().await);

    let answer = stage.agree(&page).await.expect(303);
    assert_eq!(answer.location(), format!("{AFTERWARDS}?state=s1"));
}

/// Nothing says which application asks, so there is nowhere to go but here.
#[tokio::test]
async fn who_names_no_application_is_not_led_anywhere() {
    for asked in [
        &[][..],
        &[("state", "s1")],
        &[("post_logout_redirect_uri", AFTERWARDS), ("state", "s1")],
        &[("post_logout_redirect_uri", "https://evil.example/")],
    ] {
        let mut stage = Stage::set().await;
        let page = stage.question(asked).await;
        stage.agree(&page).await.expect_page(200);
        // Nor is anybody who is not signed in any more.
        let url = format!("/oauth2/logout?{}", Params::of(asked).encode());
        stage.browser.get(&url).await.expect_page(200);
    }
}

#[tokio::test]
async fn a_hint_that_is_not_ours_proves_nothing() {
    let mut stage = Stage::set().await;
    let tokens = stage.browser.tokens(&stage.app).await;
    let (signed, _) = tokens.id.rsplit_once('.').unwrap();
    let parts: Vec<&str> = tokens.id.split('.').collect();
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", parts[1]);
    let changed = format!("{}.{}x.{}", parts[0], parts[1], parts[2]);
    for forged in [
        format!("{signed}.AAAA"),
        signed.to_owned(),
        unsigned,
        changed,
        tokens.access.clone(),
        "x".to_owned(),
    ] {
        let asked = [
            ("id_token_hint", forged.as_str()),
            ("post_logout_redirect_uri", AFTERWARDS),
        ];
        stage.question(&asked).await;
    }
    let url = format!("/oauth2/logout?id_token_hint={}", tokens.id);
    stage.browser.get(&url).await.expect(200);
    assert!(!stage.browser.is_signed_in().await);
}

#[tokio::test]
async fn another_persons_hint_signs_nobody_out() {
    let mut stage = Stage::set().await;
    let bob = stage.server.person("bob").await;
    let mut bobs = stage.server.browser();
    bobs.sign_in(&bob).await;
    let of_bob = bobs.tokens(&stage.app).await.id;
    let asked = [
        ("id_token_hint", of_bob.as_str()),
        ("post_logout_redirect_uri", AFTERWARDS),
    ];
    let page = stage.question(&asked).await;
    assert!(bobs.is_signed_in().await);
    // It is the application's all the same, so it is returned to once the person agrees.
    let answer = stage.agree(&page).await.expect(303);
    assert_eq!(answer.location(), AFTERWARDS);
    assert!(bobs.is_signed_in().await);
}

/// A token of the same person that was kept from before, or is of another device, does not say that this session is meant.
#[tokio::test]
async fn a_hint_of_another_session_signs_nobody_out() {
    let mut stage = Stage::set().await;
    let ada = stage.ada.clone();
    let mut phone = stage.server.browser();
    phone.sign_in(&ada).await;
    let of_phone = phone.tokens(&stage.app).await.id;
    let old = stage.browser.tokens(&stage.app).await.id;
    let form = stage.browser.get("/logout").await.form("/logout");
    stage.browser.post(&form).await.expect(200);
    stage.browser.sign_in(&ada).await;
    for hint in [&old, &of_phone] {
        let asked = [
            ("id_token_hint", hint.as_str()),
            ("post_logout_redirect_uri", AFTERWARDS),
        ];
        stage.question(&asked).await;
    }
    assert!(phone.is_signed_in().await);

    let url = format!("/oauth2/logout?id_token_hint={of_phone}");
    phone.get(&url).await.expect(200);
    assert!(!phone.is_signed_in().await);
    assert!(stage.browser.is_signed_in().await);
    let asked = [
        ("id_token_hint", old.as_str()),
        ("post_logout_redirect_uri", AFTERWARDS),
    ];
    let page = stage.question(&asked).await;
    let answer = stage.agree(&page).await.expect(303);
    assert_eq!(answer.location(), AFTERWARDS);
}

#[tokio::test]
async fn a_client_that_is_gone_proves_nothing() {
    let mut stage = Stage::set().await;
    let hint = stage.browser.tokens(&stage.app).await.id;
    assert!(
        registration::disable(&stage.server.app, &stage.app.id)
            .await
            .unwrap()
    );
    let asked = [
        ("id_token_hint", hint.as_str()),
        ("post_logout_redirect_uri", AFTERWARDS),
    ];
    stage.question(&asked).await;
    let named = format!("/oauth2/logout?client_id={}", stage.app.id);
    stage.browser.get(&named).await.expect_page(400);
    assert!(stage.browser.is_signed_in().await);

    assert!(
        registration::enable(&stage.server.app, &stage.app.id)
            .await
            .unwrap()
    );
    let url = format!("/oauth2/logout?{}", Params::of(&asked).encode());
    stage.browser.get(&url).await.expect(303);
    assert!(!stage.browser.is_signed_in().await);
}
