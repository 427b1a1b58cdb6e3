//! The stylesheet, the script and the pictures: embedded, and named by their content.
//!
//! Owns what there is and how it is called. The route that serves them, with a cache
//! lifetime without end, is the router's: a name never means other bytes.

use std::sync::LazyLock;

use crate::base::text::fingerprint;

/// One file as it goes out.
#[derive(Clone, Debug)]
pub struct Asset {
    pub content_type: &'static str,
    pub bytes: &'static [u8],
    /// A strong entity tag with its quotes (RFC 9110, section 8.8.3).
    pub etag: &'static str,
}

/// The address of the file `name` as it lies in `assets/`.
///
/// A name that does not exist yields an address that answers 404; a test sees to it
/// that no template asks for one.
pub fn url(name: &str) -> &'static str {
    FILES
        .iter()
        .find(|file| file.name == name)
        .map_or(MISSING, |file| file.url)
}

/// The file whose address ends, after `/assets/`, in `path_tail`.
pub fn find(path_tail: &str) -> Option<Asset> {
    let file = FILES
        .iter()
        .find(|file| &file.url["/assets/".len()..] == path_tail)?;
    Some(file.asset.clone())
}

const MISSING: &str = "/assets/missing";

struct File {
    name: &'static str,
    url: &'static str,
    asset: Asset,
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let guilloche = file(
        "guilloche.svg",
        "image/svg+xml",
        include_bytes!("../../assets/guilloche.svg"),
    );
    // Two files of one stylesheet: what every page has, and what stands on the ways in.
    let stylesheet = concat!(
        include_str!("../../assets/countersign.css"),
        include_str!("../../assets/ways.css"),
    );
    let stylesheet = stylesheet.replace(guilloche.name, guilloche.url);
    vec![
        file(
            "countersign.css",
            "text/css; charset=utf-8",
            stylesheet.leak().as_bytes(),
        ),
        file(
            "area.css",
            "text/css; charset=utf-8",
            include_bytes!("../../assets/area.css"),
        ),
        file(
            "playground.css",
            "text/css; charset=utf-8",
            include_bytes!("../../assets/playground.css"),
        ),
        file(
            "countersign.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/countersign.js"),
        ),
        file(
            "passkey.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/passkey.js"),
        ),
        file(
            "challenge.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/challenge.js"),
        ),
        file(
            "challenge_worker.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/challenge_worker.js"),
        ),
        file(
            "check_session.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/check_session.js"),
        ),
        file(
            "strength.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../assets/strength.js"),
        ),
        file(
            "mark.svg",
            "image/svg+xml",
            include_bytes!("../../assets/mark.svg"),
        ),
        guilloche,
    ]
});

fn file(name: &'static str, content_type: &'static str, bytes: &'static [u8]) -> File {
    let hash = fingerprint(bytes);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    let url = format!("/assets/{stem}.{hash:016x}.{extension}").leak();
    let etag = format!("\"{hash:016x}\"").leak();
    File {
        name,
        url,
        asset: Asset {
            content_type,
            bytes,
            etag,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_file_is_found_by_its_address_and_only_by_it() {
        for file in FILES.iter() {
            let tail = file
                .url
                .strip_prefix("/assets/")
                .expect("an address under /assets/");
            let found = find(tail).expect("the file");
            assert_eq!(found.bytes, file.asset.bytes);
            assert!(
                find(file.name).is_none(),
                "{} answers without a hash",
                file.name
            );
        }
        assert!(find("").is_none());
        assert!(find("../Cargo.toml").is_none());
    }

    #[test]
    fn the_stylesheet_names_its_picture_by_content() {
        let tail = &url("countersign.css")["/assets/".len()..];
        let css = std::str::from_utf8(find(tail).expect("the stylesheet").bytes).expect("UTF-8");
        assert!(css.contains(url("guilloche.svg")));
        assert!(!css.contains("guilloche.svg"));
    }

    #[test]
    fn templates_name_only_files_that_exist() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut named = 0;
        for entry in fs::read_dir(root).expect("the templates") {
            let Ok(text) = fs::read_to_string(entry.expect("an entry").path()) else {
                continue; // a directory
            };
            for rest in text.split("assets::url(\"").skip(1) {
                let name = rest.split('"').next().expect("a name");
                assert_ne!(url(name), MISSING, "{name} does not exist");
                named += 1;
            }
        }
        assert!(named > 0);
    }

    #[test]
    fn a_sign_in_page_loads_little() {
        // What every page loads. Scripts and styles of their own are for the pages that need them.
        let everywhere = FILES.iter().filter(|file| {
            let script = file.name.ends_with(".js") && file.name != "countersign.js";
            !script && !["area.css", "playground.css"].contains(&file.name)
        });
        let bytes: usize = everywhere.map(|file| file.asset.bytes.len()).sum();
        assert!(bytes < 38_000, "the files together are {bytes} bytes");
    }
}
