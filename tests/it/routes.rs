//! Every route has a test of a refusal: a file that holds one says `covers!("/the/path")`.

use crate::support::sources;

#[test]
fn every_route_has_a_refusal_test() {
    let covered = covered();
    let routes = routes();
    assert!(
        routes.iter().any(|route| route == "/oauth2/token"),
        "the router's list is not read: {routes:?}"
    );
    let bare: Vec<&String> = routes
        .iter()
        .filter(|route| !covered.contains(route))
        .collect();
    assert!(
        bare.is_empty(),
        "no test in tests/it says covers!(..) for: {bare:?}"
    );
    let gone: Vec<&String> = covered
        .iter()
        .filter(|path| !routes.contains(path))
        .collect();
    assert!(
        gone.is_empty(),
        "covers!(..) names what is no route: {gone:?}"
    );
}

/// The constants of the modules `path`, in the router and in the playground.
fn routes() -> Vec<String> {
    let lists = ["src/web/path.rs", "src/web/playground/mod.rs"];
    let sources = sources::read("src/web", &["rs"])
        .into_iter()
        .filter(|source| lists.contains(&source.path.as_str()));
    sources
        .flat_map(|source| source.text.lines().filter_map(constant).collect::<Vec<_>>())
        .collect()
}

fn constant(line: &str) -> Option<String> {
    let (_, constant) = line.trim().strip_prefix("pub")?.split_once("const ")?;
    constant.split('"').nth(1).map(str::to_owned)
}

fn covered() -> Vec<String> {
    let mut paths = Vec::new();
    for source in sources::read("tests/it", &["rs"]) {
        let lists = source.text.split("\ncovers!(").skip(1);
        for list in lists.filter_map(|rest| rest.split(");").next()) {
            paths.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
        }
    }
    paths
}
