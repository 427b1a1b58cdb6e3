//! The source tree, for the tests that read it.

use std::fs;
use std::path::{Path, PathBuf};

/// What no test reads: what is built, installed or kept by version control.
const SKIPPED: [&str; 5] = ["target", "node_modules", "__pycache__", "data", "venv"];

pub(crate) struct Source {
    /// Relative to the repository, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// All files under `folder` (relative to the repository) with one of the extensions.
pub(crate) fn read(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for path in entries.map(|entry| entry.expect("a readable folder").path()) {
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default()
                .to_owned();
            if path.is_symlink() || name.starts_with('.') || SKIPPED.contains(&name.as_str()) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .and_then(|e| e.to_str())
                .is_some_and(|e| extensions.contains(&e))
            {
                found.push(source(root, path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "nothing to read in {folder}");
    found
}

fn source(root: &Path, path: PathBuf) -> Source {
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let path = path
        .strip_prefix(root)
        .unwrap_or(&path)
        .to_string_lossy()
        .replace('\\', "/");
    Source { path, text }
}
