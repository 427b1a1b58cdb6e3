//! An answer as text for a person. Pure: whether there is a terminal, and whether it has colours, is given.

use super::answer::{Finding, Part, State};

/// Whether text may be coloured.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint(pub(super) bool);

/// The codes of ECMA-48 that are used here.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ink {
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
}

impl Paint {
    pub(super) fn with(self, ink: Ink, text: &str) -> String {
        match self.0 {
            true => format!("\u{1b}[{}m{text}\u{1b}[0m", ink as u8),
            false => text.to_owned(),
        }
    }
}

pub(super) fn parts(parts: &[Part], paint: Paint) -> String {
    parts.iter().map(|part| one(part, paint)).collect()
}

fn one(part: &Part, paint: Paint) -> String {
    match part {
        Part::Line(line) => format!("{}\n", plain(line)),
        Part::Facts(facts) => self::facts(facts, paint),
        Part::Table { head, rows } => table(head, rows, paint),
        Part::Findings(findings) => findings
            .iter()
            .map(|finding| self::finding(finding, paint))
            .collect(),
        Part::Text(text) => text.clone(),
    }
}

fn facts(facts: &[(&'static str, String)], paint: Paint) -> String {
    let width = facts
        .iter()
        .map(|(label, _)| label.len())
        .max()
        .unwrap_or_default();
    let line = |(label, value): &(&'static str, String)| {
        format!(
            "  {}  {}\n",
            paint.with(Ink::Dim, &format!("{label:width$}")),
            plain(value)
        )
    };
    facts.iter().map(line).collect()
}

fn table(head: &[&str], rows: &[Vec<String>], paint: Paint) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|cell| plain(cell)).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows
            .iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.chars().count());
        cells.chain([head[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded: Vec<String> = cells
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}", width = *width))
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    let mut text = paint.with(Ink::Bold, &line(&mut head.iter().copied()));
    text.push('\n');
    for row in &rows {
        text.push_str(&line(&mut row.iter().map(String::as_str)));
        text.push('\n');
    }
    text
}

fn finding(finding: &Finding, paint: Paint) -> String {
    let ink = match finding.state {
        State::Ok => Ink::Green,
        State::Warn => Ink::Yellow,
        State::Fail => Ink::Red,
        State::Skip => Ink::Dim,
    };
    let state = paint.with(ink, &format!("{:4}", finding.state.as_str()));
    let mut line = format!("{state}  {:13}  {}", finding.check, plain(&finding.what));
    if !finding.mend.is_empty() {
        line.push(' ');
        line.push_str(&plain(&finding.mend));
    }
    line.push('\n');
    line
}

/// Without control characters: a name must not steer the terminal of who lists it.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() {
                char::REPLACEMENT_CHARACTER
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_and_lines_end_clean() {
        let rows = vec![
            vec!["ada".into(), "x".into()],
            vec!["ümläut".into(), String::new()],
        ];
        let text = parts(
            &[Part::Table {
                head: &["NAME", "E"],
                rows,
            }],
            Paint(false),
        );
        assert_eq!(text, "NAME    E\nada     x\nümläut\n");
    }

    #[test]
    fn colour_only_where_it_is_wanted() {
        let part = [Part::Facts(vec![
            ("id", "1".into()),
            ("name", "Ada".into()),
        ])];
        assert_eq!(parts(&part, Paint(false)), "  id    1\n  name  Ada\n");
        assert!(parts(&part, Paint(true)).contains("\u{1b}[2m"));
    }

    #[test]
    fn names_cannot_steer_the_terminal() {
        let text = parts(&[Part::Line("a\u{1b}[31mb\nc".into())], Paint(false));
        assert_eq!(text, "a\u{fffd}[31mb\u{fffd}c\n");
    }

    #[test]
    fn a_finding_is_one_line() {
        let finding = Finding::warn("issuer", "no server answers.", "Start one.");
        let text = parts(&[Part::Findings(vec![finding])], Paint(false));
        assert_eq!(text, "warn  issuer         no server answers. Start one.\n");
    }
}
