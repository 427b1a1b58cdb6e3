//! `/login/with/{provider}/callback/logout`: who signs out at a provider is signed out here, of what that sign-in gave, and
//! nobody else is.

use serde_json::{Value, json};

use super::upstream::Upstream;
use super::{SESSIONS, World, provider};
use crate::support::server::START;
use crate::support::{Answer, Browser, Params, Site, TestServer, at_once, covers};

covers!("/login/with/{provider}/callback/logout");

pub(super) const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
const URL: &str = "/login/with/up/callback/logout";

/// What a good logout token says, of the session `s-1` of `u-1`.
pub(super) fn said(world: &World) -> Value {
    said_by(&world.upstream)
}

fn said_by(upstream: &Upstream) -> Value {
    let now = START.seconds();
    json!({"iss": upstream.issuer(), "aud": super::CLIENT, "iat": now, "exp": now + 120, "jti": "j-1",
        "sub": "u-1", "sid": "s-1", "events": {EVENT: {}}})
}

pub(super) async fn tell(world: &World, token: &str) -> Answer {
    tell_at(world, URL, token).await
}

async fn tell_at(world: &World, url: &str, token: &str) -> Answer {
    let form = Params::of(&[("logout_token", token)]).encode();
    world.server.nobody().post(url, &form).await
}

/// Somebody who came from there, out of this session there.
pub(super) async fn from_there(world: &World, sid: &str) -> Browser {
    world.upstream.claims("sid", json!(sid));
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    assert!(browser.is_signed_in().await);
    browser
}

/// A good token, with one name and what else it says instead.
fn token(world: &World, jti: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut claims = said(world);
    claims["jti"] = json!(jti);
    change(&mut claims);
    claims
        .as_object_mut()
        .unwrap()
        .retain(|_, value| !value.is_null());
    world.upstream.signer.sign(&claims)
}

#[tokio::test]
async fn the_session_that_is_over_there_ends_here_and_its_applications_are_told() {
    let world = World::start().await;
    let ada = world.ada().await;
    let site = Site::with("").await;
    let app = world.server.told(&site).await;
    let (mut one, mut other) = (
        from_there(&world, "s-1").await,
        from_there(&world, "s-2").await,
    );
    let mut by_password = world.server.browser();
    by_password.sign_in(&ada).await;
    let tokens = one.tokens(&app).await;
    app.userinfo(&tokens.access).await.expect(200);
    let of_session = token(&world, "a", |claims| claims["sub"] = Value::Null);
    let answer = tell(&world, &of_session).await.expect(200);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(!one.is_signed_in().await);
    app.userinfo(&tokens.access).await.expect(401);
    assert!(other.is_signed_in().await && by_password.is_signed_in().await);
    world.server.tell().await;
    assert_eq!(site.hits(), 1, "our own application is told");
    let page = other.get("/account/activity").await.expect(200);
    assert!(
        page.body.contains("because you signed out there"),
        "{}",
        page.dump()
    );

    // All that somebody has there.
    let of_person = token(&world, "b", |claims| claims["sid"] = Value::Null);
    tell(&world, &of_person).await.expect(200);
    assert!(!other.is_signed_in().await);
    assert!(
        by_password.is_signed_in().await,
        "a password is none of theirs"
    );
    // What has ended already is as good as ended now.
    let again = token(&world, "c", |_| {});
    tell(&world, &again).await.expect(200);
}

#[tokio::test]
async fn nobody_else_is_signed_out() {
    let world = World::start().await;
    world.ada().await;
    world.server.person("eve").await;
    world.server.tamper(LINK_EVE).await;
    let mut ada = from_there(&world, "s-1").await;
    world.upstream.says(super::stranger());
    let mut eve = from_there(&world, "s-1").await;
    // A session and a person that do not belong together are nobody's.
    let mixed = token(&world, "a", |claims| claims["sid"] = json!("s-9"));
    tell(&world, &mixed).await.expect(200);
    assert!(ada.is_signed_in().await && eve.is_signed_in().await);
    tell(&world, &token(&world, "b", |_| {})).await.expect(200);
    assert!(!ada.is_signed_in().await);
    assert!(eve.is_signed_in().await);
}

const LINK_EVE: &str = "INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) \
    SELECT 'up', 'u-2', id, 'eve', 0 FROM users WHERE username = 'eve'";

/// Where its ID tokens name no session, the one that is over cannot be told from the person's others.
#[tokio::test]
async fn a_provider_that_names_no_session_ends_all_of_the_person() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let other = token(&world, "a", |claims| claims["sub"] = json!("u-2"));
    tell(&world, &other).await.expect(200);
    assert!(browser.is_signed_in().await);
    tell(&world, &token(&world, "b", |_| {})).await.expect(200);
    assert!(!browser.is_signed_in().await);
}

