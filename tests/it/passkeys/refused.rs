//! Passkeys that are not accepted: whatever of the ceremony is forged, nobody is signed in, and the challenge is spent.

use countersign::base::id::base64url;
use serde_json::Value;

use super::{SESSIONS, Stage, make, options, request_options, shown, sign_in};
use crate::support::authenticator::{Device, Forgery, PRESENT, VERIFIED};
use crate::support::{covers, minutes, seconds};

covers!("/login/passkey", "/login/passkey/options");

/// Each changes one thing of what is accepted.
fn forgeries() -> Vec<Forgery> {
    vec![
        ("another origin", |said| {
            said.origin = "https://evil.example".to_owned()
        }),
        ("another port", |said| {
            said.origin = "http://localhost:9999".to_owned()
        }),
        ("an origin with more behind it", |said| {
            said.origin.push('/')
        }),
        ("a frame of another site", |said| {
            said.cross_origin = Some(true)
        }),
        ("a page above it", |said| {
            said.top_origin = Some("https://evil.example".to_owned())
        }),
        ("another RP ID", |said| {
            said.rp_id = "evil.example".to_owned()
        }),
        ("nobody verified", |said| said.flags = PRESENT),
        ("nobody present", |said| said.flags = VERIFIED),
        ("another type", |said| said.kind = "webauthn.create"),
        ("another challenge", |said| {
            said.challenge = base64url(&[7; 32])
        }),
        ("no user handle", |said| said.handle = None),
        ("another user handle", |said| {
            said.handle = Some(vec![7; 16])
        }),
        ("an unknown credential", |said| said.id = vec![7; 32]),
        ("backed up against its nature", |said| said.flags |= 0x18),
        ("a signature that was touched", |said| {
            said.sign = |mut signature| {
                let last = signature.len() - 1;
                signature[last] ^= 1;
                signature
            };
        }),
        ("no signature", |said| said.sign = |_| Vec::new()),
    ]
}

#[tokio::test]
async fn whatever_is_forged_is_refused_in_the_same_words() {
    let (stage, mut device) = Stage::with_passkey().await;
    let origin = stage.origin();
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &origin, &mut device)
        .await
        .expect(303);
    let open = stage.server.number(SESSIONS).await;
    for (what, forge) in forgeries() {
        // Each from an address of its own: what is wrong counts.
        let mut browser = stage.server.browser();
        let options = request_options(&mut browser).await;
        let forged = device.get_with(&options, &origin, forge);
        let refused = shown(&mut browser, "/login", &forged)
            .await
            .expect_page(401);
        assert!(
            refused.body.contains("That passkey was not accepted"),
            "{what}: {}",
            refused.dump()
        );
        assert!(!browser.is_signed_in().await, "{what}");
        assert_eq!(stage.server.number(SESSIONS).await, open, "{what}");
        stage.server.clock.advance(minutes(20));
    }
}

#[tokio::test]
async fn what_is_no_credential_is_refused() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let good = device.get(&options, &stage.origin());
    let mut broken = vec![Value::Null, Value::from("x"), serde_json::json!({})];
    for (member, value) in [("type", "password"), ("rawId", "AAAA"), ("id", "")] {
        let mut other = good.clone();
        other[member] = value.into();
        broken.push(other);
    }
    for member in ["clientDataJSON", "authenticatorData", "signature"] {
        let mut other = good.clone();
        other["response"][member] = "e30".into();
        broken.push(other);
    }
    for credential in broken {
        shown(&mut browser, "/login", &credential)
            .await
            .expect_page(401);
        assert!(!browser.is_signed_in().await, "{credential}");
        stage.server.clock.advance(minutes(16));
    }
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
}

