//! `countersign doctor`: one line a check, and how to mend what is wrong. It changes nothing but what opening a database
//! changes, and makes neither database nor key.

mod clock;
mod configuration;
mod database;
mod directory;
mod issuer;
mod keys;
mod mail;
mod passkeys;
mod passwords;
mod permissions;
mod providers;

use serde_json::{Value, json};

use super::answer::{Answer, Finding, Part, State};
use super::failure::Failure;
use super::start::{self, Start};
use crate::config::Config;
pub(super) use crate::store::sql::health;

pub(super) async fn run(start: &Start) -> Result<Answer, Failure> {
    let mut findings = Vec::new();
    match start.command_config() {
        Ok(config) => {
            findings.push(configuration::found(&config, &start.sources()));
            let issuer = config.issuer.clone();
            findings.push(mail::check(&config).await);
            examine(config, &mut findings).await;
            findings.push(issuer::check(&issuer).await);
        }
        Err(failure) => findings.push(configuration::refused(&failure)),
    }
    Ok(answer(findings))
}

/// Each check as far as the ones before it allow.
async fn examine(config: Config, findings: &mut Vec<Finding>) {
    findings.extend(database::folder(&config));
    findings.extend(permissions::check(&config));
    findings.extend(passwords::breached(&config));
    let (db, found) = database::open(&config).await;
    findings.push(found);
    let stored = match &db {
        Some(db) => {
            findings.extend(database::settings(db).await);
            findings.extend(mail::queue(db).await);
            findings.extend(passkeys::check(&config, db).await);
            database::stored_keys(db).await
        }
        None => Vec::new(),
    };
    findings.push(clock::check(&stored));
    let Some(db) = db else { return };
    let (master_key, found) = keys::master_key(&config, !stored.is_empty());
    findings.extend(found);
    let Some(master_key) = master_key else { return };
    match start::app(config, db, master_key) {
        Ok(app) => {
            findings.push(keys::opened(&app, stored.len()).await);
            findings.extend(providers::check(&app).await);
            findings.extend(directory::check(&app).await);
            app.db.close().await;
        }
        Err(failure) => findings.push(Finding::fail("master key", failure.message, "")),
    }
}

fn answer(findings: Vec<Finding>) -> Answer {
    let json = findings.iter().map(json).collect();
    let refused = findings.iter().any(|finding| finding.state == State::Fail);
    Answer {
        refused,
        parts: vec![Part::Findings(findings)],
        ..Answer::new(json)
    }
}

fn json(finding: &Finding) -> Value {
    json!({
        "check": finding.check,
        "state": finding.state.as_str(),
        "what": finding.what,
        "mend": (!finding.mend.is_empty()).then_some(&finding.mend),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_refuses_and_warnings_do_not() {
        let fine = vec![
            Finding::ok("a", "good."),
            Finding::warn("b", "hm.", "Look."),
        ];
        let shown = answer(fine.clone());
        assert!(!shown.refused);
        assert_eq!(
            shown.json[1],
            json!({"check": "b", "state": "warn", "what": "hm.", "mend": "Look."})
        );
        assert_eq!(shown.json[0]["mend"], Value::Null);
        let failed = [fine, vec![Finding::fail("c", "bad.", "Mend it.")]].concat();
        assert!(answer(failed).refused);
    }
}
