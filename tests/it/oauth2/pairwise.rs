//! Pairwise subjects (OIDC Core section 8): each sector knows a person by another name, and nobody can tell from it who it is.

use std::sync::Arc;

use countersign::app::App;
use countersign::base::random::SeededRandom;
use countersign::domain::SubjectType;
use countersign::jose::MasterKey;
use countersign::oauth::subject;
use countersign::store::Db;

use crate::support::{Node, RelyingParty, Site, TestServer, Tokens, VERIFIER, at_once};

const SALTS: &str = "SELECT COUNT(*) AS value FROM server_secrets";

async fn pairwise(node: &Node, redirect_uri: &str, sector: Option<&str>) -> RelyingParty {
    node.client(|new| {
        new.redirect_uris = vec![redirect_uri.to_owned()];
        new.metadata.subject_type = Some(SubjectType::Pairwise);
        new.metadata.sector_identifier_uri = sector.map(str::to_owned);
    })
    .await
}

async fn subject_of(node: &Node, app: &RelyingParty, user_id: &str) -> String {
    let client = node.app.catalog.client(&app.id).await.unwrap().unwrap();
    subject::of(&node.app, &client.client, user_id)
        .await
        .unwrap()
}

#[tokio::test]
async fn everything_that_a_client_sees_names_the_person_alike() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = pairwise(&server, "https://app.example.org/callback", None).await;
    let public = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let open = browser.tokens(&public).await;
    assert_eq!(open.id_claims()["sub"], ada.user.id.as_str());

    let tokens = browser.tokens(&app).await;
    let subject = tokens.id_claims()["sub"].clone();
    assert_ne!(subject, ada.user.id.as_str());
    assert_eq!(tokens.access_claims()["sub"], subject);
    let answer = app.userinfo(&tokens.access).await.expect(200);
    assert_eq!(answer.json()["sub"], subject);
    assert_eq!(answer.json()["email"], "ada@example.org");
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(refreshed.id_claims()["sub"], subject);
    for text in [&tokens.id, &tokens.access, &answer.body] {
        assert!(!text.contains(&ada.user.id));
    }
    // The next sign-in, at another server process.
    let node = server.another_node().await;
    let mut browser = node.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app.at(&node)).await;
    assert_eq!(tokens.id_claims()["sub"], subject);
    assert_eq!(server.number(SALTS).await, 1);
}

#[tokio::test]
async fn a_sector_shares_what_other_sectors_cannot_know() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let one = pairwise(&server, "https://one.example.org/a", None).await;
    let same = pairwise(&server, "https://one.example.org:8443/b", None).await;
    let two = pairwise(&server, "https://two.example.org/a", None).await;
    let site = Site::with(r#"["https://two.example.org/b"]"#).await;
    let sector = site.url("/sector.json");
    let told = pairwise(&server, "https://two.example.org/b", Some(&sector)).await;
    let there = pairwise(&server, "http://127.0.0.1/a", None).await;
    let native = pairwise(&server, "com.example.app:/a", None).await;
    let other = pairwise(&server, "com.example.app:/b", None).await;
    let id = &ada.user.id;
    let first = subject_of(&server, &one, id).await;
    assert_eq!(subject_of(&server, &same, id).await, first);
    assert_eq!(
        subject_of(&server, &told, id).await,
        subject_of(&server, &there, id).await
    );
    let mut all = vec![first, subject_of(&server, &one, &bob.user.id).await];
    for app in [&two, &told, &native, &other] {
        all.push(subject_of(&server, app, id).await);
    }
    let mut distinct = all.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), all.len(), "{all:?}");
    // OIDC Core section 8.1: not reversible, and at most 255 characters of ASCII.
    assert!(
        all.iter()
            .all(|subject| subject.len() == 43 && subject.is_ascii())
    );
}

/// Two nodes that need the salt first make one.
#[tokio::test]
async fn of_two_salts_made_at_once_one_counts() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = pairwise(&server, "https://app.example.org/callback", None).await;
    let mut nodes = Vec::new();
    for _ in 0..4 {
        nodes.push(server.another_node().await);
    }
    let subjects = at_once(nodes.len(), |index| {
        let (node, app, id) = (nodes[index].clone(), app.clone(), ada.user.id.clone());
        async move { subject_of(&node, &app, &id).await }
    })
    .await;
    assert!(
        subjects.iter().all(|subject| *subject == subjects[0]),
        "{subjects:?}"
    );
    assert_eq!(server.number(SALTS).await, 1);
}

/// It is sealed: with another master key there is no name at all rather than another one.
#[tokio::test]
async fn without_the_master_key_nobody_is_named() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = pairwise(&server, "https://app.example.org/callback", None).await;
    let public = server.app_client().await;
    subject_of(&server, &app, &ada.user.id).await;
    let config = (*server.app.config).clone();
    let db = Db::open(&config).await.unwrap();
    let key = MasterKey::parse("CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg=").unwrap();
    let clock = Arc::new(server.clock.clone());
    let stranger = App::new(config, db, key, clock, Arc::new(SeededRandom::new(99))).unwrap();
    let client = stranger.catalog.client(&public.id).await.unwrap().unwrap();
    let known = subject::of(&stranger, &client.client, &ada.user.id).await;
    assert_eq!(known.unwrap(), ada.user.id);
    let client = stranger.catalog.client(&app.id).await.unwrap().unwrap();
    assert!(
        subject::of(&stranger, &client.client, &ada.user.id)
            .await
            .is_err()
    );
    assert_eq!(server.number(SALTS).await, 1);
}

/// An access token that names the person otherwise than the client knows them now is not theirs.
#[tokio::test]
async fn another_sector_is_another_name() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = pairwise(&server, "https://app.example.org/callback", None).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let tokens = browser.tokens(&app).await;
    app.userinfo(&tokens.access).await.expect(200);
    server
        .tamper(r#"UPDATE clients SET metadata = '{"subject_type":"pairwise","sector_identifier_uri":"https://b.example.org/s.json"}'"#)
        .await;
    app.userinfo(&tokens.access)
        .await
        .expect_error(401, "invalid_token");
    let refreshed = Tokens::of(&app.refresh(&tokens.refresh).await.expect(200));
    assert_ne!(refreshed.id_claims()["sub"], tokens.id_claims()["sub"]);
    app.userinfo(&refreshed.access).await.expect(200);
}

/// Registration refuses it. Were it stored all the same, nobody would be named by guesswork.
#[tokio::test]
async fn several_hosts_without_a_sector_name_nobody() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = pairwise(&server, "https://app.example.org/callback", None).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&app).await;
    let code = browser.code(&app).await;
    server
        .tamper(
            r#"UPDATE clients SET metadata = '{"subject_type":"pairwise"}',
            redirect_uris = '["https://app.example.org/callback","https://b.example.org/"]'"#,
        )
        .await;
    let answer = app
        .redeem(&code, VERIFIER)
        .await
        .expect_error(500, "server_error");
    assert!(!answer.body.contains("b.example.org"), "{}", answer.dump());
}
