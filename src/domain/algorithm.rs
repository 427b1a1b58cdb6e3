//! The algorithms of JOSE that are spoken here (RFC 7518, RFC 8037): for signatures, for keys, for content.

use crate::base::named::named;

named! {
    /// Signature algorithms (RFC 7518 section 3.1, RFC 8037 section 3.1). `none` is none of them.
    pub enum Algorithm {
        Rs256 = "RS256",
        Ps256 = "PS256",
        Es256 = "ES256",
        Es384 = "ES384",
        /// Ed25519.
        EdDsa = "EdDSA",
        /// Keyed with the client's secret, for clients that registered it (OIDC Core section 10.1). Never one of our keys.
        Hs256 = "HS256",
    }
}

impl Algorithm {
    /// Those that have a public key.
    pub const ASYMMETRIC: [Algorithm; 5] = [
        Self::Rs256,
        Self::Ps256,
        Self::Es256,
        Self::Es384,
        Self::EdDsa,
    ];

    pub fn is_symmetric(self) -> bool {
        self == Self::Hs256
    }
}

named! {
    /// Signature algorithms as clients name those that they sign with. One has two names: EdDSA on Ed25519, the only curve of it
    /// here, is `Ed25519` where algorithms are fully specified (RFC 9864 section 2.2). Kept as it was said; we say `EdDSA`.
    pub enum ClientAlgorithm {
        Rs256 = "RS256",
        Ps256 = "PS256",
        Es256 = "ES256",
        Es384 = "ES384",
        EdDsa = "EdDSA",
        Ed25519 = "Ed25519",
        Hs256 = "HS256",
    }
}

impl ClientAlgorithm {
    /// What it is, by whichever name.
    pub fn algorithm(self) -> Algorithm {
        match self {
            Self::Rs256 => Algorithm::Rs256,
            Self::Ps256 => Algorithm::Ps256,
            Self::Es256 => Algorithm::Es256,
            Self::Es384 => Algorithm::Es384,
            Self::EdDsa | Self::Ed25519 => Algorithm::EdDsa,
            Self::Hs256 => Algorithm::Hs256,
        }
    }
}

named! {
    /// How the key of an encrypted token is agreed on (RFC 7518 section 4.1).
    pub enum KeyManagement {
        RsaOaep256 = "RSA-OAEP-256",
        EcdhEs = "ECDH-ES",
    }
}

named! {
    /// How content is encrypted (RFC 7518 section 5.1). The first is what clients have that do not say.
    pub enum ContentEncryption {
        A128CbcHs256 = "A128CBC-HS256",
        A128Gcm = "A128GCM",
        A256Gcm = "A256GCM",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_may_use_every_name_of_ours_and_one_more() {
        for algorithm in Algorithm::ALL {
            let named = ClientAlgorithm::named(algorithm.as_str()).unwrap();
            assert_eq!(named.algorithm(), algorithm);
        }
        assert_eq!(ClientAlgorithm::ALL.len(), Algorithm::ALL.len() + 1);
        assert_eq!(ClientAlgorithm::Ed25519.algorithm(), Algorithm::EdDsa);
        assert_eq!(
            Algorithm::named("Ed25519"),
            None,
            "we do not sign by that name"
        );
    }
}
