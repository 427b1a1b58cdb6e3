//! What is known of a person: told by flags, changed, shown, and refused by the flag's name.

use serde_json::{Value, json};

use super::commands::Place;

const EVERYTHING: &str = "--given-name Ada --family-name Lovelace --phone +442079460000 --phone-verified --street Square \
     --postal-code SW1Y --locality London --region England --country GB --claim middle_name=Augusta --claim nickname=Al \
     --claim profile=https://a.example/ada --claim picture=https://a.example/p?a=b --claim website=https://b.example \
     --claim gender=female --claim birthdate=1815-12-10 --claim zoneinfo=Europe/London --claim locale=en-GB";

#[tokio::test]
async fn every_standard_claim_can_be_told() {
    let place = Place::new();
    let made = place
        .json(&format!(
            "user create ada --email ada@example.org {EVERYTHING}"
        ))
        .await;
    let address = json!({"street_address": "Square", "postal_code": "SW1Y", "locality": "London", "region": "England",
        "country": "GB"});
    for (member, value) in [
        ("given_name", json!("Ada")),
        ("family_name", json!("Lovelace")),
        ("phone_number", json!("+442079460000")),
        ("phone_number_verified", json!(true)),
        ("address", address.clone()),
        ("middle_name", json!("Augusta")),
        ("nickname", json!("Al")),
        ("profile", json!("https://a.example/ada")),
        ("picture", json!("https://a.example/p?a=b")),
        ("website", json!("https://b.example")),
        ("gender", json!("female")),
        ("birthdate", json!("1815-12-10")),
        ("zoneinfo", json!("Europe/London")),
        ("locale", json!("en-GB")),
    ] {
        assert_eq!(made[member], value, "{member}");
    }
    assert_eq!(place.json("user show ada").await, made);

    // Only what is given changes; empty values take away.
    let changed = "user update ada --claim nickname= --claim locale=de --phone +4930123456 --region= --address-formatted Home";
    let now = place.json(changed).await;
    assert_eq!(now["nickname"], Value::Null);
    assert_eq!(
        (&now["locale"], &now["gender"]),
        (&json!("de"), &json!("female"))
    );
    assert_eq!(now["phone_number_verified"], false, "another number");
    assert_eq!(now["address"]["formatted"], "Home");
    assert_eq!(now["address"].get("region"), None);
    let verified = place.json("user update ada --phone-verified").await;
    assert_eq!(verified["phone_number_verified"], true);
    let moved = place.json("user update ada --locality Paris").await;
    assert_eq!(
        moved["address"].get("formatted"),
        None,
        "it would name the old city"
    );
    assert_eq!(moved["phone_number_verified"], true);

    // A person of whom little is known is shown alike.
    let bob = place.json("user create bob --email bob@example.org").await;
    assert_eq!(
        (&bob["address"], &bob["locale"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn what_cannot_be_told_is_named_by_its_flag() {
    let place = Place::new();
    let made = place
        .json("user create ada --email ada@example.org --given-name Ada")
        .await;
    let long = "x".repeat(101);
    for (flags, field) in [
        (format!("--given-name {long}"), "given-name"),
        (format!("--family-name {long}"), "family-name"),
        ("--phone 0301234".to_owned(), "phone"),
        ("--phone-verified".to_owned(), "phone-verified"),
        (format!("--street {}", long.repeat(5)), "street"),
        (format!("--postal-code {long}"), "postal-code"),
        (format!("--locality {long}"), "locality"),
        (format!("--region {long}"), "region"),
        (format!("--country {long}"), "country"),
        (
            format!("--address-formatted {}", long.repeat(5)),
            "address-formatted",
        ),
        ("--claim birthdate=yesterday".to_owned(), "claim"),
        ("--claim nickname".to_owned(), "claim"),
        ("--claim shoe_size=39".to_owned(), "claim"),
        ("--claim email=x@example.org".to_owned(), "claim"),
        ("--claim given_name=Eve".to_owned(), "claim"),
    ] {
        assert_eq!(
            place.refused(&format!("user update ada {flags}")).await,
            field,
            "{flags}"
        );
        let create = format!("user create eve --email eve@example.org {flags}");
        assert_eq!(place.refused(&create).await, field, "{flags}");
    }
    assert_eq!(
        place.refused("user update ada").await,
        "",
        "nothing is given"
    );
    assert_eq!(
        place
            .refused("user update nobody --claim nickname=Al")
            .await,
        "user"
    );
    assert_eq!(place.refused("user show eve").await, "user");
    assert_eq!(place.json("user show ada").await, made);
    let failure = place.answer("user update ada --claim locale=de_DE").await;
    let said = failure.expect_err("an underscore").sentence();
    assert!(said.starts_with("claim: locale: "), "{said}");
}

#[tokio::test]
async fn names_and_addresses_can_be_changed() {
    let place = Place::new();
    place
        .json("user create ada --email ada@example.org --email-verified")
        .await;
    let now = place
        .json("user update ada --email new@example.org --username countess --claim locale=de")
        .await;
    assert_eq!(
        (&now["username"], &now["email"], &now["email_verified"]),
        (&json!("countess"), &json!("new@example.org"), &json!(false))
    );
    assert_eq!(now["locale"], "de");
    let known = place.json("user update countess --email-verified").await;
    assert_eq!(known["email_verified"], true);
    let both = place
        .json("user update countess --email third@example.org --email-verified")
        .await;
    assert_eq!(both["email_verified"], true);

    place.json("user create bob --email bob@example.org").await;
    for (flags, field) in [
        ("--email bob@example.org", "email"),
        ("--email nowhere", "email"),
        ("--username bob", "username"),
    ] {
        let refused = place
            .refused(&format!("user update countess {flags}"))
            .await;
        assert_eq!(refused, field, "{flags}");
    }
    assert_eq!(place.json("user show countess").await, both);
}
