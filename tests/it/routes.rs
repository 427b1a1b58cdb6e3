//! Every route has a test of a refusal: a file that holds one says `covers!("/the/path")`.

use crate::support::sources;

#[test]
fn every_route_has_a_refusal_test() {
    let covered = covered();
    let routes = routes();
    assert!(routes.iter().any(|route| route == "/oauth2/token"), "the router's list is not read: {routes:?}");
    let bare: Vec<&String> = routes.iter().filter(|route| !covered.contains(route)).collect();
    assert!(bare.is_empty(), "no test in tests/it says covers!(..) for: {bare:?}");
    let gone: Vec<&String> = covered.iter().filter(|path| !routes.contains(path)).collect();
    assert!(gone.is_empty(), "covers!(..) names what is no route: {gone:?}");
}

/// The constants of `path` in the router.
fn routes() -> Vec<String> {
    let router = sources::read("src/web", &["rs"]).into_iter().find(|source| source.path == "src/web/router.rs");
    let text = router.expect("src/web/router.rs").text;
    let constant = |line: &str| line.trim().strip_prefix("pub const ")?.split('"').nth(1).map(str::to_owned);
    text.lines().filter_map(constant).collect()
}

fn covered() -> Vec<String> {
    let mut paths = Vec::new();
    for source in sources::read("tests/it", &["rs"]) {
        for line in source.text.lines().filter(|line| line.starts_with("covers!(")) {
            paths.extend(line.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    paths
}
