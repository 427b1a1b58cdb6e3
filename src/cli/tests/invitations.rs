//! Invitations, and the last way back for somebody who lost a second factor.

use serde_json::json;

use super::commands::Place;

/// A place at which people are invited; the words that every line there begins with.
fn inviting() -> (Place, String) {
    let place = Place::new();
    let file = place.0.join("c.toml");
    std::fs::write(&file, "[accounts]\nregistration = \"invitation\"\n").unwrap();
    let begin = format!("--config {}", file.display());
    (place, begin)
}

#[tokio::test]
async fn an_invitation_is_made_listed_and_taken_back() {
    let (place, begin) = inviting();
    place.json(&format!("{begin} role create editor")).await;
    let mailed = place
        .json(&format!(
            "{begin} user invite --email ada@example.org --role editor --expires 1d"
        ))
        .await;
    assert_eq!(
        (&mailed["mailed"], &mailed["link"]),
        (&json!(true), &json!(null))
    );
    let handed = place.json(&format!("{begin} user invite")).await;
    let link = handed["link"].as_str().unwrap();
    assert!(
        link.starts_with("http://localhost:1/invite?token="),
        "{link}"
    );

    let list = format!("{begin} user invitations");
    assert_eq!(place.json(&list).await.as_array().unwrap().len(), 2);
    let id = mailed["id"].as_str().unwrap();
    let revoke = format!("{begin} user uninvite {id}");
    assert_eq!(place.json(&revoke).await["revoked"], true);
    assert_eq!(place.refused(&revoke).await, "id");
    assert_eq!(place.json(&list).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_is_invited_in_vain() {
    let (place, begin) = inviting();
    place.json("user create ada --email ada@example.org").await;
    assert_eq!(place.refused("user invite").await, "accounts.registration");
    for (flags, field) in [
        ("--email ada@example.org", "email"),
        ("--email a@b@c.example", "email"),
        ("--role nobody", "role"),
    ] {
        assert_eq!(
            place.refused(&format!("{begin} user invite {flags}")).await,
            field,
            "{flags}"
        );
    }
    assert_eq!(place.json("user invitations").await, json!([]));
}

#[tokio::test]
async fn factors_are_taken_away_from_who_has_any() {
    let place = Place::new();
    place.json("user create ada --email ada@example.org").await;
    let reset = place.json("user reset-factors ada").await;
    assert_eq!(
        (&reset["passkeys_removed"], &reset["totp_removed"]),
        (&json!(0), &json!(false))
    );
    assert_eq!(place.refused("user reset-factors nobody").await, "user");
}
