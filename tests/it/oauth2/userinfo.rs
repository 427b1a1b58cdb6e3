//! `/oauth2/userinfo` (OIDC Core section 5.3): claims by scope, for a live access token in the header or a form.

use crate::support::{TestServer, covers, minutes, seconds, signed_in};

covers!("/oauth2/userinfo");

#[tokio::test]
async fn claims_are_those_of_the_scopes() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server.role_of(&ada, "staff", "").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser
        .tokens_for(&app, |params| {
            params.set("scope", "openid profile email roles")
        })
        .await;
    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert!(answer.header("cache-control").contains("no-store"));
    let claims = answer.json();
    assert_eq!(claims["sub"], ada.user.id.as_str());
    assert_eq!(claims["name"], "Ada Lovelace");
    assert_eq!(claims["preferred_username"], "ada");
    assert_eq!(claims["email"], "ada@example.org");
    assert_eq!(claims["email_verified"], true);
    assert_eq!(claims["roles"], serde_json::json!(["staff"]));

    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", "openid"))
        .await;
    assert_eq!(
        app.userinfo(&tokens.access).await.expect(200).json(),
        serde_json::json!({"sub": ada.user.id})
    );
}

/// OIDC Core sections 5.1 and 5.1.1: what is known, each in its own type, and nothing else.
#[tokio::test]
async fn standard_claims_have_their_types() {
    let (server, ada, app, mut browser) = signed_in().await;
    server
        .tamper(
            r#"UPDATE users SET phone_number = '+44 20 7946 0000', phone_number_verified = TRUE,
            address = '{"street_address":"12 St James''s Square","locality":"London","country":"GB"}'"#,
        )
        .await;
    let all = "openid profile email phone address";
    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", all))
        .await;
    let expected = serde_json::json!({
        "sub": ada.user.id,
        "name": "Ada Lovelace", "given_name": "Ada", "family_name": "Lovelace",
        "preferred_username": "ada", "updated_at": server.app.now().seconds(),
        "email": "ada@example.org", "email_verified": true,
        "phone_number": "+44 20 7946 0000", "phone_number_verified": true,
        "address": {"street_address": "12 St James's Square", "locality": "London", "country": "GB"},
    });
    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert_eq!(answer.json(), expected);

    server
        .tamper("UPDATE users SET phone_number = NULL, email = NULL, address = NULL, given_name = NULL, family_name = NULL")
        .await;
    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert_eq!(
        answer.json(),
        serde_json::json!({
            "sub": ada.user.id, "preferred_username": "ada", "updated_at": server.app.now().seconds(),
        })
    );
}

