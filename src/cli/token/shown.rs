//! What is told of each kind of token.

use countersign_verifier::Error;
use countersign_verifier::explain::{Checked, Outcome, Report};
use serde_json::{Map, Value, json};

use crate::cli::answer::{Answer, Finding, Part, State};
use crate::cli::moment;
use crate::oauth::standing::{Bearer, Fallen, KeyHolder, Refreshable};

/// The check that only the server itself can make.
const STANDING: &str = "standing";

/// A token of another issuer, or one that is only checked as APIs check it.
pub(super) fn report(report: &Report) -> Answer {
    let findings = report.checks().iter().map(finding).collect();
    // It holds nothing that cannot be written as JSON.
    let json = serde_json::to_value(report).unwrap_or_default();
    Answer {
        refused: !report.accepted(),
        ..Answer::new(json)
            .line(report.verdict())
            .part(Part::Findings(findings))
    }
}

/// An access token of this server, or what is taken for one.
pub(super) fn jwt(report: &Report, standing: Option<Result<Bearer, Fallen>>) -> Answer {
    let fallen = match &standing {
        Some(Err(fallen)) => Some(*fallen),
        _ => None,
    };
    let mut answer = self::report(report);
    let found = match standing {
        None => Finding {
            state: State::Skip,
            ..Finding::ok(STANDING, "not asked: the token is not ours, or over")
        },
        Some(Ok(bearer)) => Finding::ok(STANDING, stands_on(&bearer)),
        Some(Err(fallen)) => self::fallen(fallen),
    };
    if let (Some(fallen), true) = (fallen, report.accepted()) {
        let words = format!(
            "Refused where the server is asked: {}. An API that checks signatures alone takes it until it expires.",
            fallen.0
        );
        answer.parts[0] = Part::Line(words);
        answer.json["reason"] = Error::Inactive.reason().into();
        answer.json["accepted"] = false.into();
        answer.refused = true;
    }
    if let Some(checks) = answer.json["checks"].as_array_mut() {
        checks.push(as_json(&found));
    }
    if let Some(Part::Findings(findings)) = answer.parts.last_mut() {
        findings.push(found);
    }
    answer
}

/// An API key, which its API asks this server about.
pub(super) fn api_key(standing: Result<KeyHolder, Fallen>, audience: Option<&str>) -> Answer {
    let holder = match standing {
        Ok(holder) => holder,
        Err(fallen) => {
            return opaque(
                ("api_key", "an API key"),
                Err(fallen.0.to_owned()),
                Vec::new(),
            );
        }
    };
    let key = &holder.key;
    let facts = vec![
        ("id", key.id.clone()),
        ("name", key.name.clone()),
        ("user", holder.owner.username.clone()),
        ("resource", key.resource.clone()),
        ("scopes", key.scopes.to_string()),
        ("roles", key.roles.join(" ")),
        ("good until", moment::utc(holder.good_until)),
    ];
    let found = match audience {
        Some(other) if other != key.resource => Err(format!("it is not for {other}")),
        _ => Ok("the key is live, and its owner active"),
    };
    opaque(("api_key", "an API key"), found, facts)
}

/// A refresh token, which is for its client and the token endpoint alone.
pub(super) fn refresh_token(standing: Result<Refreshable, Fallen>) -> Answer {
    let standing = match standing {
        Ok(standing) => standing,
        Err(fallen) => {
            let kind = ("opaque", "not a JWT: a refresh token, perhaps");
            return opaque(kind, Err(fallen.0.to_owned()), Vec::new());
        }
    };
    let facts = vec![
        ("client", standing.client.client.id.clone()),
        ("user", standing.person.username.clone()),
        ("scopes", standing.grant.scopes.to_string()),
        ("resources", standing.grant.resources.join(" ")),
        ("good until", moment::utc(standing.token.expires_at)),
    ];
    let found = "good at the token endpoint, for its client; no API takes it";
    opaque(("refresh_token", "a refresh token"), Ok(found), facts)
}

/// What has no claims: all that is known of it lies in the database.
fn opaque(
    (kind, words): (&str, &str),
    standing: Result<&str, String>,
    facts: Vec<(&'static str, String)>,
) -> Answer {
    let accepted = standing.is_ok();
    let (verdict, found) = match standing {
        Ok(found) => ("It is good.".to_owned(), Finding::ok(STANDING, found)),
        Err(why) => (format!("Refused: {why}."), Finding::fail(STANDING, why, "")),
    };
    let mut facts = facts;
    facts.retain(|(_, value)| !value.is_empty());
    let findings = vec![Finding::ok("form", words), found];
    let known = facts
        .iter()
        .map(|(label, value)| (label.replace(' ', "_"), Value::from(value.as_str())));
    let json = json!({
        "kind": kind,
        "accepted": accepted,
        "reason": (!accepted).then_some(Error::Inactive.reason()),
        "checks": findings.iter().map(as_json).collect::<Value>(),
        "known": known.collect::<Map<_, _>>(),
    });
    Answer {
        refused: !accepted,
        ..Answer::new(json)
            .line(verdict)
            .part(Part::Findings(findings))
            .facts(facts)
    }
}

fn stands_on(bearer: &Bearer) -> String {
    let client = &bearer.client.client.id;
    match &bearer.person {
        Some((user, _)) => format!(
            "its grant stands: {} for the client {client}",
            user.username
        ),
        None => format!("its client {client} stands"),
    }
}

fn fallen(fallen: Fallen) -> Finding {
    Finding::fail(STANDING, fallen.0, "")
}

fn finding(checked: &Checked) -> Finding {
    Finding {
        check: checked.name,
        state: match checked.outcome {
            Outcome::Passed => State::Ok,
            Outcome::Failed => State::Fail,
            _ => State::Skip,
        },
        what: match &checked.hint {
            Some(_) => format!("{}.", checked.words()),
            None => checked.words(),
        },
        mend: checked.hint.clone().unwrap_or_default(),
    }
}

/// A check of the server's own, in the form of the verifier's.
fn as_json(finding: &Finding) -> Value {
    let outcome = match finding.state {
        State::Ok | State::Warn => "passed",
        State::Fail => "failed",
        State::Skip => "not_run",
    };
    json!({"name": finding.check, "outcome": outcome, "found": finding.what})
}
