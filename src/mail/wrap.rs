//! Lines of plain text (RFC 5322 section 2.1.1 recommends 78 characters at most).

/// In columns: a Chinese character is as wide as two others.
const WIDTH: usize = 72;

/// Breaks a paragraph into lines. What has no place to break, such as a URL, stands on a line of its own, whole.
pub(super) fn wrap(paragraph: &str) -> String {
    let mut lines = String::new();
    let mut used = 0;
    for piece in pieces(paragraph) {
        let bare = piece.trim_end();
        if used > 0 && used + columns(bare) > WIDTH {
            lines.truncate(lines.trim_end().len());
            lines.push('\n');
            used = 0;
        }
        lines.push_str(piece);
        used += columns(piece);
    }
    lines.truncate(lines.trim_end().len());
    lines
}

/// What is not broken, each with the blanks behind it.
fn pieces(paragraph: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut begun = 0;
    let mut before: Option<char> = None;
    for (at, c) in paragraph.char_indices() {
        let may_break = before.is_some_and(|before| {
            let at_blank = before == ' ' && c != ' ';
            // Between two such characters, but never before what closes or after what opens.
            let between =
                (is_wide(before) || is_wide(c)) && !closes(c) && !opens(before) && c != ' ';
            at_blank || between && before != ' '
        });
        if may_break {
            pieces.push(&paragraph[begun..at]);
            begun = at;
        }
        before = Some(c);
    }
    pieces.push(&paragraph[begun..]);
    pieces
}

fn columns(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

/// East Asian wide and full width (UAX 11), as far as our languages need it.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

fn closes(c: char) -> bool {
    "，。、；：？！）」』》”’.,;:?!)".contains(c)
}

fn opens(c: char) -> bool {
    "（「『《“‘(".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_blanks() {
        let text = "word ".repeat(30);
        let wrapped = wrap(text.trim());
        assert!(
            wrapped
                .lines()
                .all(|line| line.len() <= WIDTH && !line.ends_with(' '))
        );
        assert_eq!(wrapped.replace('\n', " "), text.trim());
    }

    #[test]
    fn a_url_stays_whole() {
        let url = format!("https://id.example.org/{}", "x".repeat(100));
        let wrapped = wrap(&format!("Open this address: {url} and go on."));
        assert_eq!(wrapped, format!("Open this address:\n{url}\nand go on."));
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_what_closes() {
        let wrapped = wrap(&"我们收到了一封信，请确认。".repeat(6));
        assert!(wrapped.lines().count() > 1);
        assert!(
            wrapped.lines().all(|line| columns(line) <= WIDTH + 2),
            "{wrapped}"
        );
        assert!(
            wrapped.lines().all(|line| !line.starts_with(['，', '。'])),
            "{wrapped}"
        );
        assert_eq!(
            wrapped.replace('\n', ""),
            "我们收到了一封信，请确认。".repeat(6)
        );
    }
}
