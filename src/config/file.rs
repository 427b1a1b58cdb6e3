//! Reading `countersign.toml`: its keys flattened to paths such as `tokens.access_token`, each with its line.

use std::path::Path;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    error::{ConfigError, Origin},
    known,
    settings::Found,
    value::Raw,
};

pub(super) fn read(path: &Path, text: &str) -> Result<Vec<(String, Found)>, ConfigError> {
    let origin = |offset: usize| Origin::File {
        path: path.to_owned(),
        line: line(text, offset),
    };
    // Only the parser's message: its Display quotes the line, and the line may hold a secret.
    let table = DeTable::parse(text).map_err(|error| ConfigError::Syntax {
        origin: origin(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
    })?;
    let mut found = Vec::new();
    flatten("", table.get_ref(), &mut |path, offset, raw| {
        let origin = origin(offset);
        match raw {
            Some(raw) if known::is_option(&path) => found.push((path, Found { raw, origin })),
            Some(_) if known::is_section(&path) => return Err(section_as_value(&path, origin)),
            None if known::is_section(&path) => {}
            _ => return Err(known::unknown_option(&path, origin)),
        }
        Ok(())
    })?;
    Ok(found)
}

type Visit<'v> = dyn FnMut(String, usize, Option<Raw>) -> Result<(), ConfigError> + 'v;

/// Visits every value, and every table that is empty: neither may go unnoticed.
fn flatten(prefix: &str, table: &DeTable<'_>, visit: &mut Visit<'_>) -> Result<(), ConfigError> {
    for (key, value) in table.iter() {
        let path = super::section::path(prefix, key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.is_empty() && !known::is_option(&path) => {
                flatten(&path, inner, visit)?
            }
            DeValue::Table(_) if !known::is_option(&path) => visit(path, key.span().start, None)?,
            _ => visit(path, key.span().start, Some(raw(value)))?,
        }
    }
    Ok(())
}

fn raw(value: &Spanned<DeValue<'_>>) -> Raw {
    match value.get_ref() {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Boolean(truth) => Raw::Truth(*truth),
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
            .map_or(Raw::Other("a number beyond all bounds"), Raw::Number),
        DeValue::Array(items) => items
            .iter()
            .map(|item| item.get_ref().as_str().map(str::to_owned))
            .collect::<Option<_>>()
            .map_or(
                Raw::Other("a list of something other than texts"),
                Raw::List,
            ),
        DeValue::Float(_) => Raw::Other("a number with a fraction"),
        DeValue::Datetime(_) => Raw::Other("a date or time"),
        DeValue::Table(_) => Raw::Other("a table"),
    }
}

fn section_as_value(section: &str, origin: Origin) -> ConfigError {
    ConfigError::Conflict(format!(
        "{origin}: `{section}` is a table: write `[{section}]` and its options below"
    ))
}

fn line(text: &str, offset: usize) -> usize {
    1 + text
        .bytes()
        .take(offset)
        .filter(|byte| *byte == b'\n')
        .count()
}
