//! Tokens that are bound to a certificate (RFC 8705 section 3).

use countersign_verifier::sender::ClientCertificate;
use countersign_verifier::{Gate, Guard};
use http::request::Parts;
use serde_json::json;

use super::{bearer, challenges};
use crate::support::sender::{Sender, admit, bound, dpop, proved, refusal, sha256, verifier_with};
use crate::support::{good_token, verifier};

/// Any octets are a certificate here: nothing is read out of it.
const CERTIFICATE: &[u8] = b"a certificate";

fn with_certificate(mut request: Parts, certificate: &[u8]) -> Parts {
    request
        .extensions
        .insert(ClientCertificate(certificate.to_vec()));
    request
}

#[tokio::test]
async fn a_token_of_a_certificate_needs_that_certificate() {
    let gate = Gate::from(verifier());
    let token = bound(&json!({ "x5t#S256": sha256(CERTIFICATE) }));
    let admitted = admit(&gate, with_certificate(bearer(&token), CERTIFICATE))
        .await
        .expect("it is good");
    assert!(admitted.is_sender_constrained());
    for stolen in [bearer(&token), with_certificate(bearer(&token), b"another")] {
        assert_eq!(refusal(&gate, stolen).await.0, "wrong_sender");
    }
    let said = challenges(&gate, bearer(&token), &Guard::new()).await;
    assert!(said[0].contains(r#"error="invalid_token""#), "{said:?}");
    // A certificate makes no bound token of another.
    let free = with_certificate(bearer(&good_token()), CERTIFICATE);
    let admitted = admit(&gate, free).await.expect("it is good");
    assert!(!admitted.is_sender_constrained());
}

#[tokio::test]
async fn of_two_bindings_both_hold() {
    let (gate, sender) = (Gate::from(verifier_with(dpop())), Sender::new());
    let token = bound(&json!({ "jkt": sender.jkt(), "x5t#S256": sha256(CERTIFICATE) }));
    let asked = || proved(&token, &sender.proof(&token));
    assert!(
        admit(&gate, with_certificate(asked(), CERTIFICATE))
            .await
            .is_ok()
    );
    assert_eq!(refusal(&gate, asked()).await.0, "wrong_sender");
    assert_eq!(
        refusal(&gate, with_certificate(asked(), b"another"))
            .await
            .0,
        "wrong_sender"
    );
    let half = with_certificate(bearer(&token), CERTIFICATE);
    assert_eq!(refusal(&gate, half).await.0, "sender_constrained_token");
}
