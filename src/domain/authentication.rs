//! How somebody proved who they are: factors, what they amount to (NIST SP 800-63B-4 section 2), and what tokens say of it (`acr`
//! of OIDC Core section 2, `amr` of RFC 8176).

use serde::{Deserialize, Serialize};

use crate::base::Timestamp;
use crate::base::named::named;
use crate::config::Required;

named! {
    /// A way to prove who one is.
    pub enum Factor {
        Password = "password",
        /// A password that a directory (LDAP) checked.
        Directory = "directory",
        /// A sign-in at another provider.
        Provider = "provider",
        Passkey = "passkey",
        /// A time-based one-time password (RFC 6238).
        Totp = "totp",
        RecoveryCode = "recovery_code",
        EmailCode = "email_code",
    }
}

impl Factor {
    /// Whether a sign-in may begin with it.
    pub fn is_primary(self) -> bool {
        matches!(
            self,
            Self::Password | Self::Directory | Self::Provider | Self::Passkey | Self::EmailCode
        )
    }

    /// Whether it is something that the person knows, or what stands for it elsewhere.
    fn is_known(self) -> bool {
        matches!(self, Self::Password | Self::Directory | Self::Provider)
    }

    /// Whether it is something that the person has, which makes it a second factor. Control of a mailbox does not count (NIST
    /// SP 800-63B-4 section 3.1.3.1).
    pub fn is_second(self) -> bool {
        matches!(self, Self::Passkey | Self::Totp | Self::RecoveryCode)
    }
}

named! {
    /// What a sign-in amounts to, by the acr that says so: each meets those before it.
    #[derive(PartialOrd, Ord)]
    pub enum Level {
        /// NIST SP 800-63B AAL1: one factor.
        One = "urn:countersign:aal1",
        /// AAL2: two factors of different kinds.
        Two = "urn:countersign:aal2",
        /// Nothing that was shown could have been passed on by another site (OpenID EAP ACR Values section 2).
        PhishingResistant = "phr",
    }
}

impl From<Required> for Level {
    fn from(required: Required) -> Self {
        match required {
            Required::One => Self::One,
            Required::Two => Self::Two,
            Required::Passkey => Self::PhishingResistant,
        }
    }
}

impl Level {
    /// Whether a sign-in of this level may be called `acr`.
    pub fn meets(self, acr: &str) -> bool {
        Self::named(acr).is_some_and(|wanted| self >= wanted)
    }
}

/// One thing that was shown: when, what it amounts to alone, and how tokens name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    pub factor: Factor,
    pub at: Timestamp,
    pub level: Level,
    /// Words of RFC 8176 where it has any.
    pub methods: Vec<String>,
    /// Where that was, if elsewhere: what ends over there ends here too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<Elsewhere>,
}

/// A sign-in at another provider, as that provider knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Elsewhere {
    pub provider: String,
    pub subject: String,
    /// The `sid` of the session there, if it was named.
    pub session: Option<String>,
}

impl Proof {
    pub fn password(at: Timestamp) -> Self {
        Self::of(Factor::Password, at, &["pwd"])
    }

    pub fn directory(at: Timestamp) -> Self {
        Self::of(Factor::Directory, at, &["pwd"])
    }

    /// `level` is what the operator takes this sign-in elsewhere for.
    pub fn provider(at: Timestamp, level: Level) -> Self {
        Self {
            level,
            ..Self::of(Factor::Provider, at, &["fed"])
        }
    }

    /// The same of a sign-in that its provider may end.
    #[must_use]
    pub fn shown_at(self, elsewhere: Elsewhere) -> Self {
        Self {
            elsewhere: Some(elsewhere),
            ..self
        }
    }

    /// A passkey that leaves its device is a key in software, one that cannot is in hardware.
    pub fn passkey(at: Timestamp, user_verified: bool, device_bound: bool) -> Self {
        let key = if device_bound { "hwk" } else { "swk" };
        let proof = Self::of(Factor::Passkey, at, &["pop", key, "user"]);
        match user_verified {
            true => Self {
                level: Level::PhishingResistant,
                ..proof
            },
            false => proof,
        }
    }

    pub fn totp(at: Timestamp) -> Self {
        Self::of(Factor::Totp, at, &["otp"])
    }

    pub fn recovery_code(at: Timestamp) -> Self {
        Self::of(Factor::RecoveryCode, at, &["otp"])
    }

    pub fn email_code(at: Timestamp) -> Self {
        Self::of(Factor::EmailCode, at, &["email"])
    }

    /// What showing this factor is expected to give, before it is shown.
    pub fn expected(factor: Factor, at: Timestamp) -> Self {
        match factor {
            Factor::Password => Self::password(at),
            Factor::Directory => Self::directory(at),
            Factor::Provider => Self::provider(at, Level::One),
            Factor::Passkey => Self::passkey(at, true, false),
            Factor::Totp => Self::totp(at),
            Factor::RecoveryCode => Self::recovery_code(at),
            Factor::EmailCode => Self::email_code(at),
        }
    }

    fn of(factor: Factor, at: Timestamp, methods: &[&str]) -> Self {
        Self {
            factor,
            at,
            level: Level::One,
            methods: methods.iter().map(|&word| word.to_owned()).collect(),
            elsewhere: None,
        }
    }
}

/// How and when a person was authenticated, as tokens say it: `auth_time`, `amr` and `acr`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authentication {
    pub time: Timestamp,
    pub methods: Vec<String>,
    pub context: String,
}

