//! What a person has still to show, as a pure function of what is known. Every way to sign in ends here, so no jump to a URL, no
//! second tab and no way back leads around a factor.

use super::holds::Holds;
use crate::base::Timestamp;
use crate::config::EmailCodes;
use crate::domain::{Authentication, Factor, Level, Proof};

/// What is known when the question is asked.
#[derive(Debug)]
pub struct State<'a> {
    /// What was shown, as far as it counts.
    pub proofs: &'a [Proof],
    pub holds: &'a Holds,
    /// What the sign-in has to amount to, where that is in reach.
    pub level: Level,
    /// Whether this device showed the second factor before and was trusted with it.
    pub trusted: bool,
    /// Whether this person signed in on this device before.
    pub known: bool,
    /// What a code by mail is good for here.
    pub email_code: EmailCodes,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// One of these, the first by preference.
    Prove(Vec<Factor>),
    Done,
}

pub fn next(state: &State<'_>) -> Step {
    if !state.has(|factor| state.begins(factor)) {
        return Step::Prove(state.held(|factor| state.begins(factor)));
    }
    if state.owes_email_code() {
        return Step::Prove(vec![Factor::EmailCode]);
    }
    let target = state.target();
    let reached = state.level_with(None);
    if state.owes_second() || reached < target {
        let missing: Vec<Factor> = state.held(|factor| !state.has(|shown| shown == factor));
        let enough = |factor: &Factor| state.level_with(Some(*factor)) >= target;
        let second = |factor: &Factor| !state.owes_second() || factor.is_second();
        let best: Vec<Factor> = missing
            .iter()
            .copied()
            .filter(enough)
            .filter(second)
            .collect();
        if !best.is_empty() {
            return Step::Prove(best);
        }
        // No single one is enough: whichever brings nearer.
        let nearer = missing.into_iter().filter(second);
        let nearer: Vec<Factor> = nearer
            .filter(|factor| *factor != Factor::EmailCode)
            .collect();
        if !nearer.is_empty() {
            return Step::Prove(nearer);
        }
    }
    Step::Done
}

impl State<'_> {
    fn has(&self, is: impl Fn(Factor) -> bool) -> bool {
        self.proofs.iter().any(|proof| is(proof.factor))
    }

    fn held(&self, is: impl Fn(Factor) -> bool) -> Vec<Factor> {
        self.holds.iter().filter(|factor| is(*factor)).collect()
    }

    /// Whether a sign-in may begin with it here.
    fn begins(&self, factor: Factor) -> bool {
        factor.is_primary() && (factor != Factor::EmailCode || self.email_code == EmailCodes::First)
    }

    /// On a device that is not known a password alone is followed by a code by mail, where the operator wants that: whoever has
    /// only learnt the password stops there.
    fn owes_email_code(&self) -> bool {
        let passwords = [Factor::Password, Factor::Directory];
        let shown = |factor: Factor| self.has(|shown| shown == factor);
        self.email_code == EmailCodes::Second
            && !self.known
            && !self.holds.has_second()
            && self.holds.has(Factor::EmailCode)
            && !shown(Factor::EmailCode)
            && passwords.into_iter().any(shown)
    }

    /// Whoever holds a second factor shows one at every sign-in, unless the device is trusted.
    fn owes_second(&self) -> bool {
        self.holds.has_second() && !self.trusted && !self.has(Factor::is_second)
    }

    /// The level to reach: what is asked for, and two factors of whoever has them, but no more than there is.
    fn target(&self) -> Level {
        let own = match self.holds.has_second() && !self.trusted {
            true => Level::Two,
            false => Level::One,
        };
        self.level.max(own).min(self.holds.reach(self.proofs))
    }

    fn level_with(&self, factor: Option<Factor>) -> Level {
        let expected = factor.map(|factor| Proof::expected(factor, Timestamp(0)));
        let all: Vec<Proof> = self.proofs.iter().cloned().chain(expected).collect();
        Authentication::level(&all).unwrap_or(Level::One)
    }
}

#[cfg(test)]
mod tests {
    use Factor::{EmailCode, Passkey, Password, Provider, RecoveryCode, Totp};
    use proptest::prelude::*;

    use super::*;

    const AT: Timestamp = Timestamp(0);

    fn step(held: &[Factor], shown: &[Factor], level: Level, trusted: bool) -> Step {
        let proofs: Vec<Proof> = shown
            .iter()
            .map(|factor| Proof::expected(*factor, AT))
            .collect();
        next(&State {
            proofs: &proofs,
            holds: &held.iter().copied().collect(),
            level,
            trusted,
            known: false,
            email_code: EmailCodes::First,
        })
    }

    #[test]
    fn a_password_alone_is_enough_for_who_has_nothing_else() {
        assert_eq!(
            step(&[Password], &[], Level::One, false),
            Step::Prove(vec![Password])
        );
        assert_eq!(
            step(&[Password], &[Password], Level::One, false),
            Step::Done
        );
        // What cannot be reached is not asked for here: who wants it has a factor set up, or refuses.
        assert_eq!(
            step(&[Password], &[Password], Level::Two, false),
            Step::Done
        );
    }

