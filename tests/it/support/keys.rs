//! The keys of test servers. One of each use is made a process: making them is slow, and which one it is does not matter.

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use countersign::app::App;
use countersign::config::{Config, EncryptionAlgorithms, Keys, SigningAlgorithms};
use countersign::jose::{Key, KeyUse, MasterKey};
use countersign::oauth::signing_keys;

pub(super) fn master_key() -> MasterKey {
    MasterKey::parse(&STANDARD.encode([7; 32])).expect("32 bytes in base64")
}

/// What test servers have unless a test says otherwise: the fewer keys, the sooner they start.
pub(super) fn only_rs256(config: &mut Config) {
    let none = "none";
    config.keys.algorithms = none
        .parse::<SigningAlgorithms>()
        .expect("RS256 is always there");
    config.keys.encryption = none
        .parse::<EncryptionAlgorithms>()
        .expect("none is an answer");
}

/// For `TestServer::with`: keys of every use, as servers have them by default.
pub(crate) fn every_key(config: &mut Config) {
    let usual = Keys::default();
    config.keys.algorithms = usual.algorithms;
    config.keys.encryption = usual.encryption;
}

/// Gives the first server of a database its keys.
pub(super) async fn install(app: &App) {
    for (place, usage) in KeyUse::all().enumerate() {
        if signing_keys::is_offered(app, usage) {
            signing_keys::import(app, usage, pkcs8(place, usage))
                .await
                .expect("a new key can be stored");
        }
    }
}

fn pkcs8(place: usize, usage: KeyUse) -> &'static [u8] {
    static MADE: [OnceLock<Vec<u8>>; 8] = [const { OnceLock::new() }; 8];
    MADE[place].get_or_init(|| Key::generate(usage).expect("keys can be made").1.to_vec())
}
