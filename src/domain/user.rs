//! A person with an account. The id is the `sub` of tokens: random, never reassigned.

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
    /// The address claim as JSON (OIDC Core section 5.1.1).
    pub address: Option<String>,
    /// PHC string. Absent for those who have no password.
    pub password_hash: Option<String>,
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
        let parts: Vec<&str> = [&self.given_name, &self.family_name]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// How pages address this person.
    pub fn display_name(&self) -> String {
        self.name().unwrap_or_else(|| self.username.clone())
    }
}