/// Two providers who call different people, and different sessions, by the same names.
#[tokio::test]
async fn a_provider_speaks_for_its_own_sessions_alone() {
    let (upstream, other) = (Upstream::start().await, Upstream::start().await);
    let (up, mut second) = (
        provider(&[("ISSUER", &upstream.issuer())]),
        provider(&[("ISSUER", &other.issuer())]),
    );
    second.id = "other".to_owned();
    let server = TestServer::with(|config| config.providers = vec![up, second]).await;
    let world = World { server, upstream };
    world.ada().await;
    let mut browser = from_there(&world, "s-1").await;
    let theirs = other.signer.sign(&said_by(&other));
    let ours = other.signer.sign(&said(&world));
    for (url, token, what) in [
        (URL, &theirs, "the other's token"),
        (URL, &ours, "the other's, in the name of this one"),
        (
            "/login/with/other/callback/logout",
            &world.upstream.signer.sign(&said(&world)),
            "this one's, to the other",
        ),
    ] {
        tell_at(&world, url, token)
            .await
            .expect_error(400, "invalid_request");
        assert!(browser.is_signed_in().await, "{what}");
    }
    let theirs = tell_at(&world, "/login/with/other/callback/logout", &theirs).await;
    theirs.expect(200);
    assert!(
        browser.is_signed_in().await,
        "s-1 of u-1 there is somebody else"
    );
    // Which has used up the name of its token for itself alone.
    tell(&world, &world.upstream.signer.sign(&said(&world)))
        .await
        .expect(200);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_token_is_good_once_on_whichever_node() {
    let world = World::start().await;
    world.ada().await;
    from_there(&world, "s-1").await;
    let nodes = [(*world.server).clone(), world.server.another_node().await];
    let form = Params::of(&[("logout_token", &token(&world, "once", |_| {}))]).encode();
    let answers = at_once(10, |index| {
        let (node, form) = (nodes[index % 2].nobody(), form.clone());
        async move { node.post(URL, &form).await.status.as_u16() }
    })
    .await;
    let accepted = answers.iter().filter(|status| **status == 200).count();
    assert_eq!(accepted, 1, "{answers:?}");
    let mut back = from_there(&world, "s-1").await;
    world.server.nobody().post(URL, &form).await.expect(400);
    assert!(
        back.is_signed_in().await,
        "a replay signs nobody out who came back"
    );
}

/// Who has shown one factor there, and still owes another here, comes no further.
#[tokio::test]
async fn a_sign_in_on_its_way_ends_too() {
    let world = World::start().await;
    world.ada().await;
    let totp =
        "INSERT INTO totp (user_id, sealed, last_step, created_at) SELECT id, '', 0, 0 FROM users";
    world.server.tamper(totp).await;
    world.upstream.claims("sid", json!("s-1"));
    let mut browser = world.server.browser();
    let next = world.round(&mut browser).await.expect(303);
    let page = browser.get(next.location()).await;
    let code = browser.follow(page).await.expect(200);
    assert!(code.has_form("/login/code"), "{}", code.dump());
    tell(&world, &token(&world, "a", |_| {})).await.expect(200);
    let page = browser.get(next.location()).await;
    let page = browser.follow(page).await;
    assert!(page.has_form("/login"), "{}", page.dump());
    assert_eq!(
        world
            .server
            .number("SELECT COUNT(*) AS value FROM sign_ins")
            .await,
        0
    );
    assert_eq!(world.server.number(SESSIONS).await, 0);
}

#[tokio::test]
async fn who_is_no_provider_of_ours_signs_nobody_out() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = from_there(&world, "s-1").await;
    let good = token(&world, "a", |_| {});
    let form = Params::of(&[("logout_token", &good)]).encode();
    let disabled = world
        .server
        .another_node_with(|config| config.providers[0].enabled = false)
        .await;
    disabled
        .nobody()
        .post(URL, &form)
        .await
        .expect_error(400, "invalid_request");
    tell_at(&world, "/login/with/nobody/callback/logout", &good)
        .await
        .expect_error(400, "invalid_request");
    assert!(browser.is_signed_in().await);
    tell(&world, &good).await.expect(200);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn it_is_a_posted_form_with_one_token() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = from_there(&world, "s-1").await;
    let good = token(&world, "a", |_| {});
    let form = Params::of(&[("logout_token", &good)]).encode();
    let nobody = world.server.nobody();
    nobody.get(&format!("{URL}?{form}")).await.expect(405);
    nobody
        .post(&format!("{URL}?{form}"), "")
        .await
        .expect_error(400, "invalid_request");
    nobody
        .post(URL, "")
        .await
        .expect_error(400, "invalid_request");
    nobody
        .post(URL, &format!("{form}&{form}"))
        .await
        .expect_error(400, "invalid_request");
    let json = json!({"logout_token": good}).to_string();
    let answer = nobody
        .request("POST", URL, &[("content-type", "application/json")], &json)
        .await;
    answer.expect_error(400, "invalid_request");
    assert!(browser.is_signed_in().await);
    // A form of a provider's server comes from no page, or says where it is from.
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://up.example"),
    ];
    nobody
        .request("POST", URL, &headers, &form)
        .await
        .expect(200);
    assert!(!browser.is_signed_in().await);
}

/// What cannot be judged or kept now is told to come again, and is good then.
#[tokio::test]
async fn trouble_uses_up_nothing() {
    let world = World::start().await;
    world.ada().await;
    let mut browser = from_there(&world, "s-1").await;
    let good = token(&world, "a", |_| {});
    let form = Params::of(&[("logout_token", &good)]).encode();
    let fresh = world.server.another_node().await;
    world.upstream.script().jwks = json!("out of order");
    fresh.nobody().post(URL, &form).await.expect(503);
    world
        .server
        .tamper("ALTER TABLE sign_ins RENAME TO away")
        .await;
    tell(&world, &good).await.expect(503);
    world
        .server
        .tamper("ALTER TABLE away RENAME TO sign_ins")
        .await;
    assert!(browser.is_signed_in().await);
    tell(&world, &good).await.expect(200);
    assert!(!browser.is_signed_in().await);
}
