//! Which answers other sites' scripts may read: metadata, keys, tokens, their revocation and UserInfo, never with cookies, and no page.

use crate::support::TestServer;

const PUBLIC: [&str; 10] = [
    "/.well-known/oauth-protected-resource",
    "/.well-known/webfinger?resource=acct:ada@localhost:8080",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/oauth2/jwks",
    "/oauth2/token",
    "/oauth2/revoke",
    "/oauth2/userinfo",
    "/oauth2/register",
    "/oauth2/register/anybody",
];
const OURS: [&str; 7] = [
    "/",
    "/login",
    "/account",
    "/logout",
    "/oauth2/authorize",
    "/oauth2/introspect",
    "/setup?token=x",
];
const SITE: (&str, &str) = ("origin", "https://spa.example.org");

#[tokio::test]
async fn only_what_is_for_scripts_is_given_to_them() {
    let server = TestServer::start().await;
    let nobody = server.nobody();
    for path in PUBLIC {
        let answer = nobody.request("GET", path, &[SITE], "").await;
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{}",
            answer.dump()
        );
        assert!(
            answer.header("vary").contains("origin"),
            "{}",
            answer.dump()
        );
        let null = nobody.request("GET", path, &[("origin", "null")], "").await;
        assert!(
            !null.headers.contains_key("access-control-allow-origin"),
            "{}",
            null.dump()
        );
    }
    for path in OURS {
        let answer = nobody.request("GET", path, &[SITE], "").await;
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{}",
            answer.dump()
        );
    }
    for path in PUBLIC.iter().chain(&OURS) {
        let answer = nobody.request("GET", path, &[SITE], "").await;
        assert!(
            !answer
                .headers
                .contains_key("access-control-allow-credentials"),
            "{}",
            answer.dump()
        );
    }
}

#[tokio::test]
async fn a_preflight_is_answered_for_those_and_no_others() {
    let server = TestServer::start().await;
    let asks = [
        SITE,
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "authorization"),
    ];
    for path in PUBLIC {
        let answer = server
            .nobody()
            .request("OPTIONS", path, &asks, "")
            .await
            .expect(204);
        assert_eq!(
            answer.header("access-control-allow-origin"),
            "*",
            "{}",
            answer.dump()
        );
        assert!(
            answer
                .header("access-control-allow-headers")
                .contains("authorization"),
            "{}",
            answer.dump()
        );
    }
    for path in OURS {
        let answer = server.nobody().request("OPTIONS", path, &asks, "").await;
        assert!(
            !answer.headers.contains_key("access-control-allow-origin"),
            "{}",
            answer.dump()
        );
        assert!(!answer.status.is_success(), "{}", answer.dump());
    }
}

/// A browser's cookies make no difference there: the endpoints for scripts do not read them.
#[tokio::test]
async fn cookies_open_nothing_there() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.get("/account").await.expect(200);
    browser.get("/oauth2/userinfo").await.expect(401);
}
