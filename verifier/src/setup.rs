//! What can be wrong with a configuration, found when the verifier is built and never later.

use crate::BoxError;

/// A [`Verifier`](crate::Verifier) could not be built, or a key set could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The issuer is not an absolute URL that tokens may be trusted from.
    #[error("the issuer {0}")]
    Issuer(&'static str),
    /// Without an audience every API would accept the tokens of every other (RFC 9068 section 4).
    #[error("no audience is set: name the API that this verifier guards")]
    NoAudience,
    /// An empty allow-list refuses every token.
    #[error("no algorithm is allowed")]
    NoAlgorithm,
    /// The leeway hides expiry and is limited to 60 seconds.
    #[error("the leeway is longer than 60 seconds")]
    LeewayTooLong,
    /// The API's own address, for DPoP proofs, is not one that requests could have.
    #[error("the origin {0}")]
    Origin(&'static str),
    /// Whoever guesses the secret makes nonces of their own.
    #[error("the secret of the nonces is shorter than 32 octets")]
    NonceSecret,
    /// The text is not a JWK set (RFC 7517 section 5), or it holds more than 100 keys.
    #[error("the key set {0}")]
    KeySet(&'static str),
    /// The introspection endpoint is not at an absolute URL to which a secret may be sent.
    #[error("the introspection endpoint {0}")]
    Endpoint(&'static str),
    /// The introspection endpoint tells nothing to whom it does not know (RFC 7662 section 2.1).
    #[error("no client is set: name the id and the secret with which this API asks about tokens")]
    NoClient,
    /// What was revoked must not live on for longer than five minutes.
    #[error("an answer may be kept for five minutes at most")]
    CacheTooLong,
    /// A SHA-256 has 64 hex digits.
    #[error("a digest of a password is not 64 hex digits")]
    Digest,
    /// The system gave no randomness, for the key of the cache or that of nonces.
    #[error("the system gives no randomness")]
    Random,
    /// There is no HTTP client: none was named and no feature brings one, or it could not be made, usually for want of
    /// the system's root certificates.
    #[error("there is no HTTP client")]
    Http(#[source] BoxError),
    /// Two of several verifiers accept the tokens of this issuer, so which of them judges could not be told.
    #[error("two verifiers are for the issuer {0:?}")]
    SameIssuer(String),
    /// A choice of no issuers would refuse every token.
    #[error("no verifier is named")]
    NoIssuer,
}
