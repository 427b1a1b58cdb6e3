//! `countersign token`: why a token is accepted or refused.

mod input;
mod shown;

use clap::{Args, Subcommand};
use countersign_verifier::SetupError;

use super::answer::Answer;
use super::failure::Failure;
use super::start::Start;
use crate::oauth::examine::{self, Examined};
use crate::oauth::signing_keys;

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make every check of a token, and say what each has found and what to do
    ///
    /// Reads the token from standard input: what stands on the command line ends in the shell's history and in the list of
    /// processes. Ends with 1 if the token is refused.
    Explain(Explain),
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The token; without it, or as `-`, it is read from standard input, which is safer
    token: Option<String>,
    /// The API that it is for; without it, the one that the token names is right
    #[arg(long, value_name = "URI")]
    audience: Option<String>,
    /// Judge it as an API of this issuer does, whose keys are fetched, and not by this server's own database
    #[arg(long, value_name = "URL")]
    issuer: Option<String>,
}

pub(super) async fn run(start: &Start, verb: Verb) -> Result<Answer, Failure> {
    let Verb::Explain(explain) = verb;
    let given = explain.token.as_deref().filter(|token| *token != "-");
    let warning = given.map(|_| {
        "a token on the command line ends in the shell's history. Write it to standard input instead.".to_owned()
    });
    let token = match given {
        Some(token) => input::given(token),
        None => input::from_stdin()?,
    };
    let audience = explain.audience.as_deref();
    let answer = match &explain.issuer {
        Some(issuer) => elsewhere(start, issuer, &token, audience).await?,
        None => here(start, &token, audience).await?,
    };
    Ok(answer.warn(warning))
}

async fn here(start: &Start, token: &str, audience: Option<&str>) -> Result<Answer, Failure> {
    // Only a JWT asks for keys, and the master key that opens them may lie elsewhere.
    let app = match token.contains('.') {
        true => start.app_with_keys().await?,
        false => start.app().await?,
    };
    if token.contains('.') {
        signing_keys::load(&app).await?;
    }
    let examined = examine::examine(&app, token, audience).await;
    app.db.close().await;
    Ok(match examined? {
        Examined::Jwt { report, standing } => shown::jwt(&report, standing),
        Examined::ApiKey(standing) => shown::api_key(standing, audience),
        Examined::Opaque(standing) => shown::refresh_token(standing),
    })
}

async fn elsewhere(
    start: &Start,
    issuer: &str,
    token: &str,
    audience: Option<&str>,
) -> Result<Answer, Failure> {
    // What cannot be fetched is told in the log.
    start.command_config()?;
    let report = examine::elsewhere(issuer, token, audience).await;
    let report = report.map_err(|error| match &error {
        SetupError::Issuer(_) => Failure::of("issuer", format!("{error}: {issuer}.")),
        SetupError::NoAudience => Failure::of("audience", "name the API, or leave the option out."),
        _ => Failure::new(format!("{error}.")),
    })?;
    Ok(shown::report(&report))
}
