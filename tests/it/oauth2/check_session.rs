//! `/oauth2/check_session` and `session_state` (OIDC Session Management sections 2 and 3).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use countersign::jose::digest::sha256;

use crate::support::browser::SESSION;
use crate::support::{Browser, Params, RelyingParty, TestServer, covers, seconds};

covers!("/oauth2/check_session");

const STATE: &str = "countersign_state";
const ORIGIN: &str = "https://app.example.org";

async fn session_state(browser: &mut Browser, app: &RelyingParty) -> String {
    let answer = browser.authorize(app, |params| params).await.expect(303);
    answer.query("session_state").expect("session_state")
}

/// What the script of the frame computes in this browser.
fn is_unchanged(browser: &Browser, app: &RelyingParty, origin: &str, said: &str) -> bool {
    let (hash, salt) = said.split_once('.').expect("a salt");
    let known = browser.cookies.find(STATE).unwrap_or_default();
    let text = format!("{} {origin} {known} {salt}", app.id);
    URL_SAFE_NO_PAD.encode(sha256(text.as_bytes())) == hash
}

#[tokio::test]
async fn only_this_page_may_be_framed_and_it_holds_nothing() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    let page = nobody.get("/oauth2/check_session").await.expect(200);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-ancestors *") && policy.contains("script-src 'self'"));
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    assert_eq!(page.header("x-frame-options"), "");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(page.header("referrer-policy"), "no-referrer");
    assert_eq!(page.header("set-cookie"), "");
    assert!(page.body.contains("data-cookie=\"countersign_state\""));
    assert_eq!(page.body.matches("<script").count(), 1);
    let script = page.body.split("src=\"").nth(1).unwrap();
    let script = nobody.get(script.split('"').next().unwrap()).await;
    assert!(script.expect(200).body.contains("postMessage"));

    nobody.post("/oauth2/check_session", "").await.expect(405);
    let other = nobody.get("/oauth2/check_session/x").await.expect(404);
    assert_eq!(other.header("x-frame-options"), "DENY");
}

#[tokio::test]
async fn the_state_changes_with_who_is_signed_in_and_with_nothing_else() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let (app, other) = (server.app_client().await, server.app_client().await);
    let mut browser = server.browser();
    assert_eq!(browser.cookies.find(STATE), None);
    browser.sign_in(&ada).await;
    let first = session_state(&mut browser, &app).await;
    let second = session_state(&mut browser, &app).await;
    assert_ne!(first, second, "salted anew");
    for said in [&first, &second] {
        assert!(is_unchanged(&browser, &app, ORIGIN, said));
        assert!(!is_unchanged(&browser, &app, "https://evil.example", said));
        assert!(!is_unchanged(&browser, &other, ORIGIN, said));
    }
    let mut elsewhere = server.browser();
    elsewhere.sign_in(&ada).await;
    assert!(!is_unchanged(&elsewhere, &app, ORIGIN, &first));
    // The same person, asked to prove it again.
    server.clock.advance(seconds(1));
    let again = |params: Params| params.set("prompt", "login");
    let page = browser.authorize(&other, again).await.expect(200);
    browser.sign_in_at(&page, &ada).await.expect(303);
    assert!(is_unchanged(&browser, &app, ORIGIN, &first));

    let form = browser.get("/logout").await.form("/logout");
    browser.post(&form).await.expect(200);
    assert_eq!(browser.cookies.find(STATE), None);
    assert!(!is_unchanged(&browser, &app, ORIGIN, &first));
    browser.sign_in(&bob).await;
    assert!(!is_unchanged(&browser, &app, ORIGIN, &first));
    let of_bob = session_state(&mut browser, &app).await;
    assert!(is_unchanged(&browser, &app, ORIGIN, &of_bob));
}

