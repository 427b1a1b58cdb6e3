//! The `claims` parameter (OIDC Core sections 5.5 and 3.1.2.2): single claims need the same consent as their scope, and a certain
//! person or a certain way of signing in is never falsely confirmed.

use serde_json::{Value, json};

use crate::support::{Params, TestServer, Tokens, VERIFIER, minutes, seconds, signed_in};

fn asking(claims: &Value) -> impl Fn(Params) -> Params + use<> {
    let text = claims.to_string();
    move |params| params.set("claims", &text)
}

fn bare(claims: &Value) -> impl Fn(Params) -> Params + use<> {
    let asking = asking(claims);
    move |params| asking(params).set("scope", "openid")
}

#[tokio::test]
async fn a_claim_asked_for_singly_is_said_where_it_was_asked_for() {
    let (_server, ada, app, mut browser) = signed_in().await;
    let ask = bare(&json!({
        "userinfo": { "name": { "essential": true }, "shoe_size": null },
        "id_token": { "email": null, "auth_time": { "essential": true } },
    }));
    let tokens = browser.tokens_for(&app, ask).await;
    let said = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(said["name"], ada.user.name().unwrap());
    assert_eq!(said.get("email"), None);
    let id_token = tokens.id_claims();
    assert_eq!(id_token["email"], "ada@example.org");
    assert_eq!(id_token.get("name"), None);
    assert!(id_token["auth_time"].is_i64());

    // Without the parameter neither says it.
    let tokens = browser.tokens_for(&app, |params| params.set("scope", "openid"));
    let tokens = tokens.await;
    let said = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(said.get("name"), None);
    assert_eq!(tokens.id_claims().get("email"), None);
}

#[tokio::test]
async fn what_is_malformed_is_refused() {
    let (_server, _, app, mut browser) = signed_in().await;
    browser
        .authorize(&app, |params| params.set("claims", "{}"))
        .await
        .expect(303)
        .code();
    for bad in [
        "no JSON",
        "[]",
        r#"{"userinfo":[]}"#,
        r#"{"id_token":{"acr":{"essential":"yes"}}}"#,
    ] {
        browser
            .authorize(&app, |params| params.set("claims", bad))
            .await
            .expect_redirected_error("invalid_request");
    }
}

#[tokio::test]
async fn a_claim_needs_the_consent_that_its_scope_needs() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser
        .authorize(&app, |params| params.set("scope", "openid"))
        .await
        .expect(200);
    browser.decide(&page, "allow").await.expect(303).code();
    let silent = |params: Params| params.set("scope", "openid").set("prompt", "none");
    browser.authorize(&app, silent).await.expect(303).code();

    let ask = bare(&json!({ "userinfo": { "email": null } }));
    browser
        .authorize(&app, |params| ask(params).set("prompt", "none"))
        .await
        .expect_redirected_error("consent_required");
    let page = browser.authorize(&app, &ask).await.expect(200);
    assert!(page.body.contains("e-mail"), "{}", page.dump());
    let code = browser.decide(&page, "allow").await.expect(303).code();
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    let said = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(said["email"], "ada@example.org");
}

/// A client learns by a claim no more than by a scope.
#[tokio::test]
async fn a_claim_beyond_the_scopes_of_the_client_is_ignored() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.scopes = vec!["openid".to_owned(), "profile".to_owned()])
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let ask = bare(&json!({ "userinfo": { "email": { "essential": true }, "name": null } }));
    let tokens = browser.tokens_for(&app, ask).await;
    let said = app.userinfo(&tokens.access).await.expect(200).json();
    assert!(said["name"].is_string());
    assert_eq!(said.get("email"), None);
}

#[tokio::test]
async fn only_the_person_asked_for_is_answered_for() {
    let (server, ada, app, mut browser) = signed_in().await;
    let bob = server.person("bob").await;
    server.clock.advance(seconds(1));
    for part in ["id_token", "userinfo"] {
        let of = |id: &str| asking(&json!({ part: { "sub": { "value": id } } }));
        let code = browser.authorize(&app, of(&ada.user.id)).await.expect(303);
        assert!(!code.code().is_empty());
        let several = json!({ part: { "sub": { "values": ["nobody", ada.user.id] } } });
        let code = browser.authorize(&app, asking(&several)).await.expect(303);
        assert!(!code.code().is_empty());

        let silent = |params: Params| of(&bob.user.id)(params).set("prompt", "none");
        let answer = browser.authorize(&app, silent).await;
        answer.expect_redirected_error("login_required");
        let nobody = asking(&json!({ part: { "sub": { "value": 7 } } }));
        let silent = |params: Params| nobody(params).set("prompt", "none");
        let answer = browser.authorize(&app, silent).await;
        answer.expect_redirected_error("login_required");
    }
    let ask = asking(&json!({ "id_token": { "sub": { "value": bob.user.id } } }));
    // Whoever signs in now has to be the one.
    let page = browser.authorize(&app, &ask).await.expect(200);
    let wrong = browser.sign_in_at(&page, &ada).await;
    wrong.expect_redirected_error("login_required");
    server.clock.advance(seconds(1));
    let page = browser.authorize(&app, &ask).await.expect(200);
    browser.sign_in_at(&page, &bob).await.expect(303).code();
}

