//! Does the directory answer, and does it take the account that looks people up?

use crate::app::App;
use crate::cli::answer::Finding;

const CHECK: &str = "directory";

/// None where there is no directory.
pub(super) async fn check(app: &App) -> Option<Finding> {
    let directory = app.directory.as_ref()?;
    let url = app.config.directory.url.as_ref()?;
    Some(match directory.call(app.now()).await {
        Ok(_) => Finding::ok(CHECK, format!("{url} answers, and takes the bind.")),
        Err(trouble) => Finding::fail(
            CHECK,
            format!("{url}: {trouble}."),
            "Look at `directory.url`, its certificate, `bind_dn` and its password: docs/ldap.md says how.",
        ),
    })
}
