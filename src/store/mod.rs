//! What is kept, and the statements that keep it: one file a table.
//!
//! Every race is decided by a compare-and-set: one conditional statement that returns its row, or none. Expiry is a
//! condition of the statement, never left to the cleaner. Which rule may call what is not decided here.

pub mod catalog;
mod demand;
mod proof;
pub mod sql;

/// The statements of one table: constants for its functions, and a list for the test that prepares each on both
/// databases.
macro_rules! statements {
    ($($name:ident = $sql:expr;)*) => {
        $(const $name: &str = $sql;)*
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $sql)),*];
    };
}

macro_rules! tables {
    ($($table:ident),* $(,)?) => {
        $(pub mod $table;)*
        /// Every statement of every table, by its name.
        pub fn statements() -> Vec<(String, &'static str)> {
            let mut all = Vec::new();
            $(for (name, sql) in $table::STATEMENTS {
                all.push((format!("{}::{name}", stringify!($table)), *sql));
            })*
            all
        }
    };
}

tables! {
    api_key,
    arrival,
    authorization_code,
    authorization_request,
    client,
    consent,
    export,
    email_code,
    factor,
    grant,
    initial_access_token,
    invitation,
    known_device,
    linked_account,
    linked_role,
    logout_notice,
    mail,
    passkey,
    recovery_code,
    mail_link,
    picture,
    refresh_token,
    resource,
    revision,
    revoked_token,
    role,
    security_event,
    server_secret,
    session,
    session_client,
    setup,
    sign_in,
    signing_key,
    spent_challenge,
    throttle,
    totp,
    upstream_request,
    upstream_session,
    used_assertion,
    user,
    webauthn_ceremony,
}

pub use catalog::{Catalog, Registered};
pub use sql::Db;
