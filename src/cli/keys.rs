//! `countersign keys`: the signing keys, listed, rotated, brought from elsewhere.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::answer::Answer;
use super::failure::Failure;
use super::moment;
use super::start::Start;
use crate::app::App;
use crate::base::Timestamp;
use crate::jose::import;
use crate::jose::rotation::{self, Policy, Span};
use crate::oauth::signing_keys::{self, Rotate};
use crate::store::signing_key::{self as table, StoredKey};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// List the signing keys
    List,
    /// Make a new key that signs once every verifier has had time to see it
    Rotate(How),
    /// Sign with an RSA key from elsewhere
    Import(Import),
}

#[derive(Debug, Args)]
#[group(multiple = false)]
pub(super) struct How {
    /// Sign with it at once; the keys before stay published
    #[arg(long)]
    pub(super) now: bool,
    /// Sign with it at once and withdraw the keys before: their tokens die
    #[arg(long)]
    pub(super) leaked: bool,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// A private RSA key in PEM
    pub(super) file: PathBuf,
}

impl How {
    fn rule(&self) -> Rotate {
        match (self.now, self.leaked) {
            (_, true) => Rotate::Leaked,
            (true, false) => Rotate::Now,
            (false, false) => Rotate::Ahead,
        }
    }
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let app = match verb {
        Verb::List => start.app().await?,
        Verb::Rotate(_) | Verb::Import(_) => start.app_with_keys().await?,
    };
    let answer = match verb {
        Verb::List => list(&app).await,
        Verb::Rotate(how) => rotate(&app, how.rule()).await,
        Verb::Import(import) => bring(&app, &import.file).await,
    };
    app.db.close().await;
    answer
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let keys = table::list(&mut app.db.read()).await?;
    let states = states(&keys, app.now(), signing_keys::policy(app));
    let row = |(key, state): (&StoredKey, &&'static str)| {
        vec![
            key.kid.clone(),
            key.algorithm.clone(),
            (*state).to_owned(),
            moment::text(key.signs_from),
            moment::text(key.created_at),
        ]
    };
    let empty = "No keys yet. The first start of the server makes one.";
    let json = keys
        .iter()
        .zip(&states)
        .map(|(key, state)| self::json(key, state))
        .collect();
    Ok(Answer::new(json).table(
        &[
            "KID",
            "ALGORITHM",
            "STATE",
            "SIGNS FROM (UTC)",
            "CREATED (UTC)",
        ],
        keys.iter().zip(&states).map(row).collect(),
        empty,
    ))
}

async fn rotate(app: &App, how: Rotate) -> Result<Answer, Failure> {
    let kid = signing_keys::rotate(app, how).await?;
    let (key, state) = stored(app, &kid).await?;
    let said = match (how, state) {
        (Rotate::Ahead, "signing") => format!("{kid} is the first key, and signs from now on."),
        (Rotate::Ahead, _) => format!(
            "{kid} is published now and signs from {} UTC, in {}. Until then the key before signs.",
            moment::text(key.signs_from),
            moment::span(key.signs_from.since(app.now()))
        ),
        (Rotate::Now, _) => format!(
            "{kid} signs from now on. The key before stays published for {}, until all that it signed has expired. An API \
             that does not fetch the key set again when it meets a new key refuses tokens until it does.",
            moment::span(signing_keys::policy(app).longest_token)
        ),
        (Rotate::Leaked, _) => format!(
            "{kid} signs from now on. All keys before are withdrawn: an API refuses their tokens as soon as it fetches \
             the key set again. Restart those that keep it for long."
        ),
    };
    Ok(Answer::new(json(&key, state))
        .line(said)
        .line("Running servers follow within a second."))
}

async fn bring(app: &App, file: &Path) -> Result<Answer, Failure> {
    let text = std::fs::read_to_string(file)
        .map(Zeroizing::new)
        .map_err(|error| {
            let words = format!(
                "{} cannot be read: {error}. Name a PEM file that this user may read.",
                file.display()
            );
            Failure::of("file", words)
        })?;
    let pkcs8 = import::pkcs8_from_pem(&text)?;
    let kid = signing_keys::import(app, &pkcs8).await?;
    let (key, state) = stored(app, &kid).await?;
    let said = format!(
        "{kid} signs from now on, sealed in the database. The file is needed no more: remove it."
    );
    Ok(Answer::new(json(&key, state)).line(said))
}

/// A key as it came to be stored.
async fn stored(app: &App, kid: &str) -> Result<(StoredKey, &'static str), Failure> {
    let keys = table::list(&mut app.db.read()).await?;
    let states = states(&keys, app.now(), signing_keys::policy(app));
    let found = keys.into_iter().zip(states).find(|(key, _)| key.kid == kid);
    found.ok_or_else(|| {
        Failure::new("the new key is gone again. `countersign keys list` shows which there are.")
    })
}

/// What each key does at `now`, in the order given.
fn states(keys: &[StoredKey], now: Timestamp, policy: Policy) -> Vec<&'static str> {
    let span = |key: &StoredKey| Span {
        signs_from: key.signs_from,
        withdrawn_at: key.withdrawn_at,
    };
    let spans: Vec<Span> = keys.iter().map(span).collect();
    let signer = rotation::signer(&spans, now);
    let state = |index: usize| match spans[index].withdrawn_at {
        Some(_) => "withdrawn",
        None if signer == Some(index) => "signing",
        None if rotation::is_published(&spans, index, now, policy) => "published",
        None => "retired",
    };
    (0..keys.len()).map(state).collect()
}

fn json(key: &StoredKey, state: &str) -> Value {
    json!({
        "kid": key.kid,
        "algorithm": key.algorithm,
        "state": state,
        "signs_from": moment::json(key.signs_from),
        "created_at": moment::json(key.created_at),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    fn key(generation: i64, signs_from: Timestamp, withdrawn_at: Option<Timestamp>) -> StoredKey {
        StoredKey {
            kid: generation.to_string(),
            generation,
            algorithm: "RS256".to_owned(),
            sealed: Vec::new(),
            created_at: Timestamp(0),
            signs_from,
            withdrawn_at,
        }
    }

    #[test]
    fn each_key_is_in_one_state() {
        let at = |hours: u32| Timestamp(0) + HOUR * hours;
        let policy = Policy {
            rotate_every: HOUR * 24,
            publish_ahead: HOUR,
            longest_token: HOUR,
        };
        let keys = [
            key(1, at(0), Some(at(5))),
            key(2, at(5), None),
            key(3, at(10), None),
            key(4, at(20), None),
            key(5, at(30), None),
        ];
        let expected = ["withdrawn", "retired", "published", "signing", "published"];
        assert_eq!(states(&keys, at(20), policy), expected);
    }

    #[test]
    fn a_leak_outweighs_everything() {
        assert_eq!(
            How {
                now: false,
                leaked: false
            }
            .rule(),
            Rotate::Ahead
        );
        assert_eq!(
            How {
                now: true,
                leaked: false
            }
            .rule(),
            Rotate::Now
        );
        assert_eq!(
            How {
                now: false,
                leaked: true
            }
            .rule(),
            Rotate::Leaked
        );
    }
}
