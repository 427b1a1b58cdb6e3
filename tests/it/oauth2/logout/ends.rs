//! Every way in which a session ends: its clients are told, and its refresh tokens end with it unless they are for offline use.

use countersign::config::Config;
use countersign::identity::{account, session};
use secrecy::SecretString;

use crate::support::seed::PASSWORD;
use crate::support::{Browser, Person, RelyingParty, Site, TestServer, Tokens, seconds};

const NEW: &str = "another few unrelated words";

/// A person in two browsers, each with tokens of an application that is told of sign-outs.
struct Stage {
    server: TestServer,
    ada: Person,
    site: Site,
    app: RelyingParty,
    here: Browser,
    there: Browser,
    /// Of the session here: bound to it, and for offline use.
    bound: Tokens,
    offline: Tokens,
    /// Of the session there.
    other: Tokens,
}

impl Stage {
    async fn set() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let server = TestServer::with(change).await;
        let ada = server.person("ada").await;
        let site = Site::with("").await;
        let app = server.told(&site).await;
        let (mut here, mut there) = (server.browser(), server.browser());
        here.sign_in(&ada).await;
        there.sign_in(&ada).await;
        let offline = |params: crate::support::Params| {
            params
                .set("scope", "openid offline_access")
                .set("prompt", "consent")
        };
        let page = here.authorize(&app, offline).await;
        let code = here
            .decide(&page.expect(200), "allow")
            .await
            .expect(303)
            .code();
        let redeemed = app.redeem(&code, crate::support::VERIFIER).await;
        Self {
            offline: Tokens::of(&redeemed.expect(200)),
            bound: here.tokens(&app).await,
            other: there.tokens(&app).await,
            server,
            ada,
            site,
            app,
            here,
            there,
        }
    }

    /// Posts a form of the account.
    async fn post(&mut self, action: &str, pairs: &[(&str, &str)]) {
        let page = match action {
            "/account/password" => action,
            _ => "/account/sessions",
        };
        let page = self.here.get(page).await.expect(200);
        let form = pairs.iter().fold(page.form(action), |form, (name, value)| {
            form.set(name, value)
        });
        self.here.post(&form).await.expect(200);
    }

    /// What must have ended: the session here, the one there, and the grants for offline use.
    async fn expect(&self, (here, there, offline): (bool, bool, bool)) {
        for (tokens, ended) in [
            (&self.bound, here),
            (&self.other, there),
            (&self.offline, offline),
        ] {
            let answer = self.app.refresh(&tokens.refresh).await;
            if ended {
                answer.expect_error(400, "invalid_grant");
            } else {
                answer.expect(200);
            }
        }
        let expected: Vec<&Tokens> = [(&self.bound, here), (&self.other, there)]
            .into_iter()
            .filter_map(|(tokens, ended)| ended.then_some(tokens))
            .collect();
        self.server.tell().await;
        let mut told = Vec::new();
        for request in self.site.requests() {
            let claims = self.server.logout_token(&request, &self.app.id).await;
            assert_eq!(claims["sub"], self.ada.user.id);
            told.push(claims["sid"].as_str().unwrap().to_owned());
        }
        told.sort();
        let mut ended: Vec<String> = expected
            .iter()
            .map(|tokens| tokens.id_claims()["sid"].as_str().unwrap().to_owned())
            .collect();
        ended.sort();
        assert_eq!(told, ended, "which sessions were told of");
        assert_eq!(self.server.waiting().await, 0);
    }
}

#[tokio::test]
async fn by_the_sign_out_page() {
    let mut stage = Stage::set().await;
    let form = stage.here.get("/logout").await.form("/logout");
    stage.here.post(&form).await.expect(200);
    stage.expect((true, false, false)).await;
}

#[tokio::test]
async fn by_the_applications_word() {
    let mut stage = Stage::set().await;
    let url = format!("/oauth2/logout?id_token_hint={}", stage.bound.id);
    stage.here.get(&url).await.expect(200);
    stage.expect((true, false, false)).await;
}

#[tokio::test]
async fn by_the_account_page_one_by_one() {
    let mut stage = Stage::set().await;
    let sid = stage.other.id_claims()["sid"].as_str().unwrap().to_owned();
    stage.post("/account/sessions/end", &[("id", &sid)]).await;
    assert!(stage.here.is_signed_in().await);
    stage.expect((false, true, false)).await;
}

