//! The signature algorithms that can be allowed (RFC 7518 section 3, RFC 8037). There is no symmetric one and no `none`,
//! so neither can be configured by mistake.

/// A signature algorithm that a [`Verifier`](crate::Verifier) may be told to accept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, the default of Countersign.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// EdDSA on Ed25519.
    EdDsa,
}

impl Algorithm {
    /// Every algorithm, in the order of their documentation.
    pub const ALL: [Self; 5] = [
        Self::Rs256,
        Self::Ps256,
        Self::Es256,
        Self::Es384,
        Self::EdDsa,
    ];

    /// The registered name, as in the header of a token.
    ///
    /// ```
    /// assert_eq!(countersign_verifier::Algorithm::Rs256.name(), "RS256");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::EdDsa => "EdDSA",
        }
    }

    /// Names are case-sensitive (RFC 7515 section 4.1.1): `rs256` is nothing.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Algorithm;

    #[test]
    fn only_the_exact_names_are_known() {
        assert_eq!(Algorithm::named("RS256"), Some(Algorithm::Rs256));
        for name in [
            "", "none", "None", "nOnE", "rs256", "RS256 ", "HS256", "RS384", "RS512", "ES512",
        ] {
            assert_eq!(Algorithm::named(name), None, "{name}");
        }
    }
}
