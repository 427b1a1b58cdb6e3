//! Password hashes that other programs made, in the ways in which they write them: turned into what [`super::stored`] reads.
//!
//! Understood are bcrypt's own form, PHC strings of Argon2, scrypt and PBKDF2, what passlib and Django make of these, and the
//! credentials of a Keycloak export (`keycloak.rs`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::keycloak;
use super::stored::{BadHash, Stored};

/// A hash that can be stored: understood, and within the bounds of what a check may cost.
#[derive(Clone)]
pub struct Imported(String);

/// A hash is worth guessing at, so it is not for logs.
impl std::fmt::Debug for Imported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Imported(..)")
    }
}

impl Imported {
    pub fn parse(text: &str) -> Result<Self, BadHash> {
        let text = text.trim();
        let stored = match text.split('$').next().unwrap_or_default() {
            "" => of_passlib(text),
            json if json.starts_with('{') => keycloak::credential(text)?,
            unusable if unusable.starts_with('!') => {
                let reason = "it marks an account without a password: leave it out";
                return Err(BadHash::new(reason));
            }
            _ => of_django(text)?,
        };
        Stored::read(&stored)?;
        Ok(Self(stored))
    }

    pub(in crate::identity) fn into_stored(self) -> String {
        self.0
    }
}

/// passlib's `$pbkdf2-sha256$29000$salt$output`, with a Base64 of its own; all else is left as it is.
fn of_passlib(text: &str) -> String {
    let parts: Vec<&str> = text.split('$').collect();
    let ["", scheme, rounds, salt, output] = parts[..] else {
        return text.to_owned();
    };
    let scheme = match scheme {
        "pbkdf2" => "pbkdf2-sha1",
        "pbkdf2-sha256" | "pbkdf2-sha512" => scheme,
        _ => return text.to_owned(),
    };
    let rounds = match rounds.parse::<u32>() {
        Ok(rounds) => format!("i={rounds}"),
        Err(_) => of_phc(rounds),
    };
    let [salt, output] = [salt, output].map(|text| text.replace('.', "+"));
    format!("${scheme}${rounds}${salt}${output}")
}

/// The length of the output (`l=32`) is said by the output.
fn of_phc(parameters: &str) -> String {
    let kept = parameters.split(',').filter(|pair| !pair.starts_with("l="));
    kept.collect::<Vec<_>>().join(",")
}

/// `algorithm$parameters$..`, as `make_password` writes it.
fn of_django(text: &str) -> Result<String, BadHash> {
    let parts: Vec<&str> = text.split('$').collect();
    let base64 = |salt: &str| STANDARD_NO_PAD.encode(salt);
    match parts[..] {
        ["argon2", ..] => Ok(text.replacen("argon2", "", 1)),
        ["bcrypt", ..] => Ok(text.replacen("bcrypt$", "", 1)),
        ["bcrypt_sha256", ..] => Ok(text.to_owned()),
        ["pbkdf2_sha256", rounds, salt, output] => {
            Ok(pbkdf2("sha256", rounds, &base64(salt), output))
        }
        ["pbkdf2_sha1", rounds, salt, output] => Ok(pbkdf2("sha1", rounds, &base64(salt), output)),
        ["scrypt", n, salt, r, p, output] => {
            let n: Option<u32> = n.parse().ok().filter(|n: &u32| n.is_power_of_two());
            let n = n.ok_or_else(|| BadHash::new("its work factor is no power of two"))?;
            let (salt, output) = (base64(salt), output.trim_end_matches('='));
            Ok(format!(
                "$scrypt$ln={},r={r},p={p}${salt}${output}",
                n.ilog2()
            ))
        }
        _ => Err(BadHash::new(
            "it is of no known kind (bcrypt, Argon2, scrypt, PBKDF2, Django's or Keycloak's)",
        )),
    }
}

pub(super) fn pbkdf2(hash: &str, rounds: &str, salt: &str, output: &str) -> String {
    let [salt, output] = [salt, output].map(|base64| base64.trim_end_matches('='));
    format!("$pbkdf2-{hash}$i={rounds}${salt}${output}")
}
