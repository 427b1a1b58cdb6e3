//! `/accounts`: several people are signed in in one browser, and one of them is in use.

use countersign::identity::session;

use crate::support::browser::SESSION;
use crate::support::{
    Browser, Params, Person, RelyingParty, TestServer, VERIFIER, covers, seconds,
};

covers!("/accounts");

const OPEN: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

/// Ada and then Bob signed in in the same browser.
struct Stage {
    server: TestServer,
    ada: Person,
    bob: Person,
    app: RelyingParty,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        let (ada, bob) = (server.person("ada").await, server.person("bob").await);
        let app = server.app_client().await;
        let mut browser = server.browser();
        for person in [&ada, &bob] {
            sign_in_besides(&mut browser, person).await;
            server.clock.advance(seconds(60));
        }
        Self {
            server,
            ada,
            bob,
            app,
            browser,
        }
    }

    /// The session of a person, as it is stored.
    async fn session_of(&self, person: &Person) -> String {
        let sessions = session::of_user(&self.server.app, &person.user.id).await;
        sessions.unwrap()[0].id.clone()
    }

    async fn subject(&mut self) -> String {
        let tokens = self.browser.tokens(&self.app).await;
        tokens.id_claims()["sub"].as_str().unwrap().to_owned()
    }
}

async fn sign_in_besides(browser: &mut Browser, person: &Person) {
    let page = browser.get("/login?as=another").await.expect(200);
    let form = page.form("/login?as=another");
    let form = form.set("identifier", &person.user.username);
    let form = form.set("password", &person.password);
    browser.post(&form).await.expect(303);
}

#[tokio::test]
async fn who_is_chosen_goes_on_and_signs_in_for_nothing() {
    let mut stage = Stage::set().await;
    assert_eq!(stage.subject().await, stage.bob.user.id);
    let choice = |params: Params| params.set("prompt", "select_account");
    let page = stage.browser.authorize(&stage.app, choice).await;
    let page = page.expect_page(200);
    assert!(page.body.contains("ada") && page.body.contains("bob"));
    let before = stage.browser.session_cookie();
    let id = stage.session_of(&stage.ada).await;
    let form = page.form("/accounts").set("session", &id);
    let answer = stage.browser.post(&form).await.expect(303);
    stage.browser.follow(answer).await.expect(303).code();
    assert_eq!(stage.subject().await, stage.ada.user.id);
    assert_ne!(stage.browser.session_cookie(), before);
    assert_eq!(stage.server.number(OPEN).await, 2, "nobody signed out");
    // The choice was for that request: the next one asks again.
    let page = stage.browser.authorize(&stage.app, choice).await;
    assert!(page.expect_page(200).has_form("/accounts"));
}

#[tokio::test]
async fn somebody_else_may_sign_in_instead() {
    let mut stage = Stage::set().await;
    let eve = stage.server.person("eve").await;
    let choice = |params: Params| params.set("prompt", "select_account");
    let page = stage.browser.authorize(&stage.app, choice).await;
    let (_, link) = page
        .body
        .split_once("<p class=\"aside\"><a href=\"")
        .unwrap();
    let link = link
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let page = stage.browser.get(&link).await.expect(200);
    let answer = stage.browser.sign_in_at(&page, &eve).await;
    answer.expect(303).code();
    assert_eq!(stage.subject().await, eve.user.id);
    assert_eq!(stage.server.number(OPEN).await, 3);
}