const ONLY: &str = "urn:countersign:aal1";
const TWO: &str = "urn:countersign:aal2";

/// As if of all sessions only the password had been shown.
const PASSWORD_ONLY: &str =
    "UPDATE sessions SET acr = 'urn:countersign:aal1', amr = '[\"pwd\"]', proofs = '[]'";

#[tokio::test]
async fn an_essential_acr_is_met_or_refused() {
    let (server, _, app, mut browser) = signed_in().await;
    let of = |acr: Value| asking(&json!({ "id_token": { "acr": acr } }));
    for met in [
        json!({ "essential": true, "value": ONLY }),
        json!({ "essential": true, "values": ["urn:other", ONLY] }),
        json!({ "essential": true }),
        // What is merely preferred is no reason to refuse.
        json!({ "values": ["urn:other"] }),
        json!(null),
    ] {
        let tokens = browser.tokens_for(&app, of(met)).await;
        assert_eq!(tokens.id_claims()["acr"], ONLY);
    }
    for unmet in [
        json!({ "essential": true, "value": "urn:other" }),
        json!({ "essential": true, "values": ["urn:other", 1] }),
    ] {
        let answer = browser.authorize(&app, of(unmet.clone())).await;
        answer.expect_redirected_error("unmet_authentication_requirements");
        // Nobody is made to sign in for nothing.
        let answer = server.browser().authorize(&app, of(unmet)).await;
        answer.expect_redirected_error("unmet_authentication_requirements");
    }
}

/// A session that was begun with less than is asked for, by somebody who has more: only what is missing is asked for.
#[tokio::test]
async fn a_session_that_falls_short_is_stepped_up() {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    let essential = asking(&json!({ "id_token": { "acr": { "essential": true, "value": TWO } } }));
    let preferred = |params: Params| params.set("acr_values", TWO);
    let silently = |params: Params| params.set("prompt", "none");

    for ask in [&preferred as &dyn Fn(Params) -> Params, &essential] {
        server.tamper(PASSWORD_ONLY).await;
        server.clock.advance(minutes(1));
        // What is merely preferred does not break a silence.
        browser
            .authorize(&app, |params| silently(preferred(params)))
            .await
            .expect(303)
            .code();
        let silent = browser
            .authorize(&app, |params| silently(essential(params)))
            .await;
        silent.expect_redirected_error("login_required");

        let page = browser.authorize(&app, ask).await.expect(200);
        assert!(page.has_form("/login/code"), "{}", page.dump());
        let code = phone.code(server.app.now());
        let answer = browser.enter(&page, &code).await.expect(303);
        let code = browser.follow(answer).await.expect(303).code();
        let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
        assert_eq!(tokens.id_claims()["acr"], TWO);
        assert_eq!(tokens.id_claims()["amr"], json!(["pwd", "otp", "mfa"]));
    }
}

/// What a client registered is what it asks for where it does not say.
#[tokio::test]
async fn registered_defaults_hold_where_the_request_is_silent() {
    let server = TestServer::start().await;
    let (ada, phone) = server.person_with_phone("ada").await;
    let app = server
        .client(|new| {
            new.metadata.default_max_age = Some(60);
            new.metadata.default_acr_values = vec![TWO.to_owned()];
        })
        .await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let code = phone.code(server.app.now());
    browser.enter(&page, &code).await.expect(303);
    browser
        .authorize(&app, |params| params)
        .await
        .expect(303)
        .code();
    let silent = |params: Params| params.set("prompt", "none");
    server.clock.advance(seconds(61));
    let answer = browser.authorize(&app, silent).await;
    answer.expect_redirected_error("login_required");
    let more = |params: Params| silent(params).set("max_age", "600");
    browser.authorize(&app, more).await.expect(303).code();

    server.tamper(PASSWORD_ONLY).await;
    let page = browser
        .authorize(&app, |params| params.set("max_age", "600"))
        .await;
    assert!(page.expect(200).has_form("/login/code"));
    let other = |params: Params| params.set("acr_values", ONLY).set("max_age", "600");
    browser.authorize(&app, other).await.expect(303).code();
}

/// What a grant keeps of it is read whole, or not passed over in silence.
#[tokio::test]
async fn what_was_kept_and_cannot_be_read_is_a_fault() {
    let (server, _, app, mut browser) = signed_in().await;
    let ask = bare(&json!({ "userinfo": { "email": null } }));
    let tokens = browser.tokens_for(&app, ask).await;
    let told = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(told["email"], "ada@example.org");

    server.tamper("UPDATE grants SET claims = '{'").await;
    app.userinfo(&tokens.access).await.expect(500);
    app.refresh(&tokens.refresh).await.expect(500);
    // As long as it may have become when it was written anew.
    let long = format!(
        r#"{{"userinfo":{{"email":{{"value":"{}"}}}}}}"#,
        "a".repeat(4096)
    );
    let sql = format!("UPDATE grants SET claims = '{long}'");
    server.tamper(Box::leak(sql.into_boxed_str())).await;
    let told = app.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(told["email"], "ada@example.org");
}
