//! `countersign user import`: accounts of another program, one JSON object a line. All lines are read before the first account is
//! made, and nothing is made while one of them is wrong. What was imported before is there already: it stays as it is.

mod line;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use self::line::Line;
use crate::app::App;
use crate::base::text;
use crate::cli::answer::Answer;
use crate::cli::failure::Failure;
use crate::identity::account;
use crate::identity::password::SHORTEST_BY_OPERATOR;
use crate::store;

/// More than any account says, in bytes.
const LONGEST_LINE: u64 = 64 * 1024;
/// How many wrong lines are told of; more are seldom another mistake.
const TOLD: usize = 20;

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// One JSON object a line; docs/passwords.md says what it may hold
    pub(super) file: PathBuf,
    /// Check all of it, and make nothing
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// What is wrong with a line.
struct Wrong {
    line: usize,
    message: String,
}

/// A file as it was read and compared with what is there.
#[derive(Default)]
struct Sorted {
    new: Vec<Line>,
    existing: Vec<String>,
    wrong: Vec<Wrong>,
}

pub(super) async fn run(app: &App, import: &Import) -> Result<Answer, Failure> {
    let (lines, wrong) = read(&import.file)?;
    let mut sorted = Sorted {
        wrong,
        ..Sorted::default()
    };
    for line in lines {
        sort(app, line, &mut sorted).await?;
    }
    if !sorted.wrong.is_empty() {
        return Ok(refused(&mut sorted.wrong));
    }
    let count = sorted.new.len();
    let without = sorted.new.iter().filter(|line| line.has_no_password());
    let without = without.count();
    if !import.dry_run {
        make(app, sorted.new).await?;
    }
    Ok(answer(count, &sorted.existing, import.dry_run).warn(passwordless(without)))
}

fn read(file: &Path) -> Result<(Vec<Line>, Vec<Wrong>), Failure> {
    let unreadable = |error: std::io::Error| {
        let words = format!("{} cannot be read: {error}.", file.display());
        Failure::of("file", words)
    };
    let mut reader = BufReader::new(File::open(file).map_err(unreadable)?);
    let (mut lines, mut wrong) = (Vec::new(), Vec::new());
    for line in 1.. {
        let mut bytes = Vec::new();
        let mut bounded = (&mut reader).take(LONGEST_LINE);
        if bounded.read_until(b'\n', &mut bytes).map_err(unreadable)? == 0 {
            break;
        }
        if bytes.len() as u64 == LONGEST_LINE {
            let message = format!("it is longer than {LONGEST_LINE} bytes");
            wrong.push(Wrong { line, message });
            reader.skip_until(b'\n').map_err(unreadable)?;
            continue;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        match Line::parse(line, text) {
            Ok(read) => lines.push(read),
            Err(message) => wrong.push(Wrong { line, message }),
        }
    }
    twice(&lines, &mut wrong);
    Ok((lines, wrong))
}

/// Two lines of one name or address: the second is wrong.
fn twice(lines: &[Line], wrong: &mut Vec<Wrong>) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines {
        for name in line.names() {
            let first = *seen.entry(text::key(name)).or_insert(line.number);
            if first != line.number {
                wrong.push(Wrong {
                    line: line.number,
                    message: format!("line {first} has '{name}' too"),
                });
            }
        }
    }
}

/// Whether a line is somebody new, somebody who is there, or neither.
async fn sort(app: &App, mut line: Line, sorted: &mut Sorted) -> Result<(), Failure> {
    let mut read = app.db.read();
    let username = &line.account.username;
    if store::user::find_by_identifier(&mut read, username)
        .await?
        .is_some()
    {
        sorted.existing.push(line.account.username);
        return Ok(());
    }
    let checked = match line.find_roles(app).await {
        Ok(()) => account::check(app, &line.account).map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    let email = line.account.email.as_deref().unwrap_or_default();
    let taken = match store::user::find_by_identifier(&mut read, email).await? {
        Some(other) => Err(Failure::of(
            "email",
            format!("the address belongs to {}", other.username),
        )),
        None => checked,
    };
    match taken {
        Ok(()) => sorted.new.push(line),
        Err(failure) => sorted.wrong.push(Wrong {
            line: line.number,
            message: failure.sentence(),
        }),
    }
    Ok(())
}

async fn make(app: &App, lines: Vec<Line>) -> Result<(), Failure> {
    for (made, line) in lines.into_iter().enumerate() {
        let number = line.number;
        let created = account::create(app, line.account, SHORTEST_BY_OPERATOR).await;
        created.map_err(|error| {
            let failure = Failure::from(error).sentence();
            Failure::new(format!(
                "line {number}: {failure} {made} accounts were made before it; import the file again to go on."
            ))
        })?;
    }
    Ok(())
}

fn refused(wrong: &mut [Wrong]) -> Answer {
    wrong.sort_by_key(|wrong| wrong.line);
    let told = wrong
        .iter()
        .map(|wrong| json!({"line": wrong.line, "message": wrong.message}));
    let mut answer = Answer::new(json!({"imported": 0, "wrong": told.collect::<Vec<_>>()}));
    for wrong in wrong.iter().take(TOLD) {
        answer = answer.line(format!("line {}: {}", wrong.line, wrong.message));
    }
    if let Some(more) = wrong.len().checked_sub(TOLD).filter(|more| *more > 0) {
        answer = answer.line(format!("... and {more} more."));
    }
    answer.refused = true;
    answer.line("Nothing is imported. Mend these lines, then import the file again.")
}

fn answer(count: usize, existing: &[String], dry_run: bool) -> Answer {
    let accounts = |count| match count {
        1 => "1 account".to_owned(),
        more => format!("{more} accounts"),
    };
    let done = match (dry_run, count) {
        (true, _) => "would be imported",
        (false, 1) => "is imported",
        (false, _) => "are imported",
    };
    let answer = Answer::new(json!({
        "imported": if dry_run { 0 } else { count },
        "importable": count,
        "existing": existing,
        "wrong": [],
    }))
    .line(format!("{} {done}.", accounts(count)));
    match existing.len() {
        0 => answer,
        there => answer.line(format!(
            "{} there before, unchanged: {}.",
            accounts(there),
            listed(existing)
        )),
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(TOLD).map(String::as_str).collect();
    match names.len() > TOLD {
        true => format!("{}, ..", shown.join(", ")),
        false => shown.join(", "),
    }
}

fn passwordless(count: usize) -> Option<String> {
    (count > 0).then(|| {
        format!("{count} of them without a password, so nobody can sign in to these with one.")
    })
}