/// The form is also good for the session that it was sent from.
#[tokio::test]
async fn by_the_account_page_its_own() {
    let mut stage = Stage::set().await;
    let sid = stage.bound.id_claims()["sid"].as_str().unwrap().to_owned();
    stage.post("/account/sessions/end", &[("id", &sid)]).await;
    assert_eq!(stage.here.session_cookie(), "");
    stage.expect((true, false, false)).await;
}

#[tokio::test]
async fn by_the_account_page_everywhere_else() {
    let mut stage = Stage::set().await;
    stage.post("/account/sessions/end-others", &[]).await;
    stage.expect((false, true, false)).await;
}

#[tokio::test]
async fn by_the_account_page_everywhere() {
    let mut stage = Stage::set().await;
    stage.post("/account/sessions/end-all", &[]).await;
    assert!(!stage.here.is_signed_in().await && !stage.there.is_signed_in().await);
    stage.expect((true, true, false)).await;
}

/// A new password ends what was granted before, for offline use too.
#[tokio::test]
async fn by_a_new_password() {
    let mut stage = Stage::set().await;
    let pairs = [("current_password", PASSWORD), ("new_password", NEW)];
    stage.post("/account/password", &pairs).await;
    assert!(stage.here.is_signed_in().await);
    let sid = stage.other.id_claims()["sid"].clone();
    stage.server.tell().await;
    let [request] = &stage.site.requests()[..] else {
        panic!("{:?}", stage.site.requests());
    };
    let told = stage.server.logout_token(request, &stage.app.id).await;
    assert_eq!(told["sid"], sid, "the one that was kept has not ended");
    for tokens in [&stage.bound, &stage.other, &stage.offline] {
        let answer = stage.app.refresh(&tokens.refresh).await;
        answer.expect_error(400, "invalid_grant");
    }
}

#[tokio::test]
async fn by_somebody_else_who_signs_in_where_one_account_has_room() {
    let mut stage = Stage::with(|config| config.sessions.accounts = 1).await;
    let bob = stage.server.person("bob").await;
    stage.server.clock.advance(seconds(1));
    let again = |params: crate::support::Params| params.set("prompt", "login");
    let page = stage.here.authorize(&stage.app, again).await.expect(200);
    stage.here.sign_in_at(&page, &bob).await.expect(303);
    stage.expect((true, false, false)).await;
}

#[tokio::test]
async fn by_the_operator() {
    let stage = Stage::set().await;
    let (app, user) = (&stage.server.app, &stage.ada.user);
    assert_eq!(session::end_all(app, &user.id).await.unwrap(), 2);
    assert_eq!(session::end_all(app, &user.id).await.unwrap(), 0);
    stage.expect((true, true, false)).await;

    let stage = Stage::set().await;
    let chosen = SecretString::from(NEW);
    account::set_password(
        &stage.server.app,
        &stage.ada.user,
        &chosen,
        (15, None),
        None,
    )
    .await
    .unwrap();
    stage.expect((true, true, true)).await;
}

#[tokio::test]
async fn by_the_end_of_the_account() {
    let stage = Stage::set().await;
    assert!(
        account::disable(&stage.server.app, &stage.ada.user)
            .await
            .unwrap()
    );
    stage.expect((true, true, true)).await;

    let stage = Stage::set().await;
    assert!(
        account::delete(&stage.server.app, &stage.ada.user)
            .await
            .unwrap()
    );
    assert_eq!(stage.server.waiting().await, 2);
    stage.expect((true, true, true)).await;
}

/// A redemption and a sign-out at the same moment: either the tokens are refused, or the client is told.
#[tokio::test]
async fn no_client_slips_in_between() {
    for _ in 0..6 {
        let mut stage = Stage::set().await;
        let code = stage.here.code(&stage.app).await;
        let before = stage.server.waiting().await;
        let fresh = stage.server.told(&stage.site).await;
        let late = stage.here.code(&fresh).await;
        let user = stage.ada.user.id.clone();
        let app = stage.server.app.clone();
        let (redeemed, ended) = tokio::join!(
            fresh.redeem(&late, crate::support::VERIFIER),
            session::end_all(&app, &user)
        );
        assert_eq!(ended.unwrap(), 2);
        let told = stage.server.waiting().await - before;
        assert_eq!(told, if redeemed.status == 200 { 3 } else { 2 });
        let answer = stage.app.redeem(&code, crate::support::VERIFIER).await;
        answer.expect_error(400, "invalid_grant");
    }
}
