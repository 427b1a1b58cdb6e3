//! The server's keys as the commands show them.

use serde_json::{Value, json};

use crate::app::App;
use crate::cli::failure::Failure;
use crate::cli::moment;
use crate::jose::KeyUse;
use crate::jose::chain::State;
use crate::oauth::signing_keys;
use crate::store::signing_key::{self as table, StoredKey};

/// A stored key with what it does now.
pub(super) struct Listed {
    pub(super) row: StoredKey,
    pub(super) usage: KeyUse,
    state: State,
}

/// All stored keys, each use's in order of generation.
pub(super) async fn listed(app: &App) -> Result<Vec<Listed>, Failure> {
    let rows = table::list(&mut app.db.read()).await?;
    let mut listed = Vec::with_capacity(rows.len());
    for chain in signing_keys::chains(app, rows) {
        let states = chain.states(app.now());
        listed.extend(states.map(|(row, state)| Listed {
            row: row.clone(),
            usage: chain.usage(),
            state,
        }));
    }
    Ok(listed)
}

impl Listed {
    pub(super) fn state(&self) -> &'static str {
        match (self.state, self.usage) {
            (State::Current, KeyUse::Signing(_)) => "signing",
            (State::Kept, KeyUse::Signing(_)) | (State::Current, KeyUse::Decryption(_)) => {
                "published"
            }
            (State::Kept, KeyUse::Decryption(_)) => "kept",
            (State::Withdrawn, _) => "withdrawn",
            (State::Retired, _) => "retired",
        }
    }

    /// What a key that was just made does.
    pub(super) fn sentence(&self, app: &App) -> String {
        let (kid, usage) = (&self.row.kid, self.usage);
        if self.state == State::Current {
            return format!("{kid} is in use for {usage} from now on.");
        }
        let so_far = match usage {
            KeyUse::Signing(_) => "is published now and",
            KeyUse::Decryption(_) => "is stored now and published and",
        };
        format!(
            "{kid} {so_far} in use for {usage} from {} UTC, in {}. Until then the key before is.",
            moment::text(self.row.signs_from),
            moment::span(self.row.signs_from.since(app.now()))
        )
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "kid": self.row.kid,
            "algorithm": self.row.algorithm,
            "use": self.usage.usage(),
            "state": self.state(),
            "signs_from": moment::json(self.row.signs_from),
            "created_at": moment::json(self.row.created_at),
        })
    }
}
