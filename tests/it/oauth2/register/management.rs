//! What a client can do about its own registration (RFC 7592).

use countersign::domain::GrantType;
use countersign::oauth::registration;
use serde_json::{Value, json};

use super::{HERE, Registered, names, plain, plain_and, send};
use crate::support::{RelyingParty, TestServer, Tokens, VERIFIER};

const SECRETS: &str = "SELECT COUNT(*) AS value FROM client_secrets";

#[tokio::test]
async fn a_client_reads_what_is_registered() {
    let server = TestServer::start().await;
    let client = Registered::new(&server, &plain_and(&json!({"client_name": "One"}))).await;
    let read = client.read(&server).await.expect(200);
    assert_eq!(read.header("cache-control"), "no-store");
    let read = read.json();
    assert_eq!(read["client_name"], "One");
    assert_eq!(read["registration_access_token"], client.token);
    assert!(read.get("client_secret").is_none(), "it is not known here");
    let same = |member: &str| assert_eq!(read[member], client.members[member], "{member}");
    client
        .members
        .as_object()
        .unwrap()
        .keys()
        .filter(|member| !member.starts_with("client_secret"))
        .for_each(|member| same(member));
}

/// A wrong token, another's, none, an unknown client and a client of the operator's: nothing tells them apart.
#[tokio::test]
async fn only_its_own_token_opens_a_registration() {
    let server = TestServer::start().await;
    let one = Registered::new(&server, &plain()).await;
    let other = Registered::new(&server, &plain()).await;
    let operators = server.app_client().await;
    one.read(&server).await.expect(200);
    let (path, body) = (one.path(), json!({"client_id": one.id}).to_string());
    for method in ["GET", "PUT", "DELETE"] {
        let none = send(&server, (method, &path), "", &body).await.expect(401);
        assert!(!none.header("www-authenticate").contains("error"));
        let mut answers = Vec::new();
        for (path, token) in [
            (path.clone(), "cs_registration_wrong"),
            (path.clone(), other.token.as_str()),
            (path.clone(), one.members["client_secret"].as_str().unwrap()),
            (format!("{HERE}/nobody"), one.token.as_str()),
            (format!("{HERE}/{}", operators.id), one.token.as_str()),
            (format!("{HERE}/%00"), one.token.as_str()),
        ] {
            let answer = send(&server, (method, &path), token, &body).await;
            let answer = answer.expect_error(401, "invalid_token");
            answers.push((
                answer.body.clone(),
                answer.header("www-authenticate").to_owned(),
            ));
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
    }
    one.read(&server).await.expect(200);
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM clients").await,
        3
    );
}

