//! What a person can prove themselves with.

use crate::app::App;
use crate::base::Fault;
use crate::domain::{Authentication, Factor, Level, Proof, User};
use crate::identity::{email_code, passkey};
use crate::store::factor;

/// The factors that are there for a person, in the order in which they are offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holds(Vec<Factor>);

impl Holds {
    pub async fn of(app: &App, user: &User) -> Result<Self, Fault> {
        let own = passkey::id(app);
        let counted = factor::counted(&mut app.db.read(), &user.id, own.as_deref()).await?;
        let held = [
            (Factor::Passkey, counted.passkeys > 0),
            (
                Factor::Directory,
                counted.directory > 0 && app.directory.is_some(),
            ),
            (Factor::Password, user.password_hash.is_some()),
            (Factor::Totp, counted.totp > 0),
            (Factor::EmailCode, email_code::can_be_sent(app, user)),
            // They stand in for a second factor, so they mean something only beside one.
            (
                Factor::RecoveryCode,
                counted.recovery_codes > 0 && (counted.passkeys > 0 || counted.totp > 0),
            ),
            (Factor::Provider, counted.linked_accounts > 0),
        ];
        Ok(held
            .into_iter()
            .filter(|(_, held)| *held)
            .map(|(factor, _)| factor)
            .collect())
    }

    pub fn has(&self, factor: Factor) -> bool {
        self.0.contains(&factor)
    }

    pub fn iter(&self) -> impl Iterator<Item = Factor> {
        self.0.iter().copied()
    }

    /// Whether a second factor is there, which is then asked for at every sign-in.
    pub fn has_second(&self) -> bool {
        self.has(Factor::Passkey) || self.has(Factor::Totp)
    }

    /// The most that a sign-in can amount to if all of it is shown, beside what was.
    pub fn reach(&self, shown: &[Proof]) -> Level {
        let at = crate::base::Timestamp(0);
        let all = self.0.iter().map(|factor| Proof::expected(*factor, at));
        let all: Vec<Proof> = all.chain(shown.iter().cloned()).collect();
        Authentication::level(&all).unwrap_or(Level::One)
    }
}

impl FromIterator<Factor> for Holds {
    fn from_iter<T: IntoIterator<Item = Factor>>(factors: T) -> Self {
        Self(factors.into_iter().collect())
    }
}
