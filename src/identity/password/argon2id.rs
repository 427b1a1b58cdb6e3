//! Argon2id (RFC 9106), and its PHC strings; those that other programs made may be of its siblings.
//!
//! Each hashing thread keeps its memory from one password to the next. Left to the allocator, blocks of 19 MiB that come and
//! go on several threads grow to hundreds that it does not give back.

use std::cell::RefCell;

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Version};
use zeroize::Zeroizing;

pub(super) use argon2::Params;

use super::stored::BadHash;
use crate::base::Fault;
use crate::config::Passwords;

/// What a thread keeps at most, in blocks of 1 KiB: a hash made elsewhere may need more, once.
const KEPT: usize = 64 * 1024;
const OUTPUT: usize = 32;
/// Outputs of other programs that are shorter would let in passwords by chance.
const SHORTEST: usize = 16;

thread_local! {
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
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
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    derive(&argon2, password, salt, output.as_mut_slice())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: text,
        salt: Some(Salt::new(salt).map_err(Fault::internal)?),
        hash: Some(Output::new(output.as_slice()).map_err(Fault::internal)?),
    };
    Ok(hash.to_string())
}

/// A PHC string as it was read: ours, or another program's of any variant and version.
#[derive(Debug)]
pub(super) struct Hash {
    algorithm: Algorithm,
    version: Version,
    params: Params,
    salt: Vec<u8>,
    output: Output,
}

impl Hash {
    pub(super) fn read(text: &str) -> Result<Self, BadHash> {
        let malformed = |_| BadHash::new("it is no PHC string of Argon2");
        let hash = PasswordHash::new(text).map_err(malformed)?;
        let (Some(salt), Some(output)) = (&hash.salt, hash.hash) else {
            return Err(BadHash::new("it has no salt or no output"));
        };
        let algorithm = Algorithm::try_from(hash.algorithm.as_str());
        let algorithm =
            algorithm.map_err(|_| BadHash::new("its variant of Argon2 is not known"))?;
        // Strings from before version 1.3 do not name theirs.
        let version = Version::try_from(hash.version.unwrap_or(Version::V0x10.into()));
        let version = version.map_err(|_| BadHash::new("its version of Argon2 is not known"))?;
        let params =
            Params::try_from(&hash).map_err(|_| BadHash::new("its parameters are wrong"))?;
        for (name, cost, most) in [
            ("m", params.m_cost(), Passwords::MOST_MEMORY_KIB),
            ("t", params.t_cost(), Passwords::MOST_ITERATIONS),
            ("p", params.p_cost(), Passwords::MOST_LANES),
        ] {
            if cost > most {
                return Err(BadHash::bound(
                    &format!("its parameter '{name}'"),
                    &(1..=most),
                ));
            }
        }
        if output.as_ref().len() < SHORTEST {
            return Err(BadHash::new(format!(
                "its output is shorter than {SHORTEST} bytes"
            )));
        }
        Ok(Self {
            algorithm,
            version,
            params,
            salt: salt.as_ref().to_vec(),
            output,
        })
    }

    pub(super) fn matches(&self, password: &[u8]) -> Result<bool, Fault> {
        let mut output = Zeroizing::new(vec![0; self.output.as_ref().len()]);
        let argon2 = Argon2::new(self.algorithm, self.version, self.params.clone());
        derive(&argon2, password, &self.salt, &mut output)?;
        // The comparison of outputs takes constant time.
        Ok(Output::new(&output).map_err(Fault::internal)? == self.output)
    }

    /// Whether it is Argon2id of the present version, at these costs.
    pub(super) fn is_made_with(&self, wanted: &Params) -> bool {
        let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
        (self.algorithm, self.version) == (Algorithm::Argon2id, Version::V0x13)
            && costs(&self.params) == costs(wanted)
    }
}

fn derive(
    argon2: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    output: &mut [u8],
) -> Result<(), Fault> {
    let blocks = argon2.params().block_count();
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

    fn matches(stored: &str, password: &[u8]) -> bool {
        Hash::read(stored).unwrap().matches(password).unwrap()
    }

    #[test]
    fn what_is_hashed_matches_and_nothing_else() {
        let params = Params::new(64, 2, 1, Some(OUTPUT)).unwrap();
        let stored = hash(params.clone(), b"password", b"salt salt salt 1").unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=64,t=2,p=1$"),
            "{stored}"
        );
        assert!(matches(&stored, b"password"));
        assert!(!matches(&stored, b"passwort"));
        let stored = Hash::read(&stored).unwrap();
        assert!(stored.is_made_with(&params));
        assert!(!stored.is_made_with(&Params::new(128, 2, 1, Some(OUTPUT)).unwrap()));
    }

    /// The reference implementation's: `echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1`.
    #[test]
    fn other_programs_hashes_match() {
        let stored = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert!(matches(stored, b"password"));
        assert!(!matches(stored, b"Password"));
    }

    /// What a sibling made is never taken for one of ours: it is made anew at the first sign-in.
    #[test]
    fn variants_are_told_apart() {
        let params = Params::new(64, 2, 1, Some(OUTPUT)).unwrap();
        let ours = hash(params.clone(), b"password", b"salt salt salt 1").unwrap();
        for other in [
            ours.replace("argon2id", "argon2i"),
            ours.replace("argon2id", "argon2d"),
            ours.replace("v=19", "v=16"),
            ours.replace("v=19$", ""),
        ] {
            assert!(!matches(&other, b"password"), "{other}");
            assert!(
                !Hash::read(&other).unwrap().is_made_with(&params),
                "{other}"
            );
        }
    }

    #[test]
    fn planted_costs_and_short_outputs_are_refused() {
        let params = Params::new(64, 2, 1, Some(OUTPUT)).unwrap();
        let stored = hash(params, b"password", b"salt salt salt 1").unwrap();
        let (short, _) = stored.split_at(stored.len() - 24);
        for planted in [
            stored.replace("m=64", "m=4000000"),
            stored.replace("t=2", "t=1000"),
            stored.replace("p=1", "p=200"),
            stored.replace("v=19", "v=20"),
            short.to_owned(),
            "$argon2id$v=19$m=64,t=2,p=1".to_owned(),
        ] {
            assert!(Hash::read(&planted).is_err(), "{planted}");
        }
    }
}