    #[test]
    fn a_second_factor_is_asked_for_however_the_sign_in_began() {
        let held = [Password, Totp, RecoveryCode, Provider];
        for first in [Password, Provider, EmailCode] {
            assert_eq!(
                step(&held, &[first], Level::One, false),
                Step::Prove(vec![Totp, RecoveryCode]),
                "{first}"
            );
        }
        assert_eq!(
            step(&held, &[Password, Totp], Level::One, false),
            Step::Done
        );
        assert_eq!(
            step(&held, &[Provider, RecoveryCode], Level::One, false),
            Step::Done
        );
    }

    #[test]
    fn who_has_no_password_shows_the_second_factor_all_the_same() {
        let held = [Totp];
        assert_eq!(
            step(&held, &[EmailCode], Level::One, false),
            Step::Prove(vec![Totp])
        );
        assert_eq!(
            step(&held, &[EmailCode, Totp], Level::One, false),
            Step::Done
        );
    }

    #[test]
    fn a_trusted_device_spares_the_second_factor_but_not_what_is_demanded() {
        let held = [Password, Totp];
        assert_eq!(step(&held, &[Password], Level::One, true), Step::Done);
        assert_eq!(
            step(&held, &[Password], Level::Two, true),
            Step::Prove(vec![Totp])
        );
    }

    #[test]
    fn only_a_passkey_leads_to_what_resists_phishing() {
        let held = [Passkey, Password, Totp];
        let wanted = Level::PhishingResistant;
        assert_eq!(
            step(&held, &[Password, Totp], wanted, false),
            Step::Prove(vec![Passkey])
        );
        assert_eq!(
            step(&held, &[Password], wanted, false),
            Step::Prove(vec![Passkey])
        );
        assert_eq!(step(&held, &[Passkey], wanted, false), Step::Done);
    }

    #[test]
    fn a_passkey_that_did_not_check_its_user_needs_a_password_beside_it() {
        let bare = Proof::passkey(AT, false, true);
        let held = [Passkey, Password].into_iter().collect();
        let state = |proofs| State {
            proofs,
            holds: &held,
            level: Level::One,
            trusted: false,
            known: false,
            email_code: EmailCodes::Off,
        };
        let alone = [bare.clone()];
        assert_eq!(next(&state(&alone)), Step::Prove(vec![Password]));
        let both = [bare, Proof::password(AT)];
        assert_eq!(next(&state(&both)), Step::Done);
    }

    #[test]
    fn a_code_by_mail_follows_the_password_on_a_device_that_is_not_known() {
        let step = |held: &[Factor], shown: &[Factor], known, email_code| {
            let proofs: Vec<Proof> = shown
                .iter()
                .map(|factor| Proof::expected(*factor, AT))
                .collect();
            next(&State {
                proofs: &proofs,
                holds: &held.iter().copied().collect(),
                level: Level::One,
                trusted: false,
                known,
                email_code,
            })
        };
        let held = [Password, EmailCode];
        let second = EmailCodes::Second;
        assert_eq!(
            step(&held, &[Password], false, second),
            Step::Prove(vec![EmailCode])
        );
        assert_eq!(step(&held, &held, false, second), Step::Done);
        assert_eq!(step(&held, &[Password], true, second), Step::Done);
        // Alone it opens nothing, unless a sign-in may begin with it.
        assert_eq!(
            step(&held, &[EmailCode], false, second),
            Step::Prove(vec![Password])
        );
        assert_eq!(
            step(&held, &[EmailCode], false, EmailCodes::First),
            Step::Done
        );
        // Whoever has a second factor shows that.
        let held = [Password, Totp, EmailCode];
        assert_eq!(
            step(&held, &[Password], false, second),
            Step::Prove(vec![Totp])
        );
    }

    fn factors() -> impl Strategy<Value = Vec<Factor>> {
        proptest::sample::subsequence(Factor::ALL.to_vec(), 0..=Factor::ALL.len())
    }

    proptest! {
        /// Whatever was shown and in whatever order: who is let in showed a first factor, and a second if there is one.
        #[test]
        fn nobody_is_let_in_with_less(held in factors(), shown in factors(), level in 0..3_usize, trusted: bool) {
            let level = Level::ALL[level];
            if step(&held, &shown, level, trusted) == Step::Done {
                prop_assert!(shown.iter().any(|factor| factor.is_primary()));
                let has_second = held.contains(&Passkey) || held.contains(&Totp);
                prop_assert!(trusted || !has_second || shown.iter().any(|factor| factor.is_second()));
                let proofs: Vec<Proof> = shown.iter().map(|factor| Proof::expected(*factor, AT)).collect();
                let holds: Holds = held.iter().copied().collect();
                let reached = Authentication::level(&proofs).unwrap();
                prop_assert!(reached >= level.min(holds.reach(&proofs)));
            }
        }

        /// Showing what is asked for, one after another, ends.
        #[test]
        fn every_sign_in_ends(held in factors(), level in 0..3_usize, trusted: bool) {
            let mut shown = Vec::new();
            for _ in 0..=Factor::ALL.len() {
                match step(&held, &shown, Level::ALL[level], trusted) {
                    Step::Done => return Ok(()),
                    Step::Prove(factors) if factors.is_empty() => return Ok(()),
                    Step::Prove(factors) => shown.push(factors[0]),
                }
            }
            prop_assert!(false, "{held:?} never ends: {shown:?}");
        }
    }
}