#[tokio::test]
async fn a_challenge_is_answered_once() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let credential = device.get(&options, &stage.origin());
    let page = browser.get("/login").await;
    let mut again = browser.clone();
    let form = page
        .form("/login/passkey")
        .set("credential", &credential.to_string());
    browser.post(&form).await.expect(303);
    again.post(&form).await.expect_page(401);
    assert!(!again.is_signed_in().await);
    // Nor once more after a wrong answer.
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let wrong = device.get_with(&options, &stage.origin(), |said| said.flags = PRESENT);
    shown(&mut browser, "/login", &wrong).await.expect_page(401);
    let right = device.get(&options, &stage.origin());
    shown(&mut browser, "/login", &right).await.expect_page(401);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_challenge_is_good_for_five_minutes() {
    let (stage, mut device) = Stage::with_passkey().await;
    for (late, signed_in) in [(minutes(5) - seconds(1), true), (minutes(5), false)] {
        let mut browser = stage.server.browser();
        let options = request_options(&mut browser).await;
        stage.server.clock.advance(late);
        let credential = device.get(&options, &stage.origin());
        shown(&mut browser, "/login", &credential).await;
        assert_eq!(browser.is_signed_in().await, signed_in);
    }
}

/// Somebody lures another into answering a challenge of theirs, or brings what they saw to a browser of their own.
#[tokio::test]
async fn a_challenge_of_another_browser_is_none() {
    let (stage, mut device) = Stage::with_passkey().await;
    let (mut one, mut other) = (stage.server.browser(), stage.server.browser());
    let options = request_options(&mut one).await;
    let credential = device.get(&options, &stage.origin());
    shown(&mut other, "/login", &credential)
        .await
        .expect_page(401);
    assert!(!other.is_signed_in().await);
    shown(&mut one, "/login", &credential).await.expect(303);
    assert!(one.is_signed_in().await);
}

#[tokio::test]
async fn a_challenge_for_making_one_is_not_for_showing_one() {
    let (mut stage, mut device) = Stage::with_passkey().await;
    let creation = super::creation_options(&mut stage.browser).await;
    let mut asked = creation;
    asked["rpId"] = "localhost".into();
    let credential = device.get(&asked, &stage.origin());
    let form = stage
        .browser
        .get("/account/passkeys/add")
        .await
        .form("/account/passkeys/add");
    let mut form = form.set("credential", &credential.to_string());
    form.action = "/login/passkey".to_owned();
    stage.browser.post(&form).await.expect_page(401);
}

/// A challenge for what a certain person has still to show is good for their passkeys alone.
#[tokio::test]
async fn anothers_passkey_is_not_what_a_person_has_still_to_show() {
    let (stage, mut device) = Stage::with_passkey().await;
    let bob = stage.server.person("bob").await;
    let (mut his, mut bobs) = (stage.server.browser(), Device::new());
    his.sign_in(&bob).await;
    make(&mut his, &stage.origin(), &mut bobs).await.expect(200);

    let mut browser = stage.server.browser();
    let answer = browser
        .try_sign_in("ada", &stage.ada.password)
        .await
        .expect(303);
    let next = browser.get(answer.location()).await.expect(303);
    let page = next.location().to_owned();
    let asked = page.replace("/login/passkey", "/login/passkey/options");
    let bound = options(&mut browser, &page, &asked).await;
    let credential = bobs.get(&bound, &stage.origin());
    shown(&mut browser, &page, &credential)
        .await
        .expect_page(401);
    // Nor with the handle of the person who is asked, or with none.
    for handle in [None, Some(device.handle.clone())] {
        let bound = options(&mut browser, &page, &asked).await;
        let credential = bobs.get_with(&bound, &stage.origin(), |said| said.handle = handle);
        shown(&mut browser, &page, &credential)
            .await
            .expect_page(401);
    }
    assert!(!browser.is_signed_in().await);
    let bound = options(&mut browser, &page, &asked).await;
    let credential = device.get(&bound, &stage.origin());
    shown(&mut browser, &page, &credential).await.expect(303);
    assert!(browser.is_signed_in().await);
}

