//! Rules that give roles for what another provider says of a person: `groups contains staff -> editor`.

use regex::{Regex, RegexBuilder};

use super::{
    error::Invalid,
    value::{Raw, Value},
};

const FORM: &str = "one of them is no rule: write `CLAIM equals|contains|matches VALUE -> ROLE`, and ` at RESOURCE` behind the role of an API";
/// What a pattern may cost once it is compiled, in bytes.
const PATTERN_ROOM: usize = 64 * 1024;

#[derive(Clone, Debug)]
pub struct RoleRule {
    /// The claim, with dots between the names of nested ones.
    pub claim: String,
    pub test: Test,
    pub role: String,
    /// The role's API; empty for a global role.
    pub resource: String,
    written: String,
}

/// What a claim is held against. Of a list, one item has to pass.
#[derive(Clone, Debug)]
pub enum Test {
    /// The claim is this text.
    Equals(String),
    /// A list has this text as an item, or a text has it as one of its words.
    Contains(String),
    /// The whole text has this form. The engine never goes back, so no text costs more than its length.
    Matches(Regex),
}

#[derive(Clone, Debug, Default)]
pub struct RoleRules(Vec<RoleRule>);

impl RoleRules {
    pub fn iter(&self) -> impl Iterator<Item = &RoleRule> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn read_all<'r>(rules: impl Iterator<Item = &'r str>) -> Result<Self, Invalid> {
        rules
            .map(RoleRule::read)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl RoleRule {
    fn read(written: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::because(FORM);
        let (condition, given) = written.rsplit_once("->").ok_or_else(malformed)?;
        let (claim, rest) = condition.trim().split_once(' ').ok_or_else(malformed)?;
        let (operator, value) = rest.trim().split_once(' ').ok_or_else(malformed)?;
        let value = value.trim();
        let (role, resource) = match given.trim().split_once(" at ") {
            Some((role, resource)) => (role.trim(), resource.trim()),
            None => (given.trim(), ""),
        };
        let is_role = !role.is_empty() && !role.contains(char::is_whitespace);
        if value.is_empty() || !is_role || resource.contains(char::is_whitespace) {
            return Err(malformed());
        }
        let test = match operator {
            "equals" => Test::Equals(value.to_owned()),
            "contains" => Test::Contains(value.to_owned()),
            "matches" => Test::Matches(whole(value)?),
            _ => return Err(malformed()),
        };
        Ok(Self {
            claim: claim.to_owned(),
            test,
            role: role.to_owned(),
            resource: resource.to_owned(),
            written: written.trim().to_owned(),
        })
    }
}

/// A pattern for the whole text: one that is written for a part of it would let strangers' names through.
fn whole(pattern: &str) -> Result<Regex, Invalid> {
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(PATTERN_ROOM)
        .build()
        .map_err(|_| {
            Invalid::because(
                "one of them has no regular expression behind `matches`, or one that is too large",
            )
        })
}

impl Value for RoleRules {
    const KIND: &'static str = "list of rules";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::List(items) => Self::read_all(items.iter().map(String::as_str)),
            Raw::Word(text) | Raw::Text(text) if text.trim() == "none" => Ok(Self::default()),
            Raw::Word(text) | Raw::Text(text) => Self::read_all(text.split(',')),
            _ => Err(Invalid::because(FORM)),
        }
    }

    fn show(&self) -> String {
        match self.0.as_slice() {
            [] => "none".to_owned(),
            rules => {
                let written: Vec<&str> = rules.iter().map(|rule| rule.written.as_str()).collect();
                written.join(", ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<RoleRules, Invalid> {
        RoleRules::read(&Raw::List(vec![text.to_owned()]))
    }

    #[test]
    fn a_rule_says_which_claim_gives_which_role() {
        let rules =
            read("realm.groups contains Site Staff -> editor at https://api.example.org").unwrap();
        let rule = rules.iter().next().unwrap();
        assert_eq!(
            (rule.claim.as_str(), rule.role.as_str()),
            ("realm.groups", "editor")
        );
        assert_eq!(rule.resource, "https://api.example.org");
        assert!(matches!(&rule.test, Test::Contains(value) if value == "Site Staff"));
        let rules = read("email matches .*@example[.]org -> staff").unwrap();
        let Test::Matches(pattern) = &rules.iter().next().unwrap().test else {
            panic!("a pattern")
        };
        assert!(pattern.is_match("ada@example.org"));
        assert!(!pattern.is_match("ada@example.org.evil.example"));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for wrong in [
            "",
            "groups",
            "groups contains staff",
            "groups contains -> editor",
            "groups has staff -> editor",
            "groups contains staff ->",
            "groups contains staff -> two words",
            "groups matches ( -> editor",
            "groups matches (a{1000}){1000} -> editor",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
