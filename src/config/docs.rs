//! `docs/configuration.md`, written from the listings: what the server reads is what the page says.

use std::fmt::Write;

use super::{
    known::{self, LISTING, Listed},
    pattern,
    section::{self, Row},
};

const OPENING: &str = "\
<!-- Written by `countersign config docs`. To change it, change the listings in `src/config/sections`. -->

# Configuration

Countersign runs without any. What you do configure comes from four places; each overrides the ones before it:

1. the defaults below;
2. a file: the one of `--config`, else the one of `COUNTERSIGN_CONFIG`, else `countersign.toml` in the working directory
   where there is one;
3. the environment: `COUNTERSIGN_` and the option in capitals (`COUNTERSIGN_ISSUER`), with two underscores after the
   table (`COUNTERSIGN_TOKENS__ACCESS_TOKEN`). An empty variable counts as absent. A list is written with commas;
4. the flags `--listen`, `--issuer`, `--database-url`, `--keys-dir`, `--tls-cert` and `--tls-key`.

A key or a variable that does not exist is refused with the nearest one that does, and so is a value out of its bounds:
the server does not start on a mistake. (The variables that Kubernetes sets beside a Service named `countersign`, such as
`COUNTERSIGN_SERVICE_HOST`, are passed over.)

A duration is a whole number and a unit, in quotes: `\"250ms\"`, `\"10s\"`, `\"15m\"`, `\"12h\"`, `\"90d\"`.

An example:

```toml
";

const EXAMPLE: &str = "\
issuer = \"https://id.example.com\"
listen = \"127.0.0.1:8080\"
database_url = \"postgres://countersign@db.example.com/countersign?sslmode=verify-full\"
trusted_proxies = [\"10.0.0.5\", \"10.1.0.0/16\"]

[tokens]
access_token = \"5m\"

[brand]
name = \"Example\"
";

/// The whole page.
pub fn docs() -> String {
    let mut page = format!("{OPENING}{EXAMPLE}```\n");
    for listed in LISTING.iter() {
        page.push_str(&table(listed));
    }
    page
}

/// A file that is a good beginning.
pub fn example_toml() -> &'static str {
    EXAMPLE
}

fn table(listed: &Listed) -> String {
    let title = match listed.name {
        "" => "The server".to_owned(),
        name => format!("`[{}]`", shown(name)),
    };
    let mut table = format!(
        "\n## {title}\n\n{}\n\n| Option | Type | Default | Meaning |\n|---|---|---|---|\n",
        one_line(listed.about)
    );
    for row in &listed.rows {
        table.push_str(&line(listed.name, row));
    }
    table
}

fn line(section: &str, row: &Row) -> String {
    let default = match row.default.as_str() {
        "" => "none".to_owned(),
        default => format!("`{default}`"),
    };
    let mut meaning = one_line(row.meaning);
    if let Some(bounds) = &row.bounds {
        let _ = write!(meaning, " From {bounds}.");
    }
    let path = section::path(section, row.name);
    let (variable, path) = (known::variable(&path), shown(&path));
    format!(
        "| `{path}`<br>`{variable}` | {} | {default} | {} |\n",
        row.kind,
        meaning.replace('|', "\\|")
    )
}

/// A path with a word where the operator names the table.
fn shown(path: &str) -> String {
    path.replace(pattern::NAME, "NAME")
}

/// A comment's lines as one.
fn one_line(comment: &str) -> String {
    comment.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_in_the_repository_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            written == docs(),
            "docs/configuration.md is not current: run `countersign config docs`"
        );
    }

    #[test]
    fn every_option_says_what_it_means() {
        for listed in LISTING.iter() {
            assert!(!one_line(listed.about).is_empty(), "{}", listed.name);
            for row in &listed.rows {
                assert!(
                    one_line(row.meaning).ends_with('.'),
                    "{}.{}",
                    listed.name,
                    row.name
                );
            }
        }
    }
}