/// A counter that stands still or goes back says that there are two of a device that should be one.
#[tokio::test]
async fn a_copy_of_a_device_is_refused_and_its_owner_is_told() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    device.counter = 5;
    stage.make(&mut device).await.expect(200);
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    for counter in [6, 3, 0] {
        let mut browser = stage.server.browser();
        let options = request_options(&mut browser).await;
        let replayed = device.get_with(&options, &stage.origin(), |said| said.counter = counter);
        shown(&mut browser, "/login", &replayed)
            .await
            .expect_page(401);
        assert!(!browser.is_signed_in().await, "{counter}");
    }
    let told = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'sign_in_refused'";
    assert_eq!(stage.server.number(told).await, 3);
    assert!(
        stage
            .server
            .log
            .text()
            .contains("there may be a copy of it")
    );
    device.counter = 20;
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
}

#[tokio::test]
async fn a_disabled_account_is_not_let_in() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    stage
        .server
        .tamper("UPDATE users SET disabled_at = 1")
        .await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let wrong = device.get_with(&options, &stage.origin(), |said| said.flags = 0);
    let page = shown(&mut browser, "/login", &wrong).await.expect_page(401);
    assert!(
        !page.body.contains("account is switched off"),
        "{}",
        page.dump()
    );
    let page = sign_in(&mut browser, &stage.origin(), &mut device).await;
    let page = page.expect_page(403);
    assert!(
        page.body.contains("account is switched off"),
        "{}",
        page.dump()
    );
    assert!(!browser.is_signed_in().await);
}

/// Wrong passkeys count against the account, as wrong passwords do; unknown ones against the address.
#[tokio::test]
async fn guesses_are_slowed_down() {
    for known in [true, false] {
        let (stage, mut device) = Stage::with_passkey().await;
        let mut browser = stage.server.browser();
        let mut statuses = Vec::new();
        for _ in 0..12 {
            let options = request_options(&mut browser).await;
            let wrong = device.get_with(&options, &stage.origin(), |said| match known {
                true => said.flags = PRESENT,
                false => said.id = vec![9; 32],
            });
            statuses.push(shown(&mut browser, "/login", &wrong).await.status.as_u16());
        }
        assert_eq!(statuses[0], 401);
        assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
        stage.server.clock.advance(minutes(20));
        sign_in(&mut browser, &stage.origin(), &mut device)
            .await
            .expect(303);
    }
}

/// Only forms of our own pages are taken, and nobody learns from the options who has an account.
#[tokio::test]
async fn only_forms_of_this_server_count() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let credential = device.get(&options, &stage.origin());
    let page = browser.get("/login").await;
    let form = page
        .form("/login/passkey")
        .set("credential", &credential.to_string());
    let mut asking = form.clone();
    asking.action = "/login/passkey/options".to_owned();
    for form in [&form, &asking] {
        browser
            .post(&form.clone().without("csrf"))
            .await
            .expect_page(403);
        browser
            .post(&form.clone().set("csrf", "x"))
            .await
            .expect_page(403);
        let site = [("sec-fetch-site", "cross-site")];
        browser.post_with(form, &site).await.expect_page(403);
    }
    browser.get("/login/passkey/options").await.expect(405);
    assert_eq!(
        browser.get("/login/passkey").await.expect(303).location(),
        "/login"
    );
    browser.post(&form).await.expect(303);
}

/// At an IP address browsers make no passkeys: nothing offers them there.
#[tokio::test]
async fn at_an_ip_address_there_are_none() {
    let server = crate::support::TestServer::with(|config| {
        config.issuer = "http://127.0.0.1:8080".parse().unwrap();
    })
    .await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    let page = browser.get("/login").await.expect(200);
    assert!(!page.has_form("/login/passkey"), "{}", page.dump());
    let mut form = page.form("/login");
    form.action = "/login/passkey/options".to_owned();
    browser.post(&form).await.expect_page(404);
    browser.sign_in(&ada).await;
    let page = browser.get("/account/passkeys").await.expect(200);
    assert!(page.body.contains("IP address"), "{}", page.dump());
    server
        .nobody()
        .get("/.well-known/passkey-endpoints")
        .await
        .expect(404);
}
