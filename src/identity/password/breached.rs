//! Passwords that are known from breaches: a local file of Have I Been Pwned's "Pwned Passwords", SHA-1 ordered by hash, a line
//! `HASH:COUNT` each. A search reads some forty small pieces of it, however large it is; nothing is loaded or kept open, so a
//! newer file may take its place at any time.

use std::cmp::Ordering;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use sha1::{Digest as _, Sha1};

/// A hash in hexadecimal digits.
const HASH: usize = 40;
/// More than a line has: a hash, a colon, a count and the end.
const LINE: u64 = 80;
/// How many places of a file are compared at start.
const SAMPLES: u64 = 1000;

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BadList {
    #[error("the list of breached passwords cannot be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error(
        "the list of breached passwords is broken at byte {at}: it has to be of SHA-1, ordered by hash, a line HASH:COUNT each"
    )]
    Broken { at: u64 },
}

/// Whether the list has this password.
pub(super) fn holds(list: &Path, password: &str) -> Result<bool, BadList> {
    let wanted: [u8; 20] = Sha1::digest(password).into();
    let mut list = List::open(list)?;
    let (mut low, mut high) = (0, list.length);
    let (mut below, mut above) = (None, None);
    while low < high {
        let line = list.line_at(low + (high - low) / 2)?;
        // Out of its order, it would hide what stands on its other side.
        if below.is_some_and(|below| line.hash <= below)
            || above.is_some_and(|above| line.hash >= above)
        {
            return Err(BadList::Broken { at: line.start });
        }
        match line.hash.cmp(&wanted) {
            Ordering::Equal => return Ok(true),
            Ordering::Less => (low, below) = (line.end, Some(line.hash)),
            Ordering::Greater => (high, above) = (line.start, Some(line.hash)),
        }
    }
    Ok(false)
}

/// Whether a list can be used, by samples of all of it.
pub fn check(list: &Path) -> Result<(), BadList> {
    let mut list = List::open(list)?;
    let mut before: Option<Line> = None;
    for sample in 0..SAMPLES {
        let at = u128::from(list.length - 1) * u128::from(sample) / u128::from(SAMPLES - 1);
        let line = list.line_at(u64::try_from(at).unwrap_or(u64::MAX))?;
        let ordered =
            before.is_none_or(|before| before.start == line.start || before.hash < line.hash);
        if !ordered {
            return Err(BadList::Broken { at: line.start });
        }
        before = Some(line);
    }
    Ok(())
}

struct List {
    file: File,
    length: u64,
}

/// One line, from its first byte to the first of the next.
struct Line {
    start: u64,
    end: u64,
    hash: [u8; 20],
}

impl List {
    fn open(path: &Path) -> Result<Self, BadList> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        match length {
            0 => Err(BadList::Broken { at: 0 }),
            _ => Ok(Self { file, length }),
        }
    }

    /// The line that the byte at `at` belongs to.
    fn line_at(&mut self, at: u64) -> Result<Line, BadList> {
        let broken = || BadList::Broken { at };
        let from = at.saturating_sub(LINE);
        self.file.seek(SeekFrom::Start(from))?;
        let mut piece = Vec::new();
        (&mut self.file)
            .take(at - from + LINE)
            .read_to_end(&mut piece)?;
        let inside = usize::try_from(at - from).map_err(|_| broken())?;
        let (before, after) = piece.split_at_checked(inside).ok_or_else(broken)?;
        let start = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(newline) => newline + 1,
            None if from == 0 => 0,
            None => return Err(broken()),
        };
        let end = match after.iter().position(|byte| *byte == b'\n') {
            Some(newline) => inside + newline + 1,
            // The last line may do without.
            None if from + piece.len() as u64 == self.length => piece.len(),
            None => return Err(broken()),
        };
        Ok(Line {
            start: from + start as u64,
            end: from + end as u64,
            hash: hash(&piece[start..end]).ok_or_else(broken)?,
        })
    }
}

