//! Is the master key there, and does it open what is sealed?

use secrecy::ExposeSecret as _;

use crate::app::App;
use crate::base::random::SystemRandom;
use crate::cli::answer::Finding;
use crate::config::Config;
use crate::jose::MasterKey;
use crate::oauth::signing_keys;

const CHECK: &str = "master key";

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
                && !config.keys_dir.join(MasterKey::FILE).exists() =>
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
