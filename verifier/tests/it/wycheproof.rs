//! The vectors of Project Wycheproof: signatures at the edges of arithmetic and of encodings, and near misses of them.
//!
//! A vector that is "acceptable" is one that a careful library refuses; here that is the rule.

use ::wycheproof::{TestResult, ecdsa, eddsa, rsa_pkcs1_verify, rsa_pss_verify};
use countersign_verifier::{Algorithm, doors::verifies};
use serde_json::{Value, json};

use crate::support::b64;

/// What a set came to.
#[derive(Debug, Default, PartialEq)]
struct Count {
    accepted: usize,
    refused: usize,
    /// Judged by their key alone: it is not used.
    without_key: usize,
}

impl Count {
    /// Judges one vector. `valid` is what the vector says of the signature.
    fn judge(&mut self, jwk: &Value, algorithm: Algorithm, vector: Vector<'_>) {
        let answer = verifies(
            jwk.to_string().as_bytes(),
            algorithm,
            vector.message,
            vector.signature,
        );
        match answer {
            Err(_) => self.without_key += 1,
            Ok(accepted) => {
                assert_eq!(accepted, vector.valid, "vector {}", vector.id);
                if accepted {
                    self.accepted += 1;
                } else {
                    self.refused += 1;
                }
            }
        }
    }
}

struct Vector<'a> {
    id: usize,
    message: &'a [u8],
    signature: &'a [u8],
    valid: bool,
}

fn counted(accepted: usize, refused: usize, without_key: usize) -> Count {
    Count {
        accepted,
        refused,
        without_key,
    }
}

/// Without the sign octet of ASN.1: a JWK holds none (RFC 7518 section 6.3.1.1).
fn unsigned(integer: &[u8]) -> String {
    let leading = integer.iter().take_while(|octet| **octet == 0).count();
    b64(&integer[leading..])
}

/// At the full length of the field (RFC 7518 section 6.2.1.2).
fn coordinate(integer: &[u8], length: usize) -> String {
    let leading = integer.iter().take_while(|octet| **octet == 0).count();
    let significant = &integer[leading..];
    let mut octets = vec![0; length - significant.len()];
    octets.extend_from_slice(significant);
    b64(octets)
}

fn rsa_jwk(n: &[u8], e: &[u8]) -> Value {
    json!({ "kty": "RSA", "kid": "k", "n": unsigned(n), "e": unsigned(e) })
}

fn pkcs1(name: rsa_pkcs1_verify::TestName) -> Count {
    let set = rsa_pkcs1_verify::TestSet::load(name).expect("a set");
    let mut count = Count::default();
    for group in &set.test_groups {
        let jwk = rsa_jwk(&group.key.n, &group.key.e);
        for test in &group.tests {
            let vector = Vector {
                id: test.tc_id,
                message: &test.msg,
                signature: &test.sig,
                valid: test.result == TestResult::Valid,
            };
            count.judge(&jwk, Algorithm::Rs256, vector);
        }
    }
    count
}

/// With what is valid under RFC 7518 section 3.5: SHA-256, MGF1 with SHA-256, and 32 octets of salt.
fn pss(name: rsa_pss_verify::TestName, valid: impl Fn(&rsa_pss_verify::Test) -> bool) -> Count {
    let set = rsa_pss_verify::TestSet::load(name).expect("a set");
    let mut count = Count::default();
    for group in &set.test_groups {
        let jwk = rsa_jwk(&group.key.n, &group.key.e);
        for test in &group.tests {
            let vector = Vector {
                id: test.tc_id,
                message: &test.msg,
                signature: &test.sig,
                valid: valid(test),
            };
            count.judge(&jwk, Algorithm::Ps256, vector);
        }
    }
    count
}

fn p256(name: ecdsa::TestName) -> Count {
    ec(name, Algorithm::Es256, "P-256", 32)
}

fn p384(name: ecdsa::TestName) -> Count {
    ec(name, Algorithm::Es384, "P-384", 48)
}

