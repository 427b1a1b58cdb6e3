//! `/oauth2/revoke` (RFC 7009): what a client ends is over, everywhere and at once; what is not its own it cannot end.

mod effect;
mod nodes;

use crate::support::relying_party::basic;
use crate::support::{Params, Tokens, VERIFIER, covers, minutes, signed_in};

covers!("/oauth2/revoke");

const PATH: &str = "/oauth2/revoke";
const NOTES: &str = "https://notes.example.org";
const REMEMBERED: &str = "SELECT COUNT(*) AS value FROM revoked_tokens";

/// RFC 7009 section 2.1: a client cannot end another's tokens, and is told so.
#[tokio::test]
async fn another_clients_token_stays() {
    let (server, _, app, mut browser) = signed_in().await;
    let public = server.client(|new| new.public = true).await;
    server.resource(NOTES, &[]).await;
    let (thief, api) = (server.app_client().await, server.api(&[NOTES]).await);
    let tokens = browser.tokens(&app).await;
    let of_public = browser.tokens(&public).await;
    for token in [
        &tokens.access,
        &tokens.refresh,
        &of_public.access,
        &of_public.refresh,
    ] {
        for caller in [&thief, &api] {
            caller
                .revoke(token)
                .await
                .expect_error(400, "invalid_grant");
        }
    }
    public
        .revoke(&tokens.refresh)
        .await
        .expect_error(400, "invalid_grant");
    app.userinfo(&tokens.access).await.expect(200);
    app.refresh(&tokens.refresh).await.expect(200);
    public.userinfo(&of_public.access).await.expect(200);
    let next = Tokens::of(&public.refresh(&of_public.refresh).await.expect(200));
    assert_eq!(server.number(REMEMBERED).await, 0);

    // A public client names itself, and ends its own.
    public.revoke(&next.access).await.expect(200);
    public
        .userinfo(&next.access)
        .await
        .expect_error(401, "invalid_token");
    public.revoke(&next.refresh).await.expect(200);
    public
        .refresh(&next.refresh)
        .await
        .expect_error(400, "invalid_grant");
}

#[tokio::test]
async fn without_proof_nothing_is_ended() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let wrong = basic(&app.id, "wrong");
    let form = ("content-type", "application/x-www-form-urlencoded");
    for token in [&tokens.access, &tokens.refresh] {
        let bare = Params::of(&[("token", token)]);
        let named = bare.clone().and("client_id", &app.id);
        for (headers, params) in [
            (vec![form], bare.clone()),
            (vec![form], named),
            (vec![form, ("authorization", wrong.as_str())], bare),
        ] {
            let nobody = server.nobody();
            nobody
                .request("POST", PATH, &headers, &params.encode())
                .await
                .expect_error(401, "invalid_client");
        }
    }
    app.userinfo(&tokens.access).await.expect(200);
    let next = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    app.revoke(&next.refresh).await.expect(200);
    app.userinfo(&next.access)
        .await
        .expect_error(401, "invalid_token");
}

/// RFC 7009 section 2.2: what is no token any more needs no revoking; what is of another kind cannot be revoked.
#[tokio::test]
async fn what_is_dead_already_is_a_success_and_another_kind_is_not() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let (signed, signature) = tokens.access.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", signature.chars().rev().collect::<String>());
    let code = browser.code(&app).await;
    for nothing in ["nothing", "a.b.c", "..", &forged, &code] {
        app.revoke(nothing).await.expect(200);
    }
    app.revoke(&tokens.id)
        .await
        .expect_error(400, "unsupported_token_type");
    app.userinfo(&tokens.access).await.expect(200);
    app.redeem(&code, VERIFIER).await.expect(200);
    server.clock.advance(minutes(20));
    app.revoke(&tokens.access).await.expect(200);
    assert_eq!(server.number(REMEMBERED).await, 0);
}

#[tokio::test]
async fn it_is_a_form_in_the_body_with_a_token_and_perhaps_a_hint() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    let good = Params::of(&[("token", &token)]);
    for refused in [
        app.ask(PATH, &[], Params::default()).await,
        app.ask(PATH, &[], good.clone().and("token", &token)).await,
        app.ask(&format!("{PATH}?callback=x"), &[], good.clone())
            .await,
    ] {
        refused.expect_error(400, "invalid_request");
    }
    server
        .nobody()
        .get(&format!("{PATH}?token={token}"))
        .await
        .expect(405);
    app.userinfo(&token).await.expect(200);
    for hint in ["refresh_token", "saml2"] {
        let token = browser.tokens(&app).await.access;
        let hinted = Params::of(&[("token", &token), ("token_type_hint", hint)]);
        app.ask(PATH, &[], hinted).await.expect(200);
        app.userinfo(&token)
            .await
            .expect_error(401, "invalid_token");
    }
}

/// CVE-2020-15223: a store that failed was answered with 200.
#[tokio::test]
async fn what_could_not_be_written_is_no_success() {
    let (server, _, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    app.revoke(&browser.tokens(&app).await.refresh)
        .await
        .expect(200);
    server.app.db.close().await;
    for token in [&tokens.access, &tokens.refresh, "nothing"] {
        let answer = app.revoke(token).await;
        let answer = answer.expect_error(503, "temporarily_unavailable");
        assert!(answer.headers.contains_key("retry-after"));
    }
}
