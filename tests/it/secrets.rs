//! What is secret is stored as a hash, and never logged.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::config::DatabaseUrl;
use countersign::domain::AuthMethod;
use countersign::identity::setup;
use tracing::Level;

use crate::support::{Params, TestServer, VERIFIER};

const CANARY: &str = "canary-in-a-password-field";

/// Everything that was issued to somebody in one walk through the server.
async fn walk(server: &TestServer) -> Vec<(&'static str, String)> {
    let link = setup::new_link(&server.app).await.unwrap().unwrap();
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, |params| params).await.expect(200);
    let request = page
        .form("/login")
        .action
        .split_once("request=")
        .unwrap()
        .1
        .to_owned();
    let page = browser.sign_in_at(&page, &ada).await.expect(200);
    let code = browser.decide(&page, "allow").await.expect(303).code();
    let tokens = crate::support::Tokens::of(&app.redeem(&code, VERIFIER).await.expect(200));
    let refreshed = crate::support::Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    app.userinfo(&refreshed.access).await.expect(200);
    let waiting = browser.code(&app).await;
    let device = browser.cookies.find("countersign_device").unwrap();
    let device = device.to_owned();
    browser.add_phone().await;
    let half = server.browser().half_sign_in(&ada).await;
    let half = half.form("/login/code").action;
    let sign_in = half.split_once("sign_in=").unwrap().1.to_owned();
    let signing = server.client(|new| {
        new.metadata.token_endpoint_auth_method = Some(AuthMethod::ClientSecretJwt);
    });
    vec![
        ("setup link", link),
        ("password", ada.password.clone()),
        ("client secret", app.secret.clone().unwrap()),
        ("secret that signs", signing.await.secret.unwrap()),
        ("session cookie", browser.session_cookie()),
        ("device cookie", device),
        ("sign-in on its way", sign_in),
        (
            "browser cookie",
            browser
                .cookies
                .find("countersign_browser")
                .unwrap()
                .to_owned(),
        ),
        ("request id", request),
        ("code", code),
        ("waiting code", waiting),
        ("refresh token", tokens.refresh),
        ("refresh token", refreshed.refresh),
        ("access token", tokens.access),
        ("access token", refreshed.access),
        ("ID token", tokens.id),
        ("csrf token", page.form("/consent").value("csrf").to_owned()),
    ]
}

#[tokio::test]
async fn a_dump_of_the_database_holds_none_of_them() {
    let server = TestServer::start().await;
    let secrets = walk(&server).await;
    let dump = dump(&server).await;
    let found = |text: &str| {
        dump.windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    assert!(found("ada@example.org"), "the dump is not read");
    for (what, secret) in secrets {
        assert!(secret.len() >= 20, "{what} is too short to be random");
        assert!(!found(&secret), "the {what} is stored in clear");
        // Nor as the bytes that it spells.
        let spelled = ["cs_rt_", "cs_secret_", "/setup?token="]
            .iter()
            .find_map(|prefix| secret.strip_prefix(prefix));
        let spelled = spelled.unwrap_or(&secret);
        if let Ok(bytes) = URL_SAFE_NO_PAD.decode(spelled) {
            assert!(
                !dump.windows(bytes.len()).any(|window| window == bytes),
                "the {what} is stored as bytes"
            );
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(!found(&hex), "the {what} is stored as hexadecimal digits");
        }
    }
}

#[tokio::test]
async fn the_log_holds_none_of_them_at_any_level() {
    let server = TestServer::logging(Level::TRACE, |_| {}).await;
    let secrets = walk(&server).await;
    refused(&server).await;
    let log = server.log.text_everywhere();
    assert!(
        log.contains("sign-in refused") && log.contains("SELECT"),
        "the log is not captured"
    );
    for (what, secret) in secrets {
        assert!(!log.contains(&secret), "the {what} is in the log");
    }
    assert!(!log.contains(CANARY), "a canary is in the log");
}

/// The same fields in requests that are refused: what is wrong is logged, what was sent is not.
async fn refused(server: &TestServer) {
    let nobody = server.nobody();
    let app = server.app_client().await;
    for name in [
        "client_secret",
        "code",
        "code_verifier",
        "refresh_token",
        "password",
        "client_assertion",
    ] {
        let grant = if name == "refresh_token" {
            "refresh_token"
        } else {
            "authorization_code"
        };
        let params = Params::of(&[("grant_type", grant)]).and(name, CANARY);
        app.token(params.clone()).await;
        app.token_with(&[], params.and("client_id", &app.id)).await;
    }
    for header in [
        format!("Bearer {CANARY}"),
        format!("Basic {}", STANDARD.encode(format!("{}:{CANARY}", app.id))),
    ] {
        nobody
            .request("GET", "/oauth2/userinfo", &[("authorization", &header)], "")
            .await;
        app.token_with(&[("authorization", &header)], Params::default())
            .await;
    }
    for path in [
        "/setup?token=",
        "/login?request=",
        "/oauth2/authorize/resume?request=",
        "/oauth2/token?code=",
    ] {
        nobody.get(&format!("{path}{CANARY}")).await;
    }
    // The password in the wrong field, and control characters in the right one.
    server.browser().try_sign_in(CANARY, "x").await.expect(401);
    server
        .browser()
        .try_sign_in("ada", CANARY)
        .await
        .expect(401);
    server
        .browser()
        .try_sign_in("ada\r\nforged line", "x")
        .await
        .expect(401);
    wrong_factors(server).await;
    assert!(
        !server.log.text().contains("\nforged line"),
        "{}",
        server.log.text()
    );
}

/// The same for codes and passkeys of somebody who is half in.
async fn wrong_factors(server: &TestServer) {
    let (eve, _) = server.person_with_phone("eve").await;
    let mut browser = server.browser();
    let page = browser.half_sign_in(&eve).await;
    let mut form = page.form("/login/code").set("code", CANARY);
    form = form.set("credential", CANARY);
    browser.post(&form).await.expect(401);
    let code = form.action.clone();
    for other in [
        "/login/recovery-code",
        "/login/passkey",
        "/login/email-code",
    ] {
        form.action = code.replace("/login/code", other);
        browser.post(&form).await;
    }
}

/// Everything that is stored, as one heap of bytes.
async fn dump(server: &TestServer) -> Vec<u8> {
    match &server.database.url {
        DatabaseUrl::Sqlite(path) => {
            let folder = std::fs::read_dir(path.parent().unwrap()).unwrap();
            folder
                .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
                .collect()
        }
        DatabaseUrl::Postgres(_) => server.rows().await.into_bytes(),
    }
}
