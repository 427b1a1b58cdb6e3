//! Response types (OIDC Core sections 3.1 to 3.3, RFC 9700 section 2.1.2): each gives out what it says, where it was allowed, and
//! never in a query.

use countersign::domain::ResponseType;
use serde_json::Value;

use crate::support::{
    Answer, Browser, Params, Person, RelyingParty, TestServer, VERIFIER, claims, seconds,
};

/// An application that may use every response type, and a browser in which someone is signed in.
async fn allowed() -> (TestServer, Person, RelyingParty, Browser) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.response_types = ResponseType::ALL.to_vec())
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    (server, ada, app, browser)
}

fn asking(response_type: ResponseType) -> impl Fn(Params) -> Params {
    move |params| params.set("response_type", response_type.as_str())
}

/// A parameter of an answer, by fragment or by form.
fn sent(answer: &Answer, name: &str) -> Option<String> {
    if answer.status == 303 {
        return answer.fragment(name);
    }
    let form = answer.form("https://app");
    let value = form.value(name).to_owned();
    (!value.is_empty()).then_some(value)
}

async fn is_complete(app: &RelyingParty, answer: &Answer, response_type: ResponseType) {
    let sent = |name| sent(answer, name);
    assert_eq!(sent("state").as_deref(), Some("state-1"));
    assert_eq!(sent("iss").as_deref(), Some(app.node.issuer()));
    let (code, id_token) = (sent("code"), sent("id_token"));
    let access_token = sent("access_token");
    assert_eq!(code.is_some(), response_type.has_code(), "{response_type}");
    assert_eq!(id_token.is_some(), response_type.has_id_token());
    assert_eq!(access_token.is_some(), response_type.has_token());
    assert_eq!(sent("token_type").is_some(), response_type.has_token());
    assert_eq!(sent("expires_in").is_some(), response_type.has_token());
    assert_eq!(sent("scope"), None, "it is what was asked for");
    assert_eq!(sent("refresh_token"), None);
    if let Some(code) = &code {
        let tokens = app.redeem(code, VERIFIER).await.expect(200).json();
        assert_eq!(
            claims(tokens["id_token"].as_str().unwrap())["nonce"],
            "nonce-1"
        );
    }
    if let Some(token) = &access_token {
        app.userinfo(token).await.expect(200);
    }
    let Some(id_token) = id_token else { return };
    let said = claims(&id_token);
    assert_eq!(said["nonce"], "nonce-1");
    assert_eq!(said["c_hash"].is_string(), code.is_some());
    assert_eq!(said["at_hash"].is_string(), access_token.is_some());
    // Where there is no UserInfo to ask, the ID token says what the scopes ask for (OIDC Core section 5.4).
    let alone = response_type == ResponseType::IdToken;
    assert_eq!(said["email"].is_string(), alone, "{said}");
}

#[tokio::test]
async fn each_gives_what_it_says_by_fragment_and_by_form() {
    let (_server, _, app, mut browser) = allowed().await;
    for response_type in ResponseType::ALL[1..].iter().copied() {
        for mode in [None, Some("fragment"), Some("form_post")] {
            let ask = |params| {
                let params = asking(response_type)(params);
                mode.iter()
                    .fold(params, |params, mode| params.set("response_mode", mode))
            };
            let answer = browser.authorize(&app, ask).await;
            let by_form = mode == Some("form_post");
            let answer = answer.expect(if by_form { 200 } else { 303 });
            is_complete(&app, &answer, response_type).await;
        }
    }
}

/// Twin and refusals: the query carries a code alone, and an error about it goes where the answer would have gone.
#[tokio::test]
async fn no_token_gets_into_a_query() {
    let (server, _, app, mut browser) = allowed().await;
    let query = |params: Params| params.set("response_mode", "query");
    browser.authorize(&app, query).await.expect(303).code();
    for response_type in ResponseType::ALL[1..].iter().copied() {
        let ask = |params| query(asking(response_type)(params));
        let answer = browser.authorize(&app, ask).await.expect(303);
        assert_eq!(answer.fragment("error").as_deref(), Some("invalid_request"));
        assert_eq!(answer.fragment("state").as_deref(), Some("state-1"));
        assert_eq!(answer.fragment("id_token"), None);
        // So does any other error of the response type.
        let ask = |params| asking(response_type)(params).set("response_mode", "web_message");
        let answer = browser.authorize(&app, ask).await.expect(303);
        assert_eq!(answer.fragment("error").as_deref(), Some("invalid_request"));
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM grants").await,
        0
    );
}

