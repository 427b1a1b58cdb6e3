//! Rules that give roles for a directory's groups: `Site Staff -> editor`.

use std::str::FromStr;

use super::{
    error::Invalid,
    value::{Raw, Value},
};

const FORM: &str = "one of them is no rule: write `GROUP -> ROLE` with the group's name or its DN, and ` at RESOURCE` behind the role of an API";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRole {
    /// The group's name (`cn`), or its DN.
    pub group: String,
    pub role: String,
    /// The role's API; empty for a global role.
    pub resource: String,
}

#[derive(Clone, Debug, Default)]
pub struct GroupRoles(Vec<GroupRole>);

impl GroupRoles {
    pub fn iter(&self) -> impl Iterator<Item = &GroupRole> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn read_all<'r>(rules: impl Iterator<Item = &'r str>) -> Result<Self, Invalid> {
        rules
            .map(GroupRole::read)
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

/// The rules between semicolons, for DNs have commas.
impl FromStr for GroupRoles {
    type Err = Invalid;

    fn from_str(text: &str) -> Result<Self, Invalid> {
        Self::read_all(text.split(';'))
    }
}

impl GroupRole {
    fn read(written: &str) -> Result<Self, Invalid> {
        let malformed = || Invalid::because(FORM);
        let (group, given) = written.rsplit_once("->").ok_or_else(malformed)?;
        let (group, given) = (group.trim(), given.trim());
        let (role, resource) = match given.split_once(" at ") {
            Some((role, resource)) => (role.trim(), resource.trim()),
            None => (given, ""),
        };
        let is_word = |text: &str| !text.contains(char::is_whitespace);
        if group.is_empty() || role.is_empty() || !is_word(role) || !is_word(resource) {
            return Err(malformed());
        }
        Ok(Self {
            group: group.to_owned(),
            role: role.to_owned(),
            resource: resource.to_owned(),
        })
    }

    fn show(&self) -> String {
        let rule = format!("{} -> {}", self.group, self.role);
        match self.resource.as_str() {
            "" => rule,
            resource => format!("{rule} at {resource}"),
        }
    }
}

impl Value for GroupRoles {
    const KIND: &'static str = "list of rules";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw {
            Raw::List(items) => Self::read_all(items.iter().map(String::as_str)),
            Raw::Word(text) | Raw::Text(text) if text.trim() == "none" => Ok(Self::default()),
            Raw::Word(text) | Raw::Text(text) => text.parse(),
            _ => Err(Invalid::because(FORM)),
        }
    }

    fn show(&self) -> String {
        match self.0.as_slice() {
            [] => "none".to_owned(),
            rules => rules
                .iter()
                .map(GroupRole::show)
                .collect::<Vec<_>>()
                .join("; "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_a_group_and_what_it_gives() {
        let written = "Site Staff -> editor at https://api.example.org; cn=a,dc=example -> staff";
        let rules = GroupRoles::read(&Raw::Word(written.to_owned())).unwrap();
        assert_eq!(rules.show(), written);
        let groups: Vec<&str> = rules.iter().map(|rule| rule.group.as_str()).collect();
        assert_eq!(groups, ["Site Staff", "cn=a,dc=example"]);
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for wrong in [
            "",
            "staff",
            "staff ->",
            "-> staff",
            "a -> two words",
            "a -> b; ",
        ] {
            assert!(
                GroupRoles::read(&Raw::Word(wrong.to_owned())).is_err(),
                "{wrong}"
            );
        }
    }
}
