//! scrypt (RFC 7914), as PHC strings: `$scrypt$ln=17,r=8,p=1$salt$output`.

use std::ops::RangeInclusive;

use scrypt::Params;

use super::phc::{self, Ends};
use super::stored::BadHash;
use crate::base::Fault;

const LOG_N: RangeInclusive<u32> = 1..=20;
const R: RangeInclusive<u32> = 1..=32;
const P: RangeInclusive<u32> = 1..=32;
/// Memory, `128 N r`, in bytes.
const MEMORY: u64 = 256 * 1024 * 1024;
/// Blocks that are mixed, `N r p`: the highest takes some two seconds.
const WORK: u64 = 1 << 22;

#[derive(Debug)]
pub(super) struct Scrypt {
    params: Params,
    ends: Ends,
}

impl Scrypt {
    pub(super) fn read(text: &str) -> Result<Self, BadHash> {
        let ([log_n, r, p], ends) = phc::read(text, ["ln", "r", "p"])?;
        for (name, number, bounds) in [("ln", log_n, LOG_N), ("r", r, R), ("p", p, P)] {
            if !bounds.contains(&number) {
                return Err(BadHash::bound(&format!("its parameter '{name}'"), &bounds));
            }
        }
        let blocks = u64::from(r) << log_n;
        if blocks * 128 > MEMORY || blocks * u64::from(p) > WORK {
            return Err(BadHash::new("its parameters together cost too much"));
        }
        let log_n = u8::try_from(log_n).unwrap_or(u8::MAX);
        let params = Params::new(log_n, r, p)
            .map_err(|_| BadHash::new("its parameters do not belong together"))?;
        Ok(Self { params, ends })
    }

    pub(super) fn matches(&self, password: &[u8]) -> Result<bool, Fault> {
        self.ends
            .match_what(|output| scrypt::scrypt(password, &self.ends.salt, &self.params, output))
            .map_err(Fault::internal)
    }
}
