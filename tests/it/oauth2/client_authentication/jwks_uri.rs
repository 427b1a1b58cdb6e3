//! Keys at a URL of the client's: fetched when they are needed, kept, and fetched once more when the client turned them.

use countersign::domain::{AuthMethod, ClientMetadata};
use countersign::oauth::registration;
use serde_json::json;

use super::{NOTES, ask, claims, refused, server, service, signing, used};
use crate::support::site::{Says, page};
use crate::support::{RelyingParty, Signer, Site, TestServer, at_once, hours, seconds};

fn at(site: &Site) -> ClientMetadata {
    ClientMetadata {
        token_endpoint_auth_method: Some(AuthMethod::PrivateKeyJwt),
        jwks_uri: Some(site.url("/keys")),
        ..ClientMetadata::default()
    }
}

fn publish(site: &Site, signer: &Signer) {
    site.say(page(&signer.jwks().to_string()));
}

#[tokio::test]
async fn a_turned_key_is_found_by_one_more_request() {
    let server = server().await;
    let (first, second) = (Signer::new("ES256", "k1"), Signer::new("ES256", "k2"));
    let site = Site::with(&first.jwks().to_string()).await;
    let client = service(&server, at(&site)).await;
    assert_eq!(site.hits(), 0, "registered, but not yet needed");
    for number in 0..5 {
        let token = first.sign(&claims(&client, &number.to_string()));
        ask(&client, &token).await.expect(200);
    }
    assert_eq!(site.hits(), 1);

    publish(&site, &second);
    server.clock.advance(seconds(31));
    for number in 5..10 {
        let token = second.sign(&claims(&client, &number.to_string()));
        ask(&client, &token).await.expect(200);
    }
    assert_eq!(site.hits(), 2);
    refused(ask(&client, &first.sign(&claims(&client, "10"))).await);
}

/// A key without a name may be another than the one before.
#[tokio::test]
async fn a_turned_key_without_a_name_is_found_too() {
    let server = server().await;
    let (first, second) = (Signer::new("ES256", "k1"), Signer::new("ES256", "k2"));
    let site = Site::with(&first.jwks().to_string()).await;
    let client = service(&server, at(&site)).await;
    let bare = json!({"alg": "ES256"});
    let token = first.sign_with(&bare, &claims(&client, "1"));
    ask(&client, &token).await.expect(200);
    publish(&site, &second);
    server.clock.advance(seconds(31));
    let token = second.sign_with(&bare, &claims(&client, "2"));
    ask(&client, &token).await.expect(200);
}

#[tokio::test]
async fn a_flood_here_is_none_there() {
    let server = server().await;
    let (key, foreign) = (Signer::new("ES256", "k1"), Signer::new("ES256", "k9"));
    let site = Site::with(&key.jwks().to_string()).await;
    let client = service(&server, at(&site)).await;
    ask(&client, &key.sign(&claims(&client, "good")))
        .await
        .expect(200);
    server.clock.advance(seconds(31));
    let bad = |number: usize| {
        let (client, token) = (
            client.clone(),
            foreign.sign(&claims(&client, &number.to_string())),
        );
        async move { ask(&client, &token).await.status }
    };
    let answers = at_once(100, bad).await;
    assert!(answers.iter().all(|status| *status == 401));
    assert_eq!(site.hits(), 2);
    // A right name with a wrong signature, and a client that is not there, are worth no request at all.
    let forged = Signer::new("ES256", "k1");
    server.clock.advance(seconds(31));
    refused(ask(&client, &forged.sign(&claims(&client, "x"))).await);
    let nobody = RelyingParty {
        id: "nobody".to_owned(),
        ..client.clone()
    };
    refused(ask(&nobody, &foreign.sign(&claims(&nobody, "x"))).await);
    registration::disable(&server.app, &client.id)
        .await
        .unwrap();
    refused(ask(&client, &foreign.sign(&claims(&client, "y"))).await);
    assert_eq!((site.hits(), used(&server).await), (2, 1));
}

#[tokio::test]
async fn a_site_in_trouble_costs_nobody_who_is_known() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let down = Says::Page(500, String::new(), String::new());
    let site = Site::start(down.clone()).await;
    let client = service(&server, at(&site)).await;
    refused(ask(&client, &key.sign(&claims(&client, "1"))).await);
    publish(&site, &key);
    server.clock.advance(seconds(31));
    ask(&client, &key.sign(&claims(&client, "1")))
        .await
        .expect(200);

    site.say(down);
    server.clock.advance(hours(23));
    ask(&client, &key.sign(&claims(&client, "2")))
        .await
        .expect(200);
    server.clock.advance(hours(1));
    refused(ask(&client, &key.sign(&claims(&client, "3"))).await);
    assert_eq!(used(&server).await, 2);
}

#[tokio::test]
async fn what_is_no_public_key_set_is_refused() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let site = Site::with("").await;
    let client = service(&server, at(&site)).await;
    let mut private = key.jwks();
    private["keys"][0]["d"] = json!("AAAA");
    let bad = [
        "",
        "<html>",
        "[]",
        "{}",
        r#"{"keys":{}}"#,
        &private.to_string(),
    ];
    for (number, body) in bad.iter().enumerate() {
        site.say(page(body));
        server.clock.advance(hours(25));
        let token = key.sign(&claims(&client, &number.to_string()));
        refused(ask(&client, &token).await);
        assert_eq!(site.hits(), number + 1, "{body}");
    }
    publish(&site, &key);
    server.clock.advance(hours(25));
    ask(&client, &key.sign(&claims(&client, "x")))
        .await
        .expect(200);
}

#[tokio::test]
async fn keys_behind_the_guard_are_not_fetched() {
    let key = Signer::new("ES256", "k1");
    let site = Site::with(&key.jwks().to_string()).await;
    let open = server().await;
    let client = service(&open, at(&site)).await;
    ask(&client, &key.sign(&claims(&client, "1")))
        .await
        .expect(200);
    assert_eq!(site.connections(), 1);

    let guarded = TestServer::with(|config| config.outbound.allow_private = Some(false)).await;
    guarded.resource(NOTES, &[]).await;
    let inline = service(&guarded, signing(&key)).await;
    ask(&inline, &key.sign(&claims(&inline, "1")))
        .await
        .expect(200);
    for host in ["http://127.0.0.1", "https://127.0.0.1", "https://localhost"] {
        let public = "https://rp.example.org/keys";
        let mut metadata = at(&site);
        metadata.jwks_uri = Some(public.to_owned());
        let client = service(&guarded, metadata).await;
        // No door registers it while the guard is strict.
        let private = format!("{host}:{}/keys", site.address.port());
        let moved =
            format!("UPDATE clients SET metadata = REPLACE(metadata, '{public}', '{private}')");
        guarded.tamper(moved.leak()).await;
        refused(ask(&client, &key.sign(&claims(&client, "1"))).await);
    }
    assert_eq!((site.connections(), used(&guarded).await), (1, 1));
}
