//! When a browser has to work before a form is taken, and how much.

use std::time::Duration;

use crate::base::named::named;
use crate::config::{
    duration::{days, minutes},
    error::Invalid,
    section::section,
    value::{Raw, Value},
};

section! {
    /// A proof of work: a sum that a browser does by itself, before a form is taken that passwords are guessed with or letters are
    /// caused with. It makes each of many attempts cost something, also where each comes from another address. It comes on top
    /// of the pauses of `[throttle]`, shortens none of them, and nobody else has a part in it.
    pub struct Challenge as "challenge" {
        /// When it is asked for: never (`off`); when there were many `failures` within `throttle.window`, counted by the three
        /// options below; or `always`. It takes JavaScript. With `failures` people hardly ever meet it, the forms work without
        /// JavaScript, and whoever has none can wait until the failures are forgotten: hence the default. With `always` these
        /// forms are closed to browsers without JavaScript.
        when: When = When::Failures;

        /// How many hashes it takes, as a power of two: each further one doubles the work of everybody. `17` are about 0.2
        /// seconds on a desktop and 1 to 2 on a weak phone, while people are still typing.
        work: u32 = 17, in 8..=24;

        /// How long there is to fill a form in. A challenge is good once, and only in the browser that got it.
        lifetime: Duration = minutes(30), in minutes(1)..=days(1);

        /// Failed sign-ins at one account from which on its sign-ins take work. Those on a device of its owner's count apart.
        account: u32 = 10, in 1..=100_000;

        /// Failed sign-ins, or requests for letters, from one address (one /64 in IPv6) from which on those from there take work.
        address: u32 = 25, in 1..=100_000;

        /// Failed sign-ins, or requests for letters, at the whole server from which on all of them take work. It is what meets
        /// guesses that come from everywhere.
        server: u32 = 1000, in 1..=1_000_000;
    }
}

named! {
    /// When a proof of work is asked for.
    pub enum When {
        Off = "off",
        Failures = "failures",
        Always = "always",
    }
}

impl Value for When {
    const KIND: &'static str = "off, failures or always";

    fn read(raw: &Raw) -> Result<Self, Invalid> {
        let words = "that is none of the modes: write `off`, `failures` or `always`";
        let named = raw.text().and_then(Self::named);
        named.ok_or_else(|| Invalid::because(words))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}
