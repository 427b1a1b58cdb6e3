//! One-time passwords in an account: whether they are set up, and setting them up.

use askama::Template;

use super::{Moment, Shell};

/// Posts `csrf` to `/account/totp/remove`.
#[derive(Clone, Debug, Template)]
#[template(path = "totp.html")]
pub struct Totp {
    pub shell: Shell,
    pub csrf: String,
    /// None where they are not.
    pub set_up_at: Option<Moment>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    pub notice: Option<String>,
}

/// Posts `csrf`, `seed` and `code` to `action`.
#[derive(Clone, Debug, Template)]
#[template(path = "totp_add.html")]
pub struct TotpAdd {
    pub shell: Shell,
    pub csrf: String,
    pub action: String,
    /// The seed as it travels: sealed.
    pub seed: String,
    /// The seed as it is typed.
    pub secret: String,
    /// The same for an application on this device.
    pub uri: String,
    /// The side of the picture, in modules, and its dark path.
    pub picture: (usize, String),
    pub error: Option<String>,
    pub back: String,
}
