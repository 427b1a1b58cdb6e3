//! The frames in which applications hear of a sign-out (OIDC Front-Channel Logout sections 2 and 3).

use crate::support::sign_out::AFTERWARDS;
use crate::support::{Answer, Node, RelyingParty, TestServer, seconds};

async fn framed(server: &Node, uri: &str) -> RelyingParty {
    server
        .client(|new| {
            let origin = url::Url::parse(uri).unwrap().origin().ascii_serialization();
            new.redirect_uris = vec![format!("{origin}/callback")];
            new.metadata.frontchannel_logout_uri = Some(uri.to_owned());
            new.metadata.post_logout_redirect_uris = vec![AFTERWARDS.to_owned()];
        })
        .await
}

/// The addresses of a page's frames.
fn frames(page: &Answer) -> Vec<String> {
    let tags = page.body.split("<iframe src=\"").skip(1);
    tags.map(|rest| rest.split('"').next().unwrap().replace("&#38;", "&"))
        .collect()
}

fn frame_policy(page: &Answer) -> String {
    let policy = page.header("content-security-policy");
    let part = policy
        .split("; ")
        .find_map(|part| part.strip_prefix("frame-src "));
    part.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn each_application_of_the_session_is_opened_and_no_other() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mail = framed(&server, "https://mail.example.org/out?a=b").await;
    let wiki = framed(&server, "https://wiki.example.org:8443/out").await;
    let unused = framed(&server, "https://unused.example.org/out").await;
    let plain = server.app_client().await;
    let (mut browser, mut other) = (server.browser(), server.browser());
    browser.sign_in(&ada).await;
    other.sign_in(&ada).await;
    other.tokens(&unused).await;
    browser.tokens(&plain).await;
    let id_token = browser.tokens(&mail).await;
    browser.tokens(&wiki).await;
    let sid = id_token.id_claims()["sid"].as_str().unwrap().to_owned();
    let url = format!(
        "/oauth2/logout?id_token_hint={}&post_logout_redirect_uri={AFTERWARDS}&state=s1",
        id_token.id
    );
    let page = browser.get(&url).await.expect_page(200);
    let mut opened = frames(&page);
    opened.sort();
    let iss = "iss=http%3A%2F%2Flocalhost%3A8080";
    assert_eq!(
        opened,
        [
            format!("https://mail.example.org/out?a=b&{iss}&sid={sid}"),
            format!("https://wiki.example.org:8443/out?{iss}&sid={sid}"),
        ]
    );
    assert_eq!(
        frame_policy(&page),
        "https://mail.example.org https://wiki.example.org:8443"
    );
    let next = format!("{AFTERWARDS}?state=s1");
    assert!(page.body.contains(&format!("href=\"{next}\"")));
    assert_eq!(page.header("refresh"), format!("3; url={next}"));
    assert!(page.body.matches("sandbox=").count() == 2);
    assert!(!browser.is_signed_in().await);

    // Once more there is nothing to tell anybody.
    let answer = browser.get(&url).await.expect(303);
    assert_eq!(answer.location(), next);
}

/// The same where the person signs out here, without anywhere to go on to.
#[tokio::test]
async fn our_own_pages_open_them_too() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mail = framed(&server, "https://mail.example.org/out").await;
    for path in ["/logout", "/account/sessions/end-all"] {
        let (mut browser, mut other) = (server.browser(), server.browser());
        browser.sign_in(&ada).await;
        other.sign_in(&ada).await;
        browser.tokens(&mail).await;
        let from = match path {
            "/logout" => path,
            _ => "/account/sessions",
        };
        let form = browser.get(from).await.expect(200).form(path);
        let page = browser.post(&form).await.expect_page(200);
        assert_eq!(frames(&page).len(), 1, "{path}");
        assert_eq!(frame_policy(&page), "https://mail.example.org");
        assert_eq!(page.header("refresh"), "");
    }
    // A page with nothing to open may open nothing.
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let form = browser.get("/logout").await.form("/logout");
    let page = browser.post(&form).await.expect_page(200);
    assert!(frames(&page).is_empty() && frame_policy(&page).is_empty());
}

#[tokio::test]
async fn no_page_opens_more_than_twenty() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for number in 0..22 {
        let app = framed(&server, &format!("https://a{number}.example.org/out")).await;
        browser.tokens(&app).await;
    }
    let script = framed(&server, "https://a.script.example.org/out").await;
    server
        .tamper("UPDATE clients SET metadata = REPLACE(metadata, 'https://a.script.example.org/out', 'javascript:alert(1)')")
        .await;
    browser.tokens(&script).await;
    let form = browser.get("/logout").await.form("/logout");
    let page = browser.post(&form).await.expect_page(200);
    let opened = frames(&page);
    assert_eq!(opened.len(), 20);
    assert!(opened.iter().all(|uri| uri.starts_with("https://a")));
}

/// What was used last comes first, whenever it was used for the first time.
#[tokio::test]
async fn those_used_last_are_opened_first() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mail = framed(&server, "https://mail.example.org/out").await;
    let wiki = framed(&server, "https://wiki.example.org/out").await;
    for (used, first) in [
        (&[&mail, &wiki][..], "https://wiki."),
        (&[&mail, &wiki, &mail][..], "https://mail."),
        (&[&mail, &wiki, &mail, &wiki][..], "https://wiki."),
    ] {
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        for app in used {
            browser.tokens(app).await;
            server.clock.advance(seconds(1));
        }
        let form = browser.get("/logout").await.form("/logout");
        let opened = frames(&browser.post(&form).await.expect_page(200));
        assert_eq!(opened.len(), 2, "{opened:?}");
        assert!(opened[0].starts_with(first), "{opened:?}");
    }
}
