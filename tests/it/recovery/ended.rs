//! What whoever knew the old password may have begun ends with it, whatever it is.

use super::{CHOSEN, asked, set};
use crate::support::{TestServer, VERIFIER, minutes, signed_in};

const TRUSTED: &str = "SELECT COUNT(*) AS value FROM known_devices WHERE trusted_until IS NOT NULL";

#[tokio::test]
async fn tokens_and_codes_of_before_are_dead() {
    let (server, _, app, mut browser) = signed_in().await;
    let offline = browser
        .tokens_for(&app, |params| params.set("scope", "openid offline_access"))
        .await;
    app.userinfo(&offline.access).await.expect(200);
    let code = browser.code(&app).await;
    let link = asked(&server, "ada", "ada@example.org").await;
    set(&mut server.browser(), &link, CHOSEN).await.expect(200);
    app.userinfo(&offline.access).await.expect(401);
    app.refresh(&offline.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    let live = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";
    assert_eq!(server.number(live).await, 0);
}

/// Half a sign-in that was begun with the old password ends nowhere, and no device spares the second factor any more.
#[tokio::test]
async fn what_was_half_done_is_not_finished() {
    let server = TestServer::start().await;
    let (mut ada, phone) = server.person_with_phone("ada").await;
    server
        .tamper("UPDATE known_devices SET trusted_until = 9000000000000")
        .await;
    let mut half = server.browser();
    let page = half.half_sign_in(&ada).await;
    assert!(server.number(TRUSTED).await > 0);

    let link = asked(&server, "ada", "ada@example.org").await;
    set(&mut server.browser(), &link, CHOSEN).await.expect(200);
    assert_eq!(server.number(TRUSTED).await, 0);
    half.enter(&page, &phone.code(server.app.now())).await;
    assert!(!half.is_signed_in().await);

    ada.password = CHOSEN.to_owned();
    server.clock.advance(minutes(1));
    let page = half.half_sign_in(&ada).await;
    let answer = half.enter(&page, &phone.code(server.app.now())).await;
    assert_eq!(answer.expect(303).location(), "/account");
    assert!(half.is_signed_in().await);
}
