//! `/account/apps`: a person's applications, and the end of what one of them was given.

use crate::support::{
    Browser, Params, Person, RelyingParty, TestServer, Tokens, VERIFIER, at_once, covers,
};

covers!("/account/apps", "/account/apps/remove");

const LIVE: &str = "SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL";

fn offline(params: Params) -> Params {
    params
        .set("scope", "openid email offline_access")
        .set("prompt", "consent")
}

async fn asking(server: &TestServer, name: &str) -> RelyingParty {
    let scopes = ["openid", "profile", "email", "offline_access"];
    let scopes = scopes.map(str::to_owned).to_vec();
    server
        .client(|new| (new.name, new.first_party, new.scopes) = (name.to_owned(), false, scopes))
        .await
}

async fn connect(browser: &mut Browser, app: &RelyingParty) -> Tokens {
    let page = browser.authorize(app, offline).await.expect(200);
    let code = browser.decide(&page, "allow").await.expect(303).code();
    Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200))
}

async fn lives(app: &RelyingParty, tokens: &mut Tokens) {
    app.userinfo(&tokens.access).await.expect(200);
    assert!(app.finds_active(&tokens.access).await);
    *tokens = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
}

async fn is_dead(app: &RelyingParty, tokens: &Tokens) {
    assert!(!app.finds_active(&tokens.access).await);
    let refused = app.userinfo(&tokens.access).await;
    refused.expect_error(401, "invalid_token");
    let refused = app.refresh(&tokens.refresh).await;
    refused.expect_error(400, "invalid_grant");
}

async fn people(server: &TestServer) -> ((Person, Browser), (Person, Browser)) {
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let (mut adas, mut bobs) = (server.browser(), server.browser());
    adas.sign_in(&ada).await;
    bobs.sign_in(&bob).await;
    ((ada, adas), (bob, bobs))
}

#[tokio::test]
async fn what_is_removed_dies_and_nothing_else() {
    let server = TestServer::start().await;
    let ((_, mut adas), (_, mut bobs)) = people(&server).await;
    let (notes, mail) = (
        asking(&server, "Notes").await,
        asking(&server, "Mail").await,
    );
    let mut hers = connect(&mut adas, &notes).await;
    let mut others = connect(&mut adas, &mail).await;
    let mut his = connect(&mut bobs, &notes).await;
    let page = adas.get("/account/apps").await.expect(200);
    assert!(page.body.contains("<h2>Notes</h2>") && page.body.contains("<h2>Mail</h2>"));
    assert!(page.body.contains("Your e-mail address"), "{}", page.dump());
    assert!(page.body.contains("Stays connected"), "{}", page.dump());
    lives(&notes, &mut hers).await;

    // A code that waits to be redeemed is part of it.
    let ask = |params: Params| params.set("scope", "openid email");
    let code = adas.authorize(&notes, ask).await.code();
    let form = page
        .form("/account/apps/remove")
        .set("client_id", &notes.id);
    let page = adas.post(&form).await.expect(200);
    assert!(page.body.contains("Notes can no longer use your account."));
    assert!(!page.body.contains("<h2>Notes</h2>") && page.body.contains("<h2>Mail</h2>"));
    is_dead(&notes, &hers).await;
    let refused = notes.redeem(&code, VERIFIER).await;
    refused.expect_error(400, "invalid_grant");
    lives(&mail, &mut others).await;
    lives(&notes, &mut his).await;
    // It has to ask again, as if for the first time.
    let silent = |params: Params| params.set("prompt", "none");
    let answer = adas.authorize(&notes, silent).await;
    answer.expect_redirected_error("consent_required");
    let page = adas.authorize(&notes, |params| params).await.expect(200);
    assert!(!page.body.contains("class=\"badge"), "{}", page.dump());
    // What it is then given is new; the old stays dead.
    connect(&mut adas, &notes).await;
    is_dead(&notes, &hers).await;
}

