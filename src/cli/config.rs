//! `countersign config`: the configuration, checked and documented.

use std::path::Path;

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use crate::config::{self, Config};

/// Where a checkout has the page.
const PAGE: &str = "docs/configuration.md";

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Check the configuration without starting anything
    Check,
    /// Write docs/configuration.md, in a checkout
    Docs(Docs),
}

#[derive(Debug, Args)]
pub(super) struct Docs {
    /// Print the page instead
    #[arg(long)]
    pub(super) stdout: bool,
}

pub(super) fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::Check => check(start),
        Verb::Docs(docs) if docs.stdout => {
            let page = config::docs();
            Ok(Answer::new(json!({"markdown": page})).text(page))
        }
        Verb::Docs(_) => write(Path::new("")),
    }
}

fn check(start: &Start) -> Result<Answer, Failure> {
    let config = start.command_config()?;
    Ok(Answer::new(json(&config))
        .line("The configuration is sound.")
        .facts(vec![
            ("issuer", config.issuer.as_str().to_owned()),
            ("listen", config.listen.to_string()),
            ("database", config.database_url.to_string()),
            ("keys", config.keys_dir.display().to_string()),
            (
                "https",
                if config.tls.is_some() {
                    "in process"
                } else {
                    "no"
                }
                .to_owned(),
            ),
            (
                "playground",
                if config.playground_on() { "on" } else { "off" }.to_owned(),
            ),
            ("from", start.sources()),
        ]))
}

fn json(config: &Config) -> Value {
    json!({
        "ok": true,
        "issuer": config.issuer.as_str(),
        "listen": config.listen.to_string(),
        "database_url": config.database_url.to_string(),
        "keys_dir": config.keys_dir,
        "tls": config.tls.is_some(),
        "playground": config.playground_on(),
    })
}

fn write(folder: &Path) -> Result<Answer, Failure> {
    let path = folder.join(PAGE);
    if !path.is_file() {
        let words = format!(
            "there is no {PAGE} here. Run this in a checkout, or print the page with --stdout."
        );
        return Err(Failure::new(words));
    }
    std::fs::write(&path, config::docs())
        .map_err(|error| Failure::new(format!("{} cannot be written: {error}.", path.display())))?;
    Ok(Answer::new(json!({"written": PAGE})).line(format!("{PAGE} is written.")))
}
