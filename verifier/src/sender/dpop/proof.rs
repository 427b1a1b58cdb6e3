//! What a DPoP proof says (RFC 9449 section 4.2): read strictly, and believed in nothing before its signature was checked.

use super::key::SenderKey;
use super::{refused, said};
use crate::token::{Members, Parts};
use crate::{Algorithm, Error};

/// Far above any honest proof, even with a key of 8192 bits in it.
const MAX_LENGTH: usize = 8 * 1024;
/// Twice as long as any identifier that is made to be unique.
const MAX_JTI: usize = 256;

/// The claims that have a type.
const CLAIMS: [&str; 8] = ["htm", "htu", "iat", "jti", "ath", "nonce", "exp", "nbf"];

/// A proof taken apart.
pub(super) struct Proof<'t> {
    parts: Parts<'t>,
    pub(super) key: SenderKey,
    pub(super) claims: ProofClaims,
}

#[derive(Debug)]
pub(super) struct ProofClaims {
    pub(super) htm: String,
    pub(super) htu: String,
    pub(super) iat: u64,
    pub(super) jti: String,
    pub(super) ath: String,
    pub(super) nonce: Option<String>,
    pub(super) exp: Option<u64>,
    pub(super) nbf: Option<u64>,
}

impl<'t> Proof<'t> {
    pub(super) fn read(text: &'t str, allowed: &[Algorithm]) -> Result<Self, Error> {
        if text.len() > MAX_LENGTH {
            return Err(refused("it is too long"));
        }
        let parts = Parts::split(text).map_err(|_| refused("it is not a signed JWT"))?;
        let decoded =
            |part: Result<Vec<u8>, Error>| part.map_err(|_| refused("it is not a signed JWT"));
        let key = key(&decoded(parts.header())?, allowed)?;
        let payload = decoded(parts.payload())?;
        let claims = ProofClaims::read(&payload).map_err(|error| match error {
            Error::InvalidClaim(name) => refused(format!("its {name} is missing or malformed")),
            other => other,
        })?;
        Ok(Self { parts, key, claims })
    }

    /// The last of what the proof itself can show: that whoever has the private key has made it.
    pub(super) fn verify(self) -> Result<ProofClaims, Error> {
        let key = self.key.parse().map_err(refused)?;
        key.verify_sig(self.parts.signed.as_bytes(), &self.parts.signature)
            .map_err(|_| refused("its signature is wrong"))?;
        Ok(self.claims)
    }
}

/// Judges the header, which brings the key along: here that is the point, for the access token names the key.
fn key(header: &[u8], allowed: &[Algorithm]) -> Result<SenderKey, Error> {
    let mut members = Members::read(header, &["typ", "alg"])
        .map_err(|_| refused("its header is not a JSON object without duplicate members"))?;
    if ["crit", "b64", "zip"]
        .iter()
        .any(|name| members.rest.contains_key(*name))
    {
        return Err(refused("its header asks for an extension"));
    }
    let typ = members
        .text("typ")
        .map_err(|_| refused("its typ is not dpop+jwt"))?;
    if !typ
        .as_deref()
        .is_some_and(|typ| typ.eq_ignore_ascii_case("dpop+jwt"))
    {
        return Err(said(
            "its typ is not dpop+jwt",
            typ.as_deref().unwrap_or("nothing"),
        ));
    }
    let alg = members
        .text("alg")
        .map_err(|_| refused("its alg is not allowed"))?;
    let algorithm = alg
        .as_deref()
        .and_then(algorithm_of)
        .filter(|algorithm| allowed.contains(algorithm));
    let algorithm = algorithm.ok_or_else(|| {
        said(
            "its alg is not allowed",
            alg.as_deref().unwrap_or("nothing"),
        )
    })?;
    let jwk = members
        .rest
        .remove("jwk")
        .ok_or_else(|| refused("it has no jwk"))?;
    SenderKey::read(jwk, algorithm).map_err(refused)
}

/// A sender may call EdDSA on Ed25519 by its newer name (RFC 9864).
fn algorithm_of(name: &str) -> Option<Algorithm> {
    Algorithm::named(if name == "Ed25519" { "EdDSA" } else { name })
}

impl ProofClaims {
    fn read(payload: &[u8]) -> Result<Self, Error> {
        let mut members = Members::read(payload, &CLAIMS)
            .map_err(|_| refused("its payload is not a JSON object without duplicate members"))?;
        let claims = Self {
            htm: members.required_text("htm")?.into_owned(),
            htu: members.required_text("htu")?.into_owned(),
            iat: members.required_date("iat")?,
            jti: members.required_text("jti")?.into_owned(),
            ath: members.required_text("ath")?.into_owned(),
            nonce: members.text("nonce")?.map(Into::into),
            exp: members.date("exp")?,
            nbf: members.date("nbf")?,
        };
        if claims.jti.len() > MAX_JTI {
            return Err(refused("its jti is too long"));
        }
        Ok(claims)
    }
}
