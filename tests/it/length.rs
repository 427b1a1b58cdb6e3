//! The ceiling of a file. Most are far below it.

use crate::support::sources;

const CEILING: usize = 400;

#[test]
fn no_file_is_longer_than_its_ceiling() {
    let files = sources::read("", &["rs", "html", "css", "js", "mjs", "py", "sh"]);
    let long: Vec<String> = files
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > CEILING)
        .map(|(lines, path)| format!("{path} has {lines} lines"))
        .collect();
    assert!(
        long.is_empty(),
        "more than {CEILING}: split them\n{}",
        long.join("\n")
    );
}
