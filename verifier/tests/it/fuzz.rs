//! The fuzz targets over their committed corpus, and over changed copies of it that are the same in every run: what is
//! found by `scripts/fuzz` stays found.

#[path = "../../fuzz/src/targets/mod.rs"]
#[expect(
    unreachable_pub,
    reason = "public in the crate of the fuzz targets, which they belong to"
)]
mod targets;

use std::path::Path;

/// Changed inputs for each target.
const CHANGED: usize = 3_000;

/// What inputs of these formats are made of.
const WORDS: [&str; 18] = [
    "\"", "{", "}", "[", "]", ":", ",", "\\u0000", "null", "1e400", "-1", "true", "\"kid\"",
    "\"alg\"", "\"aud\"", "\"d\"", "\n", ".",
];

fn hold(target: &str, check: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a corpus")
        .map(|entry| entry.expect("a file").path())
        .collect();
    files.sort();
    let corpus: Vec<_> = files
        .iter()
        .map(|file| std::fs::read(file).expect("a file"))
        .collect();
    corpus.iter().for_each(|input| check(input));
    let mut dice = Dice(0x5eed);
    for _ in 0..CHANGED {
        check(&changed(&corpus, &mut dice));
    }
}

/// One to four changes of one of the inputs.
fn changed(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut input = corpus[dice.below(corpus.len())].clone();
    for _ in 0..=dice.below(4) {
        let at = dice.below(input.len() + 1);
        let end = (at + dice.below(8)).min(input.len());
        match dice.below(5) {
            0 => drop(input.splice(at..end, [])),
            1 => drop(input.splice(at..at, [dice.below(256) as u8])),
            2 => drop(input.splice(at..end, WORDS[dice.below(WORDS.len())].bytes())),
            3 => {
                let other = &corpus[dice.below(corpus.len())];
                let from = dice.below(other.len() + 1);
                input.truncate(at);
                input.extend_from_slice(&other[from..]);
            }
            _ if at < input.len() => input[at] ^= 1 << dice.below(8),
            _ => {}
        }
    }
    input
}

/// Numbers that look random and are the same in every run (xorshift, G. Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

#[test]
fn no_token_is_accepted_that_another_reading_refuses() {
    hold("token", targets::token::check);
}

#[test]
fn no_key_set_lends_a_key_that_it_does_not_have() {
    hold("jwks", targets::jwks::check);
}

#[test]
fn no_proof_is_accepted_that_another_reading_refuses() {
    hold("dpop", targets::dpop::check);
}

#[test]
fn no_text_is_taken_for_an_api_key_that_is_none() {
    hold("api_key", targets::api_key::check);
}

#[test]
fn no_metadata_leads_to_keys_of_another_issuer() {
    hold("discovery", targets::discovery::check);
}
