//! Can the list of breached passwords be searched?

use crate::cli::answer::Finding;
use crate::config::Config;
use crate::identity::password::breached;

const CHECK: &str = "breached passwords";

/// Nothing where there is no such list.
pub(super) fn breached(config: &Config) -> Option<Finding> {
    let list = config.passwords.breached.as_ref()?;
    Some(match breached::check(list) {
        Ok(()) => Finding::ok(CHECK, format!("{} is in order.", list.display())),
        Err(error) => {
            let mend = "While it is so, nobody can choose a password. Put the list in its place, or take \
                        passwords.breached out.";
            Finding::fail(CHECK, format!("{}: {error}.", list.display()), mend)
        }
    })
}