#[tokio::test]
async fn a_client_uses_what_it_was_allowed() {
    let (server, _, all, mut browser) = allowed().await;
    let app = server.app_client().await;
    for response_type in ResponseType::ALL[1..].iter().copied() {
        let answer = browser.authorize(&all, asking(response_type)).await;
        assert_eq!(answer.expect(303).fragment("error"), None);
        let answer = browser.authorize(&app, asking(response_type)).await;
        let answer = answer.expect(303);
        assert_eq!(
            answer.fragment("error").as_deref(),
            Some("unauthorized_client")
        );
        assert_eq!(answer.fragment("access_token"), None);
        assert_eq!(answer.fragment("id_token"), None);
    }
    let implicit = server
        .client(|new| new.response_types = vec![ResponseType::IdToken])
        .await;
    let answer = browser
        .authorize(&implicit, asking(ResponseType::IdToken))
        .await;
    assert!(answer.expect(303).fragment("id_token").is_some());
    browser
        .authorize(&implicit, |params| params)
        .await
        .expect_redirected_error("unauthorized_client");
}

#[tokio::test]
async fn what_is_no_response_type_is_refused() {
    let (_server, _, app, mut browser) = allowed().await;
    // The words come in any order.
    let ask = |params: Params| params.set("response_type", "token id_token code");
    let answer = browser.authorize(&app, ask).await.expect(303);
    assert!(answer.fragment("code").is_some());

    for other in ["none", "CODE", "code code"] {
        let ask = |params: Params| params.set("response_type", other);
        let answer = browser.authorize(&app, ask).await;
        answer.expect_redirected_error("unsupported_response_type");
    }
    // An access token without anything beside it is no response type of OpenID Connect.
    let ask = |params: Params| params.set("response_type", "token");
    let answer = browser.authorize(&app, ask).await.expect(303);
    assert_eq!(
        answer.fragment("error").as_deref(),
        Some("unsupported_response_type")
    );
    browser
        .authorize(&app, |params| params.without("response_type"))
        .await
        .expect_redirected_error("invalid_request");
}

/// The nonce and the scope `openid` are required exactly where an ID token comes through the browser.
#[tokio::test]
async fn an_id_token_of_the_browser_needs_a_nonce_and_openid() {
    let (_server, _, app, mut browser) = allowed().await;
    for response_type in ResponseType::ALL {
        for (change, error) in [("nonce", "invalid_request"), ("scope", "invalid_scope")] {
            let ask = |params| asking(response_type)(params).without(change);
            let answer = browser.authorize(&app, ask).await.expect(303);
            let told = match response_type {
                ResponseType::Code => answer.query("error"),
                _ => answer.fragment("error"),
            };
            let expected = response_type.has_id_token().then_some(error);
            assert_eq!(
                told.as_deref(),
                expected,
                "{response_type} without {change}"
            );
        }
    }
}

/// PKCE binds codes: without one there is nothing to bind.
#[tokio::test]
async fn a_challenge_is_required_where_a_code_is_issued() {
    let (_server, _, app, mut browser) = allowed().await;
    for response_type in ResponseType::ALL[1..].iter().copied() {
        let ask = |params: Params| {
            let params = asking(response_type)(params);
            params
                .without("code_challenge")
                .without("code_challenge_method")
        };
        let answer = browser.authorize(&app, ask).await.expect(303);
        let expected = response_type.has_code().then_some("invalid_request");
        assert_eq!(answer.fragment("error").as_deref(), expected);
    }
}

