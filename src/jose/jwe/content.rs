//! Content encryption (RFC 7518 section 5): authenticated, under a key that serves one message.

use aws_lc_rs::aead::{self, AES_128_GCM, AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::cipher::{
    AES_128, DecryptionContext, EncryptionContext, PaddedBlockDecryptingKey,
    PaddedBlockEncryptingKey, UnboundCipherKey,
};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use crate::domain::ContentEncryption;
use crate::jose::digest;

/// The tag is of 128 bits with every one of them.
pub(super) const TAG: usize = 16;
const BLOCK: usize = 16;

impl ContentEncryption {
    /// The length of the content encryption key, in octets.
    pub(in crate::jose) fn key_length(self) -> usize {
        match self {
            Self::A128Gcm => 16,
            Self::A128CbcHs256 | Self::A256Gcm => 32,
        }
    }

    /// The length of the initialization vector, in octets.
    pub(super) fn iv_length(self) -> usize {
        match self {
            Self::A128CbcHs256 => BLOCK,
            Self::A128Gcm | Self::A256Gcm => aead::NONCE_LEN,
        }
    }

    fn gcm(self, key: &[u8]) -> Result<LessSafeKey, Unspecified> {
        let algorithm = match self {
            Self::A128Gcm => &AES_128_GCM,
            Self::A256Gcm => &AES_256_GCM,
            Self::A128CbcHs256 => return Err(Unspecified),
        };
        UnboundKey::new(algorithm, key).map(LessSafeKey::new)
    }

    /// The ciphertext, followed by the tag.
    pub(super) fn seal(
        self,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, Unspecified> {
        // Room for what is appended, so that no copy of the plaintext is left behind by growing.
        let mut sealed = Vec::with_capacity(plaintext.len() + BLOCK + TAG);
        sealed.extend_from_slice(plaintext);
        if self == Self::A128CbcHs256 {
            let (mac_key, cipher_key) = key.split_at_checked(16).ok_or(Unspecified)?;
            let cipher_key = UnboundCipherKey::new(&AES_128, cipher_key)?;
            let context = EncryptionContext::Iv128(iv.try_into()?);
            PaddedBlockEncryptingKey::cbc_pkcs7(cipher_key)?
                .less_safe_encrypt(&mut sealed, context)?;
            let tag = cbc_tag(mac_key, iv, aad, &sealed);
            sealed.extend_from_slice(&tag);
        } else {
            let nonce = Nonce::try_assume_unique_for_key(iv)?;
            self.gcm(key)?
                .seal_in_place_append_tag(nonce, Aad::from(aad), &mut sealed)?;
        }
        Ok(sealed)
    }

    /// The plaintext of a ciphertext that is followed by its tag.
    pub(in crate::jose) fn open(
        self,
        key: &[u8],
        iv: &[u8],
        aad: &[u8],
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Unspecified> {
        let mut plaintext = Zeroizing::new(sealed.to_vec());
        let length = if self == Self::A128CbcHs256 {
            let ciphertext = sealed.len().checked_sub(TAG).ok_or(Unspecified)?;
            let (mac_key, cipher_key) = key.split_at_checked(16).ok_or(Unspecified)?;
            // The tag comes first: nothing is ever learnt from the padding of a forged ciphertext.
            let tag = cbc_tag(mac_key, iv, aad, &sealed[..ciphertext]);
            if !digest::equal(&tag, &sealed[ciphertext..]) {
                return Err(Unspecified);
            }
            let cipher_key = UnboundCipherKey::new(&AES_128, cipher_key)?;
            let context = DecryptionContext::Iv128(iv.try_into()?);
            PaddedBlockDecryptingKey::cbc_pkcs7(cipher_key)?
                .decrypt(&mut plaintext[..ciphertext], context)?
                .len()
        } else {
            let nonce = Nonce::try_assume_unique_for_key(iv)?;
            self.gcm(key)?
                .open_in_place(nonce, Aad::from(aad), &mut plaintext)?
                .len()
        };
        plaintext.truncate(length);
        Ok(plaintext)
    }
}

/// The tag of AES_CBC_HMAC_SHA2 (RFC 7518 section 5.2.2.1): over the additional data, the vector, the ciphertext, and the
/// length of the additional data in bits.
fn cbc_tag(mac_key: &[u8], iv: &[u8], aad: &[u8], ciphertext: &[u8]) -> [u8; TAG] {
    let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, mac_key));
    mac.update(aad);
    mac.update(iv);
    mac.update(ciphertext);
    mac.update(&(aad.len() as u64 * 8).to_be_bytes());
    let mut tag = [0; TAG];
    tag.copy_from_slice(&mac.sign().as_ref()[..TAG]);
    tag
}

#[cfg(test)]
mod tests {
    use super::ContentEncryption;

    /// RFC 7518 appendix B.1.
    #[test]
    fn the_rfc_s_cbc_example_is_reproduced() {
        let key: Vec<u8> = (0..32).collect();
        let iv = 0x1af3_8c2d_c2b9_6ffd_d866_9409_2341_bc04_u128.to_be_bytes();
        let plaintext = b"A cipher system must not be required to be secret, and it must be able to fall into the hands of the enemy without inconvenience";
        let aad = b"The second principle of Auguste Kerckhoffs";
        let enc = ContentEncryption::A128CbcHs256;
        let sealed = enc.seal(&key, &iv, aad, plaintext).unwrap();
        let expected_start = 0xc80e_dfa3_2ddf_39d5_ef00_c0b4_6883_4279_u128.to_be_bytes();
        let expected_tag = 0x652c_3fa3_6b0a_7c5b_3219_fab3_a30b_c1c4_u128.to_be_bytes();
        assert_eq!(sealed.len(), 144 + 16);
        assert_eq!(sealed[..16], expected_start);
        assert_eq!(sealed[144..], expected_tag);
        let opened = enc.open(&key, &iv, aad, &sealed).unwrap();
        assert_eq!(opened.as_slice(), plaintext);
        assert!(enc.open(&key, &iv, b"other", &sealed).is_err());
    }
}
