//! `/enrol`: whoever has less than is asked for sets it up on the way, and the way goes on.

use crate::support::{
    Params, Phone, TestServer, Tokens, VERIFIER, covers, minutes, seconds, signed_in,
};

covers!("/enrol");

const TWO: &str = "urn:countersign:aal2";

fn asking_for(acr: &str) -> impl Fn(Params) -> Params + use<> {
    let claims = serde_json::json!({ "id_token": { "acr": { "essential": true, "value": acr } } });
    let claims = claims.to_string();
    move |params| params.set("claims", &claims)
}

#[tokio::test]
async fn an_app_is_set_up_on_the_way_and_the_way_goes_on() {
    let (server, _, app, mut browser) = signed_in().await;
    let page = browser.authorize(&app, asking_for(TWO)).await.expect(200);
    assert!(
        page.body
            .contains("Notebook asks for more than a password."),
        "{}",
        page.dump()
    );
    let page = browser
        .other_way(&page, "/account/totp/add")
        .await
        .expect(200);
    let phone = Phone::scan(&page);
    let form = page.form("/account/totp/add");
    let answer = browser
        .post(&form.set("code", &phone.code(server.app.now())))
        .await;
    // Recovery codes are offered, and may be left.
    let page = browser.follow(answer).await.expect(200);
    assert!(
        page.has_form("/account/recovery-codes/make"),
        "{}",
        page.dump()
    );
    let answer = browser.other_way(&page, "/oauth2/authorize/resume").await;
    let code = browser.follow(answer).await.expect(303).code();
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.id_claims()["acr"], TWO);
}

#[tokio::test]
async fn fresh_proof_on_the_way_leads_back_to_it() {
    let (server, ada, app, mut browser) = signed_in().await;
    server.clock.advance(minutes(11));
    let page = browser.authorize(&app, asking_for(TWO)).await.expect(200);
    let answer = browser
        .other_way(&page, "/account/totp/add")
        .await
        .expect(303);
    let page = browser.follow(answer).await.expect(200);
    let form = page.form("/login").set("password", &ada.password);
    let answer = browser.post(&form).await.expect(303);
    assert!(
        answer.location().starts_with("/account/totp/add?request="),
        "{}",
        answer.dump()
    );
    let page = browser.follow(answer).await.expect(200);
    let phone = Phone::scan(&page);
    let form = page.form("/account/totp/add");
    let answer = browser
        .post(&form.set("code", &phone.code(server.app.now())))
        .await
        .expect(303);
    assert!(
        answer
            .location()
            .starts_with("/account/recovery-codes?request=")
    );
}

#[tokio::test]
async fn what_an_app_cannot_meet_is_for_a_passkey() {
    let (_server, _, app, mut browser) = signed_in().await;
    let page = browser.authorize(&app, asking_for("phr")).await.expect(200);
    assert!(page.body.contains("href=\"/account/passkeys/add?request="));
    assert!(!page.body.contains("/account/totp/add"), "{}", page.dump());
    // Nor is it asked for in silence, or made up.
    let silent = |params: Params| asking_for("phr")(params).set("prompt", "none");
    browser
        .authorize(&app, silent)
        .await
        .expect_redirected_error("interaction_required");
}

#[tokio::test]
async fn whoever_has_what_is_asked_for_is_led_on() {
    let (server, _, app, mut browser) = signed_in().await;
    let answer = browser.get("/enrol").await.expect(303);
    assert_eq!(answer.location(), "/account");
    assert_eq!(
        server.browser().get("/enrol").await.expect(303).location(),
        "/login"
    );
    // A request of this browser is not set up for in another one.
    let url = format!(
        "/oauth2/authorize?{}",
        asking_for(TWO)(app.params()).encode()
    );
    let waiting = browser.get(&url).await.expect(303).location().to_owned();
    assert!(waiting.starts_with("/enrol?request="));
    server.browser().get(&waiting).await.expect_page(400);
}

#[tokio::test]
async fn what_is_required_of_everybody_is_set_up_before_the_account_is_seen() {
    use countersign::config::Required;
    let server = TestServer::with(|config| config.factors.required = Required::Two).await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    assert_eq!(
        browser.get("/account").await.expect(303).location(),
        "/enrol"
    );
    let silent = |params: Params| params.set("prompt", "none");
    browser
        .authorize(&app, silent)
        .await
        .expect_redirected_error("interaction_required");
    let page = browser.authorize(&app, |params| params).await.expect(200);
    assert!(
        page.body.contains("/account/totp/add?request="),
        "{}",
        page.dump()
    );

    let phone = browser.add_phone().await;
    browser.get("/account").await.expect(200);
    let tokens = browser.tokens(&app).await;
    assert_eq!(tokens.id_claims()["acr"], TWO);
    // Who asks for less is told the truth.
    let less = |params: Params| params.set("acr_values", "urn:countersign:aal1");
    let tokens = browser.tokens_for(&app, less).await;
    assert_eq!(tokens.id_claims()["acr"], TWO);
    app.refresh(&tokens.refresh).await.expect(200);

    server.clock.advance(seconds(30));
    let mut elsewhere = server.browser();
    let page = elsewhere.half_sign_in(&ada).await;
    elsewhere
        .enter(&page, &phone.code(server.app.now()))
        .await
        .expect(303);
    elsewhere.get("/account").await.expect(200);
}
