//! What is particular about some providers: GitHub's addresses, Apple's forms and signed secret, Microsoft's many tenants.

use countersign::config::{Credential, Place, Provider};
use countersign::domain::Algorithm;
use countersign::jose::SigningKey;
use serde_json::{Value, json};

use super::upstream::Upstream;
use super::{LINKS, World};
use crate::support::{Form, TestServer, claims, header};

/// A world whose provider is no OpenID provider, like GitHub.
async fn github(change: impl FnOnce(&mut Provider)) -> World {
    let upstream = Upstream::start().await;
    let issuer = upstream.issuer();
    let mut provider = super::provider(&[
        ("PRESET", "github"),
        ("AUTHORIZATION_URL", &format!("{issuer}/authorize")),
        ("TOKEN_URL", &format!("{issuer}/token")),
        ("USERINFO_URL", &format!("{issuer}/userinfo")),
    ]);
    provider.provision = true;
    change(&mut provider);
    let server = TestServer::with(|config| config.providers = vec![provider]).await;
    World { server, upstream }
}

#[tokio::test]
async fn github_knows_people_by_a_number_and_addresses_by_a_list() {
    let world = github(|_| {}).await;
    world.upstream.script().userinfo = json!({"id": 583231, "login": "octo", "email": "shown@example.org", "email_verified": true});
    world.upstream.script().emails = json!([
        {"email": "octo@example.org", "primary": true, "verified": true, "visibility": "private"},
        {"email": "old@example.org", "primary": false, "verified": true},
    ]);
    assert!(world.lets_in().await);
    let made = "SELECT COUNT(*) AS value FROM users JOIN linked_accounts ON user_id = users.id \
        WHERE username = 'octo' AND email = 'octo@example.org' AND email_verified AND subject = '583231'";
    assert_eq!(world.server.number(made).await, 1);
    let form = &world.upstream.forms("/token")[0];
    assert!(form.iter().any(|(name, _)| name == "code_verifier"));
    assert!(form.iter().all(|(name, _)| name != "nonce"));
    // The login can be given to somebody else, who is somebody else.
    world.upstream.script().userinfo = json!({"id": 7, "login": "octo"});
    world.upstream.script().emails =
        json!([{"email": "octo@example.org", "primary": true, "verified": true}]);
    assert!(!world.lets_in().await, "the address is somebody's already");
    for id in [
        json!(null),
        json!(-1),
        json!(1.5),
        json!(true),
        json!({}),
        json!(""),
    ] {
        world.upstream.script().userinfo = json!({"id": id, "login": "octo"});
        let mut browser = world.server.browser();
        let answer = world.round(&mut browser).await;
        assert_eq!(answer.status, 502, "{id}: {}", answer.dump());
    }
    assert_eq!(world.server.number(LINKS).await, 1);
}

/// What an OAuth 2.0 provider calls an ID token is none: nobody said who signs it.
#[tokio::test]
async fn without_discovery_an_id_token_counts_for_nothing() {
    let world = github(|_| {}).await;
    world.upstream.script().refuses = Some((
        200,
        json!({"access_token": super::upstream::ACCESS_TOKEN, "token_type": "bearer",
            "id_token": world.upstream.signer.sign(&json!({"sub": "u-1", "id": 1}))})
        .to_string(),
    ));
    world.upstream.script().userinfo = json!({"login": "octo"});
    world
        .round(&mut world.server.browser())
        .await
        .expect_page(502);
    world.upstream.script().userinfo = json!({"id": 2, "login": "octo"});
    world.upstream.script().emails =
        json!([{"email": "o@example.org", "primary": true, "verified": true}]);
    assert!(world.lets_in().await);
    let subject = "SELECT COUNT(*) AS value FROM linked_accounts WHERE subject = '2'";
    assert_eq!(world.server.number(subject).await, 1);
}

