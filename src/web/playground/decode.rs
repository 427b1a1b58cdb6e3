//! Reading a JWT for display, never for trust: nothing here looks at the signature.

use serde_json::Value;

use crate::base::id::from_base64url;

/// A run of token characters that is longer than this is shortened beside the place where it is shown in full.
const LONGEST_RUN: usize = 120;

/// A JWT in its three parts (RFC 7515 section 7.1), and what the first two say.
#[derive(Clone, Debug)]
pub(super) struct Jwt {
    pub parts: [String; 3],
    /// Indented JSON, in the order of the token itself.
    pub header: String,
    pub payload: String,
    pub claims: Value,
}

impl Jwt {
    pub(super) fn read(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let text = |part: &str| String::from_utf8(from_base64url(part)?).ok();
        let read = text(payload)?;
        Some(Self {
            header: indented(&text(header)?),
            payload: indented(&read),
            claims: serde_json::from_str(&read).ok()?,
            parts: [header, payload, signature].map(str::to_owned),
        })
    }
}

/// JSON with a member a line, in its own order; lists stay on their line. Other text comes back as it is.
pub(super) fn indented(text: &str) -> String {
    if serde_json::from_str::<serde::de::IgnoredAny>(text).is_err() {
        return text.to_owned();
    }
    let mut page = Indented::default();
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            page.out.push(c);
        } else if !c.is_whitespace() {
            quoted = c == '"';
            page.push(c);
        }
    }
    page.out
}

#[derive(Default)]
struct Indented {
    out: String,
    /// The brackets around what comes next.
    open: Vec<char>,
}

impl Indented {
    /// A character outside of strings.
    fn push(&mut self, c: char) {
        match c {
            '{' | '[' => {
                self.open.push(c);
                self.out.push(c);
                self.line();
            }
            '}' | ']' => {
                self.close();
                self.out.push(c);
            }
            ',' if self.open.last() == Some(&'[') => self.out.push_str(", "),
            ',' => {
                self.out.push(c);
                self.line();
            }
            ':' => self.out.push_str(": "),
            c => self.out.push(c),
        }
    }

    fn close(&mut self) {
        self.out.truncate(self.out.trim_end().len());
        if self.open.pop() == Some('{') && !self.out.ends_with('{') {
            self.indent();
        }
    }

    /// A new line, where an object is open.
    fn line(&mut self) {
        if self.open.last() == Some(&'{') {
            self.indent();
        }
    }

    fn indent(&mut self) {
        let depth = self.open.iter().filter(|&&c| c == '{').count();
        self.out.push('\n');
        self.out.push_str(&"  ".repeat(depth));
    }
}

/// `text` with the middle of every token taken out.
pub(super) fn shortened(text: &str) -> String {
    let of_token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(of_token) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !of_token(c)).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        out.push_str(before);
        if run.len() > LONGEST_RUN {
            out.push_str(&format!("{}…{}", &run[..24], &run[run.len() - 8..]));
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out + rest
}

/// `token` with one character of its signature changed: where (counted from 1), what it was, what it is.
pub(super) fn broken(token: &str) -> Option<(String, usize, char, char)> {
    let signature = token.rfind('.')? + 1;
    let at = signature + (token.len() - signature) / 2;
    let was = token[at..].chars().next()?;
    let is = if was == 'x' { 'y' } else { 'x' };
    let changed = format!("{}{is}{}", &token[..at], &token[at + was.len_utf8()..]);
    Some((changed, at + 1, was, is))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::base64url;

    #[test]
    fn a_token_is_read_in_its_own_order() {
        let payload = base64url(br#"{"sub":"ada","aud":["a","b"],"iat":1,"x":{}}"#);
        let token = format!("{}.{payload}.c2ln", base64url(br#"{"alg":"RS256"}"#));
        let jwt = Jwt::read(&token).unwrap();
        assert_eq!(jwt.header, "{\n  \"alg\": \"RS256\"\n}");
        let expected =
            "{\n  \"sub\": \"ada\",\n  \"aud\": [\"a\", \"b\"],\n  \"iat\": 1,\n  \"x\": {}\n}";
        assert_eq!(jwt.payload, expected);
        assert_eq!(jwt.claims["sub"], "ada");
        for none in ["", "a.b", "a.b.c", "opaque", &format!("{token}.x")] {
            assert!(Jwt::read(none).is_none(), "{none}");
        }
    }

    #[test]
    fn indenting_leaves_strings_and_other_text_alone() {
        let nested = r#"{"a":"{,\":[\\","b":[{"c":1},{"d":true}]}"#;
        let shown = indented(nested);
        assert!(shown.contains(r#""a": "{,\":[\\","#), "{shown}");
        assert_eq!(
            serde_json::from_str::<Value>(&shown).unwrap(),
            serde_json::from_str::<Value>(nested).unwrap()
        );
        assert_eq!(indented("<html>"), "<html>");
        assert_eq!(indented(""), "");
    }

    #[test]
    fn only_long_tokens_are_shortened() {
        let long = "a".repeat(300);
        assert_eq!(
            shortened(&format!("Bearer {long}!")),
            format!("Bearer {}…{}!", &long[..24], &long[..8])
        );
        assert_eq!(
            shortened("état=cs_rt_short & more"),
            "état=cs_rt_short & more"
        );
    }

    #[test]
    fn one_character_of_the_signature_changes() {
        let (changed, at, was, is) = broken("head.payload.abcde").unwrap();
        assert_eq!(
            (changed.as_str(), at, was, is),
            ("head.payload.abxde", 16, 'c', 'x')
        );
        assert!(broken("opaque").is_none());
        assert!(broken("a.b.").is_none());
    }
}
