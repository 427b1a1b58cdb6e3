//! A secret of any form that somebody else chose, such as the one that a provider gave us. No error and no log shows it.

use secrecy::SecretString;

use super::{
    error::Invalid,
    value::{Raw, Value},
};

#[derive(Clone, Debug)]
pub struct SecretText(pub SecretString);

impl Value for SecretText {
    const KIND: &'static str = "text";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        String::read(raw).map(|text| Self(text.into()))
    }

    fn show(&self) -> String {
        "(secret)".to_owned()
    }

    fn is_secret(_found: &Raw) -> bool {
        true
    }
}
