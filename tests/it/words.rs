//! The catalogues, held to one another and to what names their keys.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::sources;

const LOCALES: [&str; 5] = ["en", "de", "fr", "es", "zh"];

/// The texts of a language by their keys.
type Texts = BTreeMap<String, String>;

#[test]
fn every_text_is_there_in_every_language_and_names_the_same() {
    let english = texts("en");
    let mut wrong = Vec::new();
    for locale in LOCALES {
        let texts = texts(locale);
        for key in english.keys().filter(|key| !texts.contains_key(*key)) {
            wrong.push(format!("{locale}: {key} is missing"));
        }
        for (key, text) in &texts {
            match english.get(key) {
                None => wrong.push(format!("{locale}: {key} is not in English")),
                Some(ours) if named(ours) != named(text) => {
                    wrong.push(format!("{locale}: {key} names {:?}", named(text)));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_key_stands_in_the_file_of_its_area_and_once() {
    let mut wrong = Vec::new();
    for source in sources::read("locales", &["ftl"]) {
        let area = source
            .path
            .rsplit('/')
            .next()
            .unwrap()
            .trim_end_matches(".ftl");
        let mut seen = BTreeSet::new();
        for key in source.text.lines().filter_map(key_of) {
            if !key.starts_with(&format!("{area}-")) || !seen.insert(key) {
                wrong.push(format!("{}: {key}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_sources_and_templates_name_is_there_and_nothing_else() {
    let english = texts("en");
    let named = named_by_sources();
    let missing = named.iter().filter(|(name, _)| {
        let family = format!("{name}-");
        !english
            .keys()
            .any(|key| key == *name || key.starts_with(&family))
    });
    let missing: Vec<_> = missing
        .map(|(name, place)| format!("{place} names {name}"))
        .collect();
    assert!(missing.is_empty(), "no such text:\n{}", missing.join("\n"));

    let used = |key: &String| {
        let families = key.match_indices('-').map(|(at, _)| &key[..at]);
        named.contains_key(key) || families.skip(1).any(|family| named.contains_key(family))
    };
    let unused: Vec<_> = english.keys().filter(|key| !used(key)).cloned().collect();
    assert!(unused.is_empty(), "nobody says:\n{}", unused.join("\n"));
}

#[test]
fn languages_have_the_same_areas() {
    let areas = |locale: &str| -> BTreeSet<String> {
        let folder = format!("locales/{locale}");
        let files = sources::read(&folder, &["ftl"]).into_iter();
        files
            .map(|source| source.path[folder.len()..].to_owned())
            .collect()
    };
    for locale in LOCALES {
        assert_eq!(areas(locale), areas("en"), "{locale}");
    }
}

/// Every literal that looks like a key: an area, and words joined by hyphens. It names that key, or the family of keys that
/// begins so. With the place where it stands.
fn named_by_sources() -> BTreeMap<String, String> {
    let areas: Vec<String> = sources::read("locales/en", &["ftl"])
        .iter()
        .map(|source| source.path["locales/en/".len()..].replace(".ftl", "-"))
        .collect();
    let mut named = BTreeMap::new();
    let files = sources::read("src", &["rs"]).into_iter();
    for source in files.chain(sources::read("templates", &["html"])) {
        let spoken = |literal: &&str| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            literal.chars().all(plain)
                && areas.iter().any(|area| literal.starts_with(area.as_str()))
        };
        // What is filled into a literal begins with a brace.
        let literals = source.text.split('"');
        let begun = literals.map(|literal| literal.split('{').next().unwrap_or_default());
        for literal in begun.filter(spoken) {
            let name = literal.trim_end_matches('-').to_owned();
            named.insert(name, source.path.clone());
        }
    }
    named
}

fn texts(locale: &str) -> Texts {
    let mut texts = Texts::new();
    for source in sources::read(&format!("locales/{locale}"), &["ftl"]) {
        let mut last = None;
        for line in source.text.lines() {
            match (key_of(line), &last) {
                (Some(key), _) => {
                    texts.insert(key.to_owned(), line[key.len()..].to_owned());
                    last = Some(key.to_owned());
                }
                (None, Some(key)) if line.starts_with(' ') => {
                    let text = texts.get_mut(key).unwrap();
                    text.push('\n');
                    text.push_str(line);
                }
                (None, _) => assert!(
                    line.is_empty() || line.starts_with('#'),
                    "{}: this belongs to no key: {line}",
                    source.path
                ),
            }
        }
    }
    texts
}

/// The key that begins on a line.
fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!key.is_empty() && key.chars().all(plain)).then_some(key)
}

/// What is filled in (`$name`), and whether there is a link.
fn named(text: &str) -> BTreeSet<&str> {
    let variables = text.split('$').skip(1).map(|rest| {
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    });
    let link = (text.contains("<a>") && text.contains("</a>")).then_some("<a>");
    variables.chain(link).collect()
}
