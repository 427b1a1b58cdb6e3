//! Recovery codes: one stands in for a second factor once, beside a password and never alone.

use countersign::config::When;

use super::with_phone;
use crate::support::{TestServer, at_once, covers, minutes, seconds, signed_in};

covers!(
    "/login/recovery-code",
    "/account/recovery-codes",
    "/account/recovery-codes/make",
    "/account/recovery-codes/download"
);

const LEFT: &str = "SELECT COUNT(*) AS value FROM recovery_codes WHERE used_at IS NULL";
const USED: &str =
    "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'recovery_code_used'";

#[tokio::test]
async fn a_code_stands_in_for_the_phone_once() {
    let (server, ada, _, mut signed_in) = with_phone().await;
    let codes = signed_in.make_recovery_codes().await;
    assert_eq!(codes.len(), 10);
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let page = browser
        .other_way(&page, "/login/recovery-code")
        .await
        .expect(200);
    let typed = codes[0].to_uppercase().replace('-', " ");
    browser.enter(&page, &typed).await.expect(303);
    assert!(browser.is_signed_in().await);
    assert_eq!(
        (server.number(LEFT).await, server.number(USED).await),
        (9, 1)
    );
    // Its owner is told, whoever it was.
    server
        .letter("mail-recovery-code-used", "ada@example.org")
        .await;

    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let page = browser
        .other_way(&page, "/login/recovery-code")
        .await
        .expect(200);
    browser.enter(&page, &codes[0]).await.expect(401);
    assert!(!browser.is_signed_in().await);
    assert_eq!(
        (server.number(LEFT).await, server.number(USED).await),
        (9, 1)
    );
}

#[tokio::test]
async fn a_new_set_replaces_the_old_one() {
    let (server, ada, _, mut signed_in) = with_phone().await;
    let old = signed_in.make_recovery_codes().await;
    let new = signed_in.make_recovery_codes().await;
    assert_eq!(server.number(LEFT).await, 10);
    let mut browser = server.browser();
    let page = browser.half_sign_in(&ada).await;
    let page = browser
        .other_way(&page, "/login/recovery-code")
        .await
        .expect(200);
    browser.enter(&page, &old[0]).await.expect(401);
    browser.enter(&page, &new[0]).await.expect(303);
}

#[tokio::test]
async fn they_are_hashed_shown_once_and_kept_as_a_file() {
    let (server, _, _, mut browser) = with_phone().await;
    let page = browser.get("/account/recovery-codes").await.expect(200);
    let page = browser
        .post(&page.form("/account/recovery-codes/make"))
        .await
        .expect(200);
    let form = page.form("/account/recovery-codes/download");
    let codes = form.value("codes").to_owned();
    let first = codes.split(' ').next().unwrap().to_owned();
    assert!(
        page.body
            .contains(&format!("<li><code>{first}</code></li>"))
    );
    let file = browser
        .post(&form.clone().set("codes", &format!("{first} <script>")))
        .await
        .expect(200);
    assert!(file.body.contains(&first) && !file.body.contains("script"));
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let page = browser.get("/account/recovery-codes").await.expect(200);
    assert!(!page.body.contains(&first));
    assert!(!server.log.text().contains(&first));
    server.browser().post(&form).await.expect(403);
}

#[tokio::test]
async fn of_many_who_show_a_code_at_once_one_is_in() {
    let server = TestServer::with(|config| {
        config.throttle.account_free = 100;
        config.throttle.address_free = 1000;
        config.challenge.when = When::Off;
    })
    .await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.add_phone().await;
    let codes = browser.make_recovery_codes().await;
    let other = server.another_node().await;
    let mut waiting = Vec::new();
    for number in 0..20 {
        let node = if number % 2 == 0 { &*server } else { &other };
        let mut browser = node.browser();
        let page = browser.half_sign_in(&ada).await;
        let page = browser
            .other_way(&page, "/login/recovery-code")
            .await
            .expect(200);
        waiting.push((browser, page.form("/login/").set("code", &codes[3])));
    }
    let statuses = at_once(20, |number| {
        let (mut browser, form) = waiting[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    let won = statuses.iter().filter(|status| **status == 303).count();
    assert_eq!(won, 1, "{statuses:?}");
    assert_eq!(server.number(LEFT).await, 9);
}

#[tokio::test]
async fn a_new_set_asks_for_fresh_proof() {
    let (server, ada, phone, mut browser) = with_phone().await;
    let page = browser.get("/account/recovery-codes").await.expect(200);
    let form = page.form("/account/recovery-codes/make");
    server.clock.advance(minutes(11));
    let answer = browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/login?for=codes");
    assert_eq!(server.number(LEFT).await, 0);
    let page = browser.follow(answer).await.expect(200);
    let answer = browser
        .post(&page.form("/login").set("password", &ada.password))
        .await;
    let page = browser.follow(answer).await.expect(200);
    let answer = browser.enter(&page, &phone.code(server.app.now())).await;
    let page = browser.follow(answer).await.expect(200);
    browser
        .post(&page.form("/account/recovery-codes/make"))
        .await
        .expect(200);
    assert_eq!(server.number(LEFT).await, 10);
}

#[tokio::test]
async fn there_are_none_without_a_second_factor() {
    let (server, _, _, mut browser) = signed_in().await;
    let page = browser.get("/account/recovery-codes").await.expect(200);
    assert!(!page.has_form("/account/recovery-codes/make"));
    let mut form = browser
        .get("/account/password")
        .await
        .expect(200)
        .form("/account/password");
    form.action = "/account/recovery-codes/make".to_owned();
    browser.post(&form).await.expect(200);
    assert_eq!(server.number(LEFT).await, 0);
    let mut nobody = server.browser();
    let answer = nobody.get("/account/recovery-codes").await.expect(303);
    assert_eq!(answer.location(), "/login");
}

#[tokio::test]
async fn few_are_said_to_be_few() {
    let (server, _, _, mut browser) = with_phone().await;
    browser.make_recovery_codes().await;
    let page = browser.get("/account/recovery-codes").await.expect(200);
    assert!(
        page.body.contains("10 of 10 codes are left."),
        "{}",
        page.dump()
    );
    server.clock.advance(seconds(1));
    server
        .tamper(
            "UPDATE recovery_codes SET used_at = 1 WHERE code_hash NOT IN \
             (SELECT code_hash FROM recovery_codes ORDER BY code_hash LIMIT 1)",
        )
        .await;
    let page = browser.get("/account/recovery-codes").await.expect(200);
    assert!(
        page.body.contains("One code is left. Make a new set."),
        "{}",
        page.dump()
    );
}
