//! What a server says when it listens: where, as whom, and what to do next.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::base::text::shell_word;
use crate::cli::answer::Part;
use crate::cli::start::Start;
use crate::config::Config;
use crate::web::{path, playground};

#[derive(Debug)]
pub(super) struct Welcome<'w> {
    config: &'w Config,
    /// Where it really listens: port 0 has become one.
    address: SocketAddr,
    /// The link that makes the first administrator, while there is none.
    link: Option<&'w str>,
}

impl<'w> Welcome<'w> {
    pub(super) fn new(config: &'w Config, address: SocketAddr, link: Option<&'w str>) -> Self {
        Self {
            config,
            address,
            link,
        }
    }

    pub(super) fn json(&self) -> Value {
        let mut json =
            json!({"listen": self.address.to_string(), "issuer": self.config.issuer.as_str()});
        if let Some(link) = self.link {
            json["setup_url"] = link.into();
        }
        json
    }

    pub(super) fn parts(&self, start: &Start) -> Vec<Part> {
        let line = |text: &str| Part::Line(text.to_owned());
        let mut facts = vec![
            ("listens on", self.address.to_string()),
            ("issuer", self.config.issuer.as_str().to_owned()),
            ("database", self.config.database_url.to_string()),
            ("account", self.config.issuer.url(path::ACCOUNT)),
        ];
        if self.config.playground_on() {
            facts.push((
                "playground",
                self.config.issuer.url(playground::path::START),
            ));
        }
        let mut parts = vec![line("Countersign is ready."), Part::Facts(facts)];
        let Some(link) = self.link else { return parts };
        parts.extend([
            line(""),
            line("Make the first administrator. This link works once, for a day:"),
            line(""),
            Part::Text(format!("  {link}\n")),
            line(""),
            line("Then, in another terminal:"),
            line(""),
        ]);
        let call = call(start);
        parts.push(Part::Text(format!(
            "  {call} user create ada --email ada@example.org --password-stdin\n"
        )));
        parts.push(Part::Text(format!(
            "  {call} client create --name \"My app\" --redirect-uri http://localhost:3000/callback\n"
        )));
        parts
    }
}

/// How to call the program so that it means the same database. What may hold a password is not repeated.
fn call(start: &Start) -> String {
    let mut words = vec![start.program.clone()];
    if let Some(file) = &start.common.config {
        words.extend(["--config".to_owned(), file.display().to_string()]);
    }
    if let Some(url) = start
        .common
        .database_url
        .as_ref()
        .filter(|url| url.starts_with("sqlite:"))
    {
        words.extend(["--database-url".to_owned(), url.clone()]);
    }
    words
        .iter()
        .map(|word| shell_word(word))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::render::{self, Paint};
    use crate::cli::start::{Common, Environment};

    fn said(database_url: Option<&str>, link: Option<&str>) -> String {
        let common = Common {
            database_url: database_url.map(str::to_owned),
            ..Common::default()
        };
        let start = Start::new(
            Some("target/release/countersign".into()),
            common,
            Environment::default(),
        );
        let config = Config::default();
        let welcome = Welcome::new(&config, config.listen, link);
        render::parts(&welcome.parts(&start), Paint(false))
    }

    #[test]
    fn the_link_stands_on_a_line_of_its_own() {
        let said = said(None, Some("http://localhost:8080/setup?token=abc"));
        assert!(
            said.contains("\n  http://localhost:8080/setup?token=abc\n"),
            "{said}"
        );
        assert!(
            said.contains("\n  target/release/countersign user create ada"),
            "{said}"
        );
    }

    #[test]
    fn nothing_to_set_up_is_said_shortly() {
        let said = said(None, None);
        assert!(
            said.starts_with("Countersign is ready.\n") && !said.contains("token"),
            "{said}"
        );
    }

    #[test]
    fn commands_name_the_same_database_but_no_password() {
        let link = Some("http://localhost:8080/setup?token=abc");
        assert!(
            said(Some("sqlite:my data.db"), link)
                .contains("--database-url 'sqlite:my data.db' user create")
        );
        assert!(!said(Some("postgres://u:secret@localhost/d"), link).contains("secret"));
    }
}
