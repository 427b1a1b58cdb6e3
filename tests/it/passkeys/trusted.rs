//! Devices that somebody trusts to spare them the second factor: with a passkey as with a code, and only for as long as what they
//! were trusted with stands.

use countersign::identity::session::Place;
use countersign::identity::{lost_factors, totp};

use super::{Stage, options, shown};
use crate::support::authenticator::Device;
use crate::support::browser::SESSION;
use crate::support::{Answer, Browser, Phone, seconds};

/// Shows the password on a device that is signed in nowhere.
async fn password(browser: &mut Browser, password: &str) -> Answer {
    browser.cookies.remove(SESSION);
    browser.try_sign_in("ada", password).await.expect(303)
}

/// Whether the password alone signs in on this device.
async fn is_spared(browser: &mut Browser, known: &str) -> bool {
    password(browser, known).await;
    browser.is_signed_in().await
}

/// Signs in with the password and the passkey, and leaves the tick as it is said.
async fn with_passkey(stage: &Stage, device: &mut Device, trust: bool) -> Browser {
    let mut browser = stage.server.browser();
    let answer = password(&mut browser, &stage.ada.password).await;
    let next = browser.get(answer.location()).await.expect(303);
    let place = next.location().to_owned();
    let asked = place.replace("/login/passkey", "/login/passkey/options");
    let options = options(&mut browser, &place, &asked).await;
    let credential = device.get(&options, &stage.origin()).to_string();
    let page = browser.get(&place).await.expect(200);
    assert!(page.body.contains("name=\"trust\""), "{}", page.dump());
    let form = page.form("/login/passkey").set("credential", &credential);
    let form = if trust { form.set("trust", "1") } else { form };
    browser.post(&form).await.expect(303);
    assert!(browser.is_signed_in().await);
    browser
}

#[tokio::test]
async fn a_passkey_is_spared_on_a_device_that_its_owner_trusts() {
    let (stage, mut device) = Stage::with_passkey().await;
    let known = &stage.ada.password;
    let mut asked = with_passkey(&stage, &mut device, false).await;
    assert!(!is_spared(&mut asked, known).await);
    let mut trusted = with_passkey(&stage, &mut device, true).await;
    assert!(is_spared(&mut trusted, known).await);
    assert!(!is_spared(&mut stage.server.browser(), known).await);
}

#[tokio::test]
async fn nobody_is_asked_to_trust_where_the_passkey_is_the_whole_sign_in() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let mut wrong = super::request_options(&mut browser).await;
    wrong["challenge"] = "AAAA".into();
    let credential = device.get(&wrong, &stage.origin());
    let page = shown(&mut browser, "/login", &credential).await.expect(401);
    assert!(!page.body.contains("name=\"trust\""));
}

/// A person with a passkey and a phone, signed in with both just now, and a device that is trusted.
async fn trusting() -> (Stage, Phone, Browser) {
    let (mut stage, mut device) = Stage::with_passkey().await;
    let phone = stage.browser.add_phone().await;
    stage.browser.make_recovery_codes().await;
    let mut trusted = with_passkey(&stage, &mut device, true).await;
    assert!(is_spared(&mut trusted, &stage.ada.password).await);
    (stage, phone, trusted)
}

/// Presses the button of a form in the account.
async fn press(stage: &mut Stage, page: &str, form: &str) {
    let page = stage.browser.get(page).await.expect(200);
    let answer = stage.browser.post(&page.form(form)).await;
    assert!(answer.status.as_u16() < 400, "{}", answer.dump());
}

#[tokio::test]
async fn a_factor_that_is_taken_away_takes_the_trust_along() {
    for (page, form) in [
        ("/account/totp", "/account/totp/remove"),
        ("/account/passkeys", "/account/passkeys/remove"),
        ("/account/recovery-codes", "/account/recovery-codes/make"),
    ] {
        let (mut stage, _, mut trusted) = trusting().await;
        press(&mut stage, page, form).await;
        let known = &stage.ada.password;
        assert!(!is_spared(&mut trusted, known).await, "{form}");
    }
}

#[tokio::test]
async fn another_password_takes_the_trust_along() {
    let (mut stage, _, mut trusted) = trusting().await;
    let page = stage.browser.get("/account/password").await.expect(200);
    let form = page.form("/account/password");
    let form = form.set("current_password", &stage.ada.password);
    let new = "another few unrelated words";
    let changed = stage.browser.post(&form.set("new_password", new)).await;
    changed.expect(200);
    assert!(!is_spared(&mut trusted, new).await);
}

#[tokio::test]
async fn what_an_operator_takes_away_takes_the_trust_along() {
    let (stage, _, mut trusted) = trusting().await;
    let (app, ada) = (&stage.server.app, &stage.ada.user);
    let here = Place {
        address: [127, 0, 0, 1].into(),
        user_agent: String::new(),
    };
    lost_factors::forget(app, ada, &here).await.unwrap();
    assert!(
        is_spared(&mut trusted, &stage.ada.password).await,
        "nothing is left to ask for"
    );
    stage.server.clock.advance(seconds(60));
    trusted.add_phone().await;
    assert!(totp::set_up_at(app, ada).await.unwrap().is_some());
    assert!(!is_spared(&mut trusted, &stage.ada.password).await);
}
