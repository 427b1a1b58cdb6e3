//! The list itself: what is denied, since when and until when, and what happens when it is full.

use std::collections::HashMap;

use super::Marks;

/// At about 100 bytes each, 10 MB.
const MOST: usize = 100_000;

/// By what a token is denied.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Token,
    Session,
    Subject,
    /// Not an access token: a logout token that was used.
    LogoutToken,
}

/// Which of the tokens that a name stands for, and for how long that has to be known.
#[derive(Clone, Copy)]
pub(super) struct Denial {
    /// The latest `iat` that is denied.
    pub(super) up_to: u64,
    pub(super) until: u64,
}

#[derive(Default)]
pub(super) struct List {
    named: [HashMap<Box<str>, Denial>; 4],
    /// What became of a list that was full.
    all: Option<Denial>,
}

impl Denial {
    /// Whenever it was issued.
    pub(super) fn always(until: u64) -> Self {
        Self {
            up_to: u64::MAX,
            until,
        }
    }

    fn joined(self, other: Self) -> Self {
        Self {
            up_to: self.up_to.max(other.up_to),
            until: self.until.max(other.until),
        }
    }

    fn covers(self, issued_at: u64, now: u64) -> bool {
        issued_at <= self.up_to && now < self.until
    }
}

impl List {
    /// The claim by which a token is denied.
    pub(super) fn denies(&self, marks: Marks<'_>, now: u64) -> Option<&'static str> {
        let denied = |kind: Kind, name: &str| {
            let denial = self.named[kind as usize].get(name);
            denial.is_some_and(|denial| denial.covers(marks.issued_at, now))
        };
        if marks.jti.is_some_and(|jti| denied(Kind::Token, jti)) {
            return Some("jti");
        }
        if marks.sid.is_some_and(|sid| denied(Kind::Session, sid)) {
            return Some("sid");
        }
        if denied(Kind::Subject, marks.subject) {
            return Some("sub");
        }
        let all = self.all.filter(|all| all.covers(marks.issued_at, now));
        all.map(|_| "iat")
    }

    /// False if the name was there already and has not expired.
    pub(super) fn add(
        &mut self,
        kind: Kind,
        name: Box<str>,
        denial: Denial,
        (now, latest): (u64, u64),
    ) -> bool {
        let former = self.named[kind as usize].get_mut(&name);
        if let Some(former) = former.filter(|former| now < former.until) {
            *former = former.joined(denial);
            return false;
        }
        if self.len() >= MOST {
            self.expire(now);
            // A list that stays nearly full would be gone through again at every denial.
            if self.len() >= MOST - MOST / 10 {
                self.give_up(latest);
            }
        }
        self.named[kind as usize].insert(name, denial);
        true
    }

    pub(super) fn len(&self) -> usize {
        let named: usize = self.named.iter().map(HashMap::len).sum();
        named + usize::from(self.all.is_some())
    }

    fn expire(&mut self, now: u64) {
        for named in &mut self.named {
            named.retain(|_, denial| now < denial.until);
        }
        self.all = self.all.filter(|all| now < all.until);
    }

    /// Nothing that is denied may be forgotten, and all of it was issued by now: so is everything that is denied instead.
    fn give_up(&mut self, latest: u64) {
        let denials = self.named.iter().flat_map(HashMap::values);
        let until = denials.map(|denial| denial.until).max().unwrap_or(0);
        let all = Denial {
            up_to: latest,
            until,
        };
        self.all = Some(self.all.map_or(all, |former| former.joined(all)));
        self.named = Default::default();
        tracing::warn!("the deny list was full: every token issued up to now is refused");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::{Denial, Kind, List, MOST, Marks};
    use crate::token::{Policy, check};
    use crate::{Algorithm, Claims};

    const NOW: u64 = 1_000_000;

    fn full() -> List {
        let mut list = List::default();
        for number in 0..MOST {
            let name = format!("t-{number}").into();
            list.add(Kind::Token, name, Denial::always(NOW + 600), (NOW, NOW));
        }
        list
    }

    fn claims(jti: &str, issued_at: u64) -> Claims {
        let payload = json!({
            "iss": "i", "aud": "a", "sub": "u", "client_id": "c", "jti": jti, "iat": issued_at, "exp": NOW * 2,
        });
        let policy = Policy {
            issuer: "i".into(),
            audiences: vec!["a".into()],
            algorithms: Algorithm::ALL.to_vec(),
            leeway: 0,
            clock: Arc::new(|| NOW),
        };
        let (claims, _) = check(payload.to_string().as_bytes(), &policy, NOW).expect("claims");
        claims
    }

    #[test]
    fn what_has_expired_makes_room() {
        let mut list = full();
        assert_eq!(list.len(), MOST);
        assert_eq!(
            list.denies(Marks::of(&claims("t-5", NOW)), NOW),
            Some("jti")
        );
        let later = NOW + 600;
        list.add(
            Kind::Session,
            "s".into(),
            Denial::always(later + 9),
            (later, later),
        );
        assert_eq!(list.len(), 1);
        assert_eq!(list.denies(Marks::of(&claims("t-5", NOW)), later), None);
    }

    #[test]
    fn a_full_list_denies_all_that_was_issued() {
        let mut list = full();
        assert_eq!(
            list.denies(Marks::of(&claims("other", NOW)), NOW),
            None,
            "the twin"
        );
        list.add(
            Kind::Token,
            "one more".into(),
            Denial::always(NOW + 9),
            (NOW, NOW + 5),
        );
        assert_eq!(list.len(), 2);
        for jti in ["t-5", "other"] {
            assert_eq!(
                list.denies(Marks::of(&claims(jti, NOW + 5)), NOW),
                Some("iat"),
                "{jti}"
            );
            assert_eq!(
                list.denies(Marks::of(&claims(jti, NOW + 6)), NOW),
                None,
                "{jti} is new"
            );
            let late = NOW + 600;
            assert_eq!(
                list.denies(Marks::of(&claims(jti, NOW)), late),
                None,
                "{jti} has expired"
            );
        }
        let last = list.denies(Marks::of(&claims("one more", NOW + 6)), NOW);
        assert_eq!(last, Some("jti"));
    }
}
