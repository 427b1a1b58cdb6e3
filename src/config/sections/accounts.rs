//! Who may make an account of their own, and what is asked of them.

use std::time::Duration;

use crate::config::{
    duration::{days, minutes},
    error::Invalid,
    section::section,
    value::{Raw, Value},
    words::{Word, Words},
};

section! {
    /// Who may make an account of their own, and what is asked of them. Accounts that the operator makes are not bound by any of this.
    pub struct Accounts as "accounts" {
        /// `off`, `invitation` for those whom the operator invites (`countersign user invite`), `domains` for those with an
        /// address at one of `accounts.domains`, or `open` for everybody. Invitations work with each of the three.
        registration: RegistrationOfPeople = RegistrationOfPeople::Off;

        /// Hosts of e-mail addresses, whole and without a wildcard: `example.org` is not `mail.example.org`.
        domains: Words<MailHost> = Words::of(&[]);

        /// What is asked besides address, name and password: `given_name`, `family_name`, `phone_number` or another detail.
        fields: Words<FieldName> = Words::of(&["given_name", "family_name"]);

        /// Those of `accounts.fields` that have to be filled in.
        required_fields: Words<FieldName> = Words::of(&[]);

        /// What people are called at sign-in: `chosen` by themselves, or their `email`.
        username: UsernameChoice = UsernameChoice::Chosen;

        /// Whether an address counts only when its owner has followed a link that was sent there. Then an account is made with
        /// such a link, so that nobody learns here who has one; and no application is answered for an account whose address
        /// is not verified. Without `off` it needs mail.
        verify_email: bool = true;

        /// How long links work that verify an address. Those that set a password or change an address work for 15 minutes.
        link_lifetime: Duration = minutes(15), in minutes(5)..=days(7);

        /// How long an invitation works, unless it says otherwise.
        invitation_lifetime: Duration = days(7), in minutes(15)..=days(90);

        /// Letters of one kind to one address that anybody may cause within `throttle.window`; after that one for each
        /// `throttle.max_delay`.
        letters_free: u32 = 3, in 1..=1000;

        /// Registrations and recoveries that may be asked for from one address (one /64 in IPv6) without delay, within
        /// `throttle.window`.
        address_free: u32 = 20, in 1..=100_000;
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationOfPeople {
    Off,
    Invitation,
    Domains,
    Open,
}

impl Value for RegistrationOfPeople {
    const KIND: &'static str = "off, invitation, domains or open";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("off") => Ok(Self::Off),
            Some("invitation") => Ok(Self::Invitation),
            Some("domains") => Ok(Self::Domains),
            Some("open") => Ok(Self::Open),
            _ => Err(Invalid::because(
                "that is none of the modes: write `off`, `invitation`, `domains` or `open`",
            )),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Off => "off",
            Self::Invitation => "invitation",
            Self::Domains => "domains",
            Self::Open => "open",
        }
        .to_owned()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UsernameChoice {
    Chosen,
    Email,
}

impl Value for UsernameChoice {
    const KIND: &'static str = "chosen or email";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        match raw.text() {
            Some("chosen") => Ok(Self::Chosen),
            Some("email") => Ok(Self::Email),
            _ => Err(Invalid::because(
                "that is neither: write `chosen` or `email`",
            )),
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Chosen => "chosen",
            Self::Email => "email",
        }
        .to_owned()
    }
}

#[derive(Debug, Clone)]
pub struct MailHost;

impl Word for MailHost {
    const KIND: &'static str = "list of hosts";
    const ADVICE: &'static str = "one of them is no host: write such as `example.org`, in lower case, other letters than a to z as `xn--..`";

    fn accepts(word: &str) -> bool {
        matches!(url::Host::parse(word), Ok(url::Host::Domain(host)) if host == word && !host.ends_with('.'))
    }
}

/// By the names that `domain` knows; a test of registration holds the lists against one another.
#[derive(Debug, Clone)]
pub struct FieldName;

const FIELDS: [&str; 14] = [
    "given_name",
    "middle_name",
    "family_name",
    "nickname",
    "website",
    "birthdate",
    "zoneinfo",
    "locale",
    "phone_number",
    "street_address",
    "postal_code",
    "locality",
    "region",
    "country",
];

impl Word for FieldName {
    const KIND: &'static str = "list of fields";
    const ADVICE: &'static str = "one of them is none that people fill in themselves: write such as `given_name` or `phone_number`";

    fn accepts(word: &str) -> bool {
        FIELDS.contains(&word)
    }
}
