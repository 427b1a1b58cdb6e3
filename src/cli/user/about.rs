//! How a command line says who a person is: flags for what is said most, `--claim` for the rest of the standard claims (OIDC
//! Core section 5.1). What is refused is named by its flag.

use clap::Args;

use crate::cli::failure::Failure;
use crate::domain::{ChangeError, Detail, Rejected};
use crate::identity::profile::Change;

/// Empty values take away what is known.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct About {
    #[arg(long, value_name = "NAME")]
    pub(super) given_name: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub(super) family_name: Option<String>,
    /// The phone number, with the country's code
    #[arg(long, value_name = "NUMBER")]
    pub(super) phone: Option<String>,
    /// The number is known to be this person's
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    pub(super) phone_verified: Option<bool>,
    /// Street and number; lines may be parted
    #[arg(long, value_name = "TEXT")]
    pub(super) street: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(super) postal_code: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    pub(super) locality: Option<String>,
    /// State, province or region
    #[arg(long, value_name = "TEXT")]
    pub(super) region: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(super) country: Option<String>,
    /// The whole address, as it stands on a letter
    #[arg(long, value_name = "TEXT")]
    pub(super) address_formatted: Option<String>,
    /// middle_name, nickname, profile, picture, website, gender, birthdate, zoneinfo or locale; may be repeated
    #[arg(long = "claim", value_name = "NAME=VALUE")]
    pub(super) claims: Vec<String>,
}

impl About {
    pub(super) fn change(&self) -> Result<Change, Failure> {
        let flags = self.flags().into_iter();
        let given = flags.filter_map(|(detail, _, text)| Some((detail, text.clone()?)));
        let mut details: Vec<(Detail, String)> = given.collect();
        for claim in &self.claims {
            details.push(parse(claim)?);
        }
        Ok(Change {
            details,
            phone_verified: self.phone_verified,
        })
    }

    /// The whole address comes after its parts: a change to these takes the older whole away.
    fn flags(&self) -> [(Detail, &'static str, &Option<String>); 9] {
        [
            (Detail::GivenName, "given-name", &self.given_name),
            (Detail::FamilyName, "family-name", &self.family_name),
            (Detail::PhoneNumber, "phone", &self.phone),
            (Detail::StreetAddress, "street", &self.street),
            (Detail::PostalCode, "postal-code", &self.postal_code),
            (Detail::Locality, "locality", &self.locality),
            (Detail::Region, "region", &self.region),
            (Detail::Country, "country", &self.country),
            (
                Detail::Formatted,
                "address-formatted",
                &self.address_formatted,
            ),
        ]
    }

    /// A refusal in the words of the command line.
    pub(super) fn named(&self, error: ChangeError) -> Failure {
        let rejected = match error {
            ChangeError::Rejected(rejected) => rejected,
            fault => return fault.into(),
        };
        let flags = self.flags();
        let flag = flags
            .iter()
            .find(|(detail, ..)| detail.as_str() == rejected.field);
        match (flag, Detail::named(rejected.field)) {
            (Some((_, flag, _)), _) => Failure::of(flag, rejected.english()),
            (None, Some(claim)) => Failure::of("claim", format!("{claim}: {rejected}")),
            (None, None) if rejected.field == "phone_number_verified" => {
                Failure::of("phone-verified", rejected.english())
            }
            (None, None) => rejected.into(),
        }
    }
}

fn parse(claim: &str) -> Result<(Detail, String), Failure> {
    let parted = claim.split_once('=');
    let named = parted.and_then(|(name, text)| Some((Detail::named(name)?, text)));
    let named = named.filter(|(detail, _)| Detail::OF_PROFILE.contains(detail));
    match named {
        Some((detail, text)) => Ok((detail, text.to_owned())),
        None => {
            let names = Detail::OF_PROFILE.map(Detail::as_str).join(", ");
            let words = format!("'{claim}' is no NAME=VALUE with one of these names: {names}.");
            Err(Rejected::new("claim", words).into())
        }
    }
}
