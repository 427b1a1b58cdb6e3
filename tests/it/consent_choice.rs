//! `/consent`, scope by scope: what is left off is not granted, is remembered as refused, and is asked about again where that is asked for.

use countersign::domain::ResponseType;
use countersign::oauth::resource;

use crate::support::seed::CALLBACK;
use crate::support::{Answer, Browser, Params, Person, RelyingParty, TestServer, Tokens, VERIFIER};

const REFUSALS: &str = "SELECT COUNT(*) AS value FROM consent_refusals";
const CODES: &str = "SELECT COUNT(*) AS value FROM authorization_codes";

/// Somebody signed in, and an application that has to ask.
async fn asking() -> (TestServer, Person, RelyingParty, Browser) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    (server, ada, app, browser)
}

fn same(params: Params) -> Params {
    params
}

fn silent(params: Params) -> Params {
    params.set("prompt", "none")
}

/// Allows what is asked, but for `off`.
async fn allow_without(browser: &mut Browser, page: &Answer, off: &str) -> Answer {
    let form = page.form("/consent").set("decision", "allow");
    let answer = browser.post(&form.without(&format!("allow.{off}"))).await;
    browser.follow(answer.expect(303)).await
}

async fn tokens(app: &RelyingParty, answer: Answer) -> Tokens {
    let code = answer.expect(303).code();
    Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200))
}

#[tokio::test]
async fn what_is_left_off_is_not_granted() {
    let (server, _, app, mut browser) = asking().await;
    let other = server.client(|new| new.first_party = false).await;
    let page = browser.authorize(&other, same).await.expect(200);
    let all = browser.decide(&page, "allow").await;
    let all = tokens(&other, all).await;
    assert_eq!(all.scope, "openid profile email");
    let told = other.userinfo(&all.access).await.expect(200).json();
    assert_eq!(told["email"], "ada@example.org");

    let page = browser.authorize(&app, same).await.expect(200);
    let some = allow_without(&mut browser, &page, "email").await;
    let some = tokens(&app, some).await;
    assert_eq!(some.scope, "openid profile");
    assert_eq!(some.access_claims()["scope"], "openid profile");
    let told = app.userinfo(&some.access).await.expect(200).json();
    assert_eq!(told["name"], "Ada Lovelace");
    assert!(told.get("email").is_none(), "{told}");
    // It cannot be had by refreshing either.
    let more = |params: Params| params.set("scope", "openid email");
    let refused = app.refresh_with(&some.refresh, more).await;
    refused.expect_error(400, "invalid_scope");
    assert_eq!(server.number(REFUSALS).await, 1);
}

/// What the client cannot do without stays, whatever the form says.
#[tokio::test]
async fn what_is_needed_has_no_switch() {
    let (server, _, _, mut browser) = asking().await;
    let api = "https://api.example.org";
    server.resource(api, &["notes:read"]).await;
    let app = server
        .client(|new| (new.first_party, new.resources) = (false, vec![api.to_owned()]))
        .await;
    let asked = |params: Params| params.set("scope", "openid email notes:read");
    let page = browser.authorize(&app, asked).await.expect(200);
    let form = page.form("/consent");
    let switches: Vec<&str> = form.fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(switches, ["csrf", "allow.email", "allow.notes:read"]);

    let granted = allow_without(&mut browser, &page, "email").await;
    let granted = tokens(&app, granted).await;
    assert_eq!(granted.scope, "openid notes:read");
    let claims = granted.access_claims();
    assert!(claims["aud"].to_string().contains(api), "{claims}");
}

/// What was refused is not asked about at every sign-in, and does not stand in the way of the rest: the answer says what is
/// granted. `prompt=consent` asks again, and marks it.
#[tokio::test]
async fn a_refusal_is_remembered_until_it_is_asked_about_anew() {
    let (server, _, app, mut browser) = asking().await;
    let page = browser.authorize(&app, same).await.expect(200);
    assert!(!page.body.contains("class=\"badge"), "{}", page.dump());
    allow_without(&mut browser, &page, "email").await.code();

    for ask in [same, silent] {
        let answer = browser.authorize(&app, ask).await;
        let less = tokens(&app, answer).await;
        assert_eq!(less.scope, "openid profile");
        let told = app.userinfo(&less.access).await.expect(200).json();
        assert!(told.get("email").is_none(), "{told}");
    }
    // Nor by asking for the claim alone.
    let singly = |params: Params| {
        let claims = r#"{"userinfo":{"email":null},"id_token":{"email":null}}"#;
        params.set("scope", "openid").set("claims", claims)
    };
    let answer = browser.authorize(&app, singly).await;
    let less = tokens(&app, answer).await;
    assert!(less.id_claims().get("email").is_none());
    let told = app.userinfo(&less.access).await.expect(200).json();
    assert!(told.get("email").is_none(), "{told}");
    assert_eq!(server.number(REFUSALS).await, 1);

    let anew = |params: Params| params.set("prompt", "consent");
    let page = browser.authorize(&app, anew).await.expect(200);
    let (now, before) = page.body.split_once("<details").expect("a fold");
    assert!(now.contains("data-scope=\"email\"") && now.contains("Refused before"));
    assert!(before.contains("data-scope=\"profile\"") && before.contains("Your name and username"));
    assert_eq!(page.form("/consent").value("allow.email"), "", "it is off");
    // Left off again it is refused again; what was agreed stands.
    let again = browser.decide(&page, "allow").await;
    assert_eq!(tokens(&app, again).await.scope, "openid profile");
    // Switched on, it is granted, and nobody asks any more.
    let page = browser.authorize(&app, anew).await.expect(200);
    let form = page.form("/consent").set("decision", "allow");
    let answer = browser.post(&form.set("allow.email", "yes")).await;
    let answer = browser.follow(answer).await;
    assert_eq!(tokens(&app, answer).await.scope, "openid profile email");
    assert_eq!(server.number(REFUSALS).await, 0);
    let answer = browser.authorize(&app, silent).await;
    assert_eq!(tokens(&app, answer).await.scope, "openid profile email");
}

