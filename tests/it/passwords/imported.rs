//! Hashes that another program made: checked by their own scheme, made anew at the first sign-in, and bounded in what they cost.

use std::time::Duration;

use countersign::identity::password::Imported;
use tracing::Level;

use crate::passwords::{stored, takes_over};
use crate::support::{TestServer, at_once};

const PASSWORD: &str = "correct horse battery staple";

const BCRYPT: &str = "$2b$04$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq";
const KEYCLOAK: &str = r#"{"type": "password", "secretData": "{\"value\": \"TrZhTWwymqk4z/kN67GW0MduxSE3obm4MnIhRfxOHsboXYS9sqdScPFcn3wz2z2EuWxj9+Kc4wFJ+cwVdPNoXg==\", \"salt\": \"c2FsdCBvZiAxNiBieXRlcw==\", \"additionalParameters\": {}}", "credentialData": "{\"hashIterations\": 2100, \"algorithm\": \"pbkdf2-sha512\", \"additionalParameters\": {}}"}"#;

/// bcrypt of "gru¨ne a¨pfel", the dots apart from their letters.
const OF_APART: &str = "$2b$04$clPdoNyVApeotdOH3qLNFOWJT/Ac92Knh3em8qNTAzh/YGa/nmHoy";

/// One of each scheme, as Python, Django and Keycloak wrote them. The unit tests have the rest.
const EACH: [&str; 6] = [
    BCRYPT,
    "$scrypt$ln=10,r=8,p=1$c2FsdCBvZiAxNiBieXRlcw$apskNqwLGpvmGVDTqgZHhcI0xOqo9T7lypftmbUi/5Q",
    "$pbkdf2-sha256$i=1000$c2FsdCBvZiAxNiBieXRlcw$q7WzwAo+rF/zjumeNyiK0lIVPROY+5QDUsGFP+S7UIM",
    "pbkdf2_sha256$1000$saltysaltsalt$m7Kevrxij8NYkxqef0eD3865xyJSZPDmOMabeZrgK40=",
    "argon2$argon2id$v=19$m=512,t=2,p=8$YW42SUwwbDZKOUNpZEcxdGlQNTlEZw$n2GH9XjhTQ+oFZ/KIaIwMlZf2OVu93Car81WU1RJxTc",
    KEYCLOAK,
];

#[tokio::test]
async fn the_first_good_sign_in_makes_a_hash_of_ours() {
    for hash in EACH {
        let server = TestServer::logging(Level::TRACE, |_| {}).await;
        takes_over(&server, hash).await;
        let before = stored(&server).await;
        server
            .browser()
            .try_sign_in("ada", "correct horse battery stable")
            .await
            .expect(401);
        assert_eq!(
            stored(&server).await,
            before,
            "a wrong password renews nothing"
        );

        server
            .browser()
            .try_sign_in("ada", PASSWORD)
            .await
            .expect(303);
        let renewed = stored(&server).await;
        assert!(
            renewed.starts_with("$argon2id$v=19$m=64,t=1,p=1$"),
            "{hash}"
        );
        server
            .browser()
            .try_sign_in("ada", PASSWORD)
            .await
            .expect(303);
        assert_eq!(stored(&server).await, renewed, "once is enough");
        server
            .browser()
            .try_sign_in("ada", "correct horse battery stable")
            .await
            .expect(401);

        let log = server.log.text_everywhere();
        for secret in [before.as_str(), &renewed] {
            let output = secret.rsplit('$').next().unwrap();
            assert!(!log.contains(output), "a hash is in the log");
        }
    }
}

/// All of them are right, so all of them sign in, and go on with the one hash that was stored.
#[tokio::test]
async fn sign_ins_at_once_renew_one_hash_and_all_succeed() {
    let server = TestServer::start().await;
    takes_over(&server, BCRYPT).await;
    let signed_in = at_once(4, |_| {
        let mut browser = server.browser();
        async move {
            browser.try_sign_in("ada", PASSWORD).await.expect(303);
            browser.is_signed_in().await
        }
    });
    assert_eq!(signed_in.await, [true; 4]);
    let renewed = stored(&server).await;
    assert!(renewed.starts_with("$argon2id$"));
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(303);
    assert_eq!(stored(&server).await, renewed);
}

