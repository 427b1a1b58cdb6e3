//! A device that keeps passkeys, and the browser before it, in software (WebAuthn section 6). All that it says of itself may be
//! changed before it signs: tests of refusals do so, one thing at a time.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _};
use countersign::base::id::{base64url, from_base64url};
use countersign::jose::digest::sha256;
use serde_json::{Value, json};

/// The user was there, and was verified; the passkey is of a kind that is backed up, and is.
pub(crate) const PRESENT: u8 = 0x01;
pub(crate) const VERIFIED: u8 = 0x04;
pub(crate) const BACKED_UP: u8 = 0x08 | 0x10;
const HAS_CREDENTIAL: u8 = 0x40;

/// One passkey on a device.
pub(crate) struct Device {
    key: EcdsaKeyPair,
    pub(crate) id: Vec<u8>,
    pub(crate) handle: Vec<u8>,
    /// Zero for ever where the device does not count.
    pub(crate) counter: u32,
    pub(crate) flags: u8,
}

/// What a browser and its device say, before the device signs it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) kind: &'static str,
    pub(crate) challenge: String,
    pub(crate) origin: String,
    pub(crate) cross_origin: Option<bool>,
    pub(crate) top_origin: Option<String>,
    pub(crate) rp_id: String,
    pub(crate) flags: u8,
    pub(crate) counter: u32,
    pub(crate) id: Vec<u8>,
    pub(crate) handle: Option<Vec<u8>>,
    pub(crate) sign: fn(Vec<u8>) -> Vec<u8>,
}

/// What is said otherwise, in words and in deed.
pub(crate) type Forgery = (&'static str, fn(&mut Said));

impl Device {
    pub(crate) fn new() -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("a key");
        Self {
            id: sha256(key.public_key().as_ref()).to_vec(),
            key,
            handle: Vec::new(),
            counter: 0,
            flags: PRESENT | VERIFIED,
        }
    }

    /// Makes the passkey, for these creation options.
    pub(crate) fn create(&mut self, options: &Value, origin: &str) -> Value {
        self.create_with(options, origin, |_| {})
    }

    pub(crate) fn create_with(
        &mut self,
        options: &Value,
        origin: &str,
        change: impl FnOnce(&mut Said),
    ) -> Value {
        let handle = options["user"]["id"].as_str().expect("a handle");
        self.handle = from_base64url(handle).expect("base64url");
        let mut said = self.said("webauthn.create", options, &options["rp"]["id"], origin);
        said.flags |= HAS_CREDENTIAL;
        change(&mut said);
        let mut data = said.authenticator_data();
        data.extend([0; 16]);
        data.extend(
            u16::try_from(said.id.len())
                .expect("a short id")
                .to_be_bytes(),
        );
        data.extend(&said.id);
        data.extend(self.cose_key());
        // {"fmt": "none", "attStmt": {}, "authData": data}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend(u16::try_from(data.len()).expect("short").to_be_bytes());
        object.extend(&data);
        json!({
            "id": base64url(&said.id), "rawId": base64url(&said.id), "type": "public-key",
            "clientExtensionResults": { "credProps": {} },
            "response": {
                "clientDataJSON": base64url(said.client_data().as_bytes()),
                "attestationObject": base64url(&object),
                "transports": ["internal", "hybrid"],
            },
        })
    }

    /// Shows the passkey, for these request options.
    pub(crate) fn get(&mut self, options: &Value, origin: &str) -> Value {
        self.get_with(options, origin, |_| {})
    }

    pub(crate) fn get_with(
        &mut self,
        options: &Value,
        origin: &str,
        change: impl FnOnce(&mut Said),
    ) -> Value {
        if self.counter > 0 {
            self.counter += 1;
        }
        let mut said = self.said("webauthn.get", options, &options["rpId"], origin);
        change(&mut said);
        let (data, client_data) = (said.authenticator_data(), said.client_data());
        let signed = [&data[..], &sha256(client_data.as_bytes())].concat();
        let signature = self
            .key
            .sign(&SystemRandom::new(), &signed)
            .expect("a signature");
        let signature = (said.sign)(signature.as_ref().to_vec());
        json!({
            "id": base64url(&said.id), "rawId": base64url(&said.id), "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": base64url(client_data.as_bytes()),
                "authenticatorData": base64url(&data),
                "signature": base64url(&signature),
                "userHandle": said.handle.map(|handle| base64url(&handle)),
            },
        })
    }

    fn said(&self, kind: &'static str, options: &Value, rp_id: &Value, origin: &str) -> Said {
        Said {
            kind,
            challenge: options["challenge"]
                .as_str()
                .expect("a challenge")
                .to_owned(),
            origin: origin.to_owned(),
            cross_origin: Some(false),
            top_origin: None,
            rp_id: rp_id.as_str().expect("an RP ID").to_owned(),
            flags: self.flags,
            counter: self.counter,
            id: self.id.clone(),
            handle: Some(self.handle.clone()),
            sign: |signature| signature,
        }
    }

    /// {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}, in CBOR.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(&point[1..33]);
        key.extend(b"\x22\x58\x20");
        key.extend(&point[33..]);
        key
    }
}

impl Said {
    fn client_data(&self) -> String {
        let mut data =
            json!({ "type": self.kind, "challenge": self.challenge, "origin": self.origin });
        if let Some(cross_origin) = self.cross_origin {
            data["crossOrigin"] = cross_origin.into();
        }
        if let Some(top) = &self.top_origin {
            data["topOrigin"] = top.as_str().into();
        }
        data.to_string()
    }

    fn authenticator_data(&self) -> Vec<u8> {
        let mut data = sha256(self.rp_id.as_bytes()).to_vec();
        data.push(self.flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}
