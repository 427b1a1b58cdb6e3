//! The keys of test servers. One signing key is made a process: making them is slow, and which one it is does not matter.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::app::App;
use countersign::jose::{MasterKey, SigningKey};
use countersign::oauth::signing_keys;

pub(super) fn master_key() -> MasterKey {
    MasterKey::parse(&STANDARD.encode([7; 32])).expect("32 bytes in base64")
}

/// Gives the first server of a database its signing key.
pub(super) async fn install(app: &App) {
    static PKCS8: OnceLock<Vec<u8>> = OnceLock::new();
    let pkcs8 = PKCS8.get_or_init(|| {
        SigningKey::generate()
            .expect("RSA keys can be made")
            .1
            .to_vec()
    });
    signing_keys::import(app, pkcs8)
        .await
        .expect("a new key can be stored");
}
