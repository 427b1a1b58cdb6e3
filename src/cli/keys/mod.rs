//! `countersign keys`: the server's own keys, listed, rotated, brought from elsewhere.

mod listed;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use zeroize::Zeroizing;

use listed::{Listed, listed};

use super::answer::Answer;
use super::failure::Failure;
use super::moment;
use super::start::Start;
use crate::app::App;
use crate::jose::{Algorithm, KeyUse, import};
use crate::oauth::signing_keys::{self, Rotate};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// List the server's keys
    List,
    /// Make new keys that sign once every verifier has had time to see them
    Rotate(How),
    /// Sign with a key from elsewhere
    Import(Import),
}

#[derive(Debug, Args)]
pub(super) struct How {
    /// Sign with them at once; the keys before stay published
    #[arg(long, conflicts_with = "leaked")]
    pub(super) now: bool,
    /// Sign with them at once and withdraw the keys before: their tokens die
    #[arg(long)]
    pub(super) leaked: bool,
    /// Only the keys of this algorithm
    #[arg(long, value_name = "ALGORITHM")]
    pub(super) algorithm: Option<KeyUse>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// A private key in PEM: RSA, EC on P-256 or P-384, Ed25519
    pub(super) file: PathBuf,
    /// What to sign with it; an RSA key is for RS256 otherwise
    #[arg(long, value_name = "ALGORITHM")]
    pub(super) algorithm: Option<Algorithm>,
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
        Verb::Rotate(how) => rotate(&app, &how).await,
        Verb::Import(import) => bring(&app, &import).await,
    };
    app.db.close().await;
    answer
}

async fn list(app: &App) -> Result<Answer, Failure> {
    let keys = listed(app).await?;
    let row = |key: &Listed| {
        vec![
            key.row.kid.clone(),
            key.row.algorithm.clone(),
            key.usage.usage().to_owned(),
            key.state().to_owned(),
            moment::text(key.row.signs_from),
            moment::text(key.row.created_at),
        ]
    };
    let empty = "No keys yet. The first start of the server makes them.";
    Ok(Answer::new(keys.iter().map(Listed::json).collect()).table(
        &[
            "KID",
            "ALGORITHM",
            "USE",
            "STATE",
            "FROM (UTC)",
            "CREATED (UTC)",
        ],
        keys.iter().map(row).collect(),
        empty,
    ))
}

async fn rotate(app: &App, how: &How) -> Result<Answer, Failure> {
    let rule = how.rule();
    let kids = signing_keys::rotate(app, rule, how.algorithm).await?;
    let mut made = listed(app).await?;
    made.retain(|key| kids.contains(&key.row.kid));
    let answer = Answer::new(made.iter().map(Listed::json).collect());
    let mut answer = made
        .iter()
        .fold(answer, |answer, key| answer.line(key.sentence(app)));
    for text in consequences(app, rule, &made) {
        answer = answer.line(text);
    }
    Ok(answer.line("Running servers follow within a second."))
}

/// What becomes of the keys before, in a sentence for each kind of key that was made.
fn consequences(app: &App, rule: Rotate, made: &[Listed]) -> Vec<String> {
    let first = |usage: &str| made.iter().find(|key| key.usage.usage() == usage);
    let life = |key: &Listed| moment::span(signing_keys::policy(app, key.usage).longest_token);
    let (signing, decryption) = match rule {
        Rotate::Ahead => (None, None),
        Rotate::Now => (
            first("sig").map(|key| {
                format!(
                    "The signing keys before stay published for {}, until all that they signed has expired. An API \
                     that does not fetch the key set again when it meets a new key refuses tokens until it does.",
                    life(key)
                )
            }),
            first("enc").map(|key| {
                let life = life(key);
                format!("The decryption keys before open what clients encrypt to them for {life}.")
            }),
        ),
        Rotate::Leaked => (
            first("sig").map(|_| {
                "All signing keys before are withdrawn: an API refuses their tokens as soon as it fetches the key set \
                 again. Restart those that keep it for long."
                    .to_owned()
            }),
            first("enc").map(|_| {
                "What clients encrypt to the decryption keys before is refused; they have to fetch the key set again."
                    .to_owned()
            }),
        ),
    };
    signing.into_iter().chain(decryption).collect()
}

async fn bring(app: &App, brought: &Import) -> Result<Answer, Failure> {
    let text = read(&brought.file)?;
    let (algorithm, pkcs8) = import::from_pem(&text, brought.algorithm)?;
    let kid = signing_keys::import(app, KeyUse::Signing(algorithm), &pkcs8).await?;
    let key = listed(app)
        .await?
        .into_iter()
        .find(|key| key.row.kid == kid);
    let key = key.ok_or_else(|| {
        Failure::new("the new key is gone again. `countersign keys list` shows which there are.")
    })?;
    let said = format!(
        "{kid} signs {algorithm} from now on, sealed in the database. The file is needed no more: remove it."
    );
    Ok(Answer::new(key.json()).line(said))
}

fn read(file: &Path) -> Result<Zeroizing<String>, Failure> {
    std::fs::read_to_string(file)
        .map(Zeroizing::new)
        .map_err(|error| {
            let words = format!(
                "{} cannot be read: {error}. Name a PEM file that this user may read.",
                file.display()
            );
            Failure::of("file", words)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leak_outweighs_everything() {
        for (now, leaked, expected) in [
            (false, false, Rotate::Ahead),
            (true, false, Rotate::Now),
            (false, true, Rotate::Leaked),
        ] {
            let how = How {
                now,
                leaked,
                algorithm: None,
            };
            assert_eq!(how.rule(), expected);
        }
    }
}
