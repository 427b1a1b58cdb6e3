//! A client that holds a key: tokens bound to it, and its DPoP proofs (RFC 9449).

use std::sync::atomic::{AtomicU64, Ordering};

use aws_lc_rs::digest::{SHA256, digest};
use countersign_verifier::sender::Dpop;
use countersign_verifier::{Error, Gate, Guard, Principal, Refusal, Verifier};
use http::Request;
use http::request::Parts;
use serde_json::{Map, Value, json};

use super::{AUDIENCE, NOW, Signer, b64, header, jwks, offline, token, with};

/// What the proofs are for, unless a test says otherwise.
pub(crate) const TARGET: &str = "https://api.example.org/notes";

pub(crate) struct Sender(pub(crate) Signer);

impl Sender {
    pub(crate) fn new() -> Self {
        Self(Signer::new_ec())
    }

    /// The members of the public key that its thumbprint counts (RFC 7638 section 3.2).
    pub(crate) fn jwk(&self) -> Value {
        let published = self.0.jwk("any");
        let counted = ["crv", "e", "kty", "n", "x", "y"];
        let members = counted.iter().filter_map(|name| {
            let value = published.get(*name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        Value::Object(members.collect::<Map<_, _>>())
    }

    pub(crate) fn jkt(&self) -> String {
        sha256(self.jwk().to_string())
    }

    /// A good token that is bound to this key.
    pub(crate) fn token(&self) -> String {
        bound(&json!({ "jkt": self.jkt() }))
    }

    pub(crate) fn header(&self) -> Value {
        json!({ "typ": "dpop+jwt", "alg": self.0.alg(), "jwk": self.jwk() })
    }

    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        self.0.sign(header.to_string(), claims.to_string())
    }

    /// A good proof for this token, one of its kind.
    pub(crate) fn proof(&self, token: &str) -> String {
        self.sign(&self.header(), &claims(token))
    }
}

/// What a good proof says.
pub(crate) fn claims(token: &str) -> Value {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let jti = format!("proof-{}", COUNT.fetch_add(1, Ordering::SeqCst));
    json!({ "jti": jti, "htm": "GET", "htu": TARGET, "iat": NOW, "ath": sha256(token) })
}

/// A good token with this `cnf`.
pub(crate) fn bound(confirmation: &Value) -> String {
    token(&header(), &with("cnf", Some(confirmation.clone())))
}

pub(crate) fn sha256(text: impl AsRef<[u8]>) -> String {
    b64(digest(&SHA256, text.as_ref()))
}

pub(crate) fn dpop() -> Dpop {
    Dpop::new(AUDIENCE).expect("an origin")
}

/// A verifier with these demands of proofs.
pub(crate) fn verifier_with(dpop: Dpop) -> Verifier {
    offline(&jwks()).dpop(dpop).build().expect("a verifier")
}

/// A request for [`TARGET`] with these headers.
pub(crate) fn request(headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::get("/notes");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).expect("a request").into_parts().0
}

/// A request as DPoP wants it.
pub(crate) fn proved(token: &str, proof: &str) -> Parts {
    request(&[("authorization", &format!("DPoP {token}")), ("dpop", proof)])
}

pub(crate) async fn admit(gate: &Gate, mut request: Parts) -> Result<Principal, Refusal> {
    gate.admit(&mut request, &Guard::new()).await
}

/// Why the request is refused: the reason, and what the developer is told.
pub(crate) async fn refusal(gate: &Gate, request: Parts) -> (&'static str, String) {
    let error: Error = admit(gate, request).await.expect_err("it is refused").error;
    (error.reason(), error.to_string())
}
