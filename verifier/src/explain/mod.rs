//! Why a token is accepted or refused: every check, with what it wanted, what it found, and what to do. It runs the very
//! checks of [`Verifier::verify`], so it never differs from the verdict; only it goes on where that one stops.
//!
//! ```
//! use countersign_verifier::Verifier;
//!
//! let verifier = Verifier::with_keys("https://id.example.org", r#"{"keys":[]}"#)
//!     .audience("https://api.example.org")
//!     .build()?;
//! let report = verifier.explain_now("Bearer eyJhbGciOiJSUzI1NiJ9");
//! assert!(!report.accepted());
//! println!("{report}");
//! # Ok::<(), countersign_verifier::SetupError>(())
//! ```
//!
//! A report is for whoever develops or runs an API, and no answer for its clients: it shows what the token says, and the
//! clock and the configuration of the verifier. It never holds the token itself or its signature, so it can be pasted
//! where the token must not be.

mod hint;
mod kind;
mod moment;
mod report;
mod table;
mod words;

pub use kind::Kind;
pub use report::{Checked, Outcome, Report};

use std::sync::Arc;

use aws_lc_rs::signature::ParsedPublicKey;

use crate::token::{Check, Header, Parts, Trail, Watch as _, check_watched};
use crate::verifier::{check_signature, unbound};
use crate::{Error, Verifier};
use words::Seen;

impl Verifier {
    /// Makes every check of [`Verifier::verify`] and says how each has ended. Keys are fetched by the same rules.
    pub async fn explain(&self, token: &str) -> Report {
        let mut trail = Trail::default();
        let (parts, header) = self.taken_apart(token, &mut trail);
        if let (Some(parts), Some(header)) = (&parts, &header) {
            let key = self.keys().find(&header.kid, header.algorithm).await;
            compare(parts, key, &mut trail);
        }
        self.reported(token, parts.as_ref(), trail)
    }

    /// The same with the keys that are held already, as [`Verifier::verify_now`] has it.
    #[must_use]
    pub fn explain_now(&self, token: &str) -> Report {
        let mut trail = Trail::default();
        let (parts, header) = self.taken_apart(token, &mut trail);
        if let (Some(parts), Some(header)) = (&parts, &header) {
            let key = self.keys().find_held(&header.kid, header.algorithm);
            compare(parts, key, &mut trail);
        }
        self.reported(token, parts.as_ref(), trail)
    }

    fn taken_apart<'t>(
        &self,
        token: &'t str,
        trail: &mut Trail,
    ) -> (Option<Parts<'t>>, Option<Header>) {
        let Ok(parts) = trail.note(Check::Form, Parts::split(token)) else {
            return (None, None);
        };
        let header = match parts.header() {
            Ok(bytes) => {
                let allowed = &self.policy().algorithms;
                Header::read_watched(&bytes, allowed, "at+jwt", trail)
            }
            Err(error) => trail.note(Check::Header, Err(error)),
        };
        (Some(parts), header.ok())
    }

    /// What remains: the claims, and all that is asked of them.
    fn reported(&self, token: &str, parts: Option<&Parts<'_>>, mut trail: Trail) -> Report {
        let (policy, now) = (self.policy(), self.policy().clock.now());
        if let Some(parts) = parts {
            let claims = match parts.payload() {
                Ok(bytes) => check_watched(&bytes, policy, now, &mut trail),
                Err(error) => trail.note(Check::Payload, Err(error)),
            };
            if let Ok((claims, _)) = claims {
                // Of what is denied, each name must be known.
                let by = [
                    Check::TokenId,
                    Check::Session,
                    Check::Subject,
                    Check::IssuedAt,
                ];
                if by.into_iter().all(|check| trail.passed(check)) {
                    let denied = self.denied().check(&claims, now);
                    // What it says is in the trail.
                    let _ = trail.note(Check::Denied, denied);
                }
                if trail.passed(Check::Confirmation) {
                    let _ = trail.note(Check::Sender, unbound(Arc::new(claims)));
                }
            }
        }
        let seen = Seen::of(parts, token);
        Report::new(&trail, seen, policy, now)
    }
}

fn compare(parts: &Parts<'_>, key: Result<Arc<ParsedPublicKey>, Error>, trail: &mut Trail) {
    if let Ok(key) = trail.note(Check::Key, key) {
        // What it says is in the trail.
        let _ = trail.note(Check::Signature, check_signature(parts, &key));
    }
}
