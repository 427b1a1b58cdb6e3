//! Passkeys: asking for one on the way in, the list of a person's, and making one.

use askama::Template;

use super::keys::Moment;
use super::{OtherWay, Shell, Wrong, wrong_with};

/// A form that asks the browser for a passkey and posts `csrf` and `credential` to `action`. Its script asks `options` first.
#[derive(Clone, Debug)]
pub struct PasskeyAsk {
    pub action: String,
    pub options: String,
}

/// What the browser's own list of passkeys is told (WebAuthn section 5.1.10): the name of the call, and its argument as JSON.
#[derive(Clone, Debug)]
pub struct Signal {
    pub call: &'static str,
    pub told: String,
}

/// `/login/passkey`: of somebody who is known, or why the one that was shown is not accepted.
#[derive(Clone, Debug, Template)]
#[template(path = "login_passkey.html")]
pub struct LoginPasskey {
    pub shell: Shell,
    pub csrf: String,
    pub ask: PasskeyAsk,
    /// Who signs in, where that is known.
    pub username: Option<String>,
    /// Whether to ask if this device is to be spared the second factor from now on.
    pub trust: bool,
    pub error: Option<String>,
    pub signal: Option<Signal>,
    pub other_ways: Vec<OtherWay>,
}

/// Posts `csrf` and a passkey's `id` to `/account/passkeys/remove`, and with a `name` to `/account/passkeys/rename`.
#[derive(Clone, Debug, Template)]
#[template(path = "passkeys.html")]
pub struct Passkeys {
    pub shell: Shell,
    pub csrf: String,
    pub passkeys: Vec<PasskeyLine>,
    /// Whether there can be passkeys at this address.
    pub possible: bool,
    pub signal: Option<Signal>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    /// What has just been done.
    pub notice: Option<String>,
    pub error: Wrong,
}

/// All moments are unix milliseconds.
#[derive(Clone, Debug)]
pub struct PasskeyLine {
    pub id: String,
    pub name: String,
    /// The host that it belongs to, where that is not this one.
    pub elsewhere: Option<String>,
    pub created_at: i64,
    pub last_used: Option<Moment>,
    /// What stands in the field for another name: its own, or what was typed and refused.
    pub typed: String,
    /// Why that was refused, or empty.
    pub wrong: String,
}

/// Posts `csrf`, `name` and `credential` to `/account/passkeys/add`.
#[derive(Clone, Debug, Template)]
#[template(path = "passkey_add.html")]
pub struct PasskeyAdd {
    pub shell: Shell,
    pub csrf: String,
    pub ask: PasskeyAsk,
    pub possible: bool,
    pub name: String,
    pub error: Option<String>,
    pub signal: Option<Signal>,
}

impl Passkeys {
    fn wrong(&self) -> &str {
        wrong_with(&self.error, "")
    }
}
