//! A picture in the place of the mark. What it is, its first bytes say, not its name. It is only ever shown as an image, and a
//! drawing (SVG) that could do more than be looked at is refused, for somebody may open its address by itself.

use std::sync::Arc;

use super::super::error::Invalid;
use super::super::value::{Raw, Value};
use crate::base::text::fingerprint;

const MOST: usize = 256 * 1024;

#[derive(Clone, PartialEq, Eq)]
pub struct Logo {
    path: String,
    /// `logo`, what tells it from another one, and what it is.
    pub name: String,
    pub content_type: &'static str,
    pub bytes: Arc<[u8]>,
}

impl std::fmt::Debug for Logo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)
    }
}

impl Value for Logo {
    const KIND: &'static str = "path";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let (path, bytes) = super::file(raw, MOST)?;
        let (extension, content_type) = kind(&bytes)?;
        Ok(Self {
            path,
            name: format!("logo.{:016x}.{extension}", fingerprint(&bytes)),
            content_type,
            bytes: bytes.into(),
        })
    }

    fn show(&self) -> String {
        self.path.clone()
    }
}

fn kind(bytes: &[u8]) -> Result<(&'static str, &'static str), Invalid> {
    let text = || std::str::from_utf8(bytes).ok();
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Ok(("png", "image/png")),
        [0xff, 0xd8, 0xff, ..] => Ok(("jpg", "image/jpeg")),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Ok(("webp", "image/webp")),
        _ if text().is_some_and(|text| text.contains("<svg")) => {
            drawing(text().unwrap_or_default())?;
            Ok(("svg", "image/svg+xml"))
        }
        _ => Err(Invalid::because(
            "the file is no picture: write the path of a PNG, JPEG, WebP or SVG file",
        )),
    }
}

/// Refuses a drawing with scripts, embedded documents, or anything from elsewhere.
fn drawing(svg: &str) -> Result<(), Invalid> {
    let svg = svg.to_ascii_lowercase();
    let active = [
        "<script",
        "<foreignobject",
        "<iframe",
        "<!doctype",
        "<!entity",
        "<?xml-stylesheet",
        "javascript:",
        "@import",
    ];
    let found = active.into_iter().find(|mark| svg.contains(mark));
    let found = found.or_else(|| has_handler(&svg).then_some("an event handler"));
    let found =
        found.or_else(|| leads_elsewhere(&svg).then_some("a reference to something outside of it"));
    match found {
        Some(what) => Err(Invalid(format!(
            "the drawing has {what}: write the path of one that is lines and colours alone"
        ))),
        None => Ok(()),
    }
}

/// `onload=` and its like, whatever stands before the name and around the sign.
fn has_handler(svg: &str) -> bool {
    svg.match_indices("on").any(|(at, _)| {
        let before = svg[..at].chars().next_back();
        let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        let after = svg[at + 2..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        begins && after.trim_start().starts_with('=')
    })
}

/// References within the drawing begin with `#`, and pictures that it carries itself with `data:image/`.
fn leads_elsewhere(svg: &str) -> bool {
    let inside = |place: &str| {
        let place = place.trim_start_matches([' ', '\t', '\r', '\n', '=', '"', '\'', '(']);
        place.starts_with('#') || place.starts_with("data:image/")
    };
    ["href", "url("]
        .into_iter()
        .any(|mark| svg.split(mark).skip(1).any(|place| !inside(place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extension(bytes: &[u8]) -> Option<&'static str> {
        kind(bytes).ok().map(|(extension, _)| extension)
    }

    #[test]
    fn a_picture_is_known_by_its_first_bytes() {
        assert_eq!(extension(b"\x89PNG\r\n\x1a\n..."), Some("png"));
        assert_eq!(extension(b"\xff\xd8\xff\xe0..."), Some("jpg"));
        assert_eq!(extension(b"RIFF....WEBPVP8 "), Some("webp"));
        assert_eq!(extension(b"GIF89a"), None);
        assert_eq!(extension(b"<html></html>"), None);
    }

    #[test]
    fn a_drawing_is_lines_and_colours_alone() {
        let drawn = |inside: &str| {
            extension(
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>").as_bytes(),
            )
        };
        for good in [
            "<path d=\"M0 0h1\"/>",
            "<use href=\"#a\"/><rect fill=\"url(#b)\"/>",
            "<style>path { fill: red }</style>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
        ] {
            assert_eq!(drawn(good), Some("svg"), "{good}");
        }
        for bad in [
            "<SCRIPT>alert(1)</SCRIPT>",
            "<path onload=\"alert(1)\"/>",
            "<path\nonclick = \"alert(1)\"/>",
            "<path/onload=alert(1)>",
            "<path d=\"M0 0\"onload=\"alert(1)\"/>",
            "<foreignObject/>",
            "<image href=\"https://evil.example/x.png\"/>",
            "<image xlink:href='//evil.example/x.png'/>",
            "<rect fill=\"url(https://evil.example)\"/>",
            "<a href=\"javascript:alert(1)\"/>",
            "<style>@import 'https://evil.example'</style>",
        ] {
            assert_eq!(drawn(bad), None, "{bad}");
        }
    }
}