/// What cannot be signed or encrypted is told where the redirect URI is proven, and nothing is kept of it.
#[tokio::test]
async fn tokens_that_cannot_be_made_are_the_clients_to_hear_of() {
    let (server, _, app, mut browser) = allowed().await;
    let all = || ResponseType::ALL.to_vec();
    // Neither could be registered: this server has no PS256 key.
    let clients = [
        r#"{"id_token_encrypted_response_alg":"ECDH-ES"}"#,
        r#"{"id_token_signed_response_alg":"PS256"}"#,
    ];
    let mut broken = Vec::new();
    for metadata in clients {
        let client = server.client(|new| new.response_types = all()).await;
        let id = &client.id;
        let sql = format!("UPDATE clients SET metadata = '{metadata}' WHERE id = '{id}'");
        server.tamper(Box::leak(sql.into_boxed_str())).await;
        broken.push(client);
    }
    for response_type in [ResponseType::IdToken, ResponseType::CodeIdToken] {
        let answer = browser.authorize(&app, asking(response_type)).await;
        is_complete(&app, &answer.expect(303), response_type).await;
        let kept = [
            "SELECT COUNT(*) AS value FROM authorization_codes",
            "SELECT COUNT(*) AS value FROM grants",
        ];
        let before = (server.number(kept[0]).await, server.number(kept[1]).await);
        for (client, error) in [
            (&broken[0], "server_error"),
            (&broken[1], "temporarily_unavailable"),
        ] {
            let answer = browser.authorize(client, asking(response_type)).await;
            let answer = answer.expect(303);
            assert!(answer.location().starts_with(&client.redirect_uri));
            assert_eq!(answer.fragment("error").as_deref(), Some(error));
            assert_eq!(answer.fragment("state").as_deref(), Some("state-1"));
            assert_eq!(answer.fragment("code"), None);
            assert_eq!(answer.fragment("id_token"), None);
        }
        let after = (server.number(kept[0]).await, server.number(kept[1]).await);
        assert_eq!(before, after);
    }
}

/// A token of the browser lives as long as it says, ends with the session, and nothing can renew it.
#[tokio::test]
async fn a_token_of_the_browser_ends_with_the_session() {
    let (server, _, app, mut browser) = allowed().await;
    let ask = |params| {
        let params: Params = asking(ResponseType::IdTokenToken)(params);
        params.set("scope", "openid email offline_access")
    };
    let answer = browser.authorize(&app, ask).await.expect(303);
    assert_eq!(answer.fragment("scope").as_deref(), Some("openid email"));
    let token = answer.fragment("access_token").unwrap();
    assert_eq!(claims(&token)["scope"], "openid email");
    app.userinfo(&token).await.expect(200);
    let lifetime: u64 = answer.fragment("expires_in").unwrap().parse().unwrap();
    assert_eq!(lifetime, server.app.config.tokens.access_token.as_secs());

    let page = browser.get("/logout").await.expect(200);
    browser.post(&page.form("/logout")).await.expect(200);
    app.userinfo(&token)
        .await
        .expect_error(401, "invalid_token");

    let (server, _, app, mut browser) = allowed().await;
    let answer = browser.authorize(&app, ask).await.expect(303);
    let token = answer.fragment("access_token").unwrap();
    server.clock.advance(seconds(lifetime + 1));
    app.userinfo(&token)
        .await
        .expect_error(401, "invalid_token");
}

/// Errors after a page go by fragment too.
#[tokio::test]
async fn a_refusal_of_the_person_travels_like_the_answer() {
    let (server, _, _, mut browser) = allowed().await;
    let app = server
        .client(|new| {
            new.first_party = false;
            new.response_types = ResponseType::ALL.to_vec();
        })
        .await;
    let hybrid = asking(ResponseType::CodeIdTokenToken);
    let silent = |params| hybrid(params).set("prompt", "none");
    let answer = browser.authorize(&app, silent).await.expect(303);
    assert_eq!(
        answer.fragment("error").as_deref(),
        Some("consent_required")
    );
    let page = browser.authorize(&app, &hybrid).await.expect(200);
    let answer = browser.decide(&page, "deny").await.expect(303);
    assert_eq!(answer.fragment("error").as_deref(), Some("access_denied"));
    assert_eq!(answer.fragment("id_token"), None);
    let page = browser.authorize(&app, &hybrid).await.expect(200);
    let answer = browser.decide(&page, "allow").await.expect(303);
    is_complete(&app, &answer, ResponseType::CodeIdTokenToken).await;
}

#[tokio::test]
async fn discovery_lists_the_modes() {
    let (server, ..) = allowed().await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await;
    let modes = metadata.expect(200).json()["response_modes_supported"].clone();
    assert_eq!(modes, Value::from(vec!["query", "fragment", "form_post"]));
}
