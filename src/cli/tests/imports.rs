//! Accounts of another program, taken over with the hashes of their passwords.

use serde_json::{Value, json};

use super::commands::Place;

const BCRYPT: &str = "$2b$04$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq";

/// Writes a file of these lines, and imports it.
async fn import(place: &Place, lines: &[&str], flags: &str) -> Value {
    let file = place.0.join("people.jsonl");
    std::fs::write(&file, lines.join("\n")).unwrap();
    place
        .json(&format!("user import {}{flags}", file.display()))
        .await
}

async fn wrong(place: &Place, line: &str) -> String {
    let made = import(place, &[r#"{"username": "first"}"#, "", line], "").await;
    assert_eq!(made["imported"], 0, "{line}");
    assert_eq!(made["wrong"][0]["line"], 3, "{made}");
    made["wrong"][0]["message"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn accounts_are_taken_over_once() {
    let place = Place::new();
    place.json("role create editor").await;
    let ada = json!({
        "username": "ada", "email": "ada@example.org", "email_verified": true, "given_name": "Ada", "locale": "en-GB",
        "phone_number": "+442079460000", "phone_number_verified": true, "roles": ["editor"], "password_hash": BCRYPT,
    });
    let secret = json!({"value": "TrZhTWwymqk4z/kN67GW0MduxSE3obm4MnIhRfxOHsboXYS9sqdScPFcn3wz2z2EuWxj9+Kc4wFJ+cwVdPNoXg==", "salt": "c2FsdCBvZiAxNiBieXRlcw=="});
    let made = json!({"hashIterations": 2100, "algorithm": "pbkdf2-sha512"});
    let keycloak = json!({"type": "password", "secretData": secret.to_string(), "credentialData": made.to_string()});
    let bob = json!({"username": "bob", "email": null, "password_hash": keycloak});
    let lines = [&format!("\u{feff}{ada}\r"), "", &bob.to_string()];

    let tried = import(&place, &lines, " --dry-run").await;
    assert_eq!(
        (&tried["imported"], &tried["importable"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(place.json("user list").await, json!([]), "nothing was made");

    assert_eq!(import(&place, &lines, "").await["imported"], 2);
    let shown = place.json("user show ada").await;
    for (member, value) in [
        ("email", json!("ada@example.org")),
        ("email_verified", json!(true)),
        ("given_name", json!("Ada")),
        ("locale", json!("en-GB")),
        ("phone_number_verified", json!(true)),
        ("roles", json!([{"name": "editor", "resource": null}])),
    ] {
        assert_eq!(shown[member], value, "{member}");
    }
    assert!(!shown.to_string().contains("$2b$"), "a hash is never shown");

    // Again, with one more: who is there stays as they are.
    place.json("user update ada --claim locale=fr").await;
    let lines = [lines[0], lines[2], r#"{"username": "eve"}"#];
    let again = import(&place, &lines, "").await;
    assert_eq!(
        (&again["imported"], &again["existing"]),
        (&json!(1), &json!(["ada", "bob"]))
    );
    assert_eq!(place.json("user show ada").await["locale"], "fr");
}

#[tokio::test]
async fn one_wrong_line_keeps_all_from_being_made() {
    let place = Place::new();
    place.json("user create bob --email bob@example.org").await;
    let planted = BCRYPT.replace("$04$", "$31$");
    for (line, message) in [
        ("{", "column 1: this is no JSON object"),
        (r#"["ada"]"#, "this is no JSON object"),
        (r#"{"email": "ada@example.org"}"#, "username: it is missing"),
        (r#"{"username": 7}"#, "username: it has to be a text"),
        (r#"{"username": "a b"}"#, "username"),
        (r#"{"username": "ada", "email": "nowhere"}"#, "email"),
        (
            r#"{"username": "ada", "email": "bob@example.org"}"#,
            "belongs to bob",
        ),
        (
            r#"{"username": "ada", "email_verified": "yes"}"#,
            "email_verified: it has to be true or false",
        ),
        (r#"{"username": "ada", "birthdate": "soon"}"#, "birthdate"),
        (
            r#"{"username": "ada", "shoe_size": "39"}"#,
            "shoe_size: it is not known here",
        ),
        (
            r#"{"username": "ada", "roles": ["editor"]}"#,
            "no global role 'editor'",
        ),
        (
            r#"{"username": "ada", "password_hash": 5}"#,
            "password_hash",
        ),
        (
            r#"{"username": "ada", "password_hash": "5f4dcc3b5aa765d61d8327deb882cf99"}"#,
            "of no known kind",
        ),
        (
            &format!(r#"{{"username": "ada", "password_hash": "{planted}"}}"#),
            "its cost is out of bounds (4 to 15)",
        ),
        (r#"{"username": "FIRST"}"#, "line 1 has 'FIRST' too"),
    ] {
        let said = wrong(&place, line).await;
        assert!(said.contains(message), "{line}: {said}");
        assert!(!said.contains("5f4dcc") && !said.contains("$2b$"), "{said}");
    }
    let listed = place.json("user list").await;
    assert_eq!(listed.as_array().unwrap().len(), 1, "bob alone: {listed}");
    assert_eq!(place.refused("user import nowhere.jsonl").await, "file");
}

/// More than one read takes is not read as two lines.
#[tokio::test]
async fn a_line_without_end_is_one_wrong_line() {
    let place = Place::new();
    let long = format!(r#"{{"username": "{}"}}"#, "x".repeat(200_000));
    let made = import(&place, &[&long, r#"{"username": "ada"}"#], "").await;
    assert_eq!(made["wrong"].as_array().unwrap().len(), 1, "{made}");
    assert_eq!(made["wrong"][0]["message"], "it is longer than 65536 bytes");
}