/// Of a long password bcrypt knows 72 bytes. From the first sign-in on all of it counts.
#[tokio::test]
async fn after_bcrypt_a_long_password_counts_as_a_whole() {
    let server = TestServer::start().await;
    takes_over(
        &server,
        "$2b$04$ZJGbUjDa3.9SzbKgM4jqsuHMp7idSVAe1FaUBl13QegkAjXvBkIeK",
    )
    .await;
    let long = "long words, ".repeat(10);
    server.browser().try_sign_in("ada", &long).await.expect(303);
    server
        .browser()
        .try_sign_in("ada", &long[..72])
        .await
        .expect(401);
    server.browser().try_sign_in("ada", &long).await.expect(303);
}

/// Nobody is refused for how their former program composed letters.
#[tokio::test]
async fn a_hash_of_letters_composed_otherwise_is_taken() {
    let server = TestServer::start().await;
    let apart = "gru\u{308}ne a\u{308}pfel";
    takes_over(&server, OF_APART).await;
    server
        .browser()
        .try_sign_in("ada", "grüne apfel")
        .await
        .expect(401);
    server.browser().try_sign_in("ada", apart).await.expect(303);
    server
        .browser()
        .try_sign_in("ada", "grüne äpfel")
        .await
        .expect(303);
}

/// Rows that no import wrote: the answer is that of a wrong password, at once, and the log tells.
#[expect(
    clippy::disallowed_methods,
    reason = "what an answer costs cannot be seen on a clock that stands still"
)]
#[tokio::test]
async fn a_planted_hash_lets_nobody_in_and_costs_nothing() {
    let server = TestServer::with(|config| config.throttle.account_free = 1000).await;
    let ada = server.person("ada").await;
    server.browser().sign_in(&ada).await;
    for planted in [
        "UPDATE users SET password_hash = '$2b$31$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq'",
        "UPDATE users SET password_hash = '$scrypt$ln=30,r=8,p=1$c2FsdCBvZiAxNiBieXRlcw$apskNqwLGpvmGVDTqgZHhcI0xOqo9T7lypftmbUi/5Q'",
        "UPDATE users SET password_hash = '$pbkdf2-sha256$i=4294967295$c2FsdCBvZiAxNiBieXRlcw$q7WzwAo+rF/zjumeNyiK0lIVPROY+5QDUsGFP+S7UIM'",
        "UPDATE users SET password_hash = '$argon2id$v=19$m=4194304,t=2,p=1$c2FsdCBvZiAxNiBieXRlcw$apskNqwLGpvmGVDTqgZHhcI0xOqo9T7lypftmbUi/5Q'",
        "UPDATE users SET password_hash = 'four unrelated plain words'",
        "UPDATE users SET password_hash = ''",
    ] {
        server.tamper(planted).await;
        let began = std::time::Instant::now();
        server
            .browser()
            .try_sign_in("ada", &ada.password)
            .await
            .expect(401);
        assert!(began.elapsed() < Duration::from_secs(2), "{planted}");
    }
    assert!(
        server
            .log
            .text()
            .contains("a stored password hash cannot be used")
    );
}

/// Not a measure of time but of work: such an account must not answer sooner than one that is not there.
#[tokio::test]
async fn a_wrong_password_never_costs_less_than_for_nobody() {
    let server = TestServer::that_hashes_in_earnest().await;
    takes_over(&server, BCRYPT).await;
    let [imported, nobody] = server.work_for(["ada", "nobody"]).await;
    assert!(
        imported * 4 > nobody * 3 && nobody > Duration::from_millis(1),
        "{imported:?}, nobody: {nobody:?}"
    );
}

#[test]
fn an_imported_hash_cannot_be_printed() {
    let imported = Imported::parse(BCRYPT).unwrap();
    assert_eq!(format!("{imported:?}"), "Imported(..)");
}
