//! Signing out in all its forms: on an application's word (RP-Initiated Logout 1.0), in the applications' own frames
//! (Front-Channel Logout 1.0), by a message to their servers (Back-Channel Logout 1.0), and by a state that they can watch
//! (Session Management 1.0).
//!
//! How a session ends is `identity::session`'s to say, and who has to be told is written down by the store in the same
//! transaction. Leaves pages and cookies to `web`, and when messages are sent to `jobs`.

pub mod back_channel;
pub mod front_channel;
mod request;
mod state;
mod token;

pub use request::{Back, Request};
pub use state::{browser_state, session_state};
