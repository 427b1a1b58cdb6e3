//! The keys of one use in order of generation, and what each of them does at a moment. `rotation` has the arithmetic.

use super::key::KeyUse;
use super::rotation::{self, Policy, Span};
use crate::base::Timestamp;

/// `T` is whatever stands for a key: one that can sign, or the row that it is stored in.
#[derive(Debug)]
pub struct Chain<T> {
    usage: KeyUse,
    policy: Policy,
    /// Since when no such keys are made, because the configuration names the algorithm no longer.
    ended: Option<Timestamp>,
    /// As many as members; when the chain has ended, one more, which succeeds the last of them and is no key.
    spans: Vec<Span>,
    members: Vec<T>,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is the one that signs, or the one to encrypt to.
    Current,
    /// It will be, or it was and what was made with it may still live.
    Kept,
    Withdrawn,
    /// Nothing that lives was made with it.
    Retired,
}

impl<T> Chain<T> {
    pub fn new(
        usage: KeyUse,
        policy: Policy,
        ended: Option<Timestamp>,
        members: Vec<(Span, T)>,
    ) -> Self {
        let (mut spans, members): (Vec<Span>, _) = members.into_iter().unzip();
        if let (Some(ended), Some(last)) = (ended, spans.last()) {
            spans.push(Span {
                signs_from: ended.max(last.signs_from),
                withdrawn_at: None,
            });
        }
        Self {
            usage,
            policy,
            ended,
            spans,
            members,
        }
    }

    pub fn usage(&self) -> KeyUse {
        self.usage
    }

    pub fn members(&self) -> &[T] {
        &self.members
    }

    /// The same chain with something else standing for each key.
    pub fn try_map<U, E>(self, map: impl FnMut(&T) -> Result<U, E>) -> Result<Chain<U>, E> {
        Ok(Chain {
            members: self.members.iter().map(map).collect::<Result<_, E>>()?,
            usage: self.usage,
            policy: self.policy,
            ended: self.ended,
            spans: self.spans,
        })
    }

    /// When the next key has to begin, if it has to be made now.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        match self.ended {
            Some(_) => None,
            None => rotation::next(&self.spans, now, self.policy),
        }
    }

    /// The key that signs at `now`, or the one to encrypt to.
    pub fn current(&self, now: Timestamp) -> Option<&T> {
        self.current_index(now).map(|index| &self.members[index])
    }

    fn current_index(&self, now: Timestamp) -> Option<usize> {
        match self.ended {
            Some(_) => None,
            None => rotation::signer(&self.spans, now),
        }
    }

    /// The keys whose work counts at `now`: the current one, the next one, and those before whose work may still live.
    pub fn standing(&self, now: Timestamp) -> impl Iterator<Item = &T> {
        let stands =
            move |index: &usize| rotation::is_published(&self.spans, *index, now, self.policy);
        (0..self.members.len())
            .filter(stands)
            .map(|index| &self.members[index])
    }

    /// The standing keys, and those before that still serve to recognise what they signed.
    pub fn remembered(&self, now: Timestamp) -> impl Iterator<Item = &T> {
        let known =
            move |index: &usize| rotation::is_remembered(&self.spans, *index, now, self.policy);
        (0..self.members.len())
            .filter(known)
            .map(|index| &self.members[index])
    }

    /// The keys that nothing needs any more.
    pub fn over(&self, now: Timestamp) -> impl Iterator<Item = &T> {
        let over = move |index: &usize| match self.spans[*index].withdrawn_at {
            Some(withdrawn) => now >= withdrawn + self.policy.longest_token,
            None => !rotation::is_remembered(&self.spans, *index, now, self.policy),
        };
        (0..self.members.len())
            .filter(over)
            .map(|index| &self.members[index])
    }

    /// Every key with what it does at `now`.
    pub fn states(&self, now: Timestamp) -> impl Iterator<Item = (&T, State)> {
        let current = self.current_index(now);
        let state = move |index: usize| match self.spans[index].withdrawn_at {
            Some(_) => State::Withdrawn,
            None if current == Some(index) => State::Current,
            None if rotation::is_published(&self.spans, index, now, self.policy) => State::Kept,
            None => State::Retired,
        };
        self.members
            .iter()
            .enumerate()
            .map(move |(index, member)| (member, state(index)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const POLICY: Policy = Policy {
        rotate_every: HOUR.saturating_mul(24),
        publish_ahead: HOUR,
        longest_token: HOUR,
        remembered: Duration::ZERO,
    };

    fn at(hours: u32) -> Timestamp {
        Timestamp(0) + HOUR * hours
    }

    fn span(from: u32, withdrawn: Option<u32>) -> Span {
        Span {
            signs_from: at(from),
            withdrawn_at: withdrawn.map(at),
        }
    }

    fn chain(ended: Option<u32>, spans: &[Span]) -> Chain<usize> {
        let members = spans.iter().copied().zip(0..).collect();
        Chain::new(KeyUse::ALWAYS, POLICY, ended.map(at), members)
    }

    #[test]
    fn each_key_is_in_one_state() {
        let chain = chain(
            None,
            &[
                span(0, Some(5)),
                span(5, None),
                span(10, None),
                span(20, None),
                span(30, None),
            ],
        );
        let states: Vec<State> = chain.states(at(20)).map(|(_, state)| state).collect();
        let expected = [
            State::Withdrawn,
            State::Retired,
            State::Kept,
            State::Current,
            State::Kept,
        ];
        assert_eq!(states, expected);
        assert_eq!(chain.over(at(20)).collect::<Vec<_>>(), [&0, &1]);
        assert_eq!(chain.standing(at(20)).collect::<Vec<_>>(), [&2, &3, &4]);
    }

    #[test]
    fn an_ended_chain_signs_nothing_and_is_kept_until_what_it_signed_is_dead() {
        let going = chain(None, &[span(0, None)]);
        assert_eq!(going.current(at(10)), Some(&0));
        assert_eq!(going.next(at(50)), Some(at(51)));

        let ended = chain(Some(10), &[span(0, None)]);
        assert_eq!(ended.current(at(10)), None);
        assert_eq!(ended.next(at(50)), None);
        assert_eq!(ended.standing(at(10)).count(), 1);
        assert_eq!(ended.over(at(10)).count(), 0);
        assert_eq!(ended.standing(at(11)).count(), 0);
        assert_eq!(ended.over(at(11)).count(), 1);
    }

    /// Another server may not know yet that the algorithm is offered no longer.
    #[test]
    fn a_key_that_was_made_after_the_end_is_kept_as_long() {
        let ended = chain(Some(10), &[span(0, None), span(20, None)]);
        assert_eq!(ended.standing(at(20)).collect::<Vec<_>>(), [&0, &1]);
        assert_eq!(ended.standing(at(21)).count(), 0);
    }
}
