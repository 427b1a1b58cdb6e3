//! Making a passkey: what is asked of the browser, and what is refused of what it answers.

use serde_json::json;

use super::{COUNT, Stage, added, creation_options, make, sign_in};
use crate::support::authenticator::{Device, Forgery, PRESENT, VERIFIED};
use crate::support::{covers, minutes};

covers!(
    "/account/passkeys/add",
    "/account/passkeys/options",
    "/.well-known/passkey-endpoints"
);

#[tokio::test]
async fn the_browser_is_asked_for_one_that_is_found_without_a_name() {
    let (mut stage, device) = Stage::with_passkey().await;
    let options = creation_options(&mut stage.browser).await;
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["attestation"], "none");
    let selection = &options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
    let known = &options["excludeCredentials"][0]["id"];
    assert_eq!(*known, countersign::base::id::base64url(&device.id));
    assert_eq!(options["user"]["name"], "ada");
    let handle = options["user"]["id"].as_str().unwrap();
    assert_eq!(handle.len(), 22, "16 bytes that say nothing");
    let again = creation_options(&mut stage.browser).await;
    assert_eq!(again["user"]["id"], handle, "the same for ever");
    assert_ne!(again["challenge"], options["challenge"]);
}

#[tokio::test]
async fn it_is_named_after_the_browser_or_as_its_owner_likes() {
    let (mut stage, _) = Stage::with_passkey().await;
    for name in ["Firefox on Linux 2", "Firefox on Linux 3"] {
        let page = stage.make(&mut Device::new()).await.expect(200);
        assert!(
            page.body.contains(&format!("<h2>{name}</h2>")),
            "{}",
            page.dump()
        );
    }
    for (typed, kept) in [("Blue key", "Blue key"), ("", "Firefox on Linux 4")] {
        let options = creation_options(&mut stage.browser).await;
        let credential = Device::new().create(&options, &stage.origin());
        let page = stage.browser.get("/account/passkeys/add").await;
        let form = page.form("/account/passkeys/add").set("name", typed);
        let form = form.set("credential", &credential.to_string());
        let page = stage.browser.post(&form).await.expect(200);
        assert!(
            page.body.contains(&format!("<h2>{kept}</h2>")),
            "{}",
            page.dump()
        );
    }
    let noted = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'passkey_added'";
    assert_eq!(stage.server.number(noted).await, 5);
}

