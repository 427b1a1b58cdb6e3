//! Reading a page's forms the way a browser does, without knowing what is in them.

/// A form as it would be sent: hidden and filled-in fields, and no button.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) fields: Vec<(String, String)>,
}

impl Form {
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }

    pub(super) fn encode(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.fields)
            .finish()
    }
}

/// The first form of `html` whose action begins with `action`.
pub(super) fn read(html: &str, action: &str) -> Option<Form> {
    html.split("<form").skip(1).find_map(|rest| {
        let (tag, content) = rest.split_once('>')?;
        let found = attribute(tag, "action")?;
        let content = content.split("</form>").next()?;
        found.starts_with(action).then(|| Form {
            action: found,
            fields: fields(content),
        })
    })
}

fn fields(content: &str) -> Vec<(String, String)> {
    let tags = content
        .split("<input")
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag));
    // What is switched off is not sent.
    let sent = |tag: &&str| !tag.contains(" type=\"checkbox\"") || tag.ends_with(" checked");
    let field = |tag| {
        Some((
            attribute(tag, "name")?,
            attribute(tag, "value").unwrap_or_default(),
        ))
    };
    let texts = content.split("<textarea").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        Some((
            attribute(tag, "name")?,
            unescape(rest.split("</textarea>").next()?),
        ))
    });
    tags.filter(sent).filter_map(field).chain(texts).collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next().map(unescape)
}

/// Turns character references back into characters.
fn unescape(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';').unwrap_or(("", part));
        let code = name
            .strip_prefix('#')
            .and_then(|digits| match digits.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            });
        let named = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            _ => code.and_then(char::from_u32),
        };
        plain.push(named.unwrap_or('&'));
        plain.push_str(rest);
    }
    plain
}

#[test]
fn forms_are_read_as_a_browser_sends_them() {
    let html = r#"<form method="post" action="/a?x=1&#38;y=2"><input type="hidden" name="csrf" value="&#34;z&quot;">
        <input name="q" value=""><input type="checkbox" name="on" value="y" checked><input type="checkbox" name="off" value="y"><textarea name="t">a&amp;b</textarea></form><form action="/b"><input name="r"></form>"#;
    let form = read(html, "/a").unwrap();
    assert_eq!(form.action, "/a?x=1&y=2");
    assert_eq!(form.value("csrf"), "\"z\"");
    assert_eq!(
        form.clone().set("q", "1").encode(),
        "csrf=%22z%22&on=y&t=a%26b&q=1"
    );
    assert_eq!(read(html, "/b").unwrap().fields.len(), 1);
    assert!(read(html, "/c").is_none());
}