#[tokio::test]
async fn an_update_replaces_everything() {
    let server = TestServer::start().await;
    let client = Registered::new(
        &server,
        &plain_and(&json!({"client_name": "One", "logo_uri": "https://app.example.org/l.png"})),
    )
    .await;
    let changed = json!({
        "redirect_uris": ["https://new.example.org/callback"],
        "client_secret": client.members["client_secret"],
        "client_uri": "https://new.example.org/",
    });
    let answer = client.update(&server, &changed).await.expect(200).json();
    assert_eq!(answer["redirect_uris"], changed["redirect_uris"]);
    assert_eq!(answer["client_uri"], changed["client_uri"]);
    for gone in ["client_name", "logo_uri"] {
        assert!(answer.get(gone).is_none(), "{gone}");
    }
    assert!(answer.get("client_secret").is_none(), "it is as it was");
    assert_eq!(
        answer["client_id_issued_at"],
        client.members["client_id_issued_at"]
    );
    assert_eq!(server.number(SECRETS).await, 1);

    // What was registered before leads nowhere any more.
    let ada = server.person("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser.authorize(&client.rp, |params| params).await;
    page.expect_page(400);
    let moved = RelyingParty {
        redirect_uri: "https://new.example.org/callback".to_owned(),
        ..client.rp.clone()
    };
    browser.authorize(&moved, |params| params).await.expect(200);
}

#[tokio::test]
async fn a_wrong_update_changes_nothing() {
    let server = TestServer::start().await;
    let client = Registered::new(&server, &plain_and(&json!({"client_name": "One"}))).await;
    let before = client.read(&server).await.expect(200).json();
    let put = async |members: &Value| {
        let path = client.path();
        send(&server, ("PUT", &path), &client.token, &members.to_string()).await
    };
    let code = "invalid_client_metadata";
    let wrong = plain_and(&json!({"client_id": "another"}));
    names(&put(&wrong).await, code, "client_id");
    names(&put(&plain()).await, code, "client_id");
    for (member, value) in [
        ("client_secret", json!("cs_secret_wrong")),
        ("client_secret", json!(1)),
        ("response_types", json!(["id_token"])),
        ("grant_types", json!(["client_credentials"])),
        ("scope", json!("openid roles")),
        ("logo_uri", json!("nowhere")),
    ] {
        let mut members = plain();
        members[member] = value;
        names(&client.update(&server, &members).await, code, member);
    }
    let missing = client.update(&server, &json!({})).await;
    names(&missing, "invalid_redirect_uri", "redirect_uris");
    assert_eq!(client.read(&server).await.expect(200).json(), before);
    client.update(&server, &plain()).await.expect(200);
}

/// A client that changes how it proves itself has the secret that goes with it, and no other.
#[tokio::test]
async fn secrets_follow_the_method() {
    let server = TestServer::start().await;
    let client = Registered::new(&server, &plain()).await;
    let public = plain_and(&json!({"token_endpoint_auth_method": "none"}));
    let answer = client.update(&server, &public).await.expect(200).json();
    assert_eq!(answer["require_pkce"], true);
    assert_eq!(server.number(SECRETS).await, 0);
    let refused = client.rp.client_credentials(|params| params).await;
    refused.expect_error(401, "invalid_client");

    let answer = client.update(&server, &plain()).await.expect(200).json();
    let secret = answer["client_secret"].as_str().unwrap();
    assert_ne!(Some(secret), client.rp.secret.as_deref());
    assert_eq!(server.number(SECRETS).await, 1);
    assert_eq!(
        answer["require_pkce"], true,
        "only the operator takes it back"
    );
    let keyed = plain_and(&json!({"id_token_signed_response_alg": "HS256"}));
    let answer = client.update(&server, &keyed).await.expect(200).json();
    assert!(
        answer["client_secret"]
            .as_str()
            .is_some_and(|new| new != secret),
        "of the one before there is only a hash"
    );
    assert_eq!(server.number(SECRETS).await, 1);
    let answer = client.update(&server, &keyed).await.expect(200).json();
    assert!(answer.get("client_secret").is_none());
}

/// What the operator gave beyond the policy can be kept and given up, not taken.
#[tokio::test]
async fn what_is_the_operators_stays_the_operators() {
    let server = TestServer::start().await;
    let client = Registered::new(&server, &plain()).await;
    server
        .tamper("UPDATE clients SET first_party = TRUE, scopes = '[\"openid\",\"roles\"]', grants = '[\"authorization_code\",\"client_credentials\"]'")
        .await;
    let wide = plain_and(&json!({
        "scope": "openid roles",
        "grant_types": ["authorization_code", "client_credentials"],
    }));
    let answer = client.update(&server, &wide).await.expect(200).json();
    assert_eq!(answer["scope"], "openid roles");
    let known = server
        .app
        .catalog
        .client(&client.id)
        .await
        .unwrap()
        .unwrap();
    assert!(known.client.first_party && known.client.may_use(GrantType::ClientCredentials));

    client.update(&server, &plain()).await.expect(200);
    let answer = client.update(&server, &wide).await;
    names(&answer, "invalid_client_metadata", "grant_types");
}

#[tokio::test]
async fn a_deleted_client_is_gone_with_all_that_was_granted() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let members = json!({"grant_types": ["authorization_code", "refresh_token"]});
    let client = Registered::new(&server, &plain_and(&members)).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser
        .authorize(&client.rp, |params| {
            params
                .set("scope", "openid offline_access")
                .set("prompt", "consent")
        })
        .await;
    let code = browser.decide(&page.expect(200), "allow").await.code();
    let tokens = Tokens::of(&client.rp.redeem(&code, VERIFIER).await.expect(200));
    client.rp.userinfo(&tokens.access).await.expect(200);

    client.delete(&another).await.expect(204);
    let dead = client.rp.userinfo(&tokens.access).await;
    dead.expect_error(401, "invalid_token");
    // Whether the client or the token is missed first is a matter of milliseconds.
    let dead = client.rp.refresh(&tokens.refresh).await;
    assert!(dead.status.is_client_error(), "{}", dead.dump());
    client
        .read(&server)
        .await
        .expect_error(401, "invalid_token");
    client
        .delete(&server)
        .await
        .expect_error(401, "invalid_token");
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM grants").await,
        0
    );
}

#[tokio::test]
async fn a_disabled_client_cannot_help_itself() {
    let server = TestServer::start().await;
    let client = Registered::new(&server, &plain()).await;
    registration::disable(&server.app, &client.id)
        .await
        .unwrap();
    client
        .read(&server)
        .await
        .expect_error(401, "invalid_token");
    let update = client.update(&server, &plain()).await;
    update.expect_error(401, "invalid_token");
    registration::enable(&server.app, &client.id).await.unwrap();
    client.read(&server).await.expect(200);
}

/// What a client gives up, or an operator takes from it, is gone from the tokens that it has, and from those to come.
#[tokio::test]
async fn a_scope_that_is_gone_is_gone_from_what_was_granted() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let members = plain_and(&json!({"grant_types": ["authorization_code", "refresh_token"]}));
    let client = Registered::new(&server, &members).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let all = "openid profile email offline_access";
    let page = browser
        .authorize(&client.rp, |params| {
            params.set("scope", all).set("prompt", "consent")
        })
        .await;
    let code = browser.decide(&page.expect(200), "allow").await.code();
    let tokens = Tokens::of(&client.rp.redeem(&code, VERIFIER).await.expect(200));
    let said = client.rp.userinfo(&tokens.access).await.expect(200).json();
    assert_eq!(said["email"], "ada@example.org");
    let again = browser
        .authorize(&client.rp, |params| params.set("scope", all))
        .await;
    let code = again.expect(303).code();

    let mut less = members.clone();
    less["scope"] = "openid".into();
    client.update(&server, &less).await.expect(200);
    let said = client.rp.userinfo(&tokens.access).await.expect(200);
    assert_eq!(said.json(), json!({"sub": ada.user.id}));
    assert_eq!(
        client.rp.introspect(&tokens.access).await["scope"],
        "openid"
    );
    assert_eq!(
        client.rp.introspect(&tokens.refresh).await["scope"],
        "openid"
    );
    let refreshed = Tokens::of(&client.rp.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(refreshed.access_claims()["scope"], "openid");
    assert_eq!(refreshed.scope, "openid");
    let redeemed = Tokens::of(&client.rp.redeem(&code, VERIFIER).await.expect(200));
    assert_eq!(redeemed.scope, "openid");

    // Without offline_access it has what the session gives.
    server.tamper("DELETE FROM sessions").await;
    client
        .rp
        .refresh(&refreshed.refresh)
        .await
        .expect_error(400, "invalid_grant");
}
