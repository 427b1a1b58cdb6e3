//! Registering makes this server ask others only where that is allowed and of use.

use serde_json::json;

use super::{Registered, names, permission, plain_and, register};
use crate::support::{Site, TestServer, seconds};

const URIS: [&str; 2] = ["https://a.example.org/cb", "https://b.example.org/cb"];

#[tokio::test]
async fn a_sector_lists_its_members() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    let site = Site::with(&json!(URIS).to_string()).await;
    let members = |uris: &[&str], path: &str| {
        json!({
            "redirect_uris": uris,
            "subject_type": "pairwise",
            "sector_identifier_uri": site.url(path),
        })
    };
    let client = Registered::new(&server, &members(&URIS, "/sector")).await;
    assert_eq!(client.members["sector_identifier_uri"], site.url("/sector"));
    assert_eq!(site.hits(), 1);
    let stranger = [URIS[0], "https://evil.example/cb"];
    let answer = register(&server, &token, &members(&stranger, "/sector")).await;
    names(&answer, "invalid_client_metadata", "sector_identifier_uri");

    for (path, body) in [("/none", "{}"), ("/text", "not JSON"), ("/empty", "[]")] {
        site.say(crate::support::site::page(body));
        let answer = register(&server, &token, &members(&URIS, path)).await;
        names(&answer, "invalid_client_metadata", "sector_identifier_uri");
    }
    let clients = "SELECT COUNT(*) AS value FROM clients";
    assert_eq!(server.number(clients).await, 1);
}

/// Who puts the file right need not wait for a cache, and nobody has it fetched with every request.
#[tokio::test]
async fn a_sector_file_put_right_counts_soon() {
    let server = TestServer::start().await;
    let token = permission(&server).await;
    let site = Site::with(&json!([URIS[0]]).to_string()).await;
    let members = json!({"redirect_uris": URIS, "sector_identifier_uri": site.url("/sector")});
    let answer = register(&server, &token, &members).await;
    names(&answer, "invalid_client_metadata", "sector_identifier_uri");
    site.say(crate::support::site::page(&json!(URIS).to_string()));
    let answer = register(&server, &token, &members).await;
    names(&answer, "invalid_client_metadata", "sector_identifier_uri");
    assert_eq!(site.hits(), 1);
    server.clock.advance(seconds(5));
    register(&server, &token, &members).await.expect(201);
    assert_eq!(site.hits(), 2);
}

/// What would lead into the network here is refused before anything is asked, and so is everything of somebody who may not
/// register.
#[tokio::test]
async fn nothing_private_is_asked() {
    let server = TestServer::with(|config| {
        config.outbound.allow_private = Some(false);
    })
    .await;
    let token = permission(&server).await;
    let site = Site::with(&json!(URIS).to_string()).await;
    for member in [
        "sector_identifier_uri",
        "jwks_uri",
        "backchannel_logout_uri",
        "request_uris",
    ] {
        for private in [
            site.url("/x"),
            "https://127.0.0.1/x".to_owned(),
            "https://169.254.169.254/x".to_owned(),
            "https://[::1]/x".to_owned(),
            "https://localhost/x".to_owned(),
        ] {
            let mut more = json!({});
            more[member] = match member {
                "request_uris" => json!([private]),
                _ => json!(private),
            };
            let answer = register(&server, &token, &plain_and(&more)).await;
            names(&answer, "invalid_client_metadata", member);
        }
    }
    assert_eq!(site.connections(), 0);

    let server = TestServer::start().await;
    let members = json!({"redirect_uris": URIS, "sector_identifier_uri": site.url("/x")});
    register(&server, "", &members).await.expect(401);
    register(&server, "cs_initial_wrong", &members)
        .await
        .expect(401);
    assert_eq!(site.connections(), 0);
    let token = permission(&server).await;
    register(&server, &token, &members).await.expect(201);
    assert_eq!(site.connections(), 1);
}
