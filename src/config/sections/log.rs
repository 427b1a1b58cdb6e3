//! How the server logs.

use crate::config::{
    error::Invalid,
    section::section,
    value::{Raw, Value},
};

section! {
    /// How the server logs.
    pub struct Log as "log" {
        /// `text` for people, `json` for machines, `auto` for text on a terminal and JSON elsewhere.
        format: LogFormat = LogFormat::Auto;

        /// What is logged: a level (`error`, `warn`, `info`, `debug`, `trace`), or directives such as
        /// `info,countersign::oauth=debug`.
        filter: String = "info".to_owned();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    Auto,
    Text,
    Json,
}

impl Value for LogFormat {
    const KIND: &'static str = "auto, text or json";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("auto") => Ok(Self::Auto),
            Some("text") => Ok(Self::Text),
            Some("json") => Ok(Self::Json),
            _ => Err(Invalid::because(
                "that is no log format: write `auto`, `text` or `json`",
            )),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Auto => "auto",
            Self::Text => "text",
            Self::Json => "json",
        }
        .to_owned()
    }
}
