//! Is there a configuration, is it sound, and where does it come from?

use crate::cli::answer::Finding;
use crate::cli::failure::Failure;
use crate::config::Config;

const CHECK: &str = "configuration";

pub(super) fn found(config: &Config, sources: &str) -> Finding {
    let what = format!("sound, issuer {}, from {sources}.", config.issuer.as_str());
    match config.issuer.is_https() || config.issuer.is_loopback() {
        true => Finding::ok(CHECK, what),
        false => Finding::fail(CHECK, what, "Write an https issuer."),
    }
}

pub(super) fn refused(failure: &Failure) -> Finding {
    Finding::fail(
        CHECK,
        &failure.message,
        "docs/configuration.md lists every option.",
    )
}