fn forgeries() -> Vec<Forgery> {
    vec![
        ("another origin", |said| {
            said.origin = "https://evil.example".to_owned()
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
        ("nobody verified", |said| said.flags &= !VERIFIED),
        ("nobody present", |said| said.flags &= !PRESENT),
        ("another type", |said| said.kind = "webauthn.get"),
        ("another challenge", |said| {
            said.challenge = "AAAA".to_owned()
        }),
        ("backed up against its nature", |said| said.flags |= 0x10),
        ("an identifier that is too long", |said| {
            said.id = vec![7; 1024]
        }),
    ]
}

#[tokio::test]
async fn whatever_is_forged_is_not_added() {
    let (mut stage, _) = Stage::with_passkey().await;
    for (what, forge) in forgeries() {
        let options = creation_options(&mut stage.browser).await;
        let forged = Device::new().create_with(&options, &stage.origin(), forge);
        let refused = added(&mut stage.browser, &forged).await.expect_page(422);
        assert!(
            refused.body.contains("could not be added"),
            "{what}: {}",
            refused.dump()
        );
        // The browser may take it off its list again.
        assert!(
            refused.body.contains("signalUnknownCredential"),
            "{what}: {}",
            refused.dump()
        );
        assert_eq!(stage.server.number(COUNT).await, 1, "{what}");
    }
    stage.make(&mut Device::new()).await.expect(200);
}

/// The credential is of one person: with the same identifier nobody else gets in, and nobody adds it twice.
#[tokio::test]
async fn a_credential_of_somebody_is_not_added_again() {
    let (mut stage, mut device) = Stage::with_passkey().await;
    let bob = stage.server.person("bob").await;
    let mut his = stage.server.browser();
    his.sign_in(&bob).await;
    let mut copy = Device::new();
    copy.id.clone_from(&device.id);
    make(&mut his, &stage.origin(), &mut copy)
        .await
        .expect_page(422);
    stage.make(&mut copy).await.expect_page(422);
    assert_eq!(stage.server.number(COUNT).await, 1);
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    assert!(browser.get("/account").await.body.contains("ada"));
}

#[tokio::test]
async fn a_challenge_is_of_one_session_and_answered_once() {
    let mut stage = Stage::set().await;
    let options = creation_options(&mut stage.browser).await;
    let credential = Device::new().create(&options, &stage.origin());
    // Another browser of the same person, and another person in the same browser.
    let mut elsewhere = stage.server.browser();
    elsewhere.sign_in(&stage.ada).await;
    added(&mut elsewhere, &credential).await.expect_page(422);
    let bob = stage.server.person("bob").await;
    let mut lent = stage.browser.clone();
    let form = lent.get("/logout").await.form("/logout");
    lent.post(&form).await.expect(200);
    lent.sign_in(&bob).await;
    added(&mut lent, &credential).await.expect_page(422);
    assert_eq!(stage.server.number(COUNT).await, 0);

    stage.browser = stage.server.browser();
    stage.browser.sign_in(&stage.ada).await;
    let options = creation_options(&mut stage.browser).await;
    let mut device = Device::new();
    let credential = device.create(&options, &stage.origin());
    added(&mut stage.browser, &credential).await.expect(200);
    stage.server.tamper("DELETE FROM passkeys").await;
    added(&mut stage.browser, &credential)
        .await
        .expect_page(422);
    assert_eq!(stage.server.number(COUNT).await, 0);
}

/// Who stole a session cannot add a passkey of their own: it asks for proof of just now, at both ends.
#[tokio::test]
async fn without_fresh_proof_none_is_added() {
    let mut stage = Stage::set().await;
    let options = creation_options(&mut stage.browser).await;
    let credential = Device::new().create(&options, &stage.origin());
    let page = stage.browser.get("/account/passkeys/add").await.expect(200);
    let form = page
        .form("/account/passkeys/add")
        .set("credential", &credential.to_string());
    let mut asking = form.clone();
    asking.action = "/account/passkeys/options".to_owned();
    stage.server.clock.advance(minutes(11));
    for form in [&form, &asking] {
        let answer = stage.browser.post(form).await.expect(303);
        assert_eq!(answer.location(), "/login?for=add-passkey");
    }
    assert_eq!(stage.server.number(COUNT).await, 0);
    let page = stage
        .browser
        .get("/login?for=add-passkey")
        .await
        .expect(200);
    stage
        .browser
        .sign_in_at(&page, &stage.ada)
        .await
        .expect(200);
    stage.make(&mut Device::new()).await.expect(200);
}

#[tokio::test]
async fn nobody_else_and_no_other_site_adds_one() {
    let mut stage = Stage::set().await;
    let options = creation_options(&mut stage.browser).await;
    let credential = Device::new().create(&options, &stage.origin());
    let page = stage.browser.get("/account/passkeys/add").await.expect(200);
    let form = page
        .form("/account/passkeys/add")
        .set("credential", &credential.to_string());
    let mut asking = form.clone();
    asking.action = "/account/passkeys/options".to_owned();
    for form in [&form, &asking] {
        stage
            .browser
            .post(&form.clone().without("csrf"))
            .await
            .expect_page(403);
        let site = [("sec-fetch-site", "cross-site")];
        stage.browser.post_with(form, &site).await.expect_page(403);
        let mut nobody = stage.server.browser();
        let csrf = nobody
            .get("/login")
            .await
            .form("/login")
            .value("csrf")
            .to_owned();
        let answer = nobody
            .post(&form.clone().set("csrf", &csrf))
            .await
            .expect(303);
        assert_eq!(answer.location(), "/login?for=add-passkey");
    }
    assert_eq!(stage.server.number(COUNT).await, 0);
    stage.browser.post(&form).await.expect(200);
}

#[tokio::test]
async fn there_are_twenty_at_most() {
    let (mut stage, _) = Stage::with_passkey().await;
    for _ in 1..20 {
        stage.make(&mut Device::new()).await.expect(200);
    }
    stage.make(&mut Device::new()).await.expect_page(422);
    assert_eq!(stage.server.number(COUNT).await, 20);
}

#[tokio::test]
async fn managers_of_passkeys_are_told_where_to_go() {
    let stage = Stage::set().await;
    let told = stage
        .server
        .nobody()
        .get("/.well-known/passkey-endpoints")
        .await;
    let origin = stage.origin();
    assert_eq!(
        told.expect(200).json(),
        json!({ "enroll": format!("{origin}/account/passkeys/add"), "manage": format!("{origin}/account/passkeys") })
    );
    stage
        .server
        .nobody()
        .post("/.well-known/passkey-endpoints", "")
        .await
        .expect(405);
}
