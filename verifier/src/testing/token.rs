//! A token before it is minted: good, and changed as a test needs it.

use serde_json::{Map, Value, json};

use super::key::{TestKey, text};
use super::{TestIssuer, TestSender};
use crate::Clock as _;

/// The member of `events` that makes a token a logout token (OpenID Connect Back-Channel Logout section 2.4).
const LOGOUT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A token that is not minted yet. Each method changes one thing of it; what they do not name, [`claim`](Self::claim),
/// [`header`](Self::header) and [`without`](Self::without) do.
#[derive(Clone, Debug)]
#[must_use = "a token is nothing until it is minted"]
pub struct TestToken {
    pub(super) issuer: TestIssuer,
    pub(super) header: Map<String, Value>,
    pub(super) claims: Map<String, Value>,
    now: u64,
}

impl TestToken {
    pub(super) fn access(issuer: &TestIssuer) -> Self {
        let now = issuer.clock().now();
        let claims = json!({ "aud": issuer.audience(), "client_id": "test-app", "auth_time": now });
        Self::of(issuer, "at+jwt", claims)
    }

    pub(super) fn logout(issuer: &TestIssuer, client_id: &str) -> Self {
        let claims = json!({ "aud": client_id, "events": { LOGOUT: {} } });
        Self::of(issuer, "logout+jwt", claims)
    }

    fn of(issuer: &TestIssuer, typ: &str, more: Value) -> Self {
        const LIFETIME: u64 = 600;
        let now = issuer.clock().now();
        let header =
            json!({ "alg": issuer.algorithm().name(), "typ": typ, "kid": issuer.signing_kid() });
        let claims = json!({
            "iss": issuer.name(), "sub": "alice", "iat": now, "exp": now + LIFETIME, "jti": issuer.next_id(),
        });
        let token = Self {
            issuer: issuer.clone(),
            header: object(header),
            claims: object(claims),
            now,
        };
        let more = object(more).into_iter();
        more.fold(token, |token, (name, value)| token.claim(&name, value))
    }

    /// `sub`: who it is for.
    pub fn subject(self, subject: &str) -> Self {
        self.claim("sub", subject)
    }

    /// `client_id`: which client asked for it.
    pub fn client(self, client_id: &str) -> Self {
        self.claim("client_id", client_id)
    }

    /// `roles`.
    pub fn roles<R: Into<Value>>(self, roles: impl IntoIterator<Item = R>) -> Self {
        self.claim(
            "roles",
            roles.into_iter().map(Into::into).collect::<Value>(),
        )
    }

    /// `permissions`.
    pub fn permissions<P: Into<Value>>(self, permissions: impl IntoIterator<Item = P>) -> Self {
        let permissions = permissions.into_iter().map(Into::into);
        self.claim("permissions", permissions.collect::<Value>())
    }

    /// `scope`: names with blanks between them.
    pub fn scope(self, scope: &str) -> Self {
        self.claim("scope", scope)
    }

    /// `sid`: the session of the person at the issuer.
    pub fn session(self, sid: &str) -> Self {
        self.claim("sid", sid)
    }

    /// `acr`: how strongly the person signed in.
    pub fn acr(self, acr: &str) -> Self {
        self.claim("acr", acr)
    }

    /// `auth_time`: how many seconds ago the person signed in.
    pub fn signed_in_ago(self, seconds: u64) -> Self {
        let at = self.now.saturating_sub(seconds);
        self.claim("auth_time", at)
    }

    /// `aud`: one audience, or a list of several.
    pub fn audience(self, audience: impl Into<Value>) -> Self {
        self.claim("aud", audience)
    }

    /// `iss`. The signature stays that of this issuer.
    pub fn issuer(self, issuer: &str) -> Self {
        self.claim("iss", issuer)
    }

    /// `exp`: good for so many seconds from now.
    pub fn expires_in(self, seconds: u64) -> Self {
        let at = self.now.saturating_add(seconds);
        self.claim("exp", at)
    }

    /// Expired an hour ago, beyond any leeway.
    pub fn expired(self) -> Self {
        const HOUR: u64 = 3600;
        let at = self.now.saturating_sub(HOUR);
        self.claim("iat", at.saturating_sub(HOUR)).claim("exp", at)
    }

    /// `nbf`: good only in so many seconds.
    pub fn not_before_in(self, seconds: u64) -> Self {
        let at = self.now.saturating_add(seconds);
        self.claim("nbf", at)
    }

    /// `cnf`: bound to this client (RFC 9449 section 6.1), which has to send a proof along.
    pub fn bound_to(self, sender: &TestSender) -> Self {
        self.claim("cnf", json!({ "jkt": sender.jkt() }))
    }

    /// Any claim.
    pub fn claim(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.claims.insert(name.to_owned(), value.into());
        self
    }

    /// Takes a claim away.
    pub fn without(mut self, claim: &str) -> Self {
        self.claims.remove(claim);
        self
    }

    /// `typ` of the header.
    pub fn typ(self, typ: &str) -> Self {
        self.header("typ", typ)
    }

    /// `kid` of the header. The signature stays that of the issuer's own key.
    pub fn kid(self, kid: &str) -> Self {
        self.header("kid", kid)
    }

    /// Any member of the header.
    pub fn header(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.header.insert(name.to_owned(), value.into());
        self
    }

    /// The token, signed by the issuer.
    #[must_use]
    pub fn mint(&self) -> String {
        let algorithm = self.issuer.algorithm();
        let message = self.message();
        let signature = TestKey::of(algorithm).sign(algorithm, &message);
        format!("{message}.{}", text(signature))
    }

    /// What a signature covers.
    pub(super) fn message(&self) -> String {
        let part = |members: &Map<String, Value>| text(json!(members).to_string());
        format!("{}.{}", part(&self.header), part(&self.claims))
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
