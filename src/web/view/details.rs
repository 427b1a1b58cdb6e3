//! What a person tells about themselves on their page, beside the name: the fields in their order, with their words.

use crate::domain::Detail;

/// Posts to `/account/details`, folded until it is needed.
#[derive(Clone, Debug)]
pub struct Details {
    pub open: bool,
    pub groups: Vec<Group>,
    /// What applications are told beside, and is for the operator to change.
    pub others: Vec<(&'static str, String)>,
}

/// Fields that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Empty where no heading is needed.
    pub heading: &'static str,
    pub fields: Vec<Field>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub label: &'static str,
    pub value: String,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    /// What it should look like, or empty.
    pub hint: &'static str,
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
    pub fn of(value: impl Fn(Detail) -> String, phone_verified: bool) -> Self {
        let (about, reached) = OWN.split_at(6);
        let group = |heading, details: &[Detail]| Group {
            heading,
            fields: details
                .iter()
                .map(|detail| Field::of(*detail, value(*detail), phone_verified))
                .collect(),
        };
        let others = OTHERS.map(|detail| (label(detail), value(detail)));
        Self {
            open: false,
            groups: vec![group("", about), group("Phone and address", reached)],
            others: others
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        }
    }
}

impl Field {
    fn of(detail: Detail, value: String, phone_verified: bool) -> Self {
        let (kind, autocomplete, hint) = match detail {
            Detail::MiddleName => ("text", "additional-name", ""),
            Detail::Nickname => ("text", "nickname", ""),
            Detail::Birthdate => ("text", "bday", "As 1990-12-31, or the year alone."),
            Detail::Website => ("url", "url", ""),
            Detail::Locale => ("text", "language", "A tag such as de or pt-BR."),
            Detail::Zoneinfo => ("text", "off", "Such as Europe/Berlin."),
            Detail::PhoneNumber if phone_verified => ("tel", "tel", "This number is verified."),
            Detail::PhoneNumber => ("tel", "tel", "Such as +49 30 123456."),
            Detail::StreetAddress => ("text", "street-address", ""),
            Detail::PostalCode => ("text", "postal-code", ""),
            Detail::Locality => ("text", "address-level2", ""),
            Detail::Region => ("text", "address-level1", ""),
            Detail::Country => ("text", "country-name", ""),
            _ => ("text", "off", ""),
        };
        Self {
            name: detail.as_str(),
            label: label(detail),
            value,
            kind,
            autocomplete,
            hint,
            rows: if detail == Detail::StreetAddress {
                2
            } else {
                1
            },
        }
    }
}

/// What a detail is called, on any page.
pub fn label(detail: Detail) -> &'static str {
    match detail {
        Detail::GivenName => "First name",
        Detail::MiddleName => "Middle name",
        Detail::FamilyName => "Last name",
        Detail::Nickname => "Nickname",
        Detail::Profile => "Profile page",
        Detail::Picture => "Picture",
        Detail::Website => "Website",
        Detail::Gender => "Gender",
        Detail::Birthdate => "Birthday",
        Detail::Zoneinfo => "Time zone",
        Detail::Locale => "Language",
        Detail::PhoneNumber => "Phone number",
        Detail::StreetAddress => "Street",
        Detail::PostalCode => "Postal code",
        Detail::Locality => "City",
        Detail::Region => "State or region",
        Detail::Country => "Country",
        Detail::Formatted => "Whole address",
    }
}
