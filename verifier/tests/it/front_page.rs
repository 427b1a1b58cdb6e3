//! What the front page promises of answers. Its examples are compiled with the documentation.

const FRONT_PAGE: &str = include_str!("../../README.md");
const ERRORS: &str = include_str!("../../src/error.rs");

/// The words that `Error::reason` has, as they stand in its source.
fn reasons() -> Vec<&'static str> {
    let (_, reason) = ERRORS.split_once("fn reason").expect("the function");
    let (body, _) = reason.split_once("\n    }\n").expect("its end");
    body.split('"').skip(1).step_by(2).collect()
}

#[test]
fn it_explains_every_reason() {
    assert!(reasons().contains(&"missing_token"));
    for reason in reasons() {
        let row = FRONT_PAGE
            .lines()
            .any(|line| line.starts_with('|') && line.contains(&format!("`{reason}`")));
        assert!(row, "no row of the table explains {reason}");
    }
}
