//! `token explain`: what is accepted, what is refused and why, for each kind of token.

use serde_json::{Value, json};

use super::commands::Place;
use crate::cli::answer::Part;
use crate::cli::start::Common;
use crate::domain::Scopes;
use crate::oauth::issue::{Authorization, Subject, issue};
use crate::oauth::signing_keys;

const NOTES: &str = "https://notes.example.org";

/// A person, an API that takes keys, and a client that acts for itself there.
async fn place() -> Place {
    let place = Place::new();
    for line in [
        "user create ada --email ada@example.org",
        "resource create https://notes.example.org --name Notes --scope notes:read --api-keys",
        "client create --name Robot --id robot --grant client_credentials --scope notes:read --resource \
         https://notes.example.org",
    ] {
        place.json(line).await;
    }
    place
}

/// An access token of that client, as the server issues it.
async fn robots_token(place: &Place) -> String {
    let app = place
        .start(Common::default())
        .app_with_keys()
        .await
        .unwrap();
    signing_keys::begin(&app).await.unwrap();
    let client = app.catalog.client("robot").await.unwrap().unwrap();
    let authorization = Authorization {
        client,
        subject: Subject::Client,
        scopes: Scopes::stored(vec!["notes:read".to_owned()]),
        resources: vec![NOTES.to_owned()],
    };
    let issued = issue(&app, authorization).await.unwrap();
    app.db.close().await;
    issued.access_token
}

/// What is said of a token: whether it is accepted, and the names of the checks that failed.
async fn explained(place: &Place, arguments: &str) -> (bool, Value, Vec<String>) {
    let line = format!("token explain {arguments}");
    let answer = place.answer(&line).await.unwrap();
    let accepted = answer.json["accepted"] == true;
    assert_eq!(answer.refused, !accepted, "the exit code");
    let checks = answer.json["checks"].as_array().unwrap().iter();
    let failed = checks.filter(|check| check["outcome"] == "failed");
    let failed = failed.map(|check| check["name"].as_str().unwrap().to_owned());
    (accepted, answer.json["reason"].clone(), failed.collect())
}

fn refused(reason: &str, check: &str) -> (bool, Value, Vec<String>) {
    (false, json!(reason), vec![check.to_owned()])
}

fn accepted() -> (bool, Value, Vec<String>) {
    (true, Value::Null, Vec::new())
}

#[tokio::test]
async fn an_access_token_is_judged_by_its_signature_and_by_what_it_stands_on() {
    let place = place().await;
    let token = robots_token(&place).await;
    assert_eq!(explained(&place, &token).await, accepted());
    let for_notes = format!("{token} --audience {NOTES}");
    assert_eq!(explained(&place, &for_notes).await, accepted());

    let for_other = format!("{token} --audience urn:other");
    let (ok, reason, failed) = explained(&place, &for_other).await;
    assert_eq!((ok, reason), (false, json!("wrong_audience")));
    assert_eq!(failed, ["aud"]);

    let (signed, _) = token.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", "A".repeat(342));
    assert_eq!(
        explained(&place, &forged).await,
        refused("bad_signature", "signature")
    );

    place.json("client disable robot").await;
    assert_eq!(
        explained(&place, &token).await,
        refused("token_inactive", "standing")
    );
    place.json("client enable robot").await;
    assert_eq!(explained(&place, &token).await, accepted());
    place.json("keys rotate --leaked").await;
    assert_eq!(
        explained(&place, &token).await,
        refused("unknown_key", "key")
    );
}

#[tokio::test]
async fn people_read_what_is_wrong_and_what_to_do() {
    let place = place().await;
    let token = robots_token(&place).await;
    let line = format!("token explain {token} --audience urn:other");
    let answer = place.answer(&line).await.unwrap();
    let [Part::Line(verdict), Part::Findings(findings)] = answer.parts.as_slice() else {
        panic!("{:?}", answer.parts);
    };
    assert_eq!(
        verdict,
        "Refused: the token is for another audience (wrong_audience)."
    );
    let aud = findings
        .iter()
        .find(|finding| finding.check == "aud")
        .unwrap();
    assert_eq!(aud.what, format!("{NOTES}; expected: urn:other."));
    assert!(aud.mend.contains("`resource=urn:other`"), "{}", aud.mend);
    assert!(
        answer.warnings[0].contains("history"),
        "{:?}",
        answer.warnings
    );
    let told = format!("{answer:?}");
    assert!(
        token.split('.').all(|part| !told.contains(part)),
        "never the token"
    );
}

#[tokio::test]
async fn an_api_key_is_found_by_its_hash() {
    let place = place().await;
    let create =
        format!("api-key create --user ada --resource {NOTES} --name CI --scope notes:read");
    let made = place.json(&create).await;
    let (text, id) = (made["key"].as_str().unwrap(), made["id"].as_str().unwrap());
    assert_eq!(explained(&place, text).await, accepted());
    let told = place
        .json(&format!("token explain {text} --audience {NOTES}"))
        .await;
    assert_eq!(told["kind"], "api_key");
    assert_eq!(told["known"]["user"], "ada");
    assert_eq!(told["known"]["scopes"], "notes:read");
    assert_eq!(
        place.json(&format!("api-key show {id}")).await["last_used_at"],
        Value::Null
    );

    let elsewhere = format!("{text} --audience urn:other");
    assert_eq!(
        explained(&place, &elsewhere).await,
        refused("token_inactive", "standing")
    );
    let mistyped = text.replace("csk_", "csk_x");
    assert_eq!(
        explained(&place, &mistyped).await,
        refused("malformed_token", "form")
    );
    let second = place.json(&create.replace("CI", "Nightly")).await;
    let second = second["key"].as_str().unwrap();
    place.json(&format!("api-key revoke {id}")).await;
    let fallen = refused("token_inactive", "standing");
    assert_eq!(explained(&place, text).await, fallen);
    assert_eq!(explained(&place, second).await, accepted());
    place.json("user disable ada").await;
    assert_eq!(explained(&place, second).await, fallen);
}

#[tokio::test]
async fn what_is_no_token_is_refused() {
    let place = place().await;
    for (text, reason, check) in [
        ("unknown", "token_inactive", "standing"),
        ("csk_cut", "malformed_token", "form"),
        ("a.b", "malformed_token", "form"),
    ] {
        assert_eq!(
            explained(&place, text).await,
            refused(reason, check),
            "{text}"
        );
    }
}

#[tokio::test]
async fn an_issuer_is_a_web_address() {
    let place = Place::new();
    let explain = |issuer: &str| format!("token explain a.b.c --issuer {issuer}");
    for issuer in ["nonsense", "http://id.example.org"] {
        assert_eq!(place.refused(&explain(issuer)).await, "issuer");
    }
}
