//! What an operator brings to make the pages their own: a colour, a picture, a stylesheet, links, where there is help.
//! Files are read once, at the start, and refused there with the reason.

mod colour;
mod links;
mod logo;
mod stylesheet;
mod support;

pub use colour::Colour;
pub use links::Links;
pub use logo::Logo;
pub use stylesheet::Stylesheet;
pub use support::Support;

use std::path::Path;

use super::error::Invalid;
use super::value::Raw;

/// The file that an option names, if it is no longer than that.
fn file(raw: &Raw, most: usize) -> Result<(String, Vec<u8>), Invalid> {
    let path = raw.text().filter(|path| !path.is_empty());
    let path = path.ok_or_else(|| Invalid::because("that is not a path: write one in quotes"))?;
    let bytes = std::fs::read(Path::new(path)).map_err(|error| {
        Invalid(format!(
            "the file cannot be read ({error}): write the path of one that this user may read"
        ))
    })?;
    if bytes.is_empty() || bytes.len() > most {
        return Err(Invalid(format!(
            "the file has {} bytes: write the path of one of at most {most}",
            bytes.len()
        )));
    }
    Ok((path.to_owned(), bytes))
}
