//! Encrypting to a client's key (RFC 7516 section 5.1). The key says how: RSA-OAEP-256 for RSA, ECDH-ES on a curve.

use aws_lc_rs::agreement::{EphemeralPrivateKey, agree_ephemeral};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::content::TAG;
use super::{ContentEncryption, KeyManagement, PublicPoint, content_key};
use crate::base::{Fault, Random, id::base64url};
use crate::jose::jwk_set::{ClientKey, Recipient};

/// A content encryption key, and what tells the recipient of it.
struct Sent {
    alg: KeyManagement,
    cek: Zeroizing<Vec<u8>>,
    encrypted_key: Vec<u8>,
    epk: Option<Value>,
}

/// `cty` is `JWT` where the plaintext is one (RFC 7519 section 5.2).
pub fn encrypt(
    plaintext: &[u8],
    recipient: &ClientKey,
    enc: ContentEncryption,
    cty: Option<&str>,
    random: &dyn Random,
) -> Result<String, Fault> {
    let sent = match recipient.recipient() {
        Some(Recipient::Rsa(key)) => wrapped(key, enc, random),
        Some(Recipient::Ec(point)) => agreed(point, enc),
        None => Err(Fault::internal(
            "this key of a client is not for encryption",
        )),
    }?;
    let mut header = json!({"alg": sent.alg.as_str(), "enc": enc.as_str()});
    let optional = [
        ("kid", recipient.kid().map(Value::from)),
        ("cty", cty.map(Value::from)),
        ("epk", sent.epk),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            header[name] = value;
        }
    }
    let header = base64url(header.to_string().as_bytes());
    let mut iv = vec![0; enc.iv_length()];
    random.fill(&mut iv);
    let sealed = enc
        .seal(&sent.cek, &iv, header.as_bytes(), plaintext)
        .map_err(Fault::internal)?;
    let (ciphertext, tag) = sealed.split_at(sealed.len() - TAG);
    let parts = [&sent.encrypted_key, &iv, ciphertext, tag].map(base64url);
    Ok(format!("{header}.{}", parts.join(".")))
}

fn wrapped(
    key: &OaepPublicEncryptingKey,
    enc: ContentEncryption,
    random: &dyn Random,
) -> Result<Sent, Fault> {
    let mut cek = Zeroizing::new(vec![0; enc.key_length()]);
    random.fill(&mut cek);
    let mut encrypted_key = vec![0; key.ciphertext_size()];
    key.encrypt(&OAEP_SHA256_MGF1SHA256, &cek, &mut encrypted_key, None)
        .map_err(Fault::internal)?;
    Ok(Sent {
        alg: KeyManagement::RsaOaep256,
        cek,
        encrypted_key,
        epk: None,
    })
}

/// Each message has a key of its own, so the parties need not be named (`apu`, `apv`).
fn agreed(recipient: &PublicPoint, enc: ContentEncryption) -> Result<Sent, Fault> {
    let failed = || Fault::internal("no key could be agreed on");
    let ours = EphemeralPrivateKey::generate(recipient.curve.algorithm(), &SystemRandom::new())
        .map_err(Fault::internal)?;
    let public = ours.compute_public_key().map_err(Fault::internal)?;
    let epk = PublicPoint::from_octets(recipient.curve, public.as_ref()).ok_or_else(failed)?;
    let cek = agree_ephemeral(ours, recipient.unparsed(), failed(), |agreed| {
        Ok(content_key(agreed, enc, &[], &[]))
    })?;
    Ok(Sent {
        alg: KeyManagement::EcdhEs,
        cek,
        encrypted_key: Vec::new(),
        epk: Some(epk.jwk()),
    })
}
