//! API keys by the command line: made, seen, changed and ended; and what is refused, by its option.

use countersign_verifier::key_text::is_well_formed;
use serde_json::{Value, json};

use super::commands::Place;
use crate::cli::answer::Part;

const NOTES: &str = "https://notes.example.org";
const CREATE: &str = "api-key create --user ada --resource https://notes.example.org --name CI";

/// A person who edits at an API that takes keys.
async fn place() -> Place {
    let place = Place::new();
    for line in [
        "user create ada --email ada@example.org",
        "resource create https://notes.example.org --name Notes --scope notes:read --api-keys",
        "role create editor --resource https://notes.example.org",
        "role grant editor --user ada",
    ] {
        place.json(line).await;
    }
    place
}

#[tokio::test]
async fn a_key_lives_and_ends() {
    let place = place().await;
    let create = format!("{CREATE} --scope notes:read --role editor --expires 30d");
    let made = place.json(&create).await;
    assert!(is_well_formed(made["key"].as_str().unwrap()));
    for (member, value) in [
        ("name", json!("CI")),
        ("user", json!("ada")),
        ("resource", json!(NOTES)),
        ("scopes", json!(["notes:read"])),
        ("roles", json!(["editor"])),
        ("state", json!("live")),
        ("last_used_at", Value::Null),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    let id = made["id"].as_str().unwrap();
    let shown = place.json(&format!("api-key show {id}")).await;
    assert_eq!(
        (&shown["id"], shown.get("key")),
        (&made["id"], None),
        "once"
    );
    for filter in ["", " --user ada", " --resource https://notes.example.org"] {
        assert_eq!(
            place.json(&format!("api-key list{filter}")).await,
            json!([shown])
        );
    }
    place.json("resource create urn:other --name Other").await;
    let other = place.json("api-key list --resource urn:other").await;
    assert_eq!(other, json!([]));
    let renamed = place
        .json(&format!("api-key rename {id} --name Nightly"))
        .await;
    assert_eq!(renamed["name"], "Nightly");

    let rotated = place.json(&format!("api-key rotate {id}")).await;
    assert!(is_well_formed(rotated["key"].as_str().unwrap()));
    assert_ne!(rotated["key"], made["key"]);
    assert!(rotated["former_until"].is_string());
    assert_eq!(place.refused(&format!("api-key rotate {id}")).await, "now");
    let at_once = place.json(&format!("api-key rotate {id} --now")).await;
    assert_eq!(at_once["former_until"], Value::Null);

    let revoked = place.json(&format!("api-key revoke {id}")).await;
    assert_eq!(revoked, json!({"id": id, "revoked": true}));
    assert_eq!(place.json("api-key list").await, json!([]));
    let shown = place.json(&format!("api-key show {id}")).await;
    assert_eq!(shown["state"], "revoked");
    for verb in ["revoke", "rotate", "rename --name x"] {
        assert_eq!(
            place.refused(&format!("api-key {verb} {id}")).await,
            "id",
            "{verb}"
        );
    }
}

/// What a person reads has the text too, and names it as something to keep.
#[tokio::test]
async fn the_text_is_shown_to_people_once() {
    let place = place().await;
    let answer = place.answer(CREATE).await.unwrap();
    let text = answer.json["key"].as_str().unwrap().to_owned();
    let [Part::Line(line), Part::Facts(facts)] = answer.parts.as_slice() else {
        panic!("{:?}", answer.parts);
    };
    assert!(line.contains("not shown again"), "{line}");
    assert_eq!(facts[0], ("key", text));
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_by_its_option() {
    let place = place().await;
    let wrong = |from: &str, to: &str| CREATE.replace(from, to);
    for (line, field) in [
        (wrong("ada", "nobody"), "user"),
        (wrong("https://notes.example.org", "urn:other"), "resource"),
        (wrong("CI", &"x".repeat(81)), "name"),
        (format!("{CREATE} --scope notes:write"), "scope"),
        (format!("{CREATE} --role countersign-admin"), "role"),
        (format!("{CREATE} --expires 367d"), "expires"),
        (format!("{CREATE} --expires 0s"), "expires"),
        ("api-key list --user nobody".to_owned(), "user"),
        ("api-key list --resource urn:other".to_owned(), "uri"),
        ("api-key show missing".to_owned(), "id"),
        ("api-key rotate missing".to_owned(), "id"),
        ("api-key revoke missing".to_owned(), "id"),
    ] {
        assert_eq!(place.refused(&line).await, field, "{line}");
    }
    assert_eq!(place.json("api-key list").await, json!([]));
    place.json(CREATE).await;
    assert_eq!(
        place.refused(CREATE).await,
        "name",
        "there is one of that name"
    );
}

#[tokio::test]
async fn an_api_is_shown_and_says_whether_it_takes_keys() {
    let place = place().await;
    let shown = place.json(&format!("resource show {NOTES}")).await;
    assert_eq!(
        (&shown["name"], &shown["api_keys"]),
        (&json!("Notes"), &json!(true))
    );
    let plain = place.json("resource create urn:plain --name Plain").await;
    assert_eq!(plain["api_keys"], false);
    for (flags, name, api_keys) in [
        ("--api-keys=false", "Notes", false),
        ("--name Book", "Book", false),
        ("--api-keys", "Book", true),
    ] {
        let changed = place
            .json(&format!("resource update {NOTES} {flags}"))
            .await;
        assert_eq!(changed["name"], name, "{flags}");
        assert_eq!(changed["api_keys"], api_keys, "{flags}");
    }
    assert_eq!(place.refused(&format!("resource update {NOTES}")).await, "");
    assert_eq!(
        place.refused("resource update urn:no --api-keys").await,
        "uri"
    );
    assert_eq!(place.refused("resource show urn:no").await, "uri");
}

/// The words are for a terminal too, and say what is the case.
#[tokio::test]
async fn a_refusal_says_what_to_do() {
    let place = place().await;
    let said = async |line: &str| place.answer(line).await.unwrap_err().message;
    let longer = said(&format!("{CREATE} --expires 0s")).await;
    assert!(longer.contains("longer lifetime"), "{longer}");
    let shorter = said(&format!("{CREATE} --expires 367d")).await;
    assert!(shorter.contains("api_keys.max_lifetime"), "{shorter}");
    place.json("user disable ada").await;
    let disabled = said(CREATE).await;
    assert!(disabled.contains("is disabled"), "{disabled}");
    assert!(!disabled.contains("page"), "{disabled}");
}
