//! What a client, an API or a role wants of a sign-in, and that what was granted before does not outlive it (RFC 9470).

use countersign::domain::{Demand, Level};
use countersign::identity::role;
use countersign::oauth::registration;
use countersign::oauth::resource::{self, Change};
use countersign::store;

use crate::support::{Params, RelyingParty, TestServer, minutes, seconds, signed_in};

const API: &str = "https://api.example.org";
const TWO: &str = "urn:countersign:aal2";

async fn client_that_wants(server: &TestServer, demand: Demand) -> RelyingParty {
    server.client(|new| new.demand = Some(demand)).await
}

#[tokio::test]
async fn a_client_may_want_two_factors() {
    let (server, ada, app, mut browser) = signed_in().await;
    let bank = client_that_wants(&server, Demand::of_level(Level::Two)).await;
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    let page = browser.authorize(&bank, |params| params).await.expect(200);
    assert!(
        page.body.contains("/account/totp/add?request="),
        "{}",
        page.dump()
    );
    browser.add_phone().await;
    assert_eq!(browser.tokens(&bank).await.id_claims()["acr"], TWO);
    drop(ada);
}

#[tokio::test]
async fn a_client_may_want_a_recent_sign_in() {
    let (server, ada, app, mut browser) = signed_in().await;
    let recent = Demand {
        level: Level::One,
        max_age: Some(minutes(5)),
    };
    let bank = client_that_wants(&server, recent).await;
    browser
        .authorize(&bank, |params| params)
        .await
        .expect(303)
        .code();
    server.clock.advance(minutes(6));
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    let page = browser.authorize(&bank, |params| params).await.expect(200);
    assert!(page.has_form("/login"), "{}", page.dump());
    // It asks for no less by asking for more.
    let older = |params: Params| params.set("max_age", "3600").set("prompt", "none");
    browser
        .authorize(&bank, older)
        .await
        .expect_redirected_error("login_required");
    browser.sign_in_at(&page, &ada).await.expect(303).code();
}

#[tokio::test]
async fn an_api_wants_it_of_whoever_comes_with_its_tokens() {
    let (server, _, _, mut browser) = signed_in().await;
    server.resource(API, &["notes.read"]).await;
    let app = server
        .client(|new| new.resources = vec![API.to_owned()])
        .await;
    let with_api = |params: Params| params.set("resource", API);
    let before = browser.tokens_for(&app, with_api).await;
    let other = browser
        .tokens_for(&app, |params| params.set("scope", "openid"))
        .await;

    let change = Change {
        demand: Some(Demand::of_level(Level::Two)),
        ..Change::default()
    };
    resource::update(&server.app, API, change)
        .await
        .expect("an API");
    let page = browser.authorize(&app, with_api).await.expect(200);
    assert!(
        page.body.contains("/account/totp/add?request="),
        "{}",
        page.dump()
    );
    // What was granted on less is renewed no more; the family is not burnt, for nobody stole anything.
    app.refresh(&before.refresh)
        .await
        .expect_error(400, "invalid_grant");
    drop(other);
    browser.add_phone().await;
    let after = browser.tokens_for(&app, with_api).await;
    assert_eq!(after.id_claims()["acr"], TWO);
    app.refresh(&after.refresh).await.expect(200);
}

#[tokio::test]
async fn a_role_wants_it_of_whoever_holds_it() {
    let (server, ada, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let tokens = crate::support::Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    let editor = server.role_of(&ada, "editor", "").await;
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    role::require(&server.app, &editor, Level::Two)
        .await
        .expect("a role");
    let page = browser.authorize(&app, |params| params).await.expect(200);
    assert!(
        page.body.contains("/account/totp/add?request="),
        "{}",
        page.dump()
    );
    app.refresh(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    role::require(&server.app, &editor, Level::One)
        .await
        .expect("a role");
    app.refresh(&tokens.refresh).await.expect(200);
}

/// A recovery code, or a password that is fresh, is no passkey (method, not freshness).
#[tokio::test]
async fn what_was_shown_counts_and_not_when() {
    let (server, ada, _, mut browser) = signed_in().await;
    let phone = browser.add_phone().await;
    let codes = browser.make_recovery_codes().await;
    let strict = client_that_wants(&server, Demand::of_level(Level::PhishingResistant)).await;
    server.clock.advance(seconds(30));
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let page = browser
        .other_way(&page, "/login/recovery-code")
        .await
        .expect(200);
    browser.enter(&page, &codes[0]).await.expect(303);
    let page = browser
        .authorize(&strict, |params| params)
        .await
        .expect(200);
    assert!(
        page.body.contains("/account/passkeys/add?request="),
        "{}",
        page.dump()
    );
    let silent = |params: Params| params.set("prompt", "none");
    browser
        .authorize(&strict, silent)
        .await
        .expect_redirected_error("interaction_required");
    drop(phone);
}

#[tokio::test]
async fn what_an_operator_wants_stays_when_the_client_is_changed() {
    let server = TestServer::start().await;
    let app = client_that_wants(&server, Demand::of_level(Level::Two)).await;
    let kept = store::client::kept(&mut server.app.db.read(), &app.id).await;
    let kept = kept.expect("a read").expect("a client");
    let new = registration::NewClient {
        name: "Renamed".to_owned(),
        redirect_uris: vec![app.redirect_uri.clone()],
        ..registration::NewClient::default()
    };
    let changed = registration::amend(&server.app, kept, new).await;
    let changed = changed.expect("a change").expect("a client").client;
    assert_eq!(changed.name, "Renamed");
    assert_eq!(changed.demand, Demand::of_level(Level::Two));
}
