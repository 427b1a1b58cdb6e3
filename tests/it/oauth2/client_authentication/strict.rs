//! Assertions by the rules of RFC 7523bis: the issuer is the only audience, and the type says what they are.

use serde_json::{Value, json};

use super::{ask, claims, refused, server, service, signing, used};
use crate::support::{RelyingParty, Signer};

const TYPE: &str = "client-authentication+jwt";

fn typed(key: &Signer, client: &RelyingParty, typ: Value, change: (&str, Value)) -> String {
    let mut header = key.header();
    header["typ"] = typ;
    let mut claims = claims(client, "the same");
    claims[change.0] = change.1;
    key.sign_with(&header, &claims)
}

#[tokio::test]
async fn a_strict_client_names_the_issuer_and_nothing_else() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let mut metadata = signing(&key);
    metadata.strict_assertion_audience = true;
    let client = service(&server, metadata).await;
    let (issuer, now) = (server.issuer().to_owned(), server.app.now().seconds());
    let good = |name: &str| (typed(&key, &client, json!(name), ("aud", json!(issuer)))).to_owned();
    ask(&client, &good(TYPE)).await.expect(200);
    server.tamper("DELETE FROM used_assertions").await;
    for bad in [
        key.sign(&claims(&client, "the same")),
        good("JWT"),
        typed(&key, &client, json!(TYPE), ("aud", json!([issuer]))),
        typed(
            &key,
            &client,
            json!(TYPE),
            ("aud", json!(format!("{issuer}/oauth2/token"))),
        ),
        typed(&key, &client, json!(TYPE), ("aud", json!([issuer, issuer]))),
        typed(&key, &client, json!(TYPE), ("exp", json!(now + 361))),
    ] {
        refused(ask(&client, &bad).await);
    }
    assert_eq!(used(&server).await, 0);
    ask(&client, &good("application/Client-Authentication+JWT"))
        .await
        .expect(200);
}

/// Who says that an assertion is of the new kind is held to it.
#[tokio::test]
async fn the_type_alone_makes_an_assertion_strict_in_its_audience() {
    let server = server().await;
    let key = Signer::new("ES256", "k1");
    let client = service(&server, signing(&key)).await;
    let issuer = server.issuer().to_owned();
    let endpoint = json!(format!("{issuer}/oauth2/token"));
    for (typ, audience, status) in [
        ("JWT", endpoint.clone(), 200),
        (TYPE, endpoint.clone(), 401),
        (TYPE, json!([issuer, "https://other.example.org"]), 401),
        (TYPE, json!([issuer]), 200),
        (TYPE, json!(issuer), 200),
    ] {
        server.tamper("DELETE FROM used_assertions").await;
        let token = typed(&key, &client, json!(typ), ("aud", audience.clone()));
        let answer = ask(&client, &token).await;
        assert_eq!(answer.status, status, "{typ} {audience}: {}", answer.dump());
    }
}
