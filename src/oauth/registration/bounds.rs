//! How much a client may say of itself: what is kept is read with every request of it.

use serde_json::Value;

use super::metadata;
use crate::domain::{ClientMetadata, Rejected};
use crate::jose::ClientKeys;

const LONGEST: usize = 2048;
const MOST: usize = 32;
const LONGEST_STATEMENT: usize = 16 * 1024;
const LONGEST_KEYS: usize = 32 * 1024;
const MOST_LOCALIZED: usize = 64;

pub(super) fn check(metadata: &ClientMetadata) -> Result<(), Rejected> {
    if let Some(keys) = &metadata.jwks {
        jwks(keys)?;
    }
    if metadata.localized.len() > MOST_LOCALIZED {
        let words = format!("Say it in at most {MOST_LOCALIZED} languages.");
        return Err(Rejected::new("client_name", words));
    }
    let members = metadata.to_json();
    for name in metadata::MEMBERS {
        let longest = match name {
            "jwks" => continue,
            "software_statement" => LONGEST_STATEMENT,
            _ => LONGEST,
        };
        if let Some(value) = members.get(name) {
            bounded(name, value, longest)?;
        }
    }
    for (name, value) in &metadata.localized {
        bounded(
            metadata::base_of(name).unwrap_or("client_name"),
            value,
            LONGEST,
        )?;
    }
    Ok(())
}

/// A URL with fewer characters than that, or a list with fewer entries, is long enough for anybody.
pub(super) fn bounded(member: &'static str, value: &Value, longest: usize) -> Result<(), Rejected> {
    let text = |text: &str| {
        let plain = !text.is_empty() && !text.chars().any(char::is_control);
        match plain && text.len() <= longest {
            true => Ok(()),
            false => {
                let words = format!("Use 1 to {longest} characters, none of them a control.");
                Err(Rejected::new(member, words))
            }
        }
    };
    match value {
        Value::String(value) => text(value),
        Value::Array(items) if items.len() > MOST => {
            let words = format!("Name at most {MOST}.");
            Err(Rejected::new(member, words))
        }
        Value::Array(items) => items.iter().filter_map(Value::as_str).try_for_each(text),
        _ => Ok(()),
    }
}

/// A client's own keys: public ones only, and at least one that can be used here.
fn jwks(keys: &Value) -> Result<(), Rejected> {
    let wrong = |words: String| Rejected::new("jwks", words);
    if keys.to_string().len() > LONGEST_KEYS {
        return Err(wrong(format!("Use at most {LONGEST_KEYS} characters.")));
    }
    let keys = ClientKeys::from_value(keys)
        .map_err(|error| wrong(format!("That is no set of public keys: {error}.")))?;
    match keys.is_empty() {
        true => Err(wrong("No key of the set can be used here.".to_owned())),
        false => Ok(()),
    }
}
