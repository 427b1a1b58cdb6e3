//! What sign-ins have to amount to, and what a code by mail is good for.

use crate::base::named::named;
use crate::config::{
    error::Invalid,
    section::section,
    value::{Raw, Value},
};

section! {
    /// What people prove themselves with.
    pub struct Factors as "factors" {
        /// The least that anybody's sign-in has to amount to: `one` factor, `two` of different kinds, or a `passkey`. Who has not
        /// set up what it takes is led to do so. Applications, APIs and roles may ask for more.
        required: Required = Required::One;

        /// What a code by mail is good for: nothing (`off`); asked after the password where a browser is not known, of people
        /// without a second factor (`second`); or instead of a password (`first`). It never counts as a second factor.
        email_code: EmailCodes = EmailCodes::Off;
    }
}

named! {
    /// What a sign-in has to amount to, as operators say it.
    pub enum Required {
        One = "one",
        Two = "two",
        Passkey = "passkey",
    }
}

named! {
    /// What a code by mail is good for.
    pub enum EmailCodes {
        Off = "off",
        Second = "second",
        First = "first",
    }
}

impl Value for Required {
    const KIND: &'static str = "one, two or passkey";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let words = "that is no level: write `one`, `two` or `passkey`";
        let named = raw.text().and_then(Self::named);
        named.ok_or_else(|| Invalid::because(words))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Value for EmailCodes {
    const KIND: &'static str = "off, second or first";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let words = "that is no use of codes by mail: write `off`, `second` or `first`";
        let named = raw.text().and_then(Self::named);
        named.ok_or_else(|| Invalid::because(words))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}
