//! A person may allow a part of what is asked for (OIDC Core section 3.1.2.4): the client gets that part, and no more is remembered.

use countersign::domain::Scopes;
use countersign::oauth::authorize;

use crate::support::{Answer, Browser, Params, Person, RelyingParty, TestServer, Tokens, VERIFIER};

const API: &str = "https://notes.example.org";

struct Asked {
    server: TestServer,
    ada: Person,
    app: RelyingParty,
    browser: Browser,
}

/// An application of others that asks for an API with two scopes, and claims beside it.
async fn asked() -> Asked {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.resource(API, &["notes:read", "notes:write"]).await;
    let app = server
        .client(|new| {
            new.first_party = false;
            new.resources = vec![API.to_owned()];
        })
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    Asked {
        server,
        ada,
        app,
        browser,
    }
}

fn ask(params: Params) -> Params {
    params
        .set("scope", "openid email notes:read notes:write")
        .set(
            "claims",
            r#"{"userinfo":{"name":null,"phone_number":null}}"#,
        )
}

impl Asked {
    /// Agrees to the request of a consent page as the page would, and goes on.
    async fn allow(&mut self, page: &Answer, allowed: &str) -> Answer {
        let action = page.form("/consent").action;
        let (_, id) = action.split_once("request=").unwrap();
        let secret = self.browser.cookies.find("countersign_browser").unwrap();
        let app = &self.server.app;
        let waiting = authorize::waiting(app, id, secret).await.unwrap();
        let cookie = self.browser.session_cookie();
        let found = countersign::identity::session::find(app, &cookie).await;
        let signed_in = found.unwrap().unwrap();
        let allowed = Some(Scopes::parse(allowed).unwrap());
        let agreed = authorize::agree(app, &waiting, &signed_in, allowed).await;
        agreed.unwrap();
        let resume = format!("/oauth2/authorize/resume?request={id}");
        self.browser.get(&resume).await
    }
}

#[tokio::test]
async fn everything_is_granted_that_was_left_in() {
    let mut asked = asked().await;
    let page = asked.browser.authorize(&asked.app, ask).await.expect(200);
    let all = "openid email profile phone notes:read notes:write";
    let code = asked.allow(&page, all).await.expect(303).code();
    let tokens = Tokens::of(&asked.app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.scope, "openid email notes:read notes:write");
    let said = asked.app.userinfo(&tokens.access).await.expect(200).json();
    assert!(said["name"].is_string() && said["email"].is_string());
    let silent = |params| ask(params).set("prompt", "none");
    let answer = asked.browser.authorize(&asked.app, silent).await;
    assert!(!answer.code().is_empty());
}

#[tokio::test]
async fn what_was_left_out_is_not_granted_nor_remembered() {
    let mut asked = asked().await;
    let page = asked.browser.authorize(&asked.app, ask).await.expect(200);
    // Neither `openid` nor the API can be left out alone, whatever a form says.
    let code = asked
        .allow(&page, "notes:read phone")
        .await
        .expect(303)
        .code();
    let tokens = Tokens::of(&asked.app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.scope, "openid notes:read");
    assert_eq!(tokens.access_claims()["aud"][0], API);
    let said = asked.app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(said["sub"], asked.ada.user.id);
    assert_eq!(said.get("name"), None);
    assert_eq!(said.get("email"), None);
    asked.app.refresh(&tokens.refresh).await.expect(200);

    let silent = |params| ask(params).set("prompt", "none");
    let code = asked.browser.authorize(&asked.app, silent).await.code();
    let tokens = Tokens::of(&asked.app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.scope, "openid notes:read", "no more in silence");
    let part = |params: Params| {
        params
            .set("scope", "openid notes:read")
            .set("prompt", "none")
    };
    let answer = asked.browser.authorize(&asked.app, part).await;
    assert!(!answer.code().is_empty());
    let anew = |params| ask(params).set("prompt", "consent");
    let page = asked.browser.authorize(&asked.app, anew).await.expect(200);
    assert!(page.has_form("/consent"), "{}", page.dump());
}

/// What one person left out is not the choice of the next one at the same browser.
#[tokio::test]
async fn another_person_is_asked_anew() {
    let mut asked = asked().await;
    let bob = asked.server.person("bob").await;
    let page = asked.browser.authorize(&asked.app, ask).await.expect(200);
    let action = page.form("/consent").action;
    let (_, id) = action.split_once("request=").unwrap();
    let secret = asked.browser.cookies.find("countersign_browser").unwrap();
    let app = &asked.server.app;
    let waiting = authorize::waiting(app, id, secret).await.unwrap();
    let found = countersign::identity::session::find(app, &asked.browser.session_cookie()).await;
    let ada = found.unwrap().unwrap();
    let part = Some(Scopes::parse("notes:read").unwrap());
    authorize::agree(app, &waiting, &ada, part).await.unwrap();

    asked.browser.cookies.remove("countersign_session");
    asked.browser.sign_in(&bob).await;
    let resume = format!("/oauth2/authorize/resume?request={id}");
    let page = asked.browser.get(&resume).await;
    let page = asked.browser.follow(page).await.expect(200);
    assert!(page.has_form("/consent"), "{}", page.dump());
    let code = asked
        .browser
        .decide(&page, "allow")
        .await
        .expect(303)
        .code();
    let tokens = Tokens::of(&asked.app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.scope, "openid email notes:read notes:write");
}
