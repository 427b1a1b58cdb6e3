//! `/recover/password`: a link sets a password, once, and signs nobody in.

use super::{CHOSEN, ask, asked, set};
use crate::support::{Person, TestServer, at_once, covers, minutes, seconds, signed_in};

covers!("/recover/password");

async fn still_has(server: &TestServer, ada: &Person) {
    let answer = server.browser().try_sign_in("ada", &ada.password).await;
    answer.expect(303);
}

#[tokio::test]
async fn a_link_sets_a_password_and_ends_what_was_there() {
    let (server, ada, app, mut browser) = signed_in().await;
    let tokens = browser.tokens(&app).await;
    let link = asked(&server, "ada", "ada@example.org").await;
    let mut mailbox = server.browser();
    set(&mut mailbox, &link, CHOSEN).await.expect(200);
    assert!(!mailbox.is_signed_in().await, "a letter signs nobody in");
    assert!(!browser.is_signed_in().await);
    app.userinfo(&tokens.access).await.expect(401);
    server
        .browser()
        .try_sign_in("ada", &ada.password)
        .await
        .expect(401);
    mailbox.try_sign_in("ada", CHOSEN).await.expect(303);
    let events = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'password_reset'";
    assert_eq!(server.number(events).await, 1);
    let told = server
        .letter("mail-password-reset", "ada@example.org")
        .await;
    assert!(!told.link.unwrap().contains("token"));
}

#[tokio::test]
async fn the_second_factor_is_asked_for_afterwards() {
    let server = TestServer::start().await;
    server.person("ada").await;
    server
        .tamper("INSERT INTO totp (user_id, sealed, last_step, created_at) SELECT id, 'sealed', 0, 0 FROM users")
        .await;
    let link = asked(&server, "ada", "ada@example.org").await;
    let mut browser = server.browser();
    set(&mut browser, &link, CHOSEN).await.expect(200);
    let answer = browser.try_sign_in("ada", CHOSEN).await.expect(303);
    assert!(answer.location().starts_with("/login/next?sign_in="));
    assert!(!browser.is_signed_in().await);
    assert_eq!(
        server
            .number("SELECT COUNT(*) AS value FROM sessions")
            .await,
        0
    );
}

#[tokio::test]
async fn an_account_with_a_passkey_alone_gets_a_password_that_opens_nothing_alone() {
    let server = TestServer::start().await;
    server.person_with("ada", |new| new.password = None).await;
    server
        .tamper(
            "INSERT INTO passkeys (id, user_id, rp_id, credential_id, credential, transports, name, created_at) \
             SELECT 'p', id, 'localhost', 'credential', '{}', '[]', 'Key', 0 FROM users",
        )
        .await;
    let link = asked(&server, "ada", "ada@example.org").await;
    let mut browser = server.browser();
    set(&mut browser, &link, CHOSEN).await.expect(200);
    browser.try_sign_in("ada", CHOSEN).await.expect(303);
    assert!(!browser.is_signed_in().await);

    // Without the passkey there is nothing to recover: a letter opens no way in that was not there.
    let link = asked(&server, "ada", "ada@example.org").await;
    let form = browser
        .get(&link)
        .await
        .expect(200)
        .form("/recover/password");
    server.tamper("UPDATE users SET password_hash = NULL").await;
    server.tamper("DELETE FROM passkeys").await;
    browser
        .post(&form.set("password", CHOSEN))
        .await
        .expect_page(410);
}

/// Every way for a link to be dead, one at a time: what was done meanwhile, behind the rules' back where no rule does it alone.
#[tokio::test]
async fn a_link_is_bound_to_all_that_it_was_made_for() {
    const CASES: [(&str, &str); 8] = [
        ("nobody's", "UPDATE mail_links SET user_id = NULL"),
        ("used", "UPDATE mail_links SET used_at = 1"),
        (
            "another address",
            "UPDATE users SET email = 'x@example.org', email_key = 'x@example.org'",
        ),
        (
            "another password",
            "UPDATE users SET password_hash = password_hash || ' '",
        ),
        ("disabled", "UPDATE users SET disabled_at = 1"),
        (
            "another purpose",
            "UPDATE mail_links SET purpose = 'verify'",
        ),
        (
            "address not verified any more",
            "UPDATE users SET email_verified = FALSE",
        ),
        (
            "ended, not yet cleared",
            "UPDATE mail_links SET expires_at = 1",
        ),
    ];
    for (case, meanwhile) in CASES {
        let server = TestServer::start().await;
        server.person("ada").await;
        let link = asked(&server, "ada", "ada@example.org").await;
        let mut browser = server.browser();
        let form = browser
            .get(&link)
            .await
            .expect(200)
            .form("/recover/password");
        server.tamper(meanwhile).await;
        let answer = browser.post(&form.set("password", CHOSEN)).await;
        assert_eq!(answer.status.as_u16(), 410, "{case}: {}", answer.dump());
        let changed = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'password_reset'";
        assert_eq!(server.number(changed).await, 0, "{case}");
    }
}

