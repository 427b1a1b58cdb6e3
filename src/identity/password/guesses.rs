//! How soon a password would be guessed, by zxcvbn's estimate: its lists of well-known passwords, words and names are the block
//! list (NIST SP 800-63B-4 section 3.1.1.2), and it knows repeats, rows of keys, sequences, dates and digits written for letters.

use zxcvbn::matching::Match;
use zxcvbn::matching::patterns::MatchPattern;
use zxcvbn::zxcvbn;

use super::context::Context;

/// What is looked at. The effort grows with the square of it and more.
const LOOKED_AT: usize = 100;
/// How many signs are read as the letters they may be written for. Each more doubles the readings, and so the effort.
const SIGNS: usize = 3;
const SIGNS_FOR_LETTERS: &str = "@({[<!|$+%";
/// Stands where a sign is not read: no letter, of no row of keys.
const UNREAD: char = '\u{b7}';

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weakness {
    Own,
    Common,
    Pattern,
}

/// What is weak about a password, if anything is: it has to stand as many guesses as a number of `shortest` random digits does,
/// up to ten. Attempts at sign-in are throttled; this is for whoever has got hold of the hash.
pub(super) fn weakness(password: &str, shortest: usize, context: &Context) -> Option<Weakness> {
    let digits = u32::try_from(shortest).map_or(10, |digits| digits.min(10));
    let estimate = zxcvbn(&looked_at(password), &context.words());
    (estimate.guesses() < 10_u64.pow(digits)).then(|| kind(estimate.sequence(), context))
}

/// The beginning of a password, with few enough signs that may stand for letters.
fn looked_at(password: &str) -> String {
    let mut read: Vec<char> = Vec::new();
    let mut known = |c: char| {
        if !SIGNS_FOR_LETTERS.contains(c) || read.contains(&c) {
            return c;
        }
        if read.len() == SIGNS {
            return UNREAD;
        }
        read.push(c);
        c
    };
    password.chars().take(LOOKED_AT).map(&mut known).collect()
}

/// What most of it is.
fn kind(sequence: &[Match], context: &Context) -> Weakness {
    let share = |kind: Weakness| -> usize {
        let of_kind = sequence
            .iter()
            .filter(|part| kind_of(part, context) == kind);
        of_kind.map(|part| part.token.chars().count()).sum()
    };
    let (own, common, pattern) = (
        share(Weakness::Own),
        share(Weakness::Common),
        share(Weakness::Pattern),
    );
    match () {
        () if own >= common.max(pattern) => Weakness::Own,
        () if common >= pattern => Weakness::Common,
        () => Weakness::Pattern,
    }
}

fn kind_of(part: &Match, context: &Context) -> Weakness {
    match &part.pattern {
        MatchPattern::Dictionary(found) if context.words().contains(&&*found.matched_word) => {
            Weakness::Own
        }
        MatchPattern::Dictionary(_) | MatchPattern::BruteForce => Weakness::Common,
        _ => Weakness::Pattern,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str, shortest: usize) -> Option<Weakness> {
        let context = Context::new(["margaret", "margaret@example.org"].into_iter());
        weakness(password, shortest, &context)
    }

    #[test]
    fn well_known_passwords_are_weak_however_long() {
        for common in [
            "passwordpassword",
            "passwordpassword1",
            "P@ssw0rdP@ssw0rd",
            "1drowssap1drowssap",
            "administrator1",
            "iloveyou123456789",
            "Welcome2024!!!!!",
            "trustno1trustno1",
            "zxcvbnm,.asdfghjkl",
            "1234567890123456",
        ] {
            assert!(of(common, 15).is_some(), "{common}");
        }
        assert_eq!(of("administrator12", 15), Some(Weakness::Common));
    }

    #[test]
    fn repeats_sequences_and_rows_of_keys_are_weak() {
        for pattern in [
            "aaaaaaaaaaaaaaaaaaaa",
            "abababababababababab",
            "abcdefghijklmnopqrstuvwxyz",
            "20240101202401012024",
            "äöüäöüäöüäöüäöüäöü",
        ] {
            assert_eq!(of(pattern, 15), Some(Weakness::Pattern), "{pattern}");
        }
        assert!(of(&"x1y2".repeat(256), 15).is_some());
    }

    #[test]
    fn what_others_know_is_weak_written_in_any_way() {
        for own in ["margaret1234", "tEraGram!1", "m4rg4r3t99"] {
            assert_eq!(of(own, 8), Some(Weakness::Own), "{own}");
        }
    }

    #[test]
    fn unrelated_words_and_random_characters_are_not() {
        for (strong, shortest) in [
            ("correct horse battery", 15),
            ("river stones under glass", 15),
            ("pfannkuchen im winterwald", 15),
            ("我的祖母喜歡在雨天種花養魚寫詩", 15),
            ("Xq7#kd2L", 8),
            ("gN4v-pw9s", 8),
        ] {
            assert_eq!(of(strong, shortest), None, "{strong}");
        }
    }

    /// Neither many readings nor backtracking nor odd characters make it slow, or make it fail.
    #[expect(
        clippy::disallowed_methods,
        reason = "what a password costs cannot be seen on a clock that stands still"
    )]
    #[test]
    fn no_password_costs_much() {
        let signs = "4@8({[<369!|1705$+%2".repeat(52);
        let words = "p@(kw0rd{l3t[me<!n|tru$t+n%".repeat(38);
        let repeats = format!("{}b{}", "a".repeat(500), "ab".repeat(260));
        let odd = "İßŉ\u{1f600}\u{202e}e\u{301}١٢٣٤".repeat(40);
        for password in [signs, words, repeats, odd, "1/1/91".repeat(170)] {
            let began = std::time::Instant::now();
            weakness(
                &password[..password.floor_char_boundary(1024)],
                15,
                &Context::new(["margaret"; 32].into_iter()),
            );
            let took = began.elapsed();
            assert!(took.as_secs() < 3, "{took:?}: {password}");
        }
    }
}
