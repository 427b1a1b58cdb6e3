//! Tokens that are bound to a key of their sender, so that whoever steals one cannot use it: by DPoP (RFC 9449) or by a
//! client certificate (RFC 8705). The issuer writes the binding into the token (`cnf`, RFC 7800); here a request has to
//! prove it, each time, whether the token was verified just now or is remembered.
//!
//! [`Verifier::verify`](crate::Verifier::verify) sees a token and no request, so it refuses every bound one. A
//! [`Gate`](crate::Gate) sees the request. A route that accepts bound tokens only says so with
//! [`Guard::sender_constrained`](crate::Guard::sender_constrained).
//!
//! # DPoP
//!
//! The client signs a small proof for each request, and sends `Authorization: DPoP <token>` with `DPoP: <proof>`:
//!
//! ```
//! use countersign_verifier::sender::{Dpop, Nonces};
//! use countersign_verifier::{Gate, Verifier};
//!
//! # fn gate() -> Result<Gate, countersign_verifier::SetupError> {
//! let dpop = Dpop::new("https://api.example.org")?.nonces(Nonces::random()?);
//! let verifier = Verifier::discover("https://id.example.org").audience("https://api.example.org").dpop(dpop).build()?;
//! # Ok(Gate::from(verifier))
//! # }
//! ```
//!
//! The origin is the one that clients see. It is configured because `Host` and `X-Forwarded-Host` are what a request
//! says of itself. A path in it stands before that of every request, for an API behind a proxy that takes it away.
//!
//! A proof is refused unless all of this holds, in this order, the signature late and the memory of proofs last:
//!
//! 1. there is one `DPoP` header, of 8 KiB at most, with a signed JWT in it: `typ` is `dpop+jwt`, `alg` is allowed and
//!    asymmetric, nothing is critical, no member stands twice, `jwk` is a public key;
//! 2. `htm` is the method and `htu` the address of the request, without query and fragment and normalised as RFC 3986
//!    sections 6.2.2 and 6.2.3 say;
//! 3. `ath` is the hash of the token; `iat` is at most 60 seconds old and 5 ahead; with [`Nonces`], `nonce` is one of ours;
//! 4. `jwk` is the key that the token names (`cnf.jkt`, RFC 7638), and the signature is right;
//! 5. it is the first with its `jti`: see [`Replay`]. Several nodes of an API need a memory in common.
//!
//! A gate uses a proof up, and remembers in the request whom it admitted: guards of one gate may stand behind one another,
//! while a second gate would take the same proof for a replay.
//!
//! # Client certificates
//!
//! Whatever ends TLS puts the certificate that the client has proved to hold into the extensions of the request, as
//! [`ClientCertificate`]. With rustls, that is the first of `peer_certificates()` of the connection. Behind a proxy it comes
//! in a header, see [`ClientCertificate::from_header`]. The certificate needs no authority: it is compared with the hash in
//! the token (`cnf.x5t#S256`), and a request with another one or with none is refused.

mod certificate;
mod confirmation;
mod dpop;
mod nonce;
mod replay;

pub use certificate::ClientCertificate;
pub use dpop::Dpop;
pub(crate) use dpop::SCHEME;
#[doc(hidden)]
pub use dpop::judge_alone;
pub use nonce::Nonces;
pub use replay::{InMemory, Replay};

use aws_lc_rs::digest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::request::Parts;
use http::{HeaderMap, HeaderValue};

use crate::authenticate::Authorization;
use crate::{Confirmation, Error};

/// Holds a request to what its token is bound to. Returns the nonce for the client's next proof, when it is due.
pub(crate) async fn prove(
    request: &Parts,
    carried: Authorization<'_>,
    confirmation: Option<&Confirmation>,
    dpop: Option<&Dpop>,
    now: u64,
) -> Result<Option<String>, Error> {
    if let Some(thumbprint) = confirmation.and_then(|bound| bound.x5t_s256.as_deref()) {
        certificate::check(request, thumbprint)?;
    }
    let jkt = confirmation.and_then(|bound| bound.jkt.as_deref());
    match (jkt, carried.is(SCHEME), dpop) {
        (Some(jkt), true, Some(dpop)) => dpop.check(request, carried.credentials, jkt, now).await,
        // RFC 9449 section 7.2: to take it as a bearer token would undo the binding.
        (Some(_), _, _) => Err(Error::SenderConstrained),
        (None, true, _) => Err(Error::NotSenderConstrained),
        (None, false, Some(dpop)) if dpop.is_required() => Err(Error::NotSenderConstrained),
        (None, false, _) => Ok(None),
    }
}

/// The nonce that a client is to take for its next proof (RFC 9449 section 9).
pub(crate) fn tell_nonce(nonce: Option<&str>, answer: &mut HeaderMap) {
    if let Some(Ok(value)) = nonce.map(HeaderValue::try_from) {
        answer.insert("dpop-nonce", value);
    }
}

/// A SHA-256 hash as RFC 7638, RFC 8705 and RFC 9449 write it.
fn hash_text(content: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, content))
}

/// Whether it is such a text: of 32 octets, in the one spelling that base64url has for them.
fn is_hash_text(text: &str) -> bool {
    const LENGTH: usize = 43;
    text.len() == LENGTH && URL_SAFE_NO_PAD.decode(text).is_ok()
}
