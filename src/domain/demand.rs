//! What is wanted of somebody's authentication (RFC 9470 section 4): how strong, and how recent.

use std::time::Duration;

use super::Level;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demand {
    pub level: Level,
    /// The oldest that it may be.
    pub max_age: Option<Duration>,
}

impl Default for Demand {
    fn default() -> Self {
        Self::NOTHING
    }
}

impl Demand {
    pub const NOTHING: Self = Self {
        level: Level::One,
        max_age: None,
    };

    pub fn of_level(level: Level) -> Self {
        Self {
            level,
            ..Self::NOTHING
        }
    }

    /// The stricter of both in each respect.
    pub fn and(self, other: Self) -> Self {
        let ages = [self.max_age, other.max_age];
        Self {
            level: self.level.max(other.level),
            max_age: ages.into_iter().flatten().min(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_counts_in_each_respect() {
        let old = |seconds| Some(Duration::from_secs(seconds));
        let strong = Demand::of_level(Level::Two);
        let recent = Demand {
            level: Level::One,
            max_age: old(60),
        };
        let both = strong.and(recent).and(Demand {
            level: Level::One,
            max_age: old(300),
        });
        assert_eq!(both.level, Level::Two);
        assert_eq!(both.max_age, old(60));
        assert_eq!(Demand::NOTHING.and(Demand::NOTHING), Demand::NOTHING);
    }
}
