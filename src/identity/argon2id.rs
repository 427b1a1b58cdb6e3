//! Argon2id (RFC 9106), and its PHC strings.
//!
//! Each hashing thread keeps its memory from one password to the next. Left to the allocator, blocks of 19 MiB that come and
//! go on several threads grow to hundreds that it does not give back.

use std::cell::RefCell;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use zeroize::Zeroizing;

use crate::base::Fault;
use crate::config::Passwords;

/// What a thread keeps at most, in blocks of 1 KiB: a hash made elsewhere may need more, once.
const KEPT: usize = 64 * 1024;
const OUTPUT: usize = 32;

thread_local! {
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// The outcome of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub good: bool,
    /// The hash was made with other parameters than the configured ones.
    pub outdated: bool,
}

pub(super) fn parameters(settings: &Passwords) -> Result<Params, Fault> {
    Params::new(
        settings.memory_kib,
        settings.iterations,
        settings.parallelism,
        Some(OUTPUT),
    )
    .map_err(Fault::internal)
}

/// The PHC string of a password.
pub(super) fn hash(params: Params, password: &[u8], salt: &[u8]) -> Result<String, Fault> {
    let text = ParamsString::try_from(&params).map_err(Fault::internal)?;
    let mut output = Zeroizing::new([0; OUTPUT]);
    derive(params, password, salt, output.as_mut_slice())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: text,
        salt: Some(Salt::new(salt).map_err(Fault::internal)?),
        hash: Some(Output::new(output.as_slice()).map_err(Fault::internal)?),
    };
    Ok(hash.to_string())
}

/// Checks a password against a stored PHC string, under the parameters that it names.
pub(super) fn verify(wanted: &Params, password: &[u8], stored: &str) -> Result<Verified, Fault> {
    let hash = PasswordHash::new(stored).map_err(Fault::internal)?;
    let (Some(salt), Some(expected)) = (&hash.salt, &hash.hash) else {
        return Err(Fault::internal(
            "a stored password hash has no salt or no output",
        ));
    };
    let ours = (Algorithm::Argon2id.ident(), Some(Version::V0x13.into()));
    if (hash.algorithm, hash.version) != ours {
        return Err(Fault::internal("a stored password hash is not of Argon2id"));
    }
    let params = Params::try_from(&hash).map_err(Fault::internal)?;
    // A hash that somebody planted must not make us spend a gigabyte on it.
    if params.m_cost() > 256 * 1024 || params.t_cost() > 16 || params.p_cost() > 8 {
        return Err(Fault::internal(
            "a stored password hash has parameters out of bounds",
        ));
    }
    let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    let outdated = costs(&params) != costs(wanted);
    let mut output = Zeroizing::new(vec![0; expected.as_ref().len()]);
    derive(params, password, salt.as_ref(), &mut output)?;
    // The comparison of outputs takes constant time.
    let good = Output::new(&output).map_err(Fault::internal)? == *expected;
    Ok(Verified { good, outdated })
}

fn derive(params: Params, password: &[u8], salt: &[u8], output: &mut [u8]) -> Result<(), Fault> {
    let blocks = params.block_count();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    MEMORY.with_borrow_mut(|memory| {
        if memory.len() < blocks {
            memory.resize(blocks, Block::default());
        }
        let used = &mut memory[..blocks];
        let done = argon2.hash_password_into_with_memory(password, salt, output, used);
        memory.truncate(KEPT);
        memory.shrink_to(KEPT);
        done.map_err(Fault::internal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hashed_verifies_and_nothing_else() {
        let params = Params::new(64, 2, 1, Some(OUTPUT)).unwrap();
        let stored = hash(params.clone(), b"password", b"salt salt salt 1").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=64,t=2,p=1$"),
            "{stored}"
        );
        let good = Verified {
            good: true,
            outdated: false,
        };
        assert_eq!(verify(&params, b"password", &stored).unwrap(), good);
        assert!(!verify(&params, b"passwort", &stored).unwrap().good);
        let stronger = Params::new(128, 2, 1, Some(OUTPUT)).unwrap();
        assert!(verify(&stronger, b"password", &stored).unwrap().outdated);
    }

    /// The reference implementation's: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`.
    #[test]
    fn other_programs_hashes_verify() {
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let params = Params::new(65536, 2, 1, Some(OUTPUT)).unwrap();
        assert!(verify(&params, b"password", stored).unwrap().good);
        assert!(!verify(&params, b"Password", stored).unwrap().good);
    }

    #[test]
    fn other_algorithms_and_planted_costs_are_refused() {
        let params = Params::new(64, 2, 1, Some(OUTPUT)).unwrap();
        let stored = hash(params.clone(), b"password", b"salt salt salt 1").unwrap();
        for planted in [
            stored.replace("argon2id", "argon2i"),
            stored.replace("v=19", "v=16"),
            stored.replace("m=64", "m=4000000"),
        ] {
            assert!(verify(&params, b"password", &planted).is_err(), "{planted}");
        }
    }
}