/// The operator's own application never asked; what it was granted ends all the same.
#[tokio::test]
async fn an_application_of_the_operator_loses_its_grants() {
    let server = TestServer::start().await;
    let ((ada, mut adas), _) = people(&server).await;
    let app = server.app_client().await;
    let mut tokens = adas.tokens(&app).await;
    lives(&app, &mut tokens).await;
    let page = adas.get("/account/apps").await.expect(200);
    assert!(
        page.body.contains("Ends when you sign out"),
        "{}",
        page.dump()
    );
    let code = adas.code(&app).await;
    let form = page.form("/account/apps/remove");
    assert_eq!(form.value("client_id"), app.id);
    adas.post(&form).await.expect(200);
    is_dead(&app, &tokens).await;
    let refused = app.redeem(&code, VERIFIER).await;
    refused.expect_error(400, "invalid_grant");
    assert!(!adas.get("/account/apps").await.body.contains(&app.id));
    // It is not locked out.
    let mut again = adas.tokens(&app).await;
    lives(&app, &mut again).await;
    // What ended with its session is no longer listed.
    let out = adas.get("/logout").await.form("/logout");
    adas.post(&out).await.expect(200);
    adas.sign_in(&ada).await;
    assert!(!adas.get("/account/apps").await.body.contains(&app.id));
}

#[tokio::test]
async fn nobody_removes_what_is_not_theirs() {
    let server = TestServer::start().await;
    let ((_, mut adas), (_, mut bobs)) = people(&server).await;
    let (notes, mail) = (
        asking(&server, "Notes").await,
        asking(&server, "Mail").await,
    );
    let mut hers = connect(&mut adas, &notes).await;
    connect(&mut bobs, &mail).await;
    let page = bobs.get("/account/apps").await.expect(200);
    assert!(!page.body.contains(&notes.id), "{}", page.dump());
    let form = page.form("/account/apps/remove");
    for foreign in [notes.id.as_str(), "", "nobody", "a b"] {
        let refused = bobs.post(&form.clone().set("client_id", foreign)).await;
        let refused = refused.expect_page(422);
        assert!(refused.body.contains("has no access"), "{}", refused.dump());
    }
    lives(&notes, &mut hers).await;
    // The same form, with his own application.
    bobs.post(&form).await.expect(200);
    assert_eq!(server.number(LIVE).await, 1);
    bobs.post(&form).await.expect_page(422);
}

#[tokio::test]
async fn only_a_form_of_this_page_removes() {
    let server = TestServer::start().await;
    let ((ada, mut adas), _) = people(&server).await;
    let notes = asking(&server, "Notes").await;
    let mut tokens = connect(&mut adas, &notes).await;
    let form = adas.get("/account/apps").await.form("/account/apps/remove");
    let refused = adas.post(&form.clone().without("csrf")).await;
    refused.expect_page(403);
    let refused = adas.post(&form.clone().set("csrf", "x")).await;
    refused.expect_page(403);
    let refused = adas
        .post_with(&form, &[("sec-fetch-site", "cross-site")])
        .await;
    refused.expect_page(403);
    let mut other = server.browser();
    other.sign_in(&ada).await;
    other.post(&form).await.expect_page(403);
    let url = format!("/account/apps/remove?client_id={}", notes.id);
    adas.get(&url).await.expect(405);
    lives(&notes, &mut tokens).await;
    adas.post(&form).await.expect(200);
    is_dead(&notes, &tokens).await;
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_sign_in() {
    let server = TestServer::start().await;
    let ((_, mut adas), _) = people(&server).await;
    let notes = asking(&server, "Notes").await;
    let mut tokens = connect(&mut adas, &notes).await;
    let mut nobody = server.browser();
    let csrf = nobody.get("/login").await.form("/login");
    let csrf = csrf.value("csrf").to_owned();
    let answer = nobody.get("/account/apps").await.expect(303);
    assert_eq!(answer.location(), "/login");
    let form = adas.get("/account/apps").await.form("/account/apps/remove");
    let answer = nobody.post(&form.set("csrf", &csrf)).await.expect(303);
    assert_eq!(answer.location(), "/login");
    lives(&notes, &mut tokens).await;
}

/// OIDC Core section 4: an application is opened at its page that starts a sign-in, and told which server that is for.
#[tokio::test]
async fn an_application_is_opened_where_it_starts_a_sign_in() {
    let server = TestServer::start().await;
    let ((_, mut adas), _) = people(&server).await;
    let issuer: String = url::form_urlencoded::byte_serialize(server.issuer().as_bytes()).collect();
    let begun = format!("https://app.example.org/login?tenant=1&#38;iss={issuer}");
    let home = "https://app.example.org/".to_owned();
    // As they stand in the database, also what registration would refuse today.
    for (metadata, href) in [
        (
            r#"UPDATE clients SET metadata = '{"initiate_login_uri":"https://app.example.org/login?tenant=1",
                "client_uri":"https://app.example.org/"}'"#,
            Some(begun),
        ),
        (
            r#"UPDATE clients SET metadata = '{"client_uri":"https://app.example.org/"}'"#,
            Some(home),
        ),
        (
            r#"UPDATE clients SET metadata = '{"initiate_login_uri":"javascript:alert(1)",
                "client_uri":"http://app.example.org/"}'"#,
            None,
        ),
        ("UPDATE clients SET metadata = '{}'", None),
    ] {
        let app = server.app_client().await;
        server.tamper(metadata).await;
        adas.tokens(&app).await;
        let page = adas.get("/account/apps").await.expect(200);
        match href {
            Some(href) => {
                let link = format!("href=\"{href}\"");
                assert!(page.body.contains(&link), "{}", page.dump());
            }
            None => assert!(!page.body.contains(">Open<"), "{}", page.dump()),
        }
        let form = page.form("/account/apps/remove");
        adas.post(&form.set("client_id", &app.id)).await.expect(200);
    }
}