/// A refusal stands for what was refused, and for nothing else: what is new is asked about, and so is a request of which
/// nothing would be left, or less than the client can do with.
#[tokio::test]
async fn beyond_what_was_refused_the_person_is_asked() {
    let (server, _, app, mut browser) = asking().await;
    let page = browser.authorize(&app, same).await.expect(200);
    allow_without(&mut browser, &page, "email").await.code();
    browser.authorize(&app, silent).await.code();
    let before = server.number(CODES).await;
    for scope in ["openid email phone", "email"] {
        let ask = |params: Params| params.set("scope", scope);
        let quiet = |params: Params| silent(ask(params));
        let answer = browser.authorize(&app, quiet).await;
        answer.expect_redirected_error("consent_required");
        let page = browser.authorize(&app, ask).await.expect(200);
        assert!(page.has_form("/consent"), "{}", page.dump());
        assert!(page.body.contains("Refused before"), "{}", page.dump());
    }
    // What it cannot do without is never passed over, had it been refused.
    server
        .tamper("DELETE FROM consents WHERE scope = 'openid'")
        .await;
    server
        .tamper(
            "INSERT INTO consent_refusals SELECT user_id, client_id, 'openid', refused_at FROM consent_refusals",
        )
        .await;
    let answer = browser.authorize(&app, silent).await;
    answer.expect_redirected_error("consent_required");
    assert_eq!(server.number(CODES).await, before);
}

/// Tokens that come through the browser say what they are good for (RFC 6749 section 4.2.2).
#[tokio::test]
async fn an_answer_of_the_browser_says_that_it_is_less() {
    let (server, _, _, mut browser) = asking().await;
    let app = server
        .client(|new| {
            new.first_party = false;
            new.response_types = vec![ResponseType::Code, ResponseType::CodeIdTokenToken];
        })
        .await;
    let hybrid = |params: Params| params.set("response_type", "code id_token token");
    let page = browser.authorize(&app, hybrid).await.expect(200);
    allow_without(&mut browser, &page, "email").await;
    let answer = browser
        .authorize(&app, |params| silent(hybrid(params)))
        .await;
    let answer = answer.expect(303);
    assert_eq!(answer.fragment("scope").as_deref(), Some("openid profile"));
    let code = answer.fragment("code").unwrap();
    let redeemed = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(redeemed.scope, "openid profile");
    let token = answer.fragment("access_token").unwrap();
    let told = app.userinfo(&token).await.expect(200).json();
    assert!(told.get("email").is_none(), "{told}");
}

#[tokio::test]
async fn what_is_new_is_marked_and_what_was_agreed_is_folded() {
    let (_server, _, app, mut browser) = asking().await;
    let page = browser.authorize(&app, same).await.expect(200);
    browser.decide(&page, "allow").await.code();
    let more = |params: Params| params.set("scope", "openid profile email phone");
    let page = browser.authorize(&app, more).await.expect(200);
    let (now, before) = page.body.split_once("<details").expect("a fold");
    assert!(now.contains("data-scope=\"phone\"") && now.contains(">New<"));
    assert!(before.contains("data-scope=\"email\"") && !before.contains(">New<"));
}

/// `prompt=consent` asks for everything anew; what is then left off is withdrawn, and what stood on it falls.
#[tokio::test]
async fn asked_anew_what_was_agreed_can_be_taken_back() {
    let (_server, _, app, mut browser) = asking().await;
    let page = browser.authorize(&app, same).await.expect(200);
    let first = browser.decide(&page, "allow").await;
    let first = tokens(&app, first).await;
    browser.authorize(&app, same).await.code();

    let anew = |params: Params| params.set("prompt", "consent");
    let page = browser.authorize(&app, anew).await.expect(200);
    assert!(!page.body.contains("<details"), "{}", page.dump());
    assert_eq!(page.form("/consent").value("allow.email"), "yes");
    let kept = browser.decide(&page, "allow").await;
    assert_eq!(tokens(&app, kept).await.scope, "openid profile email");
    app.userinfo(&first.access).await.expect(200);

    let page = browser.authorize(&app, anew).await.expect(200);
    let less = allow_without(&mut browser, &page, "email").await;
    let less = tokens(&app, less).await;
    assert_eq!(less.scope, "openid profile");
    app.userinfo(&less.access).await.expect(200);
    let fallen = app.userinfo(&first.access).await;
    fallen.expect_error(401, "invalid_token");
    let fallen = app.refresh(&first.refresh).await;
    fallen.expect_error(400, "invalid_grant");
    // Nobody is asked about it again, and nobody gets it.
    let answer = browser.authorize(&app, silent).await;
    assert_eq!(tokens(&app, answer).await.scope, "openid profile");
}

