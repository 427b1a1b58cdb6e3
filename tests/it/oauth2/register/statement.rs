//! Software statements: what somebody trusted says of a client counts more than what the client says.

use std::sync::OnceLock;

use countersign::config::Words;
use countersign::jose::SigningKey;
use serde_json::{Value, json};

use super::{names, permission, plain_and, register};
use crate::support::{Site, TestServer, hours, seconds};

const ISSUER: &str = "https://trust.example.org";
const CLIENTS: &str = "SELECT COUNT(*) AS value FROM clients";

fn key() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| {
        SigningKey::generate(countersign::domain::Algorithm::Rs256)
            .expect("a key can be made")
            .0
    })
}

fn signed(claims: &Value) -> String {
    key().sign("JWT", claims).expect("claims can be signed")
}

async fn trusting(place: &str) -> (TestServer, String) {
    let server = TestServer::with(|config| {
        let issuers = [format!("{ISSUER}={place}")];
        config.registration.software_statement_issuers = Words::of(&[&issuers[0]]);
    })
    .await;
    let token = permission(&server).await;
    (server, token)
}

#[tokio::test]
async fn a_statement_wins_over_the_client() {
    let site = Site::with(&json!({"keys": [key().jwk()]}).to_string()).await;
    let (server, token) = trusting(&site.url("/jwks")).await;
    let end = server.app.now().seconds() + 60;
    let statement = signed(&json!({
        "iss": ISSUER, "exp": end, "client_name": "Vouched for",
        "redirect_uris": ["https://vouched.example.org/cb"],
    }));
    let members = json!({
        "client_name": "Something else",
        "redirect_uris": ["https://evil.example/cb"],
        "logo_uri": "https://vouched.example.org/logo.png",
        "software_statement": statement,
    });
    let answer = register(&server, &token, &members).await.expect(201).json();
    assert_eq!(answer["client_name"], "Vouched for");
    assert_eq!(
        answer["redirect_uris"],
        json!(["https://vouched.example.org/cb"])
    );
    assert_eq!(answer["logo_uri"], members["logo_uri"]);
    assert_eq!(answer["software_statement"], members["software_statement"]);
    assert!(answer.get("iss").is_none() && answer.get("exp").is_none());

    // What it vouches for has to be good all the same.
    let bad = signed(&json!({"iss": ISSUER, "redirect_uris": ["http://vouched.example.org/cb"]}));
    let answer = register(&server, &token, &json!({"software_statement": bad})).await;
    names(&answer, "invalid_redirect_uri", "redirect_uris");

    server
        .clock
        .advance(hours(0) + std::time::Duration::from_secs(60));
    let answer = register(&server, &token, &members).await;
    names(&answer, "invalid_software_statement", "software_statement");
    assert_eq!(server.number(CLIENTS).await, 1);
}

#[tokio::test]
async fn what_nobody_trusted_says_does_not_count() {
    let folder = std::env::temp_dir().join(format!("countersign-jwks-{}", std::process::id()));
    std::fs::write(&folder, json!({"keys": [key().jwk()]}).to_string()).unwrap();
    let (server, token) = trusting(&folder.display().to_string()).await;
    let now = server.app.now().seconds();
    let good = signed(&json!({"iss": ISSUER}));
    let send = async |statement: &Value| {
        let members = plain_and(&json!({"software_statement": statement}));
        register(&server, &token, &members).await
    };
    send(&json!(good)).await.expect(201);

    let (body, signature) = good.rsplit_once('.').unwrap();
    let first = if signature.starts_with('A') { 'B' } else { 'A' };
    let forged = format!("{body}.{first}{}", &signature[1..]);
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", good.split('.').nth(1).unwrap());
    for wrong in [
        json!(forged),
        json!(unsigned),
        json!("nonsense"),
        json!(signed(&json!({"client_name": "No issuer"}))),
        json!(signed(&json!({"iss": ISSUER, "exp": now - 1}))),
        json!(signed(&json!({"iss": ISSUER, "exp": "soon"}))),
        json!(signed(&json!({"iss": ISSUER, "nbf": now + 60}))),
    ] {
        let answer = send(&wrong).await;
        names(&answer, "invalid_software_statement", "software_statement");
    }
    let stranger = signed(&json!({"iss": "https://stranger.example.org"}));
    let answer = send(&json!(stranger)).await;
    names(
        &answer,
        "unapproved_software_statement",
        "software_statement",
    );
    assert_eq!(server.number(CLIENTS).await, 1);

    // Keys that are not to be had are this side's trouble.
    std::fs::remove_file(&folder).unwrap();
    send(&json!(good)).await.expect(503);
}

#[tokio::test]
async fn an_issuer_may_turn_its_keys() {
    let site = Site::with(&json!({"keys": [key().jwk()]}).to_string()).await;
    let (server, token) = trusting(&site.url("/jwks")).await;
    let statement = |key: &SigningKey| {
        let signed = key.sign("JWT", &json!({"iss": ISSUER})).unwrap();
        plain_and(&json!({"software_statement": signed}))
    };
    let first = statement(key());
    register(&server, &token, &first).await.expect(201);
    let turned = SigningKey::generate(countersign::domain::Algorithm::Es256)
        .unwrap()
        .0;
    let second = statement(&turned);
    server.clock.advance(seconds(30));
    let answer = register(&server, &token, &second).await;
    names(&answer, "invalid_software_statement", "software_statement");
    assert_eq!(site.hits(), 2);

    let body = json!({"keys": [key().jwk(), turned.jwk()]}).to_string();
    site.say(crate::support::site::page(&body));
    let answer = register(&server, &token, &second).await;
    names(&answer, "invalid_software_statement", "software_statement");
    assert_eq!(site.hits(), 2, "asked again too soon");
    server.clock.advance(seconds(30));
    register(&server, &token, &second).await.expect(201);
    register(&server, &token, &first).await.expect(201);
    assert_eq!(site.hits(), 3);
}

/// What the issuer signs for other purposes is no statement.
#[tokio::test]
async fn a_statement_is_meant_as_one() {
    let site = Site::with(&json!({"keys": [key().jwk()]}).to_string()).await;
    let (server, token) = trusting(&site.url("/jwks")).await;
    let here = server.issuer();
    let send = async |typ: &str, mut claims: Value| {
        claims["iss"] = ISSUER.into();
        let statement = key().sign(typ, &claims).unwrap();
        let members = plain_and(&json!({"software_statement": statement}));
        register(&server, &token, &members).await
    };
    for (typ, claims) in [
        ("JWT", json!({})),
        ("application/jwt", json!({})),
        ("JWT", json!({"aud": here})),
        (
            "JWT",
            json!({"aud": [format!("{here}/oauth2/register"), "another"]}),
        ),
    ] {
        send(typ, claims).await.expect(201);
    }
    for (typ, claims) in [
        ("at+jwt", json!({})),
        ("logout+jwt", json!({"aud": here})),
        ("JWT", json!({"aud": "another"})),
        ("JWT", json!({"aud": format!("{here}.evil.example")})),
        ("JWT", json!({"aud": []})),
    ] {
        let answer = send(typ, claims).await;
        names(&answer, "invalid_software_statement", "software_statement");
    }
    assert_eq!(server.number(CLIENTS).await, 4);
}