/// What an application that registered itself calls its home is shown as its site where its answers go there too.
#[tokio::test]
async fn no_application_passes_for_another_site() {
    let server = TestServer::start().await;
    let ((_, mut adas), _) = people(&server).await;
    let app = server.app_client().await;
    adas.tokens(&app).await;
    for (statement, site) in [
        (
            r#"UPDATE clients SET metadata = '{"client_uri":"https://bank.example/"}'"#,
            Some("bank.example"),
        ),
        ("UPDATE clients SET source = 'registration'", None),
        (
            r#"UPDATE clients SET metadata = '{"client_uri":"https://app.example.org/"}'"#,
            Some("app.example.org"),
        ),
        (
            r#"UPDATE clients SET redirect_uris = '["com.evil.app://app.example.org/cb"]'"#,
            None,
        ),
    ] {
        server.tamper(statement).await;
        let page = adas.get("/account/apps").await.expect(200);
        let shown = page.body.split("<span class=\"mono\">").nth(1);
        let shown = shown.and_then(|rest| rest.split('<').next());
        assert_eq!(shown, site, "{statement}");
    }
}

/// Redemptions and refreshes at the moment of a removal leave nothing alive behind it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_slips_through_a_removal() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ((_, mut adas), _) = people(&server).await;
    let app = server.app_client().await;
    let tokens = adas.tokens(&app).await;
    let mut codes = Vec::new();
    for _ in 0..10 {
        codes.push(adas.code(&app).await);
    }
    let form = adas.get("/account/apps").await.form("/account/apps/remove");
    let parties = [app.clone(), app.at(&another)];
    let answers = at_once(21, |number| {
        let (party, browser) = (parties[number % 2].clone(), adas.clone());
        let (form, refresh) = (form.clone(), tokens.refresh.clone());
        let code = codes.get(number / 2).cloned();
        async move {
            match (number, code) {
                (10, _) => browser.clone().post(&form).await.expect(200),
                (number, Some(code)) if number % 2 == 0 => party.redeem(&code, VERIFIER).await,
                _ => party.refresh(&refresh).await,
            }
        }
    })
    .await;
    assert_eq!(server.number(LIVE).await, 0, "a grant outlived the removal");
    for answer in answers {
        if !answer.header("content-type").contains("json") || answer.status != 200 {
            continue;
        }
        is_dead(&app, &Tokens::of(&answer)).await;
    }
}
