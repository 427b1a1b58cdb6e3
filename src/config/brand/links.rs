//! Links in the foot of every page: what the law of a place, or good manners, want there.

use url::Url;

use super::super::error::Invalid;
use super::super::value::{Raw, Value};

/// Labels and the addresses that they lead to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links(pub Vec<(String, String)>);

const ADVICE: &str =
    "that is no list of links: write each as `Privacy=https://example.org/privacy`";

impl Value for Links {
    const KIND: &'static str = "list of label=URL";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let entries: Vec<&str> = match raw {
            Raw::List(list) => list.iter().map(String::as_str).collect(),
            Raw::Word(word) | Raw::Text(word) => word.split(',').collect(),
            _ => return Err(Invalid::because(ADVICE)),
        };
        let entries = entries.into_iter().filter(|entry| !entry.trim().is_empty());
        entries.map(link).collect::<Result<_, _>>().map(Self)
    }

    fn show(&self) -> String {
        let links = self.0.iter().map(|(label, url)| format!("{label}={url}"));
        links.collect::<Vec<_>>().join(", ")
    }
}

fn link(entry: &str) -> Result<(String, String), Invalid> {
    let (label, url) = entry
        .split_once('=')
        .ok_or_else(|| Invalid::because(ADVICE))?;
    let (label, url) = (label.trim(), Url::parse(url.trim()));
    let url = url
        .ok()
        .filter(|url| url.scheme() == "https" && url.username().is_empty());
    match url {
        Some(url) if !label.is_empty() && !label.chars().any(char::is_control) => {
            Ok((label.to_owned(), url.into()))
        }
        _ => Err(Invalid::because(ADVICE)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lead_to_https() {
        let read = |text: &str| Links::read(&Raw::Word(text.to_owned()));
        let links =
            read("Privacy=https://example.org/p?a=b, Imprint=https://example.org/i").unwrap();
        assert_eq!(links.0[0].1, "https://example.org/p?a=b");
        assert_eq!(links.0[1].0, "Imprint");
        for wrong in [
            "https://example.org",
            "X=http://example.org",
            "X=javascript:alert(1)",
            "=https://a.example",
            "X=/p",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