/// RFC 6750 section 2: in the header, or in a posted form.
#[tokio::test]
async fn the_token_comes_in_the_header_or_in_a_form() {
    let (server, ada, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    let nobody = server.nobody();
    let bearer = format!("Bearer {token}");
    let form = format!("access_token={token}");
    let header = [("authorization", bearer.as_str())];
    let good = [
        nobody.request("GET", "/oauth2/userinfo", &header, "").await,
        nobody
            .request("POST", "/oauth2/userinfo", &header, "")
            .await,
        nobody.post("/oauth2/userinfo", &form).await,
    ];
    for answer in good {
        assert_eq!(answer.expect(200).json()["sub"], ada.user.id.as_str());
    }

    // RFC 6750 section 3.1: no error code for who brought nothing.
    let in_url = format!("/oauth2/userinfo?{form}");
    let basic = format!("Basic {token}");
    let json = format!(r#"{{"access_token":"{token}"}}"#);
    let nothing = [
        nobody.get("/oauth2/userinfo").await,
        nobody.get(&in_url).await,
        nobody.post(&in_url, "").await,
        nobody
            .request("GET", "/oauth2/userinfo", &[("authorization", &basic)], "")
            .await,
        nobody
            .request(
                "POST",
                "/oauth2/userinfo",
                &[("content-type", "application/json")],
                &json,
            )
            .await,
        // A GET has no form, whatever its body says.
        nobody
            .request(
                "GET",
                "/oauth2/userinfo",
                &[("content-type", "application/x-www-form-urlencoded")],
                &form,
            )
            .await,
    ];
    for answer in nothing {
        let answer = answer.expect(401);
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.starts_with("Bearer ") && !challenge.contains("error"),
            "{}",
            answer.dump()
        );
        assert!(!answer.body.contains(&ada.user.id), "{}", answer.dump());
    }
}

#[tokio::test]
async fn a_token_is_brought_once() {
    let (server, ada, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    app.userinfo(&token).await.expect(200);
    let nobody = server.nobody();
    let bearer = format!("Bearer {token}");
    let header = ("authorization", bearer.as_str());
    let form = format!("access_token={token}");
    let posted = ("content-type", "application/x-www-form-urlencoded");
    let in_url = format!("/oauth2/userinfo?{form}");
    let twice = [
        nobody
            .request("GET", "/oauth2/userinfo", &[header, header], "")
            .await,
        nobody.request("GET", &in_url, &[header], "").await,
        nobody
            .request("POST", "/oauth2/userinfo", &[header, posted], &form)
            .await,
        nobody.post(&in_url, &form).await,
        nobody
            .post("/oauth2/userinfo", &format!("{form}&{form}"))
            .await,
    ];
    for answer in twice {
        let answer = answer.expect_error(400, "invalid_request");
        let challenge = answer.header("www-authenticate");
        assert!(
            challenge.contains("error=\"invalid_request\""),
            "{}",
            answer.dump()
        );
        assert!(!answer.body.contains(&ada.user.id), "{}", answer.dump());
    }
}

#[tokio::test]
async fn only_an_access_token_for_this_server_counts() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    server
        .resource("https://notes.example.org", &["notes:read"])
        .await;
    let app = server
        .client(|new| new.resources = vec!["https://notes.example.org".to_owned()])
        .await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    app.userinfo(&tokens.access).await.expect(200);

    let (signed, signature) = tokens.access.rsplit_once('.').unwrap();
    let code = browser.code(&app).await;
    let unsigned = tokens
        .access
        .split('.')
        .nth(1)
        .map(|claims| format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{claims}."));
    for other in [
        &tokens.access[..tokens.access.len() - 1],
        &format!("{}A", tokens.access),
        &tokens.access.to_uppercase(),
        &format!("{signed}.{}", signature.chars().rev().collect::<String>()),
        &unsigned.unwrap(),
        &tokens.id,
        &tokens.refresh,
        &code,
        "",
    ] {
        let answer = app.userinfo(other).await.expect(401);
        assert!(!answer.body.contains(&ada.user.id), "{}", answer.dump());
    }
    // For the API alone: that API could not take it here.
    let for_api = browser
        .tokens_for(&app, |params| params.set("scope", "notes:read"))
        .await;
    assert_eq!(for_api.access_claims()["aud"], "https://notes.example.org");
    app.userinfo(&for_api.access)
        .await
        .expect_error(401, "invalid_token");
}

#[tokio::test]
async fn an_expired_token_is_dead() {
    let (server, _, app, mut browser) = signed_in().await;
    let token = browser.tokens(&app).await.access;
    server.clock.advance(minutes(10) - seconds(1));
    app.userinfo(&token).await.expect(200);
    server.clock.advance(minutes(1) + seconds(1));
    let answer = app
        .userinfo(&token)
        .await
        .expect_error(401, "invalid_token");
    assert!(
        answer
            .header("www-authenticate")
            .contains("error=\"invalid_token\""),
        "{}",
        answer.dump()
    );
}

/// `sub` is the person, not what they are called.
#[tokio::test]
async fn the_subject_is_stable_and_never_given_to_another() {
    let (server, ada, app, mut browser) = signed_in().await;
    let first = browser.tokens(&app).await;
    server
        .tamper("UPDATE users SET email = 'other@example.org', email_key = 'other@example.org'")
        .await;
    assert_eq!(
        app.userinfo(&first.access).await.expect(200).json()["sub"],
        ada.user.id.as_str()
    );

    countersign::identity::account::delete(&server.app, &ada.user)
        .await
        .unwrap();
    let namesake = server.person("ada").await;
    assert_ne!(namesake.user.id, ada.user.id);
    app.userinfo(&first.access)
        .await
        .expect_error(401, "invalid_token");
}
