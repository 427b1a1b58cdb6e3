//! A client is of the sector that it was registered in: what it says of itself later takes it to no other one.

use countersign::oauth::subject;
use serde_json::{Value, json};

use super::{Registered, names};
use crate::support::{Site, TestServer, Tokens, VERIFIER};

const OWN: &str = "https://app.example.org/callback";
const VICTIM: &str = "https://victim.example.org/callback";
const MEMBER: &str = "sector_identifier_uri";

fn at(uri: &str, subject_type: &str) -> Value {
    json!({
        "redirect_uris": [uri], "subject_type": subject_type,
        "grant_types": ["authorization_code", "refresh_token"],
    })
}

#[tokio::test]
async fn a_pairwise_client_cannot_move_to_another_sector() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut said = at(OWN, "pairwise");
    said["sector"] = "victim.example.org".into();
    let client = Registered::new(&server, &said).await;
    assert!(client.members.get("sector").is_none());
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    let page = browser
        .authorize(&client.rp, |params| params.set("prompt", "consent"))
        .await;
    let code = browser.decide(&page.expect(200), "allow").await.code();
    let tokens = Tokens::of(&client.rp.redeem(&code, VERIFIER).await.expect(200));
    let known_as = tokens.id_claims()["sub"].clone();

    // Elsewhere at the same host it is who it was.
    let moved = at("https://app.example.org/other", "pairwise");
    client.update(&server, &moved).await.expect(200);
    let before = client.read(&server).await.expect(200).json();
    let victim = Registered::new(&server, &at(VICTIM, "pairwise")).await;
    let site = Site::with(&json!([OWN, VICTIM]).to_string()).await;
    let mut with_file = at(OWN, "pairwise");
    with_file[MEMBER] = site.url("/sector").into();
    for other in [at(VICTIM, "pairwise"), with_file] {
        let answer = client.update(&server, &other).await;
        names(&answer, "invalid_client_metadata", MEMBER);
    }
    assert_eq!(client.read(&server).await.expect(200).json(), before);
    let refreshed = Tokens::of(&client.rp.refresh(&tokens.refresh).await.expect(200));
    assert_eq!(refreshed.id_claims()["sub"], known_as);
    let theirs = server
        .app
        .catalog
        .client(&victim.id)
        .await
        .unwrap()
        .unwrap();
    let theirs = subject::of(&server.app, &theirs.client, &ada.user.id).await;
    assert_ne!(known_as, theirs.unwrap());
}

/// Public clients move as they like. It does not bring them closer to being another's.
#[tokio::test]
async fn a_public_client_becomes_pairwise_where_it_was_registered() {
    let server = TestServer::start().await;
    let several = json!({"redirect_uris": [OWN, "https://b.example.org/callback"]});
    for first in [at(OWN, "public"), several] {
        let single = first["redirect_uris"][1].is_null();
        let client = Registered::new(&server, &first).await;
        let moved = client.update(&server, &at(VICTIM, "public")).await;
        moved.expect(200);
        let answer = client.update(&server, &at(VICTIM, "pairwise")).await;
        names(&answer, "invalid_client_metadata", MEMBER);
        let answer = client.update(&server, &at(OWN, "pairwise")).await;
        match single {
            true => drop(answer.expect(200)),
            false => names(&answer, "invalid_client_metadata", MEMBER),
        }
        let stored = server
            .app
            .catalog
            .client(&client.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored.client.metadata.is_pairwise(), single);
    }
}
