//! The issuer got another host: passkeys that were made for the one before stay behind.

use countersign::identity::lost_factors;
use countersign::identity::session::Place;
use countersign::store::passkey::{LeftBehind, left_behind};

use super::{COUNT, Stage, make, request_options};
use crate::support::authenticator::Device;

const MOVE: &str = "UPDATE passkeys SET rp_id = 'old.example.org'";

#[tokio::test]
async fn what_cannot_be_shown_is_not_asked_for() {
    let (stage, mut device) = Stage::with_passkey().await;
    let known = &stage.ada.password;
    let mut browser = stage.server.browser();
    browser.try_sign_in("ada", known).await.expect(303);
    assert!(!browser.is_signed_in().await, "its twin that can be shown");
    stage.server.tamper(MOVE).await;
    let mut browser = stage.server.browser();
    let answer = browser.try_sign_in("ada", known).await.expect(303);
    assert_eq!(answer.location(), "/account");
    assert!(browser.is_signed_in().await);

    // With a new one that one is asked for, and no other.
    let mut new = Device::new();
    make(&mut browser, &stage.origin(), &mut new)
        .await
        .expect(200);
    let mut browser = stage.server.browser();
    let answer = browser.try_sign_in("ada", known).await.expect(303);
    let next = browser.get(answer.location()).await.expect(303);
    let place = next.location().to_owned();
    assert!(place.starts_with("/login/passkey?"), "{place}");
    let asked = place.replace("/login/passkey", "/login/passkey/options");
    let options = super::options(&mut browser, &place, &asked).await;
    let allowed = options["allowCredentials"].as_array().expect("a list");
    assert_eq!(allowed.len(), 1);
    assert_eq!(allowed[0]["id"], countersign::base::id::base64url(&new.id));

    // Nor does the old one let anybody in: it signs for the host that it was made for.
    let mut nobody = stage.server.browser();
    let options = request_options(&mut nobody).await;
    let old = device.get_with(&options, &stage.origin(), |said| {
        said.rp_id = "old.example.org".to_owned();
    });
    super::shown(&mut nobody, "/login", &old).await.expect(401);
    assert!(!nobody.is_signed_in().await);
}

#[tokio::test]
async fn their_owner_is_told_where_they_belong_and_may_remove_them() {
    let (mut stage, _) = Stage::with_passkey().await;
    let page = stage.browser.get("/account/passkeys").await.expect(200);
    assert!(!page.body.contains("It belongs to"), "{}", page.dump());
    stage.server.tamper(MOVE).await;
    // No way in is lost with it, though it is the only one.
    stage
        .server
        .tamper("UPDATE users SET password_hash = NULL")
        .await;
    let page = stage.browser.get("/account/passkeys").await.expect(200);
    let told = "It belongs to old.example.org";
    assert!(page.body.contains(told), "{}", page.dump());
    let form = page.form("/account/passkeys/remove");
    stage.browser.post(&form).await.expect(200);
    assert_eq!(stage.server.number(COUNT).await, 0);
}

#[tokio::test]
async fn an_operator_learns_how_many_there_are_and_takes_them_away() {
    let (stage, _) = Stage::with_passkey().await;
    let app = &stage.server.app;
    let left = async || {
        let found = left_behind(&mut app.db.read(), "localhost").await;
        let LeftBehind { passkeys, people } = found.unwrap();
        (passkeys, people)
    };
    assert_eq!(left().await, (0, 0));
    stage.server.tamper(MOVE).await;
    assert_eq!(left().await, (1, 1));
    let here = Place {
        address: [127, 0, 0, 1].into(),
        user_agent: String::new(),
    };
    lost_factors::forget(app, &stage.ada.user, &here)
        .await
        .unwrap();
    assert_eq!(left().await, (0, 0));
    assert_eq!(stage.server.number(COUNT).await, 0);
}
