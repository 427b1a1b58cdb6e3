//! `/logout/return`: signing out goes on at the provider where the operator wants that, and comes back to where it was meant to
//! go, and nowhere else.

use url::Url;

use super::World;
use crate::support::{Browser, covers, minutes};

covers!("/logout/return");

async fn sign_out(browser: &mut Browser) -> crate::support::Answer {
    let page = browser.get("/logout").await.expect(200);
    browser.post(&page.form("/logout")).await.expect(200)
}

/// Where the page goes on to by itself.
fn next(answer: &crate::support::Answer) -> Option<Url> {
    let (_, url) = answer.header("refresh").split_once("url=")?;
    Url::parse(url).ok()
}

fn find(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    pairs
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
}

#[tokio::test]
async fn it_goes_on_there_for_who_came_from_there() {
    let world = World::with(|provider| provider.sign_out = true).await;
    let ada = world.ada().await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let answer = sign_out(&mut browser).await;
    let url = next(&answer).expect("a way on");
    assert!(
        url.as_str()
            .starts_with(&format!("{}/end?", world.upstream.issuer()))
    );
    assert_eq!(find(&url, "client_id").as_deref(), Some(super::CLIENT));
    let ours = format!("{}/logout/return", world.server.issuer());
    assert_eq!(find(&url, "post_logout_redirect_uri"), Some(ours));
    let hint = crate::support::claims(&find(&url, "id_token_hint").expect("a hint"));
    assert_eq!(hint["sub"], "u-1");
    assert!(!browser.is_signed_in().await);
    browser.get("/logout/return").await.expect_page(200);

    // Who comes in by password leaves by our door alone; so does who signs out where it is not wanted.
    let mut by_password = world.server.browser();
    by_password.sign_in(&ada).await;
    assert_eq!(next(&sign_out(&mut by_password).await), None);
    let unwanted = World::start().await;
    unwanted.ada().await;
    let mut browser = unwanted.server.browser();
    unwanted.round(&mut browser).await.expect(303);
    assert_eq!(next(&sign_out(&mut browser).await), None);
}

#[tokio::test]
async fn the_application_is_gone_back_to_and_nobody_else() {
    let world = World::with(|provider| provider.sign_out = true).await;
    world.ada().await;
    let back = "https://app.example.org/bye";
    let app = world
        .server
        .client(|new| new.metadata.post_logout_redirect_uris = vec![back.to_owned()])
        .await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let tokens = browser.tokens(&app).await;
    let asked = crate::support::Params::of(&[
        ("id_token_hint", &tokens.id),
        ("post_logout_redirect_uri", back),
        ("state", "s"),
    ]);
    let answer = browser
        .get(&format!("/oauth2/logout?{}", asked.encode()))
        .await
        .expect(200);
    let url = next(&answer).expect("a way on");
    assert!(
        url.as_str()
            .starts_with(&format!("{}/end?", world.upstream.issuer()))
    );
    let state = find(&url, "state").expect("a state");
    for forged in [
        "https://evil.example",
        "aHR0cHM6Ly9ldmlsLmV4YW1wbGU",
        &state[1..],
    ] {
        let page = browser.get(&format!("/logout/return?state={forged}")).await;
        page.expect_page(200);
    }
    let answer = browser
        .get(&format!("/logout/return?state={state}"))
        .await
        .expect(303);
    assert_eq!(answer.location(), format!("{back}?state=s"));
    world.server.clock.advance(minutes(10));
    browser
        .get(&format!("/logout/return?state={state}"))
        .await
        .expect_page(200);
}

#[tokio::test]
async fn a_provider_that_is_down_keeps_nobody_signed_in() {
    let world = World::with(|provider| provider.sign_out = true).await;
    world.ada().await;
    let mut browser = world.server.browser();
    world.round(&mut browser).await.expect(303);
    let gone = world
        .server
        .another_node_with(|config| config.providers.clear())
        .await;
    browser.node = gone;
    assert_eq!(next(&sign_out(&mut browser).await), None);
    browser.node = (*world.server).clone();
    assert!(!browser.is_signed_in().await);
}
