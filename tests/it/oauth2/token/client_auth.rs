//! Client authentication (RFC 6749 section 2.3): exactly one method, the right secret, and no hint of what was wrong.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use countersign::oauth::{client_secret, registration};

use crate::support::relying_party::basic;
use crate::support::{Params, RelyingParty, TestServer, days, hours, seconds};

const NOTES: &str = "https://notes.example.org";

fn grant() -> Params {
    Params::of(&[("grant_type", "client_credentials")])
}

async fn service(server: &TestServer) -> (RelyingParty, String) {
    let service = server.service(&[NOTES]).await;
    let secret = service.secret.clone().unwrap();
    (service, secret)
}

#[tokio::test]
async fn a_wrong_secret_is_refused_like_an_unknown_client() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let (client, secret) = service(&server).await;
    let (_, of_another) = service(&server).await;
    let with = |id: &str, secret: &str| [("authorization", basic(id, secret))];
    let good = with(&client.id, &secret);
    client
        .token_with(&[(good[0].0, &good[0].1)], grant())
        .await
        .expect(200);
    let in_body = grant()
        .and("client_id", &client.id)
        .and("client_secret", &secret);
    client.token_with(&[], in_body).await.expect(200);

    let mut answers = Vec::new();
    let cut = &secret[..secret.len() - 1];
    let upper = secret.to_uppercase();
    let longer = format!("{secret}A");
    for wrong in ["", "wrong", cut, &upper, &longer, &of_another] {
        let header = basic(&client.id, wrong);
        answers.push(
            client
                .token_with(&[("authorization", &header)], grant())
                .await,
        );
        let body = grant()
            .and("client_id", &client.id)
            .and("client_secret", wrong);
        answers.push(client.token_with(&[], body).await);
    }
    let header = basic("nobody", &secret);
    answers.push(
        client
            .token_with(&[("authorization", &header)], grant())
            .await,
    );
    for answer in answers {
        let answer = answer.expect_error(401, "invalid_client");
        assert_eq!(
            answer.json()["error_description"],
            "client authentication failed"
        );
        assert!(
            answer.header("www-authenticate").starts_with("Basic "),
            "{}",
            answer.dump()
        );
    }
}

#[tokio::test]
async fn exactly_one_method_is_used() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let (client, secret) = service(&server).await;
    let header = basic(&client.id, &secret);
    let headers = [("authorization", header.as_str())];
    client
        .token_with(&headers, grant().and("client_id", &client.id))
        .await
        .expect(200);

    let both = grant()
        .and("client_id", &client.id)
        .and("client_secret", &secret);
    client
        .token_with(&headers, both)
        .await
        .expect_error(400, "invalid_request");
    let twice = [headers[0], headers[0]];
    client
        .token_with(&twice, grant())
        .await
        .expect_error(400, "invalid_request");
    let other = grant().and("client_id", "other");
    client
        .token_with(&headers, other)
        .await
        .expect_error(400, "invalid_request");
    let assertion = grant()
        .and("client_assertion_type", "x")
        .and("client_assertion", "y");
    client
        .token_with(&headers, assertion)
        .await
        .expect_error(400, "invalid_request");
    client
        .token_with(&[], grant())
        .await
        .expect_error(401, "invalid_client");
}

#[tokio::test]
async fn a_header_is_read_strictly() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let (client, secret) = service(&server).await;
    let pair = format!("{}:{secret}", client.id);
    let good = format!("Basic {}", STANDARD.encode(&pair));
    client
        .token_with(&[("authorization", &good)], grant())
        .await
        .expect(200);

    let unpadded = STANDARD_NO_PAD.encode(format!("{pair}%"));
    for bad in [
        "Basic".to_owned(),
        "Basic ".to_owned(),
        format!("Basic {pair}"),
        format!("Basic {}!", STANDARD.encode(&pair)),
        format!("Basic {unpadded}"),
        format!("Basic {}", STANDARD.encode(&client.id)),
        format!("Basic {}", STANDARD.encode(format!("{pair}&x=1"))),
        format!("Basic {}", STANDARD.encode(format!("{pair}%00"))),
        format!("Bearer {secret}"),
    ] {
        client
            .token_with(&[("authorization", &bad)], grant())
            .await
            .expect_error(401, "invalid_client");
    }
}

#[tokio::test]
async fn a_public_client_has_no_secret_and_a_confidential_one_needs_its() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let public = server.client(|new| new.public = true).await;
    let confidential = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&public).await;
    browser.tokens(&confidential).await;

    let code = browser.code(&confidential).await;
    let bare = confidential
        .redemption(&code, crate::support::VERIFIER)
        .and("client_id", &confidential.id);
    confidential
        .token_with(&[], bare)
        .await
        .expect_error(401, "invalid_client");
    let code = browser.code(&public).await;
    let with = public
        .redemption(&code, crate::support::VERIFIER)
        .and("client_id", &public.id);
    public
        .token_with(&[], with.and("client_secret", "x"))
        .await
        .expect_error(401, "invalid_client");
    // Who could not authenticate did not touch the codes.
    public
        .redeem(&code, crate::support::VERIFIER)
        .await
        .expect(200);
}

#[tokio::test]
async fn two_secrets_are_valid_while_one_rotates() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let (first, _) = service(&server).await;
    let known = server.app.catalog.client(&first.id).await.unwrap().unwrap();
    let secret = client_secret::rotate(&server.app, &known.client, days(1))
        .await
        .unwrap();
    let second = RelyingParty {
        secret: Some(secret),
        ..first.clone()
    };
    server.clock.advance(hours(24) - seconds(1));
    for client in [&first, &second] {
        client.client_credentials(|params| params).await.expect(200);
    }
    server.clock.advance(seconds(1));
    first
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
    second.client_credentials(|params| params).await.expect(200);

    // Another rotation, without a pause: of three secrets none but the newest lives.
    let secret = client_secret::rotate(&server.app, &known.client, seconds(0))
        .await
        .unwrap();
    let third = RelyingParty {
        secret: Some(secret),
        ..first
    };
    second
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
    third.client_credentials(|params| params).await.expect(200);
}

#[tokio::test]
async fn a_disabled_or_deleted_client_is_unknown() {
    let server = TestServer::start().await;
    server.resource(NOTES, &[]).await;
    let ((disabled, _), (deleted, _)) = (service(&server).await, service(&server).await);
    disabled
        .client_credentials(|params| params)
        .await
        .expect(200);
    deleted
        .client_credentials(|params| params)
        .await
        .expect(200);
    registration::disable(&server.app, &disabled.id)
        .await
        .unwrap();
    registration::delete(&server.app, &deleted.id)
        .await
        .unwrap();
    disabled
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
    deleted
        .client_credentials(|params| params)
        .await
        .expect_error(401, "invalid_client");
}
