//! `offline_access` (OIDC Core section 11): access while the person is away, also after they signed out; without it tokens
//! end with the session.

use countersign::identity::session;

use crate::support::{TestServer, VERIFIER, signed_in};

#[tokio::test]
async fn it_outlives_the_session_and_the_others_do_not() {
    let (_server, _, app, mut browser) = signed_in().await;
    let online = browser.tokens(&app).await;
    let offline = browser
        .tokens_for(&app, |params| params.set("scope", "openid offline_access"))
        .await;
    let form = browser.get("/logout").await.expect(200).form("/logout");
    browser.post(&form).await.expect(200);

    app.refresh(&online.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&online.access)
        .await
        .expect_error(401, "invalid_token");
    app.refresh(&offline.refresh).await.expect(200);
    app.userinfo(&offline.access).await.expect(200);
}

/// A code is an answer for a session. When that is over before the code is redeemed, nothing begins.
#[tokio::test]
async fn no_code_is_redeemed_after_its_session_has_ended() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    for scope in ["openid", "openid offline_access"] {
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let tokens = browser
            .tokens_for(&app, |params| params.set("scope", scope))
            .await;
        let code = browser
            .authorize(&app, |params| params.set("scope", scope))
            .await
            .expect(303)
            .code();
        let sid = tokens.access_claims()["sid"].as_str().unwrap().to_owned();
        assert!(session::end(&server.app, &ada.user.id, &sid).await.unwrap());
        app.redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
    }
}
