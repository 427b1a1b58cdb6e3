//! `countersign mail`, and what commands without the master key do about letters.

use super::commands::Place;
use crate::cli::*;

#[tokio::test]
async fn a_letter_needs_an_address_and_a_server() {
    let place = Place::new();
    assert_eq!(place.refused("mail test ada@example.org").await, "mail.url");
    assert_eq!(place.refused("mail test ada").await, "address");
}

#[tokio::test]
async fn the_doctor_looks_after_letters() {
    let found = Place::new().json("doctor").await;
    let mail = found
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["check"] == "mail");
    let mail = mail.expect("a finding about mail");
    assert_eq!(
        (&mail["state"], &mail["what"]),
        (&"ok".into(), &"letters end at /dev/mail.".into())
    );
}

/// What is sealed under a key that is forgotten, nobody opens.
#[tokio::test]
async fn without_the_master_key_no_letters_are_written() {
    let place = Place::new();
    let without = place.start(Common::default()).app().await.unwrap();
    assert!(!without.config.mail_on());
    place
        .start(Common::default())
        .app_with_keys()
        .await
        .unwrap();
    let with = place.start(Common::default()).app().await.unwrap();
    assert!(with.config.mail_on());
}
