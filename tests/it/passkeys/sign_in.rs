//! What a passkey is good for: the whole sign-in, a second factor, and what asks for a level or for fresh proof.

use super::{SESSIONS, Stage, options, request_options, shown, sign_in};
use crate::support::authenticator::{BACKED_UP, Device, PRESENT, VERIFIED};
use crate::support::{Params, Tokens, VERIFIER, minutes};

#[tokio::test]
async fn a_passkey_is_a_whole_sign_in_and_nobody_types_a_name() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    assert_eq!(options["rpId"], "localhost");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["allowCredentials"], serde_json::json!([]));
    let answer = sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    assert_eq!(answer.location(), "/account");
    assert!(browser.is_signed_in().await);
    let account = browser.get("/account").await;
    assert!(account.body.contains("Ada Lovelace"), "{}", account.dump());
}

#[tokio::test]
async fn it_leads_on_to_the_application_which_is_told_how() {
    let (stage, mut device) = Stage::with_passkey().await;
    let app = stage.server.app_client().await;
    for (flags, key) in [(0, "hwk"), (BACKED_UP, "swk")] {
        let mut synced = Device::new();
        let device = match flags {
            0 => &mut device,
            flags => {
                synced.flags |= flags;
                let mut owner = stage.browser.clone();
                super::make(&mut owner, &stage.origin(), &mut synced)
                    .await
                    .expect(200);
                &mut synced
            }
        };
        let mut browser = stage.server.browser();
        let page = browser.authorize(&app, |params| params).await.expect(200);
        let mut form = page.form("/login/passkey");
        let asked = form
            .action
            .replace("/login/passkey", "/login/passkey/options");
        form.action = asked;
        let options = browser.post(&form).await.expect(200).json();
        let credential = device.get(&options, &stage.origin());
        let form = page
            .form("/login/passkey")
            .set("credential", &credential.to_string());
        let answer = browser.post(&form).await.expect(303);
        let code = browser.follow(answer).await.expect(303).code();
        let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
        let said = tokens.id_claims();
        assert_eq!(said["acr"], "phr");
        assert_eq!(said["amr"], serde_json::json!(["pop", key, "user", "mfa"]));
    }
}

/// Whoever has one shows it at every sign-in: a password alone lets nobody in any more.
#[tokio::test]
async fn after_a_password_the_passkey_of_that_person_is_asked_for() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let answer = browser
        .try_sign_in("ada", &stage.ada.password)
        .await
        .expect(303);
    assert!(!browser.is_signed_in().await);
    let next = browser.get(answer.location()).await.expect(303);
    let page = next.location().to_owned();
    assert!(page.starts_with("/login/passkey?sign_in="), "{page}");
    let asked = page.replace("/login/passkey", "/login/passkey/options");
    let options = options(&mut browser, &page, &asked).await;
    let allowed = &options["allowCredentials"][0];
    assert_eq!(allowed["id"], countersign::base::id::base64url(&device.id));
    assert_eq!(
        allowed["transports"],
        serde_json::json!(["internal", "hybrid"])
    );
    let credential = device.get_with(&options, &stage.origin(), |said| said.handle = None);
    let answer = shown(&mut browser, &page, &credential).await.expect(303);
    assert_eq!(answer.location(), "/account");
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_application_that_asks_for_phr_gets_it_from_a_passkey_alone() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    stage.make(&mut device).await.expect(200);
    let app = stage.server.app_client().await;
    // Signed in by a password only, before there was a passkey.
    let strong = |params: Params| {
        let claims =
            serde_json::json!({ "id_token": { "acr": { "essential": true, "value": "phr" } } });
        params.set("claims", &claims.to_string())
    };
    let url = format!("/oauth2/authorize?{}", strong(app.params()).encode());
    let answer = stage.browser.get(&url).await.expect(303);
    assert!(answer.location().starts_with("/login?request="));
    let next = stage.browser.get(answer.location()).await.expect(303);
    let next = stage.browser.get(next.location()).await.expect(303);
    let page = next.location().to_owned();
    assert!(page.starts_with("/login/passkey?request="), "{page}");
    let asked = page.replace("/login/passkey", "/login/passkey/options");
    let options = options(&mut stage.browser, &page, &asked).await;
    let credential = device.get(&options, &stage.origin());
    let answer = shown(&mut stage.browser, &page, &credential)
        .await
        .expect(303);
    let code = stage.browser.follow(answer).await.expect(303).code();
    let tokens = Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(tokens.id_claims()["acr"], "phr");
    assert_eq!(
        stage.server.number(SESSIONS).await,
        1,
        "the session goes on"
    );
}

/// What was shown too long ago is shown again, by the password or by the passkey, before credentials change.
#[tokio::test]
async fn fresh_proof_is_given_by_the_passkey_and_leads_back() {
    let (mut stage, mut device) = Stage::with_passkey().await;
    stage.server.clock.advance(minutes(11));
    let answer = stage.browser.get("/account/passkeys/add").await.expect(303);
    assert_eq!(answer.location(), "/login?for=add-passkey");
    let page = "/login/passkey?for=add-passkey";
    let asked = "/login/passkey/options?for=add-passkey";
    let options = options(&mut stage.browser, page, asked).await;
    let credential = device.get(&options, &stage.origin());
    let answer = shown(&mut stage.browser, page, &credential)
        .await
        .expect(303);
    assert_eq!(answer.location(), "/account/passkeys/add");
    stage.browser.get("/account/passkeys/add").await.expect(200);
}

/// A device that counts its uses, and one whose passkey is of no use without a check of its user.
#[tokio::test]
async fn a_device_that_counts_is_believed_as_long_as_it_counts_on() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    device.counter = 7;
    device.flags = PRESENT | VERIFIED;
    stage.make(&mut device).await.expect(200);
    for _ in 0..3 {
        let mut browser = stage.server.browser();
        sign_in(&mut browser, &stage.origin(), &mut device)
            .await
            .expect(303);
        assert!(browser.is_signed_in().await);
    }
}

#[tokio::test]
async fn the_last_use_is_written_down() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    stage.make(&mut device).await.expect(200);
    let page = stage.browser.get("/account/passkeys").await.expect(200);
    assert!(page.body.contains("Never used"), "{}", page.dump());
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    let page = stage.browser.get("/account/passkeys").await.expect(200);
    assert!(page.body.contains("Last used"), "{}", page.dump());
}
