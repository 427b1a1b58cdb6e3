//! Is the master key there, for this user only, and does it open what is sealed?

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use secrecy::ExposeSecret as _;

use crate::app::App;
use crate::base::random::SystemRandom;
use crate::cli::answer::Finding;
use crate::config::Config;
use crate::jose::MasterKey;
use crate::oauth::signing_keys;

const CHECK: &str = "master key";
const FILE: &str = "master.key";
/// What group and others may do.
const FOR_OTHERS: u32 = 0o077;

/// Who may read the file that opens everything.
pub(super) fn folder(config: &Config) -> Option<Finding> {
    if config.master_key.is_some() {
        return Some(Finding::ok(
            "permissions",
            "the master key is configured; no file holds it.",
        ));
    }
    let path = config.keys_dir.join(FILE);
    let mode = std::fs::metadata(&path).ok()?.permissions().mode();
    Some(permissions(&path, mode))
}

/// The master key, without making one.
pub(super) fn master_key(
    config: &Config,
    keys_stored: bool,
) -> (Option<MasterKey>, Option<Finding>) {
    let read = match &config.master_key {
        Some(text) => MasterKey::parse(text.expose_secret()),
        None => MasterKey::in_folder(&config.keys_dir, &SystemRandom, false),
    };
    match read {
        Ok(key) => (Some(key), None),
        Err(_)
            if !keys_stored
                && config.master_key.is_none()
                && !config.keys_dir.join(FILE).exists() =>
        {
            let what = format!("{} has none yet.", config.keys_dir.display());
            (
                None,
                Some(Finding::warn(
                    CHECK,
                    what,
                    "The first `countersign serve` makes it.",
                )),
            )
        }
        Err(error) => (None, Some(Finding::fail(CHECK, error.to_string(), ""))),
    }
}

/// Whether it opens all `count` stored keys.
pub(super) async fn opened(app: &App, count: usize) -> Finding {
    match signing_keys::load(app).await {
        Ok(()) if count == 0 => Finding::ok(CHECK, "there; no signing keys are stored yet."),
        Ok(()) => Finding::ok(CHECK, "opens every signing key."),
        Err(error) => Finding::fail(CHECK, error.to_string(), ""),
    }
}

fn permissions(path: &Path, mode: u32) -> Finding {
    let shown = path.display();
    match mode & FOR_OTHERS {
        0 => Finding::ok("permissions", format!("{shown} is its owner's alone.")),
        _ => Finding::warn(
            "permissions",
            format!("{shown} is open to others (mode {:03o}).", mode & 0o777),
            format!("Run `chmod 600 {shown}`."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::State;

    #[test]
    fn a_key_that_others_read_is_warned_of() {
        let path = Path::new("keys/master.key");
        assert_eq!(permissions(path, 0o100_600).state, State::Ok);
        assert_eq!(permissions(path, 0o100_400).state, State::Ok);
        for open in [0o100_640, 0o100_604, 0o100_644] {
            let finding = permissions(path, open);
            assert_eq!(finding.state, State::Warn);
            assert_eq!(finding.mend, "Run `chmod 600 keys/master.key`.");
        }
    }
}
