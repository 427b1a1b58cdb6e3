//! Is what is secret its owner's alone: the master key, the data folder, the files of a SQLite database?

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use super::database;
use crate::base::text::shell_word;
use crate::cli::answer::Finding;
use crate::config::{Config, DatabaseUrl};
use crate::jose::MasterKey;

const CHECK: &str = "permissions";
/// What group and others may do.
const FOR_OTHERS: u32 = 0o077;
/// Set on folders that everybody shares, as /tmp is.
const STICKY: u32 = 0o1000;

/// One line if all is well, otherwise one for each file or folder that is open to others.
pub(super) fn check(config: &Config) -> Vec<Finding> {
    let mut there = Vec::new();
    for path in secret(config) {
        if let Ok(found) = std::fs::metadata(&path) {
            there.push((path, found.is_dir(), found.permissions().mode()));
        }
    }
    let open: Vec<Finding> = there
        .iter()
        .filter_map(|(path, is_folder, mode)| judge(path, *is_folder, *mode))
        .collect();
    match (there.is_empty(), open.is_empty()) {
        (true, _) if config.master_key.is_some() => vec![Finding::ok(
            CHECK,
            "the master key is configured; no file holds it.",
        )],
        (true, _) => Vec::new(),
        (false, false) => open,
        (false, true) => {
            let paths: Vec<_> = there
                .iter()
                .map(|(path, ..)| path.display().to_string())
                .collect();
            vec![Finding::ok(
                CHECK,
                format!("only the owner can open {}.", paths.join(", ")),
            )]
        }
    }
}

fn secret(config: &Config) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    if config.master_key.is_none() {
        paths.push(config.keys_dir.join(MasterKey::FILE));
    }
    if let DatabaseUrl::Sqlite(file) = &config.database_url {
        paths.push(database::folder_of(file).to_owned());
        for suffix in ["", "-wal", "-shm"] {
            let mut name = file.clone().into_os_string();
            name.push(suffix);
            paths.push(name.into());
        }
    }
    paths
}

fn judge(path: &Path, is_folder: bool, mode: u32) -> Option<Finding> {
    if mode & FOR_OTHERS == 0 {
        return None;
    }
    let shown = path.display();
    let right = if is_folder { "700" } else { "600" };
    let mend = match is_folder && mode & STICKY != 0 {
        true => "Keep the database in a folder of its own, with mode 700.".to_owned(),
        false => format!("Run `chmod {right} {}`.", shell_word(&shown.to_string())),
    };
    let what = format!("{shown} is open to others (mode {:03o}).", mode & 0o777);
    Some(Finding::warn(CHECK, what, mend))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(path: &str, is_folder: bool, mode: u32) -> Option<String> {
        judge(Path::new(path), is_folder, mode).map(|finding| finding.mend)
    }

    #[test]
    fn what_others_may_open_is_warned_of() {
        for private in [0o100_600, 0o100_400] {
            assert_eq!(mend("keys/master.key", false, private), None);
        }
        assert_eq!(mend("data", true, 0o040_700), None);
        for open in [0o100_640, 0o100_604, 0o100_644] {
            assert_eq!(
                mend("keys/master.key", false, open).as_deref(),
                Some("Run `chmod 600 keys/master.key`.")
            );
        }
        assert_eq!(
            mend("my data", true, 0o040_755).as_deref(),
            Some("Run `chmod 700 'my data'`.")
        );
    }

    #[test]
    fn a_folder_that_all_share_is_not_to_be_shut() {
        let said = mend("/tmp", true, 0o041_777).unwrap();
        assert!(!said.contains("chmod"), "{said}");
    }
}
