//! What holds of every text that could be a proof.

use std::sync::OnceLock;

use countersign_verifier::sender::judge_alone;
use countersign_verifier::{Authenticator as _, Verifier};
use proptest::prelude::{ProptestConfig, any, prop, prop_assert_eq, proptest};

use crate::support::b64;
use crate::support::sender::{Sender, claims, dpop, proved, verifier_with};

struct Shared {
    verifier: Verifier,
    token: String,
    proof: String,
    runtime: tokio::runtime::Runtime,
}

impl Shared {
    fn judge(&self, proof: &str) -> bool {
        let asked = proved(&self.token, proof);
        self.runtime
            .block_on(self.verifier.authenticate(&asked))
            .is_ok()
    }
}

fn shared() -> &'static Shared {
    static SHARED: OnceLock<Shared> = OnceLock::new();
    SHARED.get_or_init(|| {
        let sender = Sender::new();
        let token = sender.token();
        Shared {
            verifier: verifier_with(dpop()),
            proof: sender.proof(&token),
            runtime: tokio::runtime::Runtime::new().expect("a runtime"),
            token,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_never_a_proof(position in any::<prop::sample::Index>(), byte in 0x21_u8..0x7f) {
        let shared = shared();
        let mut bytes = shared.proof.clone().into_bytes();
        let position = position.index(bytes.len());
        let changed = std::mem::replace(&mut bytes[position], byte) != byte;
        if changed {
            prop_assert_eq!(shared.judge(&String::from_utf8(bytes).expect("ASCII")), false);
        }
    }

    /// Whatever it is, it is judged and never trips; and what is judged as bytes for fuzzing agrees.
    #[test]
    fn arbitrary_parts_are_no_proof(parts in prop::collection::vec("[ -~]{0,40}", 0..5)) {
        let text = parts.iter().map(b64).collect::<Vec<_>>().join(".");
        prop_assert_eq!(shared().judge(&text), false);
        prop_assert_eq!(judge_alone(text.as_bytes()), None);
    }
}

#[test]
fn the_unchanged_proof_is_good() {
    let sender = Sender::new();
    let token = sender.token();
    let fresh = Shared {
        verifier: verifier_with(dpop()),
        proof: sender.proof(&token),
        runtime: tokio::runtime::Runtime::new().expect("a runtime"),
        token,
    };
    assert!(fresh.judge(&fresh.proof));
    let mut claims = claims("token");
    claims["htu"] = "https://api.example.org/".into();
    let alone = sender.sign(&sender.header(), &claims);
    let judged = judge_alone(alone.as_bytes());
    assert_eq!(judged, Some(sender.jkt()));
}
