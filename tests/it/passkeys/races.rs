//! Passkeys at the same moment: of two that cannot both be, one is.

use super::{COUNT, Stage, creation_options, request_options};
use crate::support::at_once;
use crate::support::authenticator::Device;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_answers_to_one_challenge_one_signs_in() {
    let (stage, mut device) = Stage::with_passkey().await;
    let mut browser = stage.server.browser();
    let options = request_options(&mut browser).await;
    let credential = device.get(&options, &stage.origin());
    let page = browser.get("/login").await;
    let form = page
        .form("/login/passkey")
        .set("credential", &credential.to_string());
    let answers = at_once(8, |_| {
        let (mut tab, form) = (browser.clone(), form.clone());
        async move { tab.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
}

/// Two challenges, and a device and its copy that answer with the same count.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_device_and_its_copy_one_signs_in() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    device.counter = 1;
    stage.make(&mut device).await.expect(200);
    let mut tabs = Vec::new();
    for _ in 0..4 {
        let mut browser = stage.server.browser();
        let options = request_options(&mut browser).await;
        let credential = device.get_with(&options, &stage.origin(), |said| said.counter = 9);
        let page = browser.get("/login").await;
        let form = page
            .form("/login/passkey")
            .set("credential", &credential.to_string());
        tabs.push((browser, form));
    }
    let answers = at_once(4, |number| {
        let (mut tab, form) = tabs[number].clone();
        async move { tab.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 303).count(),
        1,
        "{answers:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_credential_that_comes_twice_is_added_once() {
    let mut stage = Stage::set().await;
    let options = creation_options(&mut stage.browser).await;
    let credential = Device::new().create(&options, &stage.origin());
    let page = stage.browser.get("/account/passkeys/add").await;
    let form = page
        .form("/account/passkeys/add")
        .set("credential", &credential.to_string());
    let answers = at_once(4, |_| {
        let (mut tab, form) = (stage.browser.clone(), form.clone());
        async move { tab.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 200).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(stage.server.number(COUNT).await, 1);
}

/// Somebody without a password removes their two passkeys in two tabs: one stays.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_way_in_stays_whatever_comes_at_once() {
    let (mut stage, _) = Stage::with_passkey().await;
    stage
        .server
        .tamper("UPDATE users SET password_hash = NULL")
        .await;
    stage.make(&mut Device::new()).await.expect(200);
    let page = stage.browser.get("/account/passkeys").await;
    let form = page.form("/account/passkeys/remove");
    let ids = page.body.split("name=\"id\" value=\"").skip(1);
    let mut ids: Vec<String> = ids
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    ids.dedup();
    assert_eq!(ids.len(), 2, "{}", page.dump());
    let answers = at_once(2, |number| {
        let (mut tab, form) = (stage.browser.clone(), form.clone().set("id", &ids[number]));
        async move { tab.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 200).count(),
        1,
        "{answers:?}"
    );
    assert_eq!(stage.server.number(COUNT).await, 1);
}