/// A session opens for the browser that holds it, and for no other that has learnt its identifier.
#[tokio::test]
async fn only_those_who_are_signed_in_here_can_be_chosen() {
    let stage = Stage::set().await;
    let eve = stage.server.person("eve").await;
    let mut other = stage.server.browser();
    other.sign_in(&eve).await;
    let page = other.get("/accounts").await.expect_page(200);
    assert!(!page.body.contains("bob"), "{}", page.dump());
    let id = stage.session_of(&stage.ada).await;
    let before = other.session_cookie();
    let answer = other
        .post(&page.form("/accounts").set("session", &id))
        .await;
    assert_eq!(answer.expect(303).location(), "/accounts");
    assert_eq!(other.session_cookie(), before);
    // Nor does a form that another site sends.
    let own = stage.server.row::<String>("SELECT id AS value FROM sessions WHERE ended_at IS NULL ORDER BY created_at DESC LIMIT 1", Vec::new()).await.unwrap();
    let form = page
        .form("/accounts")
        .set("session", &own)
        .set("csrf", "invented");
    other.post(&form).await.expect_page(403);
    let form = page.form("/accounts").set("session", &own);
    let foreign = [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    other.post_with(&form, &foreign).await.expect_page(403);
}

#[tokio::test]
async fn who_signed_out_cannot_be_chosen_any_more() {
    let mut stage = Stage::set().await;
    let page = stage.browser.get("/accounts").await.expect_page(200);
    let id = stage.session_of(&stage.ada).await;
    session::end_all(&stage.server.app, &stage.ada.user.id)
        .await
        .unwrap();
    let answer = stage
        .browser
        .post(&page.form("/accounts").set("session", &id))
        .await;
    assert_eq!(answer.expect(303).location(), "/accounts");
    assert_eq!(stage.subject().await, stage.bob.user.id);
}

#[tokio::test]
async fn signing_out_ends_one_account_or_all_of_them() {
    let mut stage = Stage::set().await;
    let form = stage.browser.get("/logout").await.form("/logout");
    stage.browser.post(&form).await.expect(200);
    assert_eq!(stage.server.number(OPEN).await, 1);
    assert!(
        !stage.browser.is_signed_in().await,
        "nobody is taken for another"
    );
    let page = stage.browser.get("/accounts").await.expect_page(200);
    let id = stage.session_of(&stage.ada).await;
    let answer = stage
        .browser
        .post(&page.form("/accounts").set("session", &id))
        .await;
    assert_eq!(answer.expect(303).location(), "/account");
    sign_in_besides(&mut stage.browser, &stage.bob.clone()).await;
    let form = stage.browser.get("/logout").await.form("/logout");
    stage
        .browser
        .post(&form.set("everyone", "1"))
        .await
        .expect(200);
    assert_eq!(stage.server.number(OPEN).await, 0);
}

/// The one that was used longest ago makes room.
#[tokio::test]
async fn a_browser_has_room_for_so_many() {
    let server = TestServer::with(|config| config.sessions.accounts = 2).await;
    let mut browser = server.browser();
    let mut cookies = Vec::new();
    for name in ["ada", "bob", "eve"] {
        let person = server.person(name).await;
        sign_in_besides(&mut browser, &person).await;
        cookies.push(browser.session_cookie());
        server.clock.advance(seconds(1));
    }
    assert_eq!(server.number(OPEN).await, 2);
    for (cookie, open) in cookies.iter().zip([false, true, true]) {
        let mut other = server.browser();
        other.cookies.set(SESSION, cookie);
        assert_eq!(other.is_signed_in().await, open);
    }
}

/// A tab that was open before another signed in goes on.
#[tokio::test]
async fn tabs_do_not_break_one_another() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let first = browser
        .authorize(&app, |params| params)
        .await
        .expect_page(200);
    let second = browser
        .authorize(&app, |params| params)
        .await
        .expect_page(200);
    browser.sign_in_at(&first, &ada).await.expect(303).code();
    // The form of the other tab is as good as it was, and its page leads on when it is loaded again.
    browser.sign_in_at(&second, &ada).await.expect(303).code();
    server.clock.advance(seconds(1));
    let third = format!(
        "/oauth2/authorize?{}",
        app.params().set("prompt", "login").encode()
    );
    let waiting = browser.get(&third).await.expect(303).location().to_owned();
    let page = browser.get(&waiting).await.expect_page(200);
    browser.sign_in_at(&page, &ada).await.expect(303).code();
}

/// Neither tab sent a session when both forms were sent: the second goes on with what the first began, whose code stays good.
#[tokio::test]
async fn two_tabs_that_sign_in_at_once_end_in_one_session() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut first = server.browser();
    let pages = [
        first.authorize(&app, |params| params).await,
        first.authorize(&app, |params| params).await,
    ];
    let mut second = first.clone();
    let code = first.sign_in_at(&pages[0], &ada).await.expect(303).code();
    let other = second.sign_in_at(&pages[1], &ada).await.expect(303).code();
    assert_eq!(server.number(OPEN).await, 1);
    app.redeem(&code, VERIFIER).await.expect(200);
    app.redeem(&other, VERIFIER).await.expect(200);
    assert!(second.is_signed_in().await);
    assert!(!first.is_signed_in().await, "the secret is the later one");
}

/// Whoever comes back beside somebody else goes on with the session that they had.
#[tokio::test]
async fn who_signs_in_anew_beside_another_is_signed_out_of_nothing() {
    let mut stage = Stage::set().await;
    let before = stage.session_of(&stage.ada).await;
    sign_in_besides(&mut stage.browser, &stage.ada.clone()).await;
    assert_eq!(stage.session_of(&stage.ada).await, before);
    assert_eq!(stage.server.number(OPEN).await, 2);
    assert_eq!(stage.subject().await, stage.ada.user.id);
    // In another browser it is another session.
    let mut other = stage.server.browser();
    other.sign_in(&stage.ada).await;
    assert_eq!(stage.server.number(OPEN).await, 3);
}
