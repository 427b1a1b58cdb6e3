//! Entries as the wire has them, read within bounds: nothing that a directory says is taken for more than text.

use ldap3::SearchEntry;

use super::{Entry, Found, Group, filter};
use crate::config::Directory;

/// The attribute by which Active Directory says that an entry is disabled, and the bit of it ([MS-ADTS] section 2.2.16).
const ACCOUNT_CONTROL: &str = "userAccountControl";
const DISABLED: i64 = 2;
/// What is read of one attribute: so many values, each so long.
const VALUES: usize = 16;
const LONGEST: usize = 256;

/// What is asked for of somebody's entry.
pub(super) fn attributes(settings: &Directory) -> Vec<String> {
    [
        settings.id_attribute(),
        settings.username_attribute(),
        &settings.mail_attribute,
        &settings.given_name_attribute,
        &settings.family_name_attribute,
        ACCOUNT_CONTROL,
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Whose entry it is. There has to be one, with one identifier: anything else could be somebody else's.
pub(super) fn one(settings: &Directory, found: &[SearchEntry]) -> Found {
    let entry = match found {
        [] => return Found::Nobody,
        [entry] => entry,
        _ => return Found::Unclear("the name finds more than one entry"),
    };
    let attribute = settings.id_attribute();
    let ids = bytes(entry, attribute);
    let [id] = ids.as_slice() else {
        return Found::Unclear(
            "the entry has no identifier, or several: see `directory.id_attribute`",
        );
    };
    let Some(id) = filter::identifier(attribute, id) else {
        return Found::Unclear("the entry's identifier is nothing that could identify");
    };
    if entry.dn.is_empty() {
        return Found::Unclear("the entry has no name");
    }
    let first = |attribute: &str| texts(entry, attribute).into_iter().next();
    let control = first(ACCOUNT_CONTROL).and_then(|control| control.parse::<i64>().ok());
    Found::One(Box::new(Entry {
        id,
        dn: entry.dn.clone(),
        usernames: texts(entry, settings.username_attribute()),
        mail: first(&settings.mail_attribute),
        given_name: first(&settings.given_name_attribute),
        family_name: first(&settings.family_name_attribute),
        disabled: control.is_some_and(|control| control & DISABLED != 0),
    }))
}

pub(super) fn group(entry: SearchEntry) -> Group {
    Group {
        names: texts(&entry, "cn"),
        dn: entry.dn,
    }
}

/// The values of an attribute that are texts.
fn texts(entry: &SearchEntry, attribute: &str) -> Vec<String> {
    let values = bytes(entry, attribute).into_iter();
    let texts = values.filter_map(|value| String::from_utf8(value).ok());
    texts
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty() && text.len() <= LONGEST)
        .take(VALUES)
        .collect()
}

/// The values of an attribute: names of attributes know no case (RFC 4512 section 2.5).
fn bytes(entry: &SearchEntry, attribute: &str) -> Vec<Vec<u8>> {
    let named = |name: &&String| name.eq_ignore_ascii_case(attribute);
    let texts = entry
        .attrs
        .keys()
        .find(named)
        .map(|name| &entry.attrs[name]);
    let binary = entry
        .bin_attrs
        .keys()
        .find(named)
        .map(|name| &entry.bin_attrs[name]);
    let texts = texts
        .into_iter()
        .flatten()
        .map(|text| text.clone().into_bytes());
    texts.chain(binary.into_iter().flatten().cloned()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn entry(attributes: &[(&str, &[&str])]) -> SearchEntry {
        let owned = |values: &[&str]| values.iter().map(|&value| value.to_owned()).collect();
        let attrs = attributes.iter();
        SearchEntry {
            dn: "uid=ada,dc=example".to_owned(),
            attrs: attrs
                .map(|(name, values)| ((*name).to_owned(), owned(values)))
                .collect(),
            bin_attrs: HashMap::new(),
        }
    }

    #[test]
    fn an_entry_is_read_within_bounds() {
        let long = "a".repeat(LONGEST + 1);
        let found = entry(&[
            ("ENTRYuuid", &["1-2"]),
            ("uid", &["ada", &long, " countess "]),
            ("mail", &["", "ada@example.org"]),
            (ACCOUNT_CONTROL, &["514"]),
        ]);
        let Found::One(ada) = one(&Directory::default(), &[found]) else {
            panic!("an entry");
        };
        assert_eq!(ada.usernames, ["ada", "countess"]);
        assert_eq!(ada.mail.as_deref(), Some("ada@example.org"));
        assert!(ada.disabled && ada.given_name.is_none() && ada.id == "1-2");
    }

    #[test]
    fn what_could_be_somebody_elses_is_nobodys() {
        let sound = || entry(&[("entryUUID", &["1"])]);
        let settings = Directory::default();
        assert!(matches!(one(&settings, &[sound()]), Found::One(_)));
        assert_eq!(one(&settings, &[]), Found::Nobody);
        for unclear in [
            vec![sound(), sound()],
            vec![entry(&[])],
            vec![entry(&[("entryUUID", &["1", "2"])])],
            vec![entry(&[("entryUUID", &[" "])])],
        ] {
            assert!(matches!(one(&settings, &unclear), Found::Unclear(_)));
        }
    }
}
