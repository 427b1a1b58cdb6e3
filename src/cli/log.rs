//! The log: on standard error, for people on a terminal, as JSON elsewhere. What is logged is for who logs it.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;

use super::failure::Failure;
use crate::config::{Log, LogFormat};

/// What a command logs unless somebody set a filter: it answers in sentences of its own.
const QUIET: &str = "warn";

/// Who logs. A command that answers and ends is quieter than a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    Server,
    Command,
}

/// Starts the log of this process. A second call changes nothing.
pub(super) fn start(log: &Log, speaker: Speaker, colours: bool) -> Result<(), Failure> {
    let filter = filter(log, speaker)?;
    let json = match log.format {
        LogFormat::Auto => !std::io::stderr().is_terminal(),
        LogFormat::Text => false,
        LogFormat::Json => true,
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let _ = match json {
        true => builder.json().with_span_list(false).try_init(),
        false => builder.with_ansi(colours).try_init(),
    };
    Ok(())
}

fn filter(log: &Log, speaker: Speaker) -> Result<EnvFilter, Failure> {
    let untouched = log.filter == Log::default().filter;
    let directives = match speaker {
        Speaker::Command if untouched => QUIET,
        _ => log.filter.as_str(),
    };
    EnvFilter::try_new(directives).map_err(|error| {
        let words = format!(
            "`{directives}` is no filter for the log ({error}): write a level such as `info`, or directives such as \
             `info,countersign::oauth=debug`."
        );
        Failure::of("log.filter", words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(filter: &str) -> Log {
        Log {
            filter: filter.to_owned(),
            ..Log::default()
        }
    }

    #[test]
    fn commands_are_quiet_until_somebody_asks() {
        let shown = |log: &Log, speaker| filter(log, speaker).unwrap().to_string();
        assert_eq!(shown(&Log::default(), Speaker::Server), "info");
        assert_eq!(shown(&with("debug"), Speaker::Server), "debug");
        assert_eq!(shown(&Log::default(), Speaker::Command), "warn");
        assert_eq!(shown(&with("debug"), Speaker::Command), "debug");
    }

    #[test]
    fn a_filter_that_means_nothing_is_refused() {
        assert!(filter(&with("info,countersign=debug"), Speaker::Server).is_ok());
        let failure = filter(&with("countersign=loud"), Speaker::Server).unwrap_err();
        assert_eq!(failure.field.as_deref(), Some("log.filter"));
    }
}
