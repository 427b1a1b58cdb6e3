//! What can be known of a person beside the account itself: the standard claims that are filled in by hand (OIDC Core section
//! 5.1), and the members of the address (section 5.1.1). Text that is kept was checked when it was given.

mod check;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::Rejected;
use crate::base::named::named;

named! {
    /// A detail, by the name of its claim or of its member of the address.
    pub enum Detail {
        GivenName = "given_name",
        MiddleName = "middle_name",
        FamilyName = "family_name",
        Nickname = "nickname",
        Profile = "profile",
        Picture = "picture",
        Website = "website",
        Gender = "gender",
        Birthdate = "birthdate",
        Zoneinfo = "zoneinfo",
        Locale = "locale",
        PhoneNumber = "phone_number",
        StreetAddress = "street_address",
        PostalCode = "postal_code",
        Locality = "locality",
        Region = "region",
        Country = "country",
        /// The whole address, as it stands on a letter.
        Formatted = "formatted",
    }
}

impl Detail {
    /// What stands in `users.profile`.
    pub const OF_PROFILE: [Self; 9] = [
        Self::MiddleName,
        Self::Nickname,
        Self::Profile,
        Self::Picture,
        Self::Website,
        Self::Gender,
        Self::Birthdate,
        Self::Zoneinfo,
        Self::Locale,
    ];

    /// The members of the address, without the whole.
    pub const PARTS_OF_ADDRESS: [Self; 5] = [
        Self::StreetAddress,
        Self::PostalCode,
        Self::Locality,
        Self::Region,
        Self::Country,
    ];

    /// The text as it is kept; none where nothing is left of it.
    pub fn check(self, text: &str) -> Result<Option<String>, Rejected> {
        let text = match self {
            Self::StreetAddress | Self::Formatted => check::lines(text),
            _ => text.trim().to_owned(),
        };
        if text.is_empty() {
            return Ok(None);
        }
        match check::problem(self, &text) {
            Some(problem) => Err(Rejected::new(self.as_str(), problem)),
            None => Ok(Some(text)),
        }
    }
}

/// Details by their names, as they are stored and said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Details(BTreeMap<&'static str, String>);

impl Details {
    /// What was stored. Names that only a newer server knows are left out.
    pub fn stored(text: &str) -> Result<Self, serde_json::Error> {
        let all: BTreeMap<String, Value> = serde_json::from_str(text)?;
        let known = all.into_iter().filter_map(|(name, value)| match value {
            Value::String(value) => Some((Detail::named(&name)?.as_str(), value)),
            _ => None,
        });
        Ok(Self(known.collect()))
    }

    pub fn find(&self, detail: Detail) -> Option<&str> {
        self.0.get(detail.as_str()).map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says whether it was something else before.
    pub(super) fn put(&mut self, detail: Detail, value: Option<String>) -> bool {
        let before = match value.clone() {
            Some(value) => self.0.insert(detail.as_str(), value),
            None => self.0.remove(detail.as_str()),
        };
        before != value
    }

    /// As a JSON object.
    pub fn json(&self) -> Value {
        self.0
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }

    /// An address on one line.
    pub fn one_line(&self) -> String {
        let text = match self.find(Detail::Formatted) {
            Some(formatted) => formatted.to_owned(),
            None => {
                let parts = Detail::PARTS_OF_ADDRESS.into_iter();
                let known: Vec<&str> = parts.filter_map(|part| self.find(part)).collect();
                known.join("\n")
            }
        };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_said_on_one_line() {
        let line = |text: &str| Details::stored(text).unwrap().one_line();
        let whole = r#"{"formatted":"1 Main Street\r\nSpringfield","country":"US"}"#;
        assert_eq!(line(whole), "1 Main Street, Springfield");
        let parts = r#"{"locality":"Springfield","street_address":"1 Main Street\n2nd floor"}"#;
        assert_eq!(line(parts), "1 Main Street, 2nd floor, Springfield");
        assert_eq!(line("{}"), "");
    }

    #[test]
    fn what_a_newer_server_stored_is_left_out() {
        let details = Details::stored(r#"{"nickname":"Al","shoe_size":"39","locale":7}"#).unwrap();
        assert_eq!(details.json().to_string(), r#"{"nickname":"Al"}"#);
        assert!(Details::stored("no JSON").is_err());
    }
}