fn ec(name: ecdsa::TestName, algorithm: Algorithm, curve: &str, length: usize) -> Count {
    let set = ecdsa::TestSet::load(name).expect("a set");
    // A DER signature is none in a token (RFC 7518 section 3.4), and neither is one over another hash.
    let fits = matches!(
        name,
        ecdsa::TestName::EcdsaSecp256r1Sha256P1363 | ecdsa::TestName::EcdsaSecp384r1Sha384P1363
    );
    let mut count = Count::default();
    for group in &set.test_groups {
        let (x, y) = (&group.key.affine_x, &group.key.affine_y);
        let jwk = json!({
            "kty": "EC", "kid": "k", "crv": curve, "x": coordinate(x, length), "y": coordinate(y, length),
        });
        for test in &group.tests {
            let vector = Vector {
                id: test.tc_id,
                message: &test.msg,
                signature: &test.sig,
                valid: fits && test.result == TestResult::Valid,
            };
            count.judge(&jwk, algorithm, vector);
        }
    }
    count
}

fn ed25519() -> Count {
    let set = eddsa::TestSet::load(eddsa::TestName::Ed25519).expect("a set");
    let mut count = Count::default();
    for group in &set.test_groups {
        let jwk = json!({ "kty": "OKP", "kid": "k", "crv": "Ed25519", "x": b64(&*group.key.pk) });
        for test in &group.tests {
            let vector = Vector {
                id: test.tc_id,
                message: &test.msg,
                signature: &test.sig,
                valid: test.result == TestResult::Valid,
            };
            count.judge(&jwk, Algorithm::EdDsa, vector);
        }
    }
    count
}

#[test]
fn rs256_judges_every_vector_of_pkcs1() {
    use rsa_pkcs1_verify::TestName;
    // The vectors without a key are those of an exponent of 3.
    assert_eq!(pkcs1(TestName::Rsa2048Sha256), counted(7, 250, 2));
    assert_eq!(pkcs1(TestName::Rsa3072Sha256), counted(7, 251, 1));
    assert_eq!(pkcs1(TestName::Rsa4096Sha256), counted(7, 251, 0));
    assert_eq!(pkcs1(TestName::Rsa8192Sha256), counted(7, 251, 0));
}

#[test]
fn ps256_judges_every_vector_of_pss() {
    use rsa_pss_verify::TestName;
    let valid = |test: &rsa_pss_verify::Test| test.result == TestResult::Valid;
    assert_eq!(
        pss(TestName::RsaPss2048Sha256Mgf1SaltLen32, valid),
        counted(63, 45, 0)
    );
    assert_eq!(
        pss(TestName::RsaPss3072Sha256Mgf1SaltLen32, valid),
        counted(63, 45, 0)
    );
    assert_eq!(
        pss(TestName::RsaPss4096Sha256Mgf1SaltLen32, valid),
        counted(63, 45, 0)
    );
}

#[test]
fn ps256_takes_no_other_salt_and_no_other_mask() {
    use rsa_pss_verify::TestName;
    // Wrong for the set without salt, and right for us: the one vector with the salt that we ask for.
    let valid = |test: &rsa_pss_verify::Test| test.comment == "s_len changed to 32";
    assert_eq!(
        pss(TestName::RsaPss2048Sha256Mgf1SaltLen0, valid),
        counted(1, 102, 0)
    );
    assert_eq!(
        pss(TestName::RsaPss2048Sha256Mgf1Sha1_20, |_| false),
        counted(0, 108, 0)
    );
}

#[test]
fn es256_and_es384_judge_every_vector_of_ecdsa() {
    use ecdsa::TestName;
    assert_eq!(
        p256(TestName::EcdsaSecp256r1Sha256P1363),
        counted(173, 89, 0)
    );
    assert_eq!(
        p384(TestName::EcdsaSecp384r1Sha384P1363),
        counted(193, 87, 0)
    );
}

#[test]
fn a_der_signature_and_one_over_another_hash_are_none() {
    use ecdsa::TestName;
    assert_eq!(p256(TestName::EcdsaSecp256r1Sha256), counted(0, 484, 0));
    assert_eq!(p384(TestName::EcdsaSecp384r1Sha384), counted(0, 504, 0));
    assert_eq!(
        p256(TestName::EcdsaSecp256r1Sha512P1363),
        counted(0, 332, 0)
    );
    assert_eq!(
        p384(TestName::EcdsaSecp384r1Sha512P1363),
        counted(0, 318, 0)
    );
}

#[test]
fn eddsa_judges_every_vector_of_ed25519() {
    assert_eq!(ed25519(), counted(88, 63, 0));
}