/// Where a session ended elsewhere or by itself, the browser's next visit says so.
#[tokio::test]
async fn a_session_that_ended_elsewhere_shows_at_the_next_visit() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert!(browser.cookies.find(STATE).is_some());
    countersign::identity::session::end_all(&server.app, &ada.user.id)
        .await
        .unwrap();
    browser.get("/login").await.expect(200);
    assert_eq!(browser.cookies.find(STATE), None);
}

/// In a frame of another site's page the state comes and the session does not. That is no sign-out: the state stays, and the
/// applications that watch it go on.
#[tokio::test]
async fn a_frame_of_another_site_leaves_the_state_alone() {
    let secure = "https://id.example.org";
    let server = TestServer::with(|config| config.issuer = secure.parse().unwrap()).await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let said = session_state(&mut browser, &app).await;
    let state = browser.cookies.find(STATE).unwrap().to_owned();
    let silent = app.params().set("prompt", "none").encode();
    for path in [
        format!("/oauth2/authorize?{silent}"),
        format!("/oauth2/logout?client_id={}", app.id),
        "/logout".to_owned(),
        "/oauth2/authorize".to_owned(),
        "/account".to_owned(),
    ] {
        for dest in ["iframe", "image", ""] {
            let mut frame = browser.clone();
            frame.cookies.remove(&format!("__Host-{SESSION}"));
            assert!(!frame.cookies.header().contains(SESSION));
            frame.says = match dest {
                "" => Vec::new(),
                dest => vec![("sec-fetch-dest", dest), ("sec-fetch-site", "cross-site")],
            };
            frame.get(&path).await;
            let kept = frame.cookies.find(STATE);
            assert_eq!(kept, Some(state.as_str()), "{path} in {dest:?}");
        }
    }
    assert!(is_unchanged(&browser, &app, ORIGIN, &said));
    assert!(browser.is_signed_in().await);

    // In a window of its own the session would have come: the state is put right.
    let mut window = browser.clone();
    window.cookies.remove(&format!("__Host-{SESSION}"));
    window.says = vec![("sec-fetch-dest", "document")];
    window.get("/login").await.expect(200);
    assert_eq!(window.cookies.find(STATE), None);
    let mut window = browser.clone();
    window.cookies.remove(&format!("__Host-{SESSION}"));
    window.says = vec![("sec-fetch-dest", "document")];
    window.get("/oauth2/logout").await.expect(200);
    assert_eq!(window.cookies.find(STATE), None);
    // And where a session comes that has ended.
    countersign::identity::session::end_all(&server.app, &ada.user.id)
        .await
        .unwrap();
    let mut frame = browser.clone();
    frame.says = vec![
        ("sec-fetch-dest", "iframe"),
        ("sec-fetch-site", "same-site"),
    ];
    frame.get("/login").await.expect(200);
    assert_eq!(frame.cookies.find(STATE), None);
}

/// Scripts may read it, so it must be worth nothing: it opens no session, and the session's own cookie stays unread.
#[tokio::test]
async fn the_state_opens_nothing() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let form = browser.get("/login").await.form("/login");
    let form = form.set("identifier", "ada").set("password", &ada.password);
    let answer = browser.post(&form).await.expect(303);
    let lines: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|line| line.to_str().unwrap())
        .collect();
    let line = |name: &str| {
        let found = lines.iter().find(|line| line.starts_with(name));
        *found.unwrap_or_else(|| panic!("{}", answer.dump()))
    };
    assert!(line(SESSION).contains("HttpOnly"));
    assert!(!line(STATE).contains("HttpOnly") && line(STATE).contains("SameSite=Lax"));
    let state = browser.cookies.find(STATE).unwrap().to_owned();
    assert_ne!(state, browser.session_cookie());
    let mut thief = server.browser();
    thief.cookies.set(SESSION, &state);
    assert!(!thief.is_signed_in().await);
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_application_without_an_origin_is_given_none() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| {
            new.public = true;
            new.redirect_uris = vec!["com.example.app:/callback".to_owned()];
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let answer = browser.authorize(&app, |params| params).await.expect(303);
    assert_eq!(answer.query("session_state"), None);
    answer.code();
}