impl Authentication {
    /// What these proofs say together. None where there is none.
    pub fn of(proofs: &[Proof]) -> Option<Self> {
        let level = Self::level(proofs)?;
        let mut methods: Vec<String> = Vec::new();
        for word in proofs.iter().flat_map(|proof| &proof.methods) {
            if !methods.contains(word) {
                methods.push(word.clone());
            }
        }
        if level >= Level::Two {
            methods.push("mfa".to_owned());
        }
        Some(Self {
            time: proofs.iter().map(|proof| proof.at).max()?,
            methods,
            context: level.as_str().to_owned(),
        })
    }

    /// What these proofs amount to together.
    pub fn level(proofs: &[Proof]) -> Option<Level> {
        let alone = proofs.iter().map(|proof| proof.level).max()?;
        let any = |is: fn(Factor) -> bool| proofs.iter().any(|proof| is(proof.factor));
        if !(any(Factor::is_known) && any(Factor::is_second)) {
            return Some(alone);
        }
        // A key that did not check who uses it, beside a password, still answers to nobody but this site.
        let passkey = any(|factor| factor == Factor::Passkey);
        Some(alone.max(if passkey {
            Level::PhishingResistant
        } else {
            Level::Two
        }))
    }

    /// What is left of proofs in time: those from before a moment are worth one factor at most (NIST SP 800-63B-4 section
    /// 2.2.3).
    pub fn aged(proofs: &[Proof], since: Timestamp) -> Vec<Proof> {
        let left = |proof: &Proof| match proof.at >= since {
            true => Some(proof.clone()),
            false => proof.factor.is_primary().then(|| Proof {
                level: Level::One,
                ..proof.clone()
            }),
        };
        let (mut left, mut old): (Vec<Proof>, Vec<Proof>) = proofs
            .iter()
            .filter_map(left)
            .partition(|proof| proof.at >= since);
        // Two old ones of different kinds are no more than one of them.
        old.sort_by_key(|proof| std::cmp::Reverse(proof.at));
        if left.iter().all(|proof| !proof.factor.is_primary()) {
            left.extend(old.into_iter().next());
        }
        left
    }

    /// The same, called by an acr that it meets.
    pub fn called(&self, acr: &str) -> Self {
        Self {
            context: acr.to_owned(),
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp(1_000);

    fn level(proofs: &[Proof]) -> Level {
        Authentication::level(proofs).unwrap()
    }

    #[test]
    fn two_kinds_of_factors_are_two_and_two_of_a_kind_are_one() {
        let (password, totp) = (Proof::password(AT), Proof::totp(AT));
        assert_eq!(level(&[password.clone(), totp.clone()]), Level::Two);
        assert_eq!(
            level(&[password.clone(), Proof::recovery_code(AT)]),
            Level::Two
        );
        assert_eq!(level(&[password.clone(), Proof::directory(AT)]), Level::One);
        assert_eq!(level(&[totp, Proof::recovery_code(AT)]), Level::One);
        assert_eq!(level(&[password, Proof::email_code(AT)]), Level::One);
        assert_eq!(Authentication::level(&[]), None);
    }

    #[test]
    fn a_mailbox_raises_nothing() {
        for proof in [Proof::totp(AT), Proof::password(AT), Proof::email_code(AT)] {
            assert_eq!(level(&[proof, Proof::email_code(AT)]), Level::One);
        }
    }

    #[test]
    fn only_passkeys_resist_phishing() {
        let (verified, bare) = (
            Proof::passkey(AT, true, false),
            Proof::passkey(AT, false, true),
        );
        assert_eq!(
            level(std::slice::from_ref(&verified)),
            Level::PhishingResistant
        );
        assert_eq!(level(std::slice::from_ref(&bare)), Level::One);
        assert_eq!(
            level(&[Proof::password(AT), bare]),
            Level::PhishingResistant
        );
        assert_eq!(level(&[Proof::provider(AT, Level::Two)]), Level::Two);
    }

    #[test]
    fn with_time_two_factors_are_one() {
        let (then, now) = (Timestamp(1_000), Timestamp(2_000));
        let old = [
            Proof::password(then),
            Proof::totp(then),
            Proof::passkey(then, true, true),
        ];
        let left = Authentication::aged(&old, now);
        assert_eq!(level(&left), Level::One);
        assert_eq!(left.len(), 1);
        assert_eq!(Authentication::aged(&old, then), old);
        let mixed = [Proof::password(then), Proof::totp(now)];
        assert_eq!(level(&Authentication::aged(&mixed, now)), Level::Two);
    }

    #[test]
    fn a_higher_level_meets_what_asks_for_less() {
        assert!(Level::PhishingResistant.meets("urn:countersign:aal2"));
        assert!(Level::Two.meets("urn:countersign:aal2"));
        assert!(!Level::Two.meets("phr") && !Level::One.meets("urn:countersign:aal2"));
        assert!(!Level::PhishingResistant.meets("urn:somebody:else"));
    }

    #[test]
    fn tokens_name_every_method_once_and_the_latest_time() {
        let later = Timestamp(2_000);
        let said = Authentication::of(&[
            Proof::password(AT),
            Proof::totp(later),
            Proof::recovery_code(AT),
        ])
        .unwrap();
        assert_eq!(said.time, later);
        assert_eq!(said.methods, ["pwd", "otp", "mfa"]);
        assert_eq!(said.context, "urn:countersign:aal2");
    }
}
