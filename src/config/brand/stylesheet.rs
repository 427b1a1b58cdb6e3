//! An operator's own stylesheet, after ours.

use std::sync::Arc;

use super::super::error::Invalid;
use super::super::value::{Raw, Value};

const MOST: usize = 64 * 1024;

#[derive(Clone, PartialEq, Eq)]
pub struct Stylesheet {
    path: String,
    pub text: Arc<str>,
}

impl std::fmt::Debug for Stylesheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)
    }
}

impl Value for Stylesheet {
    const KIND: &'static str = "path";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let (path, bytes) = super::file(raw, MOST)?;
        let text = String::from_utf8(bytes);
        let text =
            text.map_err(|_| Invalid::because("the file is not UTF-8 text: write a stylesheet"))?;
        check(&text)?;
        Ok(Self {
            path,
            text: text.into(),
        })
    }

    fn show(&self) -> String {
        self.path.clone()
    }
}

/// What would ask another place for something is refused here: the policy of the pages stops it there without a word.
fn check(text: &str) -> Result<(), Invalid> {
    let lower = text.to_ascii_lowercase();
    let place = |place: &str| {
        let place = place.trim_start_matches([' ', '"', '\'']);
        place.starts_with("data:") || place.starts_with('#')
    };
    if lower.contains("@import") || !lower.split("url(").skip(1).all(place) {
        return Err(Invalid::because(
            "the file loads something else: write the path of a stylesheet without `@import`, and with no `url(..)` but `data:`",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_loads_nothing() {
        assert!(
            check(".card { border-radius: 0; background: url(\"data:image/png;base64,AA\") }")
                .is_ok()
        );
        assert!(check("@IMPORT 'x.css';").is_err());
        assert!(check("body { background: url( https://evil.example/x ) }").is_err());
    }
}
