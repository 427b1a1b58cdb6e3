//! The work of a challenge, as hashcash has it: numbers with which SHA-256 (FIPS 180-4) of part, number and challenge begins with
//! enough zero bits. `assets/challenge_worker.js` finds them.
//!
//! It is cut into parts, so that nobody is out of luck for long: what one part takes varies by as much as it takes on average,
//! what all of them take together by a quarter of that.

use crate::jose::digest::sha256;

/// How many numbers there are to find.
pub const PARTS: u32 = 16;

/// How many bits have to be zero in each part, for about two to the power of `work` hashes in all.
pub fn zeros(work: u32) -> u32 {
    work.saturating_sub(PARTS.ilog2())
}

/// Whether these numbers, one a part with dots between, are what was to be found.
pub fn is_done(challenge: &[u8], work: u32, solution: &str) -> bool {
    let mut numbers = solution.split('.').map(str::parse);
    let found = |part| match numbers.next() {
        Some(Ok(number)) => leading_zeros(part, number, challenge) >= zeros(work),
        _ => false,
    };
    (0..PARTS).all(found) && numbers.next().is_none()
}

/// Of the first 64 bits of the hash: more are never asked for.
fn leading_zeros(part: u32, number: u32, challenge: &[u8]) -> u32 {
    let hash = sha256(&[&part.to_be_bytes(), &number.to_be_bytes(), challenge].concat());
    let [a, b, c, d, e, f, g, h, ..] = hash;
    u64::from_be_bytes([a, b, c, d, e, f, g, h]).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHALLENGE: &[u8] = b"a challenge of forty-one bytes, as ours is";

    fn solved(work: u32) -> Vec<String> {
        let first =
            |part| (0..).find(|number| leading_zeros(part, *number, CHALLENGE) >= zeros(work));
        (0..PARTS)
            .map(|part| first(part).unwrap().to_string())
            .collect()
    }

    #[test]
    fn what_was_found_is_taken_for_its_challenge_only() {
        let found = solved(8).join(".");
        assert!(is_done(CHALLENGE, 8, &found));
        assert!(!is_done(b"another challenge", 8, &found));
    }

    #[test]
    fn too_little_work_is_not_taken() {
        let found = solved(8).join(".");
        assert!(is_done(CHALLENGE, 8, &found));
        assert!(!is_done(CHALLENGE, 14, &found));
    }

    #[test]
    fn each_part_has_its_own_number() {
        let found = solved(8);
        assert!(is_done(CHALLENGE, 8, &found.join(".")));
        assert!(!is_done(CHALLENGE, 8, &found[1..].join(".")));
        assert!(!is_done(
            CHALLENGE,
            8,
            &[found.clone(), solved(8)].concat().join(".")
        ));
        let mut swapped = found;
        swapped.rotate_left(1);
        assert!(!is_done(CHALLENGE, 8, &swapped.join(".")));
    }

    #[test]
    fn what_is_no_solution_is_refused() {
        for text in ["", ".", "0", "a.b", "-1", "4294967296", &".".repeat(15)] {
            assert!(!is_done(CHALLENGE, 8, text), "{text}");
        }
    }
}
