//! A person's API keys: the list, and the forms that make and renew one.

use askama::Template;

use super::{Shell, Wrong, wrong_with};

/// Posts `csrf` and a key's `id` to `/account/keys/revoke`, and with a `name` to `/account/keys/rename`.
#[derive(Clone, Debug, Template)]
#[template(path = "keys.html")]
pub struct Keys {
    pub shell: Shell,
    pub csrf: String,
    pub keys: Vec<KeyLine>,
    /// Whether any API takes keys, so that one can be made.
    pub can_make: bool,
    /// The one that was made or renewed a moment ago, to be shown this once.
    pub fresh: Option<Fresh>,
    /// Unix milliseconds: what "ago" counts from.
    pub now: i64,
    /// What has just been done.
    pub notice: Option<String>,
    pub error: Wrong,
}

#[derive(Clone)]
pub struct Fresh {
    pub name: String,
    pub text: String,
    pub api: String,
}

/// The text is for the page alone.
impl std::fmt::Debug for Fresh {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut shown = f.debug_struct("Fresh");
        shown.field("name", &self.name).field("api", &self.api);
        shown.finish_non_exhaustive()
    }
}

/// A moment that there may be: a template prints fields only.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Unix milliseconds.
    pub at: i64,
}

/// All moments are unix milliseconds.
#[derive(Clone, Debug)]
pub struct KeyLine {
    pub id: String,
    pub name: String,
    pub api: String,
    /// Whether its API takes keys now.
    pub taken: bool,
    /// What its scopes let it do, in words.
    pub may: Vec<String>,
    pub roles: Vec<String>,
    pub created_at: i64,
    pub expires_at: i64,
    pub ends_soon: bool,
    pub last_used: Option<Moment>,
    /// Until when the key from before the last renewal works.
    pub former_ends: Option<Moment>,
    /// Where it is renewed.
    pub renew: String,
    /// What stands in the field for another name: its own, or what was typed and refused.
    pub typed: String,
    /// Why that was refused, or empty.
    pub wrong: String,
}

/// Posts `csrf`, `api`, `name`, `expires`, `current_password`, and `scope.NAME` and `role.NAME` for what is switched on, to
/// `/account/keys/create`.
#[derive(Clone, Debug, Template)]
#[template(path = "key_create.html")]
pub struct KeyCreate {
    pub shell: Shell,
    pub csrf: String,
    pub username: String,
    /// The API's identifier and its name.
    pub api: (String, String),
    /// Where a key for another API is made, and what that one is called.
    pub others: Vec<(String, String)>,
    pub name: String,
    pub scopes: Vec<Choice>,
    pub roles: Vec<Choice>,
    pub lifetimes: Vec<Lifetime>,
    pub error: Wrong,
}

/// What a key may be given.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The name of the form's field.
    pub field: String,
    pub title: String,
    /// A second sentence, or empty.
    pub detail: String,
    pub chosen: bool,
}

#[derive(Clone, Debug)]
pub struct Lifetime {
    pub value: String,
    pub words: String,
    pub chosen: bool,
}

/// Posts `csrf`, `id`, `current_password`, and `now` where the present key is to end at once, to `/account/keys/rotate`.
#[derive(Clone, Debug, Template)]
#[template(path = "key_rotate.html")]
pub struct KeyRotate {
    pub shell: Shell,
    pub csrf: String,
    pub username: String,
    pub id: String,
    pub name: String,
    pub api: String,
    /// How long the new one works, in words.
    pub lifetime: String,
    /// How long the present one goes on working, in words ("for another 24 hours"); empty where it ends at once in any case.
    pub overlap: String,
    /// Until when the key from before the last renewal works.
    pub former_ends: Option<Moment>,
    pub error: Wrong,
}

impl Keys {
    fn wrong(&self) -> &str {
        wrong_with(&self.error, "")
    }
}

impl KeyCreate {
    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    /// The first field, unless another one has to be mended.
    fn focuses(&self, field: &str) -> bool {
        match &self.error {
            Some((wrong, _)) => wrong == field,
            None => field == "name",
        }
    }
}

impl KeyRotate {
    fn wrong(&self, field: &str) -> &str {
        wrong_with(&self.error, field)
    }

    fn focuses(&self, field: &str) -> bool {
        !self.wrong(field).is_empty()
    }
}
