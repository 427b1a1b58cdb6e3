//! The master key: 32 bytes in `keys/master.key` or the environment, the same on every node.
//!
//! Four keys are derived from it (HKDF, RFC 5869): one seals signing keys and short-lived cookies with AES-256-GCM, one
//! derives a refresh token's successor from its predecessor, one the state that applications watch from a session's id, and one vouches for
//! challenges.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::digest::hmac_sha256;
use crate::base::{Fault, Random};

const NONCE: usize = 12;

#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    #[error(
        "{0} is missing, but the database holds keys that are sealed under it. Restore the file from your backup, or give COUNTERSIGN_MASTER_KEY."
    )]
    Missing(PathBuf),
    #[error(
        "{path} cannot be used: {reason}. Check that the folder exists and that this user may read and write it."
    )]
    File { path: PathBuf, reason: String },
    #[error("the master key must be 32 bytes in base64: make one with `openssl rand -base64 32`.")]
    Malformed,
    #[error(
        "the master key does not open the signing keys in the database. Use the one that they were made with."
    )]
    Wrong,
}

pub struct MasterKey {
    sealing: LessSafeKey,
    succession: Zeroizing<[u8; 32]>,
    watching: Zeroizing<[u8; 32]>,
    challenging: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MasterKey")
    }
}

impl MasterKey {
    /// The name of its file, in the folder of keys.
    pub const FILE: &str = "master.key";

    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let text = text.trim();
        let bytes = STANDARD
            .decode(text)
            .or_else(|_| STANDARD_NO_PAD.decode(text))
            .or_else(|_| URL_SAFE_NO_PAD.decode(text))
            .map_err(|_| MasterKeyError::Malformed)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| MasterKeyError::Malformed)?;
        Self::derive(&Zeroizing::new(bytes))
    }

    /// Reads the key from its file. Where there is none, makes it if `may_create`.
    pub fn in_folder(
        folder: &Path,
        random: &dyn Random,
        may_create: bool,
    ) -> Result<Self, MasterKeyError> {
        let path = folder.join(Self::FILE);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(&Zeroizing::new(text)),
            Err(error) if error.kind() == ErrorKind::NotFound && may_create => {
                create(folder, &path, random)?;
                // Read back: another process may have been first.
                let text = fs::read_to_string(&path).map_err(|error| unusable(&path, &error))?;
                Self::parse(&Zeroizing::new(text))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Err(MasterKeyError::Missing(path)),
            Err(error) => Err(unusable(&path, &error)),
        }
    }

    fn derive(master: &[u8; 32]) -> Result<Self, MasterKeyError> {
        // HKDF-Extract with an empty salt, then one block of HKDF-Expand for each purpose.
        let extracted = Zeroizing::new(hmac_sha256(&[0; 32], master));
        let expand = |purpose: &str| {
            Zeroizing::new(hmac_sha256(
                extracted.as_slice(),
                &[purpose.as_bytes(), &[1]].concat(),
            ))
        };
        let sealing = UnboundKey::new(&AES_256_GCM, expand("countersign seal").as_slice())
            .map_err(|_| MasterKeyError::Malformed)?;
        Ok(Self {
            sealing: LessSafeKey::new(sealing),
            succession: expand("countersign refresh succession"),
            watching: expand("countersign browser state"),
            challenging: expand("countersign challenge"),
        })
    }

    /// Encrypts for `purpose`, which has to be named again to open.
    pub fn seal(&self, purpose: &str, plain: &[u8], random: &dyn Random) -> Result<Vec<u8>, Fault> {
        let nonce: [u8; NONCE] = random.bytes();
        let mut sealed = plain.to_vec();
        self.sealing
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| Fault::internal("sealing failed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// None when it was sealed for another purpose, under another key, or was altered.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (nonce, body) = sealed.split_at_checked(NONCE)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut body = Zeroizing::new(body.to_vec());
        let length = self
            .sealing
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut body)
            .ok()?
            .len();
        body.truncate(length);
        Some(body)
    }

    /// The one successor that a refresh token can have: keyed, so that only hashes need to be stored, and the same
    /// whenever a lost response is asked for again.
    pub fn successor(&self, token: &str) -> [u8; 32] {
        hmac_sha256(self.succession.as_slice(), token.as_bytes())
    }

    /// What scripts may see of a session: it tells one from another, and opens none.
    pub fn browser_state(&self, session_id: &str) -> [u8; 32] {
        hmac_sha256(self.watching.as_slice(), session_id.as_bytes())
    }

    /// Vouches that a challenge is ours. Anybody can have any number of them made, so they are not sealed: random nonces are good
    /// for some 2^32 texts under one key (NIST SP 800-38D section 8.3).
    pub fn challenge_tag(&self, challenge: &[u8]) -> [u8; 32] {
        hmac_sha256(self.challenging.as_slice(), challenge)
    }
}

fn create(folder: &Path, path: &Path, random: &dyn Random) -> Result<(), MasterKeyError> {
    fs::create_dir_all(folder).map_err(|error| unusable(path, &error))?;
    let key = Zeroizing::new(STANDARD.encode(random.bytes::<32>()));
    // Written beside and linked into place: a reader never sees half a key, and the first of two wins.
    let draft = folder.join(format!(
        ".{}.{}",
        MasterKey::FILE,
        crate::base::id::id(random)
    ));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .and_then(|mut file| {
            file.write_all(key.as_bytes())?;
            file.write_all(b"\n")?;
            file.sync_all()
        })
        .and_then(|()| match fs::hard_link(&draft, path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            other => other,
        });
    let _ = fs::remove_file(&draft);
    written.map_err(|error| unusable(path, &error))
}

fn unusable(path: &Path, error: &std::io::Error) -> MasterKeyError {
    MasterKeyError::File {
        path: path.to_owned(),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::random::SeededRandom;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_only() {
        let random = SeededRandom::new(1);
        let key = MasterKey::parse(&STANDARD.encode([7; 32])).unwrap();
        let sealed = key.seal("a", b"plain", &random).unwrap();
        assert_eq!(key.open("a", &sealed).unwrap().as_slice(), b"plain");
        assert!(key.open("b", &sealed).is_none());
        assert!(key.open("a", &sealed[1..]).is_none());
        let other = MasterKey::parse(&STANDARD.encode([8; 32])).unwrap();
        assert!(other.open("a", &sealed).is_none());
        assert_ne!(key.successor("t"), other.successor("t"));
    }

    #[test]
    fn short_keys_are_refused() {
        assert!(MasterKey::parse(&STANDARD.encode([7; 32])).is_ok());
        assert!(MasterKey::parse(&STANDARD.encode([7; 31])).is_err());
        assert!(MasterKey::parse("not base64!").is_err());
    }
}