/// Whoever finds an access token of Facebook's and does not know the app's secret is not answered there; so the proof of it goes
/// to who wants one, and to nobody else.
#[tokio::test]
async fn facebook_is_shown_that_the_secret_is_known() {
    let world = github(|_| {}).await;
    let issuer = world.upstream.issuer();
    let facebook = super::provider(&[
        ("PRESET", "facebook"),
        ("AUTHORIZATION_URL", &format!("{issuer}/authorize")),
        ("TOKEN_URL", &format!("{issuer}/token")),
        (
            "USERINFO_URL",
            &format!("{issuer}/userinfo?fields=id,email"),
        ),
    ]);
    let node = world
        .server
        .another_node_with(|config| config.providers = vec![facebook])
        .await;
    world.upstream.script().userinfo = json!({"id": "100", "name": "Ada"});
    world.round(&mut node.browser()).await.expect(303);
    world.round(&mut world.server.browser()).await;
    // HMAC-SHA256 of the access token under the client's secret, as Python's hmac has it.
    let proof = "1744839a949c93bd31f7a365afd6b5de92aeaff51f45f452e6e2c2d1dac103d8";
    let asked = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect()
    };
    let forms = world.upstream.forms("/userinfo");
    assert_eq!(
        forms,
        [
            asked(&[("fields", "id,email"), ("appsecret_proof", proof)]),
            Vec::new()
        ]
    );
    assert!(!world.server.log.text().contains(proof));
}

fn apple(provider: &mut Provider) -> SigningKey {
    let (key, pkcs8) = SigningKey::generate(Algorithm::Es256).unwrap();
    provider.answers_by_form = true;
    provider.credential = Credential::Signed {
        team_id: "TEAM".to_owned(),
        key_id: "KEY".to_owned(),
        key: pem(&pkcs8).into(),
    };
    provider.client_auth = Some(countersign::config::ClientAuth::Post);
    provider.provision = true;
    key
}

fn pem(pkcs8: &[u8]) -> String {
    use base64::Engine as _;
    let text = base64::engine::general_purpose::STANDARD.encode(pkcs8);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
        lines.join("\n")
    )
}

#[tokio::test]
async fn apple_answers_by_a_form_and_wants_a_secret_that_is_signed() {
    let world = World::with(|provider| {
        apple(provider);
    })
    .await;
    world.upstream.says(
        json!({"sub": "a-1", "email": "relay@privaterelay.example", "email_verified": "true"}),
    );
    world.upstream.script().userinfo = json!({"sub": "a-1"});
    let mut browser = world.server.browser();
    let sent = browser.get("/login/with/up").await.expect(303);
    assert_eq!(sent.query("response_mode").as_deref(), Some("form_post"));
    let back = world.upstream.agree(sent.location());
    let (path, query) = back.split_once('?').unwrap();
    let user = r#"{"name":{"firstName":"Grace","lastName":"Hopper"},"email":"forged@example.org"}"#;
    let mut fields = crate::support::Params::read(query);
    fields.push(("user".to_owned(), user.to_owned()));
    let form = Form {
        action: path.to_owned(),
        fields,
    };
    // From Apple's page, so without our cookies and with its origin: nothing is done yet.
    let mut bare = world.server.browser();
    let cross = [
        ("origin", "https://appleid.apple.com"),
        ("sec-fetch-site", "cross-site"),
    ];
    let turned = bare.post_with(&form, &cross).await.expect(303);
    assert_eq!(world.upstream.hits("/token"), 0);
    bare.get(turned.location()).await.expect_page(400);
    let answer = browser.get(turned.location()).await.expect(303);
    assert_eq!(
        answer.location(),
        "/login/join",
        "\"true\" is a text and verifies nothing"
    );
    let page = browser.get("/login/join").await;
    browser
        .post(&page.form("/login/join").set("decision", "create"))
        .await
        .expect(303);
    let made = "SELECT COUNT(*) AS value FROM users WHERE given_name = 'Grace' AND family_name = 'Hopper' AND email IS NULL";
    assert_eq!(world.server.number(made).await, 1);

    let token = world.upstream.forms("/token").remove(0);
    let secret = token
        .iter()
        .find(|(name, _)| name == "client_secret")
        .unwrap()
        .1
        .clone();
    assert_eq!(
        (&header(&secret)["alg"], &header(&secret)["kid"]),
        (&json!("ES256"), &json!("KEY"))
    );
    let claims = claims(&secret);
    assert_eq!(claims["iss"], "TEAM");
    assert_eq!(claims["aud"], world.upstream.issuer());
    assert_eq!(claims["sub"], super::CLIENT);
    assert!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap() <= 300);
}

