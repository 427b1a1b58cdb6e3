//! Letters: what one is, how it reads in each language, and how it is handed to a server (RFC 5321, RFC 5322).
//!
//! It knows neither accounts nor the queue: who gets which letter, and when, is for `identity::post`.

mod address;
mod carrier;
mod letter;
mod message;
mod render;
#[cfg(test)]
mod tests;
mod wrap;

pub use address::can_reach;
pub use carrier::{Carrier, Trouble, Whose};
pub use letter::{Happening, Letter, LetterName};
pub use message::{Envelope, Unsendable, compose};
pub use render::{Rendered, render};
