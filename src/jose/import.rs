//! Reading a signing key that an operator brings from elsewhere, in PEM: PKCS#8 of every kind, and of RSA PKCS#1 too.

use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, SecretDocument};
use rsa::{RsaPrivateKey, traits::PublicKeyParts as _};
use zeroize::Zeroizing;

use super::signing_key::SigningKey;
use crate::domain::Algorithm;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(
        "the file holds no private key in PEM that can sign: RSA, EC on P-256 or P-384, or Ed25519, as PKCS#8 \
         ('PRIVATE KEY'). `openssl pkcs8 -topk8 -nocrypt` writes it so."
    )]
    NotAKey,
    #[error("the key has {0} bits; at least 2048 are needed.")]
    TooShort(usize),
    #[error("the key cannot sign with {0}.")]
    Unfit(Algorithm),
}

/// The algorithm that the key is for, and its PKCS#8, ready for sealing. An RSA key is for RS256 unless `asked` says PS256.
pub fn from_pem(
    pem: &str,
    asked: Option<Algorithm>,
) -> Result<(Algorithm, Zeroizing<Vec<u8>>), ImportError> {
    let (fitting, pkcs8) = match rsa(pem)? {
        Some(pkcs8) => (vec![Algorithm::Rs256, Algorithm::Ps256], pkcs8),
        None => other(pem)?,
    };
    match asked {
        Some(asked) if fitting.contains(&asked) => Ok((asked, pkcs8)),
        Some(asked) => Err(ImportError::Unfit(asked)),
        None => Ok((*fitting.first().ok_or(ImportError::NotAKey)?, pkcs8)),
    }
}

fn rsa(pem: &str) -> Result<Option<Zeroizing<Vec<u8>>>, ImportError> {
    let Ok(key) =
        RsaPrivateKey::from_pkcs8_pem(pem).or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem))
    else {
        return Ok(None);
    };
    let bits = key.size() * 8;
    if bits < 2048 {
        return Err(ImportError::TooShort(bits));
    }
    let document = key.to_pkcs8_der().map_err(|_| ImportError::NotAKey)?;
    Ok(Some(Zeroizing::new(document.as_bytes().to_vec())))
}

/// A key on a curve, which only one algorithm takes.
fn other(pem: &str) -> Result<(Vec<Algorithm>, Zeroizing<Vec<u8>>), ImportError> {
    let (label, document) = SecretDocument::from_pem(pem).map_err(|_| ImportError::NotAKey)?;
    if label != "PRIVATE KEY" {
        return Err(ImportError::NotAKey);
    }
    let pkcs8 = Zeroizing::new(document.as_bytes().to_vec());
    let fitting = [Algorithm::Es256, Algorithm::Es384, Algorithm::EdDsa]
        .into_iter()
        .filter(|algorithm| SigningKey::from_pkcs8(*algorithm, &pkcs8).is_ok())
        .collect();
    Ok((fitting, pkcs8))
}

#[cfg(test)]
mod tests {
    use rsa::pkcs1::EncodeRsaPrivateKey as _;
    use rsa::pkcs8::LineEnding;

    use super::*;

    fn pem(pkcs8: &[u8]) -> String {
        let document = SecretDocument::try_from(pkcs8).unwrap();
        document
            .to_pem("PRIVATE KEY", LineEnding::LF)
            .unwrap()
            .to_string()
    }

    #[test]
    fn a_key_tells_its_algorithm() {
        for algorithm in Algorithm::ASYMMETRIC {
            let (key, pkcs8) = SigningKey::generate(algorithm).unwrap();
            let usual = match algorithm {
                Algorithm::Ps256 => Algorithm::Rs256,
                other => other,
            };
            let (read, brought) = from_pem(&pem(&pkcs8), None).unwrap();
            assert_eq!(read, usual);
            let (read, _) = from_pem(&pem(&pkcs8), Some(algorithm)).unwrap();
            assert_eq!(read, algorithm);
            let again = SigningKey::from_pkcs8(algorithm, &brought).unwrap();
            assert_eq!(again.kid(), key.kid());
            let unfit = match algorithm {
                Algorithm::Es256 => Algorithm::Es384,
                _ => Algorithm::Es256,
            };
            let refused = from_pem(&pem(&pkcs8), Some(unfit));
            assert!(matches!(refused, Err(ImportError::Unfit(_))), "{algorithm}");
        }
    }

    #[test]
    fn an_rsa_key_may_be_pkcs_1_and_may_not_be_short() {
        let (_, pkcs8) = SigningKey::generate(Algorithm::Rs256).unwrap();
        let key = RsaPrivateKey::from_pkcs8_der(&pkcs8).unwrap();
        let pkcs1 = key.to_pkcs1_pem(LineEnding::LF).unwrap();
        assert_eq!(from_pem(&pkcs1, None).unwrap().0, Algorithm::Rs256);

        // Two of Mersenne's primes.
        let prime = |bits: usize| (rsa::BigUint::from(1_u8) << bits) - 1_u8;
        let short = RsaPrivateKey::from_p_q(prime(607), prime(521), 65_537_u32.into()).unwrap();
        let short = short.to_pkcs8_pem(LineEnding::LF).unwrap();
        let refused = from_pem(&short, None);
        assert!(matches!(refused, Err(ImportError::TooShort(1128))));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "nonsense", &pem(&[0x30, 0])] {
            let refused = from_pem(text, None);
            assert!(matches!(refused, Err(ImportError::NotAKey)), "{text}");
        }
    }
}
