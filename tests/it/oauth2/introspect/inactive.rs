//! Everything that ends a token is seen here at once, and every reason looks the same.

use countersign::identity::{account, session};
use countersign::oauth::examine::{Examined, examine};
use countersign::oauth::registration;
use secrecy::SecretString;

use crate::support::{
    Answer, Browser, Params, Person, RelyingParty, TestServer, Tokens, days, minutes, seconds,
};

const NOTES: &str = "https://notes.example.org";

/// A person who agreed, at a client of somebody else's, which may act for itself too.
struct Stage {
    server: TestServer,
    ada: Person,
    app: RelyingParty,
    api: RelyingParty,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        server.resource(NOTES, &["notes:read"]).await;
        let ada = server.person("ada").await;
        let app = server
            .client(|new| {
                new.first_party = false;
                new.resources = vec![NOTES.to_owned()];
            })
            .await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let page = browser.authorize(&app, |params| params).await.expect(200);
        browser.decide(&page, "allow").await.expect(303);
        Self {
            api: server.api(&[NOTES]).await,
            server,
            ada,
            app,
            browser,
        }
    }

    /// Tokens that their client and their API have found active.
    async fn alive(&mut self) -> Tokens {
        let tokens = self.browser.tokens(&self.app).await;
        assert!(self.app.finds_active(&tokens.access).await);
        assert!(self.app.finds_active(&tokens.refresh).await);
        assert!(self.api.finds_active(&tokens.access).await);
        for token in [&tokens.access, &tokens.refresh] {
            assert_eq!(self.fallen(token).await, None, "the operator's view");
        }
        tokens
    }

    /// Why a token no longer stands, as an operator is told.
    async fn fallen(&self, token: &str) -> Option<&'static str> {
        let examined = examine(&self.server.app, token, None).await.unwrap();
        let fallen = match examined {
            Examined::Jwt { standing, .. } => standing.and_then(Result::err),
            Examined::ApiKey(standing) => standing.err(),
            Examined::Opaque(standing) => standing.err(),
        };
        fallen.map(|fallen| fallen.0)
    }

    async fn all_inactive(&self, tokens: &Tokens) {
        let nothing = serde_json::json!({"active": false});
        assert_eq!(self.app.introspect(&tokens.access).await, nothing);
        assert_eq!(self.app.introspect(&tokens.refresh).await, nothing);
        assert_eq!(self.api.introspect(&tokens.access).await, nothing);
        for token in [&tokens.access, &tokens.refresh] {
            assert!(self.fallen(token).await.is_some(), "the operator's view");
        }
    }
}

#[tokio::test]
async fn after_a_new_password() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let chosen = SecretString::from("another few unrelated words");
    let set = account::set_password(
        &stage.server.app,
        &stage.ada.user,
        &chosen,
        (15, None),
        None,
    );
    set.await.unwrap();
    stage.all_inactive(&tokens).await;
}

#[tokio::test]
async fn after_the_person_is_disabled_or_deleted() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let app = stage.server.app.clone();
    assert!(account::disable(&app, &stage.ada.user).await.unwrap());
    stage.all_inactive(&tokens).await;
    assert!(account::delete(&app, &stage.ada.user).await.unwrap());
    stage.all_inactive(&tokens).await;
}

#[tokio::test]
async fn after_the_session_was_ended() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let sid = tokens.access_claims()["sid"].as_str().unwrap().to_owned();
    let ended = session::end(&stage.server.app, &stage.ada.user.id, &sid).await;
    assert!(ended.unwrap());
    stage.all_inactive(&tokens).await;
}

#[tokio::test]
async fn after_consent_was_withdrawn() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let sql = "DELETE FROM consents WHERE scope = 'email'";
    stage.server.tamper(sql).await;
    stage.all_inactive(&tokens).await;
}

