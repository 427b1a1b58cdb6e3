//! The order of the sources, and what stands when they say nothing.

use std::{fs, path::PathBuf, time::Duration};

use super::{super::*, *};

#[test]
fn nothing_configured_is_sound() {
    let config = from_env(&[]).expect("defaults");
    assert_eq!(format!("{config:?}"), format!("{:?}", Config::default()));
    assert_eq!(config.issuer.as_str(), "http://localhost:8080");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(
        config.database_url.to_string(),
        "sqlite:data/countersign.db"
    );
    assert!(config.playground_on());
    assert_eq!(
        config.tokens.refresh_absolute,
        Duration::from_secs(90 * 24 * 60 * 60)
    );
}

/// The defaults as the documentation shows them are values, and within their own bounds.
#[test]
fn every_default_can_be_written_down() {
    let named = |listed: &&known::Listed| !listed.name.contains(pattern::NAME);
    for listed in known::LISTING.iter().filter(named) {
        for row in listed
            .rows
            .iter()
            .filter(|row| !row.default.is_empty() && row.default != "[]")
        {
            let variable = known::variable(&section::path(listed.name, row.name));
            from_env(&[(&variable, &row.default)]).expect(&variable);
        }
    }
}

#[test]
fn flags_override_variables_and_those_the_file() {
    let folder =
        Folder::with("listen = \"127.0.0.1:1001\"\nkeys_dir = \"a\"\n[tokens]\ncode = \"31s\"\n");
    let env = [
        ("COUNTERSIGN_LISTEN", "127.0.0.1:1002"),
        ("COUNTERSIGN_TOKENS__CODE", "32s"),
    ];
    let config = folder.load(&[], Flags::default()).expect("file");
    assert_eq!(
        (config.listen.port(), config.tokens.code.as_secs()),
        (1001, 31)
    );
    let config = folder.load(&env, Flags::default()).expect("variables");
    assert_eq!(
        (config.listen.port(), config.tokens.code.as_secs()),
        (1002, 32)
    );
    let config = folder.load(&env, listen("127.0.0.1:1003")).expect("flags");
    assert_eq!(
        (config.listen.port(), config.keys_dir),
        (1003, PathBuf::from("a"))
    );
}

#[test]
fn a_file_that_is_named_must_exist() {
    let folder = Folder::with("keys_dir = \"usual\"");
    let other = folder.0.join("other.toml");
    fs::write(&other, "keys_dir = \"other\"").expect("a file");
    let named = |file| folder.load_named(Some(file), &[], Flags::default());
    assert_eq!(
        named(other.clone()).expect("named").keys_dir,
        PathBuf::from("other")
    );
    let error = named(folder.0.join("none.toml")).expect_err("missing");
    assert!(
        error.starts_with("--config: ") && error.contains("none.toml"),
        "{error}"
    );

    let other = other.to_str().expect("UTF-8");
    let config = folder
        .load(&[("COUNTERSIGN_CONFIG", other)], Flags::default())
        .expect("by variable");
    assert_eq!(config.keys_dir, PathBuf::from("other"));
    let error = folder
        .load(&[("COUNTERSIGN_CONFIG", "none.toml")], Flags::default())
        .expect_err("missing");
    assert!(error.starts_with("COUNTERSIGN_CONFIG: "), "{error}");
    let error = named(folder.0.clone()).expect_err("a folder");
    assert!(error.contains("cannot be read"), "{error}");
}

#[test]
fn the_issuer_follows_the_port() {
    let folder = Folder::new();
    assert_eq!(
        folder
            .load(&[], listen("127.0.0.1:9000"))
            .expect("port")
            .issuer
            .as_str(),
        "http://localhost:9000"
    );
    let tls = Flags {
        tls_cert: Some("c".into()),
        tls_key: Some("k".into()),
        ..listen("[::1]:9443")
    };
    let config = folder.load(&[], tls).expect("tls");
    assert_eq!(config.issuer.as_str(), "https://localhost:9443");
    assert_eq!(
        config.tls,
        Some(Tls {
            cert: "c".into(),
            key: "k".into()
        })
    );
    let config = folder
        .load(
            &[("COUNTERSIGN_ISSUER", "https://id.example.com")],
            Flags::default(),
        )
        .expect("issuer");
    assert_eq!(
        (config.issuer.as_str(), config.listen.port()),
        ("https://id.example.com", 8080)
    );
    assert!(!config.playground_on());
    assert!(folder.load(&[], listen("127.0.0.1:0")).is_err());
    assert!(
        folder
            .load(
                &[("COUNTERSIGN_ISSUER", "http://localhost:1")],
                listen("127.0.0.1:0")
            )
            .is_ok()
    );
}

#[test]
fn the_example_in_the_documentation_works() {
    let config = from_file(example_toml()).expect("the example");
    assert_eq!(
        (
            config.brand.name.as_str(),
            config.tokens.access_token.as_secs()
        ),
        ("Example", 300)
    );
}