const TENANT: &str = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
const OTHER: &str = "11111111-2b34-4da1-9baa-8bc8c9d6a490";

/// A provider that speaks for many tenants, like Microsoft.
async fn tenants() -> World {
    let world = World::with(|provider| {
        provider.provision = true;
        let Place::OpenId { issuer, tenants } = &mut provider.place else {
            unreachable!()
        };
        *tenants = Some(format!("{issuer}/{{tenantid}}/v2.0"));
    })
    .await;
    let form = format!("{}/{{tenantid}}/v2.0", world.upstream.issuer());
    world.upstream.script().metadata["issuer"] = form.into();
    world
}

/// Somebody of `tenant`, in a token that says it is from `issuer`'s.
fn of_tenant(world: &World, subject: &str, tenant: &Value, issuer: &str) {
    let issuer = format!("{}/{issuer}/v2.0", world.upstream.issuer());
    world
        .upstream
        .says(json!({"sub": subject, "tid": tenant, "iss": issuer,
        "email": format!("{subject}@example.org"), "email_verified": true}));
}

#[tokio::test]
async fn each_tenant_has_an_issuer_of_its_own() {
    let world = tenants().await;
    of_tenant(&world, "m-1", &json!(TENANT), TENANT);
    assert!(world.lets_in().await);
    // The same subject in another tenant is somebody else.
    of_tenant(&world, "m-1", &json!(OTHER), OTHER);
    world.lets_in().await;
    let both = "SELECT COUNT(*) AS value FROM linked_accounts WHERE subject LIKE '%/m-1'";
    assert_eq!(
        world.server.number(both).await,
        1,
        "the address is the first one's, so nothing is made for the other"
    );
    for (tenant, issuer) in [
        (json!(TENANT), OTHER),
        (json!("{tenantid}"), "{tenantid}"),
        (json!("common"), "common"),
        (json!(""), ""),
        (json!("../../../../../../../../../../evil.ex"), "x"),
        (json!(null), TENANT),
        (json!(7), TENANT),
    ] {
        of_tenant(&world, "m-2", &tenant, issuer);
        let mut browser = world.server.browser();
        let answer = world.round(&mut browser).await;
        assert_eq!(answer.status, 502, "{tenant} {issuer}: {}", answer.dump());
    }
    assert_eq!(world.server.number(LINKS).await, 1);
}

/// A key that is one tenant's proves nothing about another's people.
#[tokio::test]
async fn a_key_may_belong_to_one_tenant() {
    let world = tenants().await;
    let form = format!("{}/{{tenantid}}/v2.0", world.upstream.issuer());
    for (issuer, good) in [
        (form.clone(), true),
        (form.replace("{tenantid}", TENANT), true),
        (form.replace("{tenantid}", OTHER), false),
        ("https://evil.example".to_owned(), false),
    ] {
        let mut key = world.upstream.signer.jwk().clone();
        key["issuer"] = json!(issuer);
        world.upstream.script().jwks = json!({"keys": [key]});
        of_tenant(&world, "m-1", &json!(TENANT), TENANT);
        let node = world.server.another_node().await;
        let mut browser = node.browser();
        world.round(&mut browser).await;
        assert_eq!(browser.is_signed_in().await, good, "{issuer}");
    }
}
