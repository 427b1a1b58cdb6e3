//! The standard claims (OIDC Core section 5.1): each is said where its scope or it alone was asked for, in its own type, and what
//! metadata lists is really said.

use serde_json::{Map, Value, json};

use crate::support::{TestServer, minutes};

fn everything(sub: &str, updated_at: i64) -> Value {
    json!({
        "sub": sub,
        "name": "Ada Augusta Lovelace",
        "given_name": "Ada",
        "middle_name": "Augusta",
        "family_name": "Lovelace",
        "nickname": "Countess",
        "preferred_username": "ada",
        "profile": "https://people.example.org/ada",
        "picture": "https://people.example.org/ada.png",
        "website": "https://ada.example.org",
        "gender": "female",
        "birthdate": "1815-12-10",
        "zoneinfo": "Europe/London",
        "locale": "en-GB",
        "updated_at": updated_at,
        "email": "ada@example.org",
        "email_verified": true,
        "phone_number": "+44 20 7946 0000",
        "phone_number_verified": true,
        "address": {
            "formatted": "12 St James's Square\n2nd floor\nLondon SW1Y 4JH\nUnited Kingdom",
            "street_address": "12 St James's Square\n2nd floor",
            "locality": "London",
            "region": "England",
            "postal_code": "SW1Y 4JH",
            "country": "GB",
        },
    })
}

#[tokio::test]
async fn userinfo_says_all_that_is_known() {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let said = async |browser: &mut crate::support::Browser, scope: &str| {
        let tokens = browser.tokens_for(&app, |params| params.set("scope", scope));
        let tokens = tokens.await;
        app.userinfo(&tokens.access).await.expect(200).json()
    };
    let all = everything(&ada.user.id, server.app.now().seconds());
    assert_eq!(
        said(&mut browser, "openid profile email phone address").await,
        all
    );

    // Each scope says its own part, and together they leave nothing out.
    let mut together = Map::new();
    for scope in ["profile", "email", "phone", "address"] {
        let part = said(&mut browser, &format!("openid {scope}")).await;
        together.extend(part.as_object().unwrap().clone());
        let others = match scope {
            "profile" => ["email", "phone_number", "address"],
            "email" => ["birthdate", "phone_number", "address"],
            "phone" => ["birthdate", "email", "address"],
            _ => ["birthdate", "email", "phone_number"],
        };
        assert!(
            others.iter().all(|other| part.get(other).is_none()),
            "{part}"
        );
    }
    assert_eq!(Value::Object(together), all);
}

#[tokio::test]
async fn each_claim_can_be_asked_for_alone() {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let all = everything(&ada.user.id, server.app.now().seconds());
    for (name, value) in all.as_object().unwrap() {
        let asked =
            json!({ "userinfo": { name: { "essential": true } }, "id_token": { name: null } });
        let tokens = browser
            .tokens_for(&app, |params| {
                params
                    .set("scope", "openid")
                    .set("claims", &asked.to_string())
            })
            .await;
        let said = app.userinfo(&tokens.access).await.expect(200).json();
        let mut expected = json!({ "sub": ada.user.id });
        expected[name] = value.clone();
        assert_eq!(said, expected);
        assert_eq!(&tokens.id_claims()[name], value, "the ID token says it too");
    }
}

#[tokio::test]
async fn every_claim_that_is_listed_is_said() {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    server.role_of(&ada, "staff", "").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let metadata = server
        .nobody()
        .get("/.well-known/openid-configuration")
        .await
        .expect(200)
        .json();
    let scope = "openid profile email phone address roles";
    let tokens = browser
        .tokens_for(&app, |params| params.set("scope", scope))
        .await;
    let said = app.userinfo(&tokens.access).await.expect(200).json();
    let id_token = tokens.id_claims();
    let listed = metadata["claims_supported"].as_array().unwrap();
    for claim in everything("", 0).as_object().unwrap().keys() {
        assert!(
            listed.contains(&json!(claim)),
            "{claim} is standard and not listed"
        );
    }
    for claim in listed.iter().map(|claim| claim.as_str().unwrap()) {
        assert!(
            said.get(claim).or(id_token.get(claim)).is_some(),
            "{claim} is listed and never said"
        );
    }
    for claim in said.as_object().unwrap().keys() {
        assert!(
            listed.contains(&json!(claim)),
            "{claim} is said and not listed"
        );
    }
}

/// Applications learn by it that they should read again.
#[tokio::test]
async fn a_change_moves_updated_at() {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    let said = async || app.userinfo(&tokens.access).await.expect(200).json();
    let made = server.app.now().seconds();
    server.clock.advance(minutes(1));
    assert_eq!(said().await["updated_at"], made);

    let form = browser
        .get("/account/profile")
        .await
        .expect(200)
        .form("/account/details");
    browser
        .post(&form.set("nickname", "Al").set("website", ""))
        .await
        .expect(200);
    let now = said().await;
    assert_eq!(
        (&now["updated_at"], &now["nickname"]),
        (&json!(made + 60), &json!("Al"))
    );
    assert_eq!(now.get("website"), None);
    assert_eq!(now["picture"], "https://people.example.org/ada.png");
}