/// The hash of a line `HASH:COUNT`.
fn hash(line: &[u8]) -> Option<[u8; 20]> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (digits, count) = line.split_at_checked(HASH)?;
    let count = count.strip_prefix(b":")?;
    if count.is_empty() || !count.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let mut hash = [0; HASH / 2];
    for (byte, pair) in hash.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |digit: u8| char::from(digit).to_digit(16);
        *byte = u8::try_from(digit(pair[0])? * 16 + digit(pair[1])?).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::base::{id, random::SystemRandom};

    /// A file of its own for one test.
    struct Made(PathBuf);

    impl Made {
        fn of(text: &[u8]) -> Self {
            let name = format!("countersign-breached-{}", id::id(&SystemRandom));
            let path = std::env::temp_dir().join(name);
            std::fs::write(&path, text).unwrap();
            Self(path)
        }

        fn holds(&self, password: &str) -> bool {
            holds(&self.0, password).unwrap()
        }
    }

    impl Drop for Made {
        fn drop(&mut self) {
            let _ = std::fs::remove_file(&self.0);
        }
    }

    fn hexed(password: &str) -> String {
        let digits = Sha1::digest(password);
        digits.iter().map(|byte| format!("{byte:02X}")).collect()
    }

    /// As many lines as `count` says, in order, of the passwords `known-0`, `known-1`, ..
    fn lines(count: usize) -> Vec<String> {
        let hashes = (0..count).map(|number| hexed(&format!("known-{number}")));
        let mut lines: Vec<String> = hashes
            .enumerate()
            .map(|(n, hash)| format!("{hash}:{}", n + 1))
            .collect();
        lines.sort();
        lines
    }

    fn text(lines: &[String], newline: &str) -> Vec<u8> {
        lines.join(newline).into_bytes()
    }

    #[test]
    fn each_of_a_hundred_thousand_is_found_and_no_neighbour() {
        let lines = lines(100_000);
        for newline in ["\n", "\r\n"] {
            for end in ["", newline] {
                let list = Made::of(&[text(&lines, newline), end.into()].concat());
                check(&list.0).unwrap();
                for number in (0..100_000).step_by(97) {
                    assert!(list.holds(&format!("known-{number}")));
                    assert!(!list.holds(&format!("unknown-{number}")));
                }
            }
        }
    }

    #[test]
    fn the_first_the_last_and_the_only_line_are_found() {
        let lines = lines(1000);
        let of = |line: &String| {
            (0..1000)
                .map(|n| format!("known-{n}"))
                .find(|known| line.starts_with(&hexed(known)))
        };
        let (first, last) = (of(&lines[0]).unwrap(), of(&lines[999]).unwrap());
        let list = Made::of(&text(&lines, "\r\n"));
        assert!(list.holds(&first) && list.holds(&last));
        // What would stand before the first, between two, and after the last.
        let inner = Made::of(&text(&lines[1..999], "\r\n"));
        assert!(!inner.holds(&first) && !inner.holds(&last));
        let gap = Made::of(&text(&[&lines[..500], &lines[501..]].concat(), "\n"));
        assert!(!gap.holds(&of(&lines[500]).unwrap()));
        assert!(gap.holds(&of(&lines[499]).unwrap()) && gap.holds(&of(&lines[501]).unwrap()));
        let only = Made::of(hexed("password").to_lowercase().as_bytes());
        assert!(check(&only.0).is_err(), "no count");
        let only = Made::of(format!("{}:7", hexed("password").to_lowercase()).as_bytes());
        assert!(check(&only.0).is_ok() && only.holds("password") && !only.holds("Password"));
    }

    /// A broken list never answers that it does not have a password.
    #[test]
    fn what_is_no_such_list_is_an_error() {
        let mut swapped = lines(1000);
        swapped.swap(3, 996);
        let by_count: Vec<String> = (0..1000)
            .map(|n| format!("{}:{}", hexed(&format!("known-{n}")), 1000 - n))
            .collect();
        let broken = [
            Vec::new(),
            b"\n".to_vec(),
            b"correct horse battery staple".repeat(100),
            hexed("password").into_bytes().repeat(100),
            text(&by_count, "\n"),
            text(&swapped, "\n"),
            text(&["0123:5".to_owned(), "4567:6".to_owned()], "\n"),
        ];
        for text in broken {
            let list = Made::of(&text);
            assert!(
                check(&list.0).is_err(),
                "{}",
                String::from_utf8_lossy(&text[..text.len().min(80)])
            );
        }
        assert!(check(Path::new("nowhere/breached.txt")).is_err());
        assert!(holds(Path::new("nowhere/breached.txt"), "password").is_err());
        assert!(holds(&Made::of(b"").0, "password").is_err());
        assert!(holds(&Made::of(&b"x".repeat(5000)).0, "password").is_err());
    }
}
