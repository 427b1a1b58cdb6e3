//! Whatever a grant stands on, once it falls no path honours the grant: not refresh, not UserInfo, not the code that is still
//! under way.

use countersign::domain::Role;
use countersign::identity::role::{self, Holder};
use countersign::identity::{account, session};
use countersign::oauth::registration;
use countersign::store::grant;
use secrecy::SecretString;

use crate::support::{Browser, Person, RelyingParty, TestServer, Tokens, VERIFIER};

/// A person who agreed, at a client of somebody else's.
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
        let app = server.client(|new| new.first_party = false).await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let page = browser.authorize(&app, |params| params).await.expect(200);
        browser.decide(&page, "allow").await.expect(303);
        Self {
            server,
            ada,
            app,
            browser,
        }
    }

    /// Tokens that have proven alive, and a code under way.
    async fn alive(&mut self) -> (Tokens, String) {
        let tokens = self.browser.tokens(&self.app).await;
        let tokens = Tokens::of(&self.app.refresh(&tokens.refresh).await.expect(200));
        self.app.userinfo(&tokens.access).await.expect(200);
        (tokens, self.browser.code(&self.app).await)
    }

    async fn all_dead(&self, (tokens, code): (Tokens, String)) {
        self.app
            .refresh(&tokens.refresh)
            .await
            .expect_error(400, "invalid_grant");
        self.app
            .userinfo(&tokens.access)
            .await
            .expect_error(401, "invalid_token");
        self.app
            .redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
    }
}

#[tokio::test]
async fn a_disabled_person_has_no_tokens_and_gets_none_back() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    assert!(
        account::disable(&stage.server.app, &stage.ada.user)
            .await
            .unwrap()
    );
    stage.all_dead(held.clone()).await;
    // Enabled again, they sign in anew: what was taken away stays away.
    assert!(
        account::enable(&stage.server.app, &stage.ada.user)
            .await
            .unwrap()
    );
    stage
        .app
        .refresh(&held.0.refresh)
        .await
        .expect_error(400, "invalid_grant");
    assert!(!stage.browser.is_signed_in().await);
    stage.browser.sign_in(&stage.ada).await;
    stage.alive().await;
}

/// The account itself is looked at, not only what disabling it took away: a code may be redeemed in that very moment.
#[tokio::test]
async fn a_disabled_account_alone_is_enough() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    stage
        .server
        .tamper("UPDATE users SET disabled_at = 1")
        .await;
    stage.all_dead(held).await;
    assert!(!stage.browser.is_signed_in().await);
    stage
        .server
        .tamper("UPDATE users SET disabled_at = NULL")
        .await;
    stage.alive().await;
}

#[tokio::test]
async fn a_deleted_person_has_no_tokens() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    assert!(
        account::delete(&stage.server.app, &stage.ada.user)
            .await
            .unwrap()
    );
    stage.all_dead(held).await;
    assert_eq!(
        stage
            .server
            .number("SELECT COUNT(*) AS value FROM grants")
            .await,
        0
    );
}

#[tokio::test]
async fn a_new_password_ends_what_was_granted_before() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    let chosen = SecretString::from("another few unrelated words");
    account::set_password(
        &stage.server.app,
        &stage.ada.user,
        &chosen,
        (15, None),
        None,
    )
    .await
    .unwrap();
    stage.all_dead(held).await;
    assert!(!stage.browser.is_signed_in().await);
}

#[tokio::test]
async fn a_session_that_was_ended_takes_its_tokens_along() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    let sid = held.0.access_claims()["sid"].as_str().unwrap().to_owned();
    assert!(
        session::end(&stage.server.app, &stage.ada.user.id, &sid)
            .await
            .unwrap()
    );
    stage.all_dead(held).await;
}

#[tokio::test]
async fn a_disabled_or_deleted_client_has_no_tokens() {
    let mut stage = Stage::set().await;
    let (tokens, code) = stage.alive().await;
    assert!(
        registration::disable(&stage.server.app, &stage.app.id)
            .await
            .unwrap()
    );
    stage
        .app
        .refresh(&tokens.refresh)
        .await
        .expect_error(401, "invalid_client");
    stage
        .app
        .redeem(&code, VERIFIER)
        .await
        .expect_error(401, "invalid_client");
    stage
        .app
        .userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    assert!(
        registration::delete(&stage.server.app, &stage.app.id)
            .await
            .unwrap()
    );
    stage
        .app
        .userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

#[tokio::test]
async fn a_consent_withdrawn_ends_the_grant() {
    let mut stage = Stage::set().await;
    let held = stage.alive().await;
    stage
        .server
        .tamper("DELETE FROM consents WHERE scope = 'email'")
        .await;
    stage.all_dead(held).await;
}

#[tokio::test]
async fn a_grant_that_was_revoked_is_dead() {
    let mut stage = Stage::set().await;
    let (tokens, _) = stage.alive().await;
    let (user, now) = (stage.ada.user.id.clone(), stage.server.app.now());
    let db = &stage.server.app.db;
    let revoked =
        db.write(move |tx| Box::pin(async move { grant::revoke_of_user(tx, &user, now).await }));
    revoked.await.unwrap();
    stage
        .app
        .refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    stage
        .app
        .userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
}

/// Roles are read at every issue, so a refresh carries those of today.
#[tokio::test]
async fn a_role_taken_away_is_gone_at_the_next_refresh() {
    let mut stage = Stage::set().await;
    let role: Role = stage.server.role_of(&stage.ada, "staff", "").await;
    let (tokens, _) = stage.alive().await;
    assert_eq!(
        tokens.access_claims()["roles"],
        serde_json::json!(["staff"])
    );
    let holder = Holder::User(stage.ada.user.id.clone());
    assert!(
        role::revoke(&stage.server.app, &role, holder)
            .await
            .unwrap()
    );
    let tokens = Tokens::of(&stage.app.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(tokens.access_claims()["roles"], serde_json::json!([]));
}
