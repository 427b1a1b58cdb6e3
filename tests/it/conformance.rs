//! `docs/conformance.md` and `docs/security.md` stay true: each of their rows names code that is there and tests that are there, or
//! says that what it asks is not supported, and why.

use crate::support::sources::{self, Source};

const PAGE: &str = "docs/conformance.md";

/// The pages, and more rows than there would be if their tables were not read.
const PAGES: [(&str, usize); 2] = [(PAGE, 100), ("docs/security.md", 30)];

const HEADS: [&str; 2] = ["| what is asked", "| the rule"];
const UNSUPPORTED: &str = "not supported";

#[test]
fn every_row_names_code_and_tests_that_are_there() {
    let sources = all();
    for (path, least) in PAGES {
        let page = sources.iter().find(|source| source.path == path).unwrap();
        let rows = rows(&page.text);
        assert!(
            rows.len() > least,
            "the tables of {path} are not read: {} rows",
            rows.len()
        );
        let wrong: Vec<String> = rows
            .iter()
            .filter_map(|row| Some(format!("{}: {}", row[0], wrong(row, &sources)?)))
            .collect();
        assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    }
}

/// What the prose names, such as the modules that look from outside.
#[test]
fn every_file_that_it_names_is_there() {
    let sources = all();
    let page = sources.iter().find(|source| source.path == PAGE).unwrap();
    let modules = "tests/peers/conformance/";
    let names: Vec<String> = page
        .text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|name| match name {
            whole if whole.starts_with("src/") || whole.starts_with("tests/") => {
                Some(whole.to_owned())
            }
            short if short.ends_with(".test.mjs") => Some(format!("{modules}{short}")),
            _ => None,
        })
        .collect();
    assert!(names.len() > 20, "the names are not read: {names:?}");
    let there = |name: &str| sources.iter().any(|source| source.path.starts_with(name));
    let gone: Vec<_> = names.iter().filter(|name| !there(name)).collect();
    assert!(gone.is_empty(), "{PAGE} names {gone:?}");
}

#[test]
fn a_row_that_rots_is_seen() {
    let code = "[`pkce::challenge_of`](../src/oauth/pkce.rs)";
    let test =
        "[`pkce::a_challenge_is_required_and_it_is_s256`](../tests/it/oauth2/authorize/pkce.rs)";
    let sources = all();
    let judged = |code: &str, test: &str| {
        let page = format!(
            "| what is asked | the code | the tests |\n| --- | --- | --- |\n| S256 | {code} | {test} |\n"
        );
        let rows = rows(&page);
        assert_eq!(rows.len(), 1);
        wrong(&rows[0], &sources)
    };
    assert_eq!(judged(code, test), None);
    assert_eq!(judged(UNSUPPORTED, "The reason."), None);
    for (code, test) in [
        ("", test),
        (code, ""),
        (UNSUPPORTED, ""),
        (test, test),
        (code, code),
        ("[`pkce::challenge_off`](../src/oauth/pkce.rs)", test),
        ("[`pkce::challenge_of`](../src/oauth/scope.rs)", test),
        ("[`scope::challenge_of`](../src/oauth/pkce.rs)", test),
        (
            code,
            "[`pkce::a_challenge`](../tests/it/oauth2/authorize/pkce.rs)",
        ),
        (
            code,
            "[`assertion::naming`](../tests/it/oauth2/client_authentication/assertion.rs)",
        ),
    ] {
        assert!(judged(code, test).is_some(), "{code} {test}");
    }
}

fn all() -> Vec<Source> {
    let folders = ["src", "tests", "verifier", "assets", "docs"];
    let read = |folder| sources::read(folder, &["rs", "mjs", "js", "md"]);
    folders.into_iter().flat_map(read).collect()
}

/// The rows of all tables, without their heads.
fn rows(page: &str) -> Vec<[&str; 3]> {
    let lines = page.lines().filter(|line| line.starts_with("| "));
    lines
        .filter(|line| {
            !line.starts_with("| ---") && !HEADS.iter().any(|head| line.starts_with(head))
        })
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
            <[&str; 3]>::try_from(cells)
                .unwrap_or_else(|cells| panic!("not three cells: {cells:?}"))
        })
        .collect()
}

/// What is wrong with a row.
fn wrong([_, code, tests]: &[&str; 3], sources: &[Source]) -> Option<String> {
    if *code == UNSUPPORTED {
        return tests.is_empty().then(|| "no reason".to_owned());
    }
    let (code, tests) = (links(code), links(tests));
    if code.is_empty() || tests.is_empty() {
        return Some("no code or no test".to_owned());
    }
    let code = code
        .iter()
        .find(|link| !link.leads_to(sources, &["src/", "verifier/", "assets/"], declares));
    let test = tests
        .iter()
        .find(|link| !link.leads_to(sources, &["tests/it/", "src/"], tests_by_name));
    code.or(test).map(|link| {
        let Link { label, path } = link;
        format!("{label} is not in {path}")
    })
}

/// A link as the tables have it: [`file::name`](../path/of/file.rs), or [`file.js`](../path/of/file.js).
#[derive(Debug)]
struct Link<'a> {
    label: &'a str,
    path: &'a str,
}

fn links(cell: &str) -> Vec<Link<'_>> {
    let links = cell.split("[`").skip(1);
    links
        .filter_map(|link| {
            let (label, rest) = link.split_once("`](../")?;
            let (path, _) = rest.split_once(')')?;
            Some(Link { label, path })
        })
        .collect()
}

impl Link<'_> {
    fn leads_to(&self, sources: &[Source], places: &[&str], holds: fn(&str, &str) -> bool) -> bool {
        let Some(source) = sources.iter().find(|source| source.path == self.path) else {
            return false;
        };
        let stem = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let stem = stem.rsplit('/').next().unwrap_or_default();
        places.iter().any(|place| self.path.starts_with(place))
            && match self.label.split_once("::") {
                Some((file, name)) => file == stem && holds(&source.text, name),
                None => self.label == stem,
            }
    }
}

fn declares(text: &str, name: &str) -> bool {
    let kinds = ["fn", "struct", "enum", "const", "static", "trait", "type"];
    kinds
        .iter()
        .any(|kind| declared(text, kind, name).is_some())
}

/// The function is one that is run: the attribute of a test stands before it.
fn tests_by_name(text: &str, name: &str) -> bool {
    declared(text, "fn", name).is_some_and(|at| {
        let mut before = text[..at].rsplit('\n').skip(1);
        let attribute = before.find(|line| !line.trim_start().starts_with("#[expect"));
        attribute.is_some_and(|line| {
            let line = line.trim();
            line.starts_with("#[test]") || line.starts_with("#[tokio::test")
        })
    })
}

/// Where something of this kind and name is declared.
fn declared(text: &str, kind: &str, name: &str) -> Option<usize> {
    let words = format!("{kind} {name}");
    text.match_indices(&words).map(|(at, _)| at).find(|at| {
        let after = text[at + words.len()..].chars().next();
        let before = text[..*at].chars().next_back();
        let ends = |letter: Option<char>| letter.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        ends(after) && ends(before)
    })
}