#[tokio::test]
async fn after_the_family_was_used_twice() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let second = Tokens::of(&stage.app.refresh(&tokens.refresh).await.expect(200));
    assert!(stage.app.finds_active(&second.refresh).await);
    stage.server.clock.advance(minutes(1));
    stage.app.refresh(&tokens.refresh).await.expect(400);
    stage.all_inactive(&second).await;
}

#[tokio::test]
async fn after_its_client_is_disabled_or_deleted() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let service = stage.server.service(&[NOTES]).await;
    let services = Tokens::of(
        &service
            .client_credentials(|params| params)
            .await
            .expect(200),
    );
    let (app, api) = (stage.server.app.clone(), stage.api.clone());
    for (client, token) in [(&stage.app, &tokens.access), (&service, &services.access)] {
        assert!(api.finds_active(token).await);
        assert!(registration::disable(&app, &client.id).await.unwrap());
        assert!(!api.finds_active(token).await);
        assert!(registration::enable(&app, &client.id).await.unwrap());
        assert!(api.finds_active(token).await, "nothing of it was ended");
        assert!(registration::delete(&app, &client.id).await.unwrap());
        assert!(!api.finds_active(token).await);
    }
    // Another client of the same name is not the one that the token was issued to.
    stage.server.clock.advance(seconds(10));
    let namesake = stage
        .server
        .client(|new| new.id = Some(service.id.clone()))
        .await;
    assert_eq!(namesake.id, service.id);
    assert!(!api.finds_active(&services.access).await);
}

/// To the second: nobody else's clock is asked here, so there is no leeway.
#[tokio::test]
async fn after_its_time() {
    let mut stage = Stage::set().await;
    let tokens = stage.alive().await;
    let lifetime = stage.server.app.config.tokens.access_token;
    stage.server.clock.advance(lifetime - seconds(1));
    assert!(stage.api.finds_active(&tokens.access).await);
    stage.server.clock.advance(seconds(1));
    assert!(!stage.api.finds_active(&tokens.access).await);
    assert!(!stage.app.finds_active(&tokens.access).await);
    assert!(stage.app.finds_active(&tokens.refresh).await);
    stage.server.clock.advance(days(400));
    assert!(!stage.app.finds_active(&tokens.refresh).await);
}

/// The same claims under a signature that is none.
fn forge(token: &str) -> String {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    format!("{signed}.{}", signature.chars().rev().collect::<String>())
}

/// Whoever asks about what is not theirs hears what they hear of nonsense, byte for byte.
#[tokio::test]
async fn every_reason_looks_the_same() {
    let mut stage = Stage::set().await;
    let expired = stage.alive().await;
    stage.server.clock.advance(minutes(20));
    let revoked = stage.alive().await;
    stage.app.revoke(&revoked.access).await.expect(200);
    let live = stage.alive().await;
    let forged = forge(&live.access);
    let stranger = stage.server.app_client().await;
    let shown = |answer: Answer| {
        let answer = answer.expect(200);
        let headers = answer
            .headers
            .iter()
            .filter(|(name, _)| *name != "x-request-id");
        let headers: Vec<_> = headers
            .map(|(name, value)| format!("{name:?} {value:?}"))
            .collect();
        (headers, answer.body)
    };
    let mut seen = Vec::new();
    for (caller, token) in [
        (&stage.app, "nonsense"),
        (&stage.app, "a.b.c"),
        (&stage.app, &forged),
        (&stage.app, &expired.access),
        (&stage.app, &revoked.access),
        (&stage.app, &live.id),
        (&stranger, &live.access),
        (&stranger, &live.refresh),
        (&stranger, &revoked.access),
        (&stage.api, &live.refresh),
        (&stage.api, &revoked.access),
    ] {
        let asked = Params::of(&[("token", token)]);
        seen.push(shown(caller.ask(super::PATH, &[], asked).await));
    }
    assert_eq!(seen[0].1, r#"{"active":false}"#);
    assert!(seen.iter().all(|other| *other == seen[0]), "{seen:#?}");
}
