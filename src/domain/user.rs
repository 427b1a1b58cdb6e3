//! A person with an account. The id is the `sub` of tokens: random, never reassigned.

use super::{Detail, Details, Rejected};
use crate::base::Timestamp;

#[derive(Clone, Debug)]
pub struct User {
    pub id: String,
    pub username: String,
    pub email: Option<String>,
    pub email_verified: bool,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub phone_number: Option<String>,
    pub phone_number_verified: bool,
    /// The address claim (OIDC Core section 5.1.1); empty where none is known.
    pub address: Details,
    /// The standard claims that have no column of their own.
    pub profile: Details,
    /// Where the picture is that was uploaded here, if there is one.
    pub picture_id: Option<String>,
    /// PHC string. Absent for those who have no password.
    pub password_hash: Option<String>,
    /// The version of the terms of use that this person accepted last.
    pub terms_version: Option<String>,
    pub disabled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl User {
    pub fn is_active(&self) -> bool {
        self.disabled_at.is_none()
    }

    /// The full name, where any part of it is known.
    pub fn name(&self) -> Option<String> {
        let names = [Detail::GivenName, Detail::MiddleName, Detail::FamilyName];
        let parts: Vec<&str> = names.iter().filter_map(|name| self.find(*name)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// How pages address this person.
    pub fn display_name(&self) -> String {
        self.name().unwrap_or_else(|| self.username.clone())
    }

    pub fn find(&self, detail: Detail) -> Option<&str> {
        match detail {
            Detail::GivenName => self.given_name.as_deref(),
            Detail::FamilyName => self.family_name.as_deref(),
            Detail::PhoneNumber => self.phone_number.as_deref(),
            _ => self.profile.find(detail).or(self.address.find(detail)),
        }
    }

    /// Keeps a detail, or takes it away where the text is empty. Another number is not verified, and an address whose parts
    /// change is no longer the whole that was written.
    pub fn set(&mut self, detail: Detail, text: &str) -> Result<(), Rejected> {
        let value = detail.check(text)?;
        match detail {
            Detail::GivenName => self.given_name = value,
            Detail::FamilyName => self.family_name = value,
            Detail::PhoneNumber => {
                self.phone_number_verified &= value == self.phone_number;
                self.phone_number = value;
            }
            _ if Detail::OF_PROFILE.contains(&detail) => {
                self.profile.put(detail, value);
            }
            _ => {
                let changed = self.address.put(detail, value);
                if changed && detail != Detail::Formatted {
                    self.address.put(Detail::Formatted, None);
                }
            }
        }
        Ok(())
    }
}
