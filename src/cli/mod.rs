//! The command line: one file a noun, which reads its arguments, calls a rule and answers. Nothing is decided here.
//!
//! Leaves rules to `identity` and `oauth`, options to `config`, and every word on the terminal to [`output`].
//! A command that is refused ends with 1, one that is not understood with 2.

mod answer;
mod api_key;
mod client;
mod config;
mod demand;
mod doctor;
mod failure;
mod help;
mod keys;
mod log;
mod mail;
mod migrate;
mod moment;
mod output;
mod pages;
mod password;
mod render;
mod resource;
mod role;
mod serve;
mod start;
#[cfg(test)]
mod tests;
mod token;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{FromArgMatches as _, Parser, Subcommand};

use self::answer::Answer;
use self::failure::Failure;
use self::output::Output;
use self::start::{Common, Environment, Start};

/// Countersign: an OAuth 2 and OpenID Connect identity provider.
#[derive(Debug, Parser)]
#[command(name = "countersign", version, disable_help_subcommand = true)]
struct Line {
    #[command(flatten, next_help_heading = "Options of every command")]
    common: Common,
    #[command(flatten, next_help_heading = help::OF_SERVE)]
    serve: serve::Options,
    #[command(subcommand)]
    noun: Option<Noun>,
}

#[derive(Debug, Subcommand)]
enum Noun {
    /// Run the server; so does no command at all
    Serve(serve::Options),
    /// Bring the database up to this program
    Migrate,
    /// Check configuration, database, keys, clock and issuer
    Doctor,
    /// People's accounts
    #[command(subcommand)]
    User(user::Verb),
    /// Roles, and who holds them
    #[command(subcommand)]
    Role(role::Verb),
    /// APIs: the audiences of access tokens
    #[command(subcommand)]
    Resource(resource::Verb),
    /// Applications that ask for tokens
    #[command(subcommand)]
    Client(client::Verb),
    /// Keys with which programs call an API as a person
    #[command(subcommand)]
    ApiKey(api_key::Verb),
    /// Tokens, and why they are refused
    #[command(subcommand)]
    Token(token::Verb),
    /// Signing keys
    #[command(subcommand)]
    Keys(keys::Verb),
    /// Letters to people
    #[command(subcommand)]
    Mail(mail::Verb),
    /// The configuration
    #[command(subcommand)]
    Config(config::Verb),
}

/// Runs one command line, the program's name first.
pub async fn run(arguments: Vec<OsString>) -> ExitCode {
    let environment = Environment::of_process();
    let line = match read(&arguments) {
        Ok(line) => line,
        Err(error) => return output::usage(&error),
    };
    let output = Output::new(line.common.json, environment.forbids_colour());
    let program = arguments
        .first()
        .map(|name| name.to_string_lossy().into_owned());
    let start = Start::new(program, line.common, environment);
    // Refused only when it was done before: then there is one already.
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    match dispatch(
        &start,
        line.noun.unwrap_or(Noun::Serve(line.serve)),
        &output,
    )
    .await
    {
        Ok(answer) => output.answer(&answer),
        Err(failure) => output.failure(&failure),
    }
}

async fn dispatch(start: &Start, noun: Noun, output: &Output) -> Result<Answer, Failure> {
    match noun {
        Noun::Serve(options) => serve::run(start, options, output).await,
        Noun::Migrate => migrate::run(start).await,
        Noun::Doctor => doctor::run(start).await,
        Noun::User(verb) => user::run(start, verb).await,
        Noun::Role(verb) => role::run(start, verb).await,
        Noun::Resource(verb) => resource::run(start, verb).await,
        Noun::Client(verb) => client::run(start, verb).await,
        Noun::ApiKey(verb) => api_key::run(start, verb).await,
        Noun::Token(verb) => token::run(start, verb).await,
        Noun::Keys(verb) => keys::run(start, verb).await,
        Noun::Mail(verb) => mail::run(start, verb).await,
        Noun::Config(verb) => config::run(start, verb),
    }
}

/// Reads a command line. The options of `serve` may also stand before its name, or without it.
fn read(arguments: &[OsString]) -> Result<Line, clap::Error> {
    let mut command = help::command::<Line>();
    let matches = command.try_get_matches_from_mut(arguments)?;
    let mut line = Line::from_arg_matches(&matches)?;
    line.noun = match line.noun.take() {
        Some(Noun::Serve(options)) => Some(Noun::Serve(options.over(&line.serve))),
        Some(_) if !line.serve.is_empty() => {
            let words = "the options of `serve` do not belong to this command";
            return Err(command.error(clap::error::ErrorKind::ArgumentConflict, words));
        }
        other => other,
    };
    Ok(line)
}