#[tokio::test]
async fn a_link_works_once_for_its_time_and_until_the_next() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.person("bob").await;
    let replaced = asked(&server, "ada", "ada@example.org").await;
    let latest = asked(&server, "ada", "ada@example.org").await;
    let cut = &latest[..latest.len() - 1];
    for dead in [
        replaced.as_str(),
        cut,
        "/recover/password",
        "/recover/password?token=x",
    ] {
        server.browser().get(dead).await.expect_page(410);
    }
    server.clock.advance(minutes(15) - seconds(1));
    let mut browser = server.browser();
    let page = browser.get(&latest).await.expect(200);
    let form = page.form("/recover/password").set("password", CHOSEN);
    server.clock.advance(seconds(1));
    browser.post(&form).await.expect_page(410);
    browser.get(&latest).await.expect_page(410);
    still_has(&server, &ada).await;

    let good = asked(&server, "bob", "bob@example.org").await;
    let form = browser
        .get(&good)
        .await
        .expect(200)
        .form("/recover/password");
    browser
        .post(&form.clone().set("password", "short"))
        .await
        .expect(422);
    browser
        .post(&form.clone().set("password", CHOSEN).set("csrf", "x"))
        .await
        .expect_page(403);
    browser
        .post(&form.clone().set("password", CHOSEN))
        .await
        .expect(200);
    browser
        .post(&form.set("password", "yet another long phrase"))
        .await
        .expect_page(410);
    server
        .browser()
        .try_sign_in("bob", CHOSEN)
        .await
        .expect(303);
    still_has(&server, &ada).await;
}

#[tokio::test]
async fn a_link_of_another_kind_sets_no_password() {
    let (server, ada, _, mut browser) = signed_in().await;
    let page = browser.get("/account/email").await.expect(200);
    let form = page.form("/account/email").set("email", "new@example.org");
    browser.post(&form).await.expect(200);
    let change = server.last_letter_to("new@example.org").await.link.unwrap();
    let token = change.split("token=").nth(1).unwrap();
    server
        .browser()
        .get(&format!("/recover/password?token={token}"))
        .await
        .expect_page(410);
    let recover = asked(&server, "ada", "ada@example.org").await;
    let token = recover.split("token=").nth(1).unwrap();
    browser
        .get(&format!("/account/email/confirm?token={token}"))
        .await
        .expect_page(410);
    server
        .browser()
        .get(&format!("/register/finish?token={token}"))
        .await
        .expect_page(410);
    still_has(&server, &ada).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_fifty_uses_of_one_link_one_sets_its_password() {
    let server = TestServer::with(|config| config.passwords.max_waiting = 100).await;
    server.person("ada").await;
    let link = asked(&server, "ada", "ada@example.org").await;
    let mut prepared = Vec::new();
    for number in 0..50 {
        let mut browser = server.browser();
        let form = browser
            .get(&link)
            .await
            .expect(200)
            .form("/recover/password");
        prepared.push((browser, form.set("password", &format!("{CHOSEN} {number}"))));
    }
    let answers = at_once(50, |number| {
        let (mut browser, form) = prepared[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(
        answers.iter().filter(|status| **status == 200).count(),
        1,
        "{answers:?}"
    );
    assert!(
        answers
            .iter()
            .all(|status| matches!(status, 200 | 410 | 503)),
        "{answers:?}"
    );
    let resets = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'password_reset'";
    assert_eq!(server.number(resets).await, 1);
}

#[tokio::test]
async fn who_waits_for_an_application_comes_back_to_it() {
    let server = TestServer::start().await;
    server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let login = browser.authorize(&app, |params| params).await.expect(200);
    let recover = login.body.split("href=\"/recover").nth(1).unwrap();
    let recover = format!("/recover{}", recover.split('"').next().unwrap());
    let page = browser.get(&recover).await.expect(200);
    let form = page.form("/recover").set("identifier", "ada");
    browser.post(&form).await.expect(200);
    let link = server.last_letter_to("ada@example.org").await.link.unwrap();
    let told = set(&mut browser, &link, CHOSEN).await.expect(200);
    assert!(told.body.contains("href=\"/login?request="));
    ask(&mut server.browser(), "ada").await.expect(200);
}
