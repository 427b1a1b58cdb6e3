//! A client that the operator trusts more than others stays the application that it was when it was given that trust.

use countersign::config::Words;
use countersign::oauth::registration::{self, NewClient, metadata};
use countersign::store;
use serde_json::json;

use super::{Registered, names, plain_and};
use crate::support::TestServer;

const NOTES: &str = "https://notes.example.org";

/// What the operator says of it on a command line.
async fn trust(server: &TestServer, client: &Registered, change: impl FnOnce(&mut NewClient)) {
    let kept = store::client::kept(&mut server.app.db.read(), &client.id).await;
    let kept = kept.unwrap().unwrap();
    let mut new = NewClient {
        resources: kept.client.resources.clone(),
        ..metadata::read(&metadata::write(&kept.client)).unwrap()
    };
    change(&mut new);
    let changed = registration::amend(&server.app, kept, new).await;
    assert!(changed.unwrap().is_some());
}

#[tokio::test]
async fn it_adds_no_redirect_uri_and_keeps_its_name() {
    let server = TestServer::with(|config| {
        config.registration.resources = Words::of(&["https://files.example.org"]);
    })
    .await;
    server.resource(NOTES, &["notes:read"]).await;
    server.resource("https://files.example.org", &[]).await;
    for kind in ["nobody", "first party", "api"] {
        let one = "https://app.example.org/callback";
        let two = "https://app.example.org/other";
        let named = |name: &str, uris: &[&str]| {
            plain_and(
                &json!({"client_name": name, "client_name#de": "Notizen", "redirect_uris": uris}),
            )
        };
        let client = Registered::new(&server, &named("Notes", &[one, two])).await;
        match kind {
            "first party" => trust(&server, &client, |new| new.first_party = true).await,
            "api" => trust(&server, &client, |new| new.resources.push(NOTES.to_owned())).await,
            _ => {}
        }
        let trusted = kind != "nobody";
        // The rest is its own, and what it has it can give up.
        let mut less = named("Notes", &[one]);
        less["logo_uri"] = "https://app.example.org/logo.png".into();
        client.update(&server, &less).await.expect(200);
        let before = client.read(&server).await.expect(200).json();

        let mut translated = less.clone();
        translated["client_name#de"] = "Bank".into();
        for (changed, code, member) in [
            (
                named("Notes", &[one, "https://evil.example/cb"]),
                "invalid_redirect_uri",
                "redirect_uris",
            ),
            (
                named("Bank", &[one]),
                "invalid_client_metadata",
                "client_name",
            ),
            (translated, "invalid_client_metadata", "client_name"),
        ] {
            let answer = client.update(&server, &changed).await;
            match trusted {
                true => names(&answer, code, member),
                false => drop(answer.expect(200)),
            }
        }
        let after = client.read(&server).await.expect(200).json();
        assert_eq!(after == before, trusted, "{kind}");
    }
}
