//! People: accounts, passwords, sign-in, sessions, throttling, proofs of work, roles, API keys, letters.
//!
//! It knows nothing of OAuth: what a client may have is for `oauth`, how a page looks is for `web`.

pub mod access;
pub mod account;
pub mod amend;
pub mod api_key;
pub mod browser;
pub mod challenge;
pub mod closing;
pub mod device;
pub mod directory;
pub mod email;
pub mod email_code;
pub mod event;
pub mod export;
pub mod invitation;
pub mod linked_role;
pub mod login;
pub mod lost_factors;
pub mod mail_link;
pub mod notice;
pub mod passkey;
pub mod password;
pub mod picture;
pub mod post;
pub mod profile;
pub mod recovery;
pub mod recovery_code;
pub mod registration;
pub mod role;
pub mod session;
pub mod setup;
pub mod sign_in;
pub mod task;
pub mod terms;
pub mod throttle;
pub mod totp;
pub mod verification;
