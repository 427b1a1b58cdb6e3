//! Proof Key for Code Exchange: for every client, S256 only, never stripped (RFC 7636, RFC 9700 section 4.8).

use crate::support::relying_party::CHALLENGE;
use crate::support::{Params, TestServer, VERIFIER, signed_in};

#[tokio::test]
async fn a_challenge_is_required_and_it_is_s256() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let confidential = server.app_client().await;
    let public = server.client(|new| new.public = true).await;
    for app in [confidential, public] {
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        browser
            .authorize(&app, |params| params)
            .await
            .expect(303)
            .code();
        let refused: [fn(Params) -> Params; 8] = [
            |params| {
                params
                    .without("code_challenge")
                    .without("code_challenge_method")
            },
            |params| params.without("code_challenge"),
            |params| params.without("code_challenge_method"),
            |params| params.set("code_challenge_method", "plain"),
            |params| params.set("code_challenge_method", "s256"),
            |params| params.set("code_challenge", ""),
            |params| params.set("code_challenge", &CHALLENGE[1..]),
            |params| params.set("code_challenge", &format!("{CHALLENGE}A")),
        ];
        for change in refused {
            browser
                .authorize(&app, change)
                .await
                .expect_redirected_error("invalid_request");
        }
    }
}

#[tokio::test]
async fn only_the_verifier_of_the_challenge_redeems() {
    let (server, _, app, mut browser) = signed_in().await;
    let code = browser.code(&app).await;
    app.redeem(&code, VERIFIER).await.expect(200);

    let short = VERIFIER[..42].to_owned();
    let other = VERIFIER.replace('d', "e");
    for wrong in [
        "",
        &other,
        &short,
        &"a".repeat(129),
        CHALLENGE,
        &format!("{VERIFIER}\n"),
    ] {
        let code = browser.code(&app).await;
        app.redeem(&code, wrong)
            .await
            .expect_error(400, "invalid_grant");
        // A code that was presented wrongly is burnt: guessing has one try.
        app.redeem(&code, VERIFIER)
            .await
            .expect_error(400, "invalid_grant");
    }
    let code = browser.code(&app).await;
    let stripped = app.redemption(&code, VERIFIER).without("code_verifier");
    app.token(stripped).await.expect_error(400, "invalid_grant");
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL")
            .await,
        1
    );
}

/// The downgrade: the challenge is taken out of the request, and the client sends its verifier all the same.
#[tokio::test]
async fn a_verifier_without_a_challenge_is_refused() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.no_require_pkce = true).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let without = |params: Params| {
        params
            .without("code_challenge")
            .without("code_challenge_method")
    };
    let code = browser.authorize(&app, without).await.expect(303).code();
    let plain = app.redemption(&code, "").without("code_verifier");
    app.token(plain).await.expect(200);

    let code = browser.authorize(&app, without).await.expect(303).code();
    app.redeem(&code, VERIFIER)
        .await
        .expect_error(400, "invalid_grant");
    // Where a challenge was sent, its verifier is needed, also by a client that may do without.
    let code = browser.code(&app).await;
    let stripped = app.redemption(&code, "").without("code_verifier");
    app.token(stripped).await.expect_error(400, "invalid_grant");
}
