//! What a person tells about themselves on their page, beside the name: the fields in their order, with their words.

use crate::domain::Detail;
use crate::words::Words;

/// Posts to `/account/details`, folded until it is needed.
#[derive(Clone, Debug)]
pub struct Details {
    pub open: bool,
    pub groups: Vec<Group>,
    /// What applications are told beside, and is for the operator to change.
    pub others: Vec<(String, String)>,
}

/// Fields that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Empty where no heading is needed.
    pub heading: String,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: String,
    pub value: String,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    /// What it should look like, or empty.
    pub hint: String,
    /// More than one where lines may be parted.
    pub rows: u8,
}

/// What a person may change here.
pub const OWN: [Detail; 12] = [
    Detail::MiddleName,
    Detail::Nickname,
    Detail::Birthdate,
    Detail::Website,
    Detail::Locale,
    Detail::Zoneinfo,
    Detail::PhoneNumber,
    Detail::StreetAddress,
    Detail::PostalCode,
    Detail::Locality,
    Detail::Region,
    Detail::Country,
];

const OTHERS: [Detail; 4] = [
    Detail::Gender,
    Detail::Profile,
    Detail::Picture,
    Detail::Formatted,
];

impl Details {
    /// The fields with what is known, or was typed.
    pub fn of(words: Words, value: impl Fn(Detail) -> String, phone_verified: bool) -> Self {
        let (about, reached) = OWN.split_at(6);
        let group = |heading: String, details: &[Detail]| Group {
            heading,
            fields: details
                .iter()
                .map(|detail| Field::of(words, *detail, (value(*detail), phone_verified)))
                .collect(),
        };
        let others = OTHERS.map(|detail| (words.say(label(detail)), value(detail)));
        Self {
            open: false,
            groups: vec![
                group(String::new(), about),
                group(words.say("account-details-reached"), reached),
            ],
            others: others
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        }
    }
}

impl Field {
    pub(super) fn of(
        words: Words,
        detail: Detail,
        (value, phone_verified): (String, bool),
    ) -> Self {
        let (kind, autocomplete, hint) = match detail {
            Detail::GivenName => ("text", "given-name", ""),
            Detail::FamilyName => ("text", "family-name", ""),
            Detail::MiddleName => ("text", "additional-name", ""),
            Detail::Nickname => ("text", "nickname", ""),
            Detail::Birthdate => ("text", "bday", "account-hint-birthdate"),
            Detail::Website => ("url", "url", ""),
            Detail::Locale => ("text", "language", "account-hint-locale"),
            Detail::Zoneinfo => ("text", "off", "account-hint-zoneinfo"),
            Detail::PhoneNumber if phone_verified => ("tel", "tel", "account-hint-phone-verified"),
            Detail::PhoneNumber => ("tel", "tel", "account-hint-phone"),
            Detail::StreetAddress => ("text", "street-address", ""),
            Detail::PostalCode => ("text", "postal-code", ""),
            Detail::Locality => ("text", "address-level2", ""),
            Detail::Region => ("text", "address-level1", ""),
            Detail::Country => ("text", "country-name", ""),
            _ => ("text", "off", ""),
        };
        Self {
            name: detail.as_str(),
            label: words.say(label(detail)),
            value,
            kind,
            autocomplete,
            hint: match hint {
                "" => String::new(),
                key => words.say(key),
            },
            rows: if detail == Detail::StreetAddress {
                2
            } else {
                1
            },
        }
    }
}

/// The key of what a detail is called, on any page.
pub fn label(detail: Detail) -> &'static str {
    match detail {
        Detail::GivenName => "account-detail-given-name",
        Detail::MiddleName => "account-detail-middle-name",
        Detail::FamilyName => "account-detail-family-name",
        Detail::Nickname => "account-detail-nickname",
        Detail::Profile => "account-detail-profile",
        Detail::Picture => "account-detail-picture",
        Detail::Website => "account-detail-website",
        Detail::Gender => "account-detail-gender",
        Detail::Birthdate => "account-detail-birthdate",
        Detail::Zoneinfo => "account-detail-zoneinfo",
        Detail::Locale => "account-detail-locale",
        Detail::PhoneNumber => "account-detail-phone-number",
        Detail::StreetAddress => "account-detail-street-address",
        Detail::PostalCode => "account-detail-postal-code",
        Detail::Locality => "account-detail-locality",
        Detail::Region => "account-detail-region",
        Detail::Country => "account-detail-country",
        Detail::Formatted => "account-detail-formatted",
    }
}
