//! What every other module stands on: time, randomness, identifiers, faults, outbound HTTP.
//! It knows nothing of OAuth, people or storage.

pub mod calendar;
pub mod clock;
pub mod fault;
pub mod http;
pub mod id;
pub(crate) mod named;
pub mod random;
pub mod text;
pub mod turns;
pub mod user_agent;
pub mod workers;

pub use clock::{Clock, Timestamp};
pub use fault::Fault;
pub use random::Random;
