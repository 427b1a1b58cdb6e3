//! The order in which a proof is judged (RFC 9449 section 4.3): what is cheap first, its signature late, the memory last.

use aws_lc_rs::digest;
use http::request::Parts;

use super::proof::{Proof, ProofClaims};
use super::target::{self, Origin};
use super::{Dpop, SCHEME, refused, said};
use crate::Error;
use crate::sender::hash_text;

/// How far ahead `iat` may lie: for clocks, not for proofs that are made in advance.
const AHEAD: u64 = 5;
/// Seconds for which a proof is remembered beyond its own: its last one counts to its end, and the clock of another node
/// with the same memory may be behind.
const MARGIN: u64 = 5;

impl Dpop {
    /// Judges the proof of a request with a token that is bound to the key of this thumbprint, at `now`, in seconds since
    /// 1970, and uses it up. Verifiers do this by themselves; it is for an [`Authenticator`](crate::Authenticator) of
    /// your own. Returns the nonce for the client's next proof, when it is due:
    /// [`Principal::with_dpop_nonce`](crate::Principal::with_dpop_nonce) takes it.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidProof`], [`Error::NonceRequired`], [`Error::WrongSender`], or what the memory of proofs says.
    pub async fn check(
        &self,
        request: &Parts,
        token: &str,
        jkt: &str,
        now: u64,
    ) -> Result<Option<String>, Error> {
        let (claims, next) = self.judge(request, token, jkt, now)?;
        // Last: a proof that was refused for anything else is not used up.
        let until = claims.iat.saturating_add(self.0.max_age + MARGIN);
        let proof = identity(jkt, &claims.jti);
        match self.0.replay.first(proof, now, until).await? {
            true => Ok(next),
            false => Err(refused("it was used before")),
        }
    }

    /// All that a proof shows by itself.
    pub(super) fn judge(
        &self,
        request: &Parts,
        token: &str,
        jkt: &str,
        now: u64,
    ) -> Result<(ProofClaims, Option<String>), Error> {
        let proof = Proof::read(header(request)?, &self.0.algorithms)?;
        self.meant(&proof.claims, request)?;
        if proof.claims.ath != hash_text(token.as_bytes()) {
            return Err(refused("its ath is not the hash of the access token"));
        }
        self.timely(&proof.claims, now)?;
        let next = match &self.0.nonces {
            Some(nonces) => nonces.check(proof.claims.nonce.as_deref(), now)?,
            None => None,
        };
        if proof.key.thumbprint().as_deref() != Some(jkt) {
            return Err(Error::WrongSender(
                "the token is bound to another key than the one of the DPoP proof",
            ));
        }
        Ok((proof.verify()?, next))
    }

    /// Whether the proof is for this request.
    fn meant(&self, claims: &ProofClaims, request: &Parts) -> Result<(), Error> {
        if claims.htm != request.method.as_str() {
            return Err(said(
                "its htm is not the method of the request",
                &claims.htm,
            ));
        }
        let path = target::path(request);
        let here = |origin: &Origin| origin.is_meant(&claims.htu, path);
        match self.0.origins.iter().any(here) {
            true => Ok(()),
            false => Err(said(
                "its htu is not the address of the request",
                &claims.htu,
            )),
        }
    }

    /// Whether the proof was made just now. `exp` and `nbf`, which RFC 9449 does not ask for, mean what they always mean.
    fn timely(&self, claims: &ProofClaims, now: u64) -> Result<(), Error> {
        let oldest = now.saturating_sub(self.0.max_age);
        let soon = now.saturating_add(AHEAD);
        let times = format!("iat {} at {now}", claims.iat);
        if claims.iat < oldest || claims.exp.is_some_and(|exp| exp <= now) {
            return Err(said("it is too old", &times));
        }
        if claims.iat > soon || claims.nbf.is_some_and(|nbf| nbf > soon) {
            return Err(said("it is from the future", &times));
        }
        Ok(())
    }
}

/// The one header with the proof.
fn header(request: &Parts) -> Result<&str, Error> {
    let mut values = request.headers.get_all(SCHEME).iter();
    let value = values.next().ok_or_else(|| refused("there is none"))?;
    if values.next().is_some() {
        return Err(refused("there is more than one"));
    }
    value
        .to_str()
        .map_err(|_| refused("it is not a signed JWT"))
}

/// A `jti` is unique among the proofs of one key.
fn identity(jkt: &str, jti: &str) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    // No thumbprint has a dot in it, so nothing else reads the same.
    for piece in [jkt, ".", jti] {
        context.update(piece.as_bytes());
    }
    let mut identity = [0; 32];
    identity.copy_from_slice(context.finish().as_ref());
    identity
}