/// A refusal of everything is a refusal.
#[tokio::test]
async fn with_everything_off_the_application_is_refused() {
    let (server, _, app, mut browser) = asking().await;
    let only = |params: Params| params.set("scope", "email");
    let page = browser.authorize(&app, only).await.expect(200);
    let denied = allow_without(&mut browser, &page, "email").await;
    denied.expect_redirected_error("access_denied");
    assert_eq!(server.number(REFUSALS).await, 0);
    let page = browser.authorize(&app, only).await.expect(200);
    let granted = browser.decide(&page, "allow").await;
    assert_eq!(tokens(&app, granted).await.scope, "email");
}

/// Without "stay connected" the access ends with the session.
#[tokio::test]
async fn staying_connected_can_be_refused_alone() {
    let (server, ada, _, mut browser) = asking().await;
    let offline = |new: &mut countersign::oauth::registration::NewClient| {
        new.first_party = false;
        new.scopes = vec!["openid".to_owned(), "offline_access".to_owned()];
    };
    let (app, other) = (server.client(offline).await, server.client(offline).await);
    let asked = |params: Params| {
        params
            .set("scope", "openid offline_access")
            .set("prompt", "consent")
    };
    let page = browser.authorize(&other, asked).await.expect(200);
    let stays = browser.decide(&page, "allow").await;
    let stays = tokens(&other, stays).await;
    let page = browser.authorize(&app, asked).await.expect(200);
    let ends = allow_without(&mut browser, &page, "offline_access").await;
    let ends = tokens(&app, ends).await;
    let out = browser.get("/logout").await.form("/logout");
    browser.post(&out).await.expect(200);
    other.refresh(&stays.refresh).await.expect(200);
    let ended = app.refresh(&ends.refresh).await;
    ended.expect_error(400, "invalid_grant");
    browser.sign_in(&ada).await;
}

#[tokio::test]
async fn an_apis_scopes_are_said_in_the_operators_words() {
    let (server, _, _, mut browser) = asking().await;
    let api = "https://api.example.org";
    let scopes = vec![
        "notes:read=Read your <notes>".to_owned(),
        "notes:write".to_owned(),
    ];
    let made = resource::create(&server.app, api, "Notes", scopes).await;
    assert_eq!(made.unwrap().scopes, ["notes:read", "notes:write"]);
    for bad in ["a=", "a=\u{7}", "=words", "openid=Who you are"] {
        let refused = resource::create(&server.app, "urn:other", "Other", vec![bad.to_owned()]);
        assert!(refused.await.is_err(), "{bad}");
    }
    let app = server
        .client(|new| (new.first_party, new.resources) = (false, vec![api.to_owned()]))
        .await;
    let asked = |params: Params| params.set("scope", "openid notes:read notes:write");
    let page = browser.authorize(&app, asked).await.expect(200);
    assert!(
        page.body.contains("Read your &#60;notes&#62;"),
        "{}",
        page.dump()
    );
    assert!(page.body.contains("<strong>notes:write</strong>"));
    let granted = browser.decide(&page, "allow").await;
    assert_eq!(
        tokens(&app, granted).await.scope,
        "openid notes:read notes:write"
    );
}

/// Who registered itself is not vouched for; what it says of itself is linked only where that is plain https, and its logo is
/// never loaded.
#[tokio::test]
async fn who_is_not_vouched_for_is_said_so() {
    let (server, _, _, mut browser) = asking().await;
    let app = server.client(|new| new.first_party = false).await;
    server
        .tamper(
            r#"UPDATE clients SET metadata = '{"client_uri":"https://app.example.org/about",
                "tos_uri":"javascript:alert(1)","logo_uri":"https://app.example.org/logo.png"}'"#,
        )
        .await;
    let page = browser.authorize(&app, same).await.expect(200);
    assert!(page.body.contains("href=\"https://app.example.org/about\""));
    assert!(!page.body.contains("javascript:") && !page.body.contains("logo.png"));
    assert!(!page.body.contains("registered itself"));

    server
        .tamper(
            r#"UPDATE clients SET source = 'registration', metadata = '{"client_uri":"http://app.example.org/about"}'"#,
        )
        .await;
    let page = browser.authorize(&app, same).await.expect(200);
    assert!(page.body.contains("registered itself"), "{}", page.dump());
    let host = CALLBACK.split('/').nth(2).unwrap();
    assert!(
        page.body
            .contains(&format!("only if you know <strong>{host}</strong>"))
    );
    assert!(!page.body.contains("http://app.example.org/about"));
}
