//! ID tokens (OIDC Core sections 2, 3.1.3.6 and 3.3.2.11). `protect` signs them as the client registered.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Authorization, Facts, Person};
use crate::app::App;
use crate::base::Fault;
use crate::base::id::base64url;
use crate::config::Issuer;
use crate::domain::Algorithm;
use crate::jose::digest::{sha256, sha384, sha512};
use crate::oauth::claims::{self, About};
use crate::oauth::claims_request::ClaimsRequest;
use crate::oauth::error::Error;
use crate::oauth::protect;

/// `azp` is absent: there is only ever one audience.
#[derive(Serialize)]
struct IdToken<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    acr: &'a str,
    amr: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    at_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    c_hash: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    s_hash: Option<String>,
    sid: &'a str,
    #[serde(flatten)]
    about: Map<String, Value>,
}

/// What an ID token is issued together with: it vouches for each by a hash.
#[derive(Clone, Copy, Default)]
pub(super) struct Occasion<'a> {
    pub access_token: Option<&'a str>,
    pub code: Option<&'a str>,
    pub state: Option<&'a str>,
    /// No access token is or will be issued, so what scopes ask for has to be said here (OIDC Core section 5.4).
    pub alone: bool,
}

pub(super) async fn mint(
    app: &App,
    (authorization, person): (&Authorization, &Person),
    facts: &Facts,
    occasion: Occasion<'_>,
) -> Result<String, Error> {
    let client = &authorization.client;
    let algorithm = client.client.metadata.id_token_alg();
    let hash = |value: Option<&str>| value.map(|value| half_hash(algorithm, value));
    let authentication = &person.grant.authentication;
    let subject = facts.subject.as_deref().unwrap_or(&person.user.id);
    let claims = IdToken {
        iss: app.config.issuer.as_str(),
        sub: subject,
        aud: &client.client.id,
        iat: facts.now.seconds(),
        exp: (facts.now + app.config.tokens.id_token).seconds(),
        auth_time: authentication.time.seconds(),
        nonce: person.nonce.as_deref(),
        acr: &authentication.context,
        amr: &authentication.methods,
        at_hash: hash(occasion.access_token),
        c_hash: hash(occasion.code),
        s_hash: hash(occasion.state),
        sid: &person.grant.session_id,
        about: about(
            (authorization, person),
            (subject, facts, &app.config.issuer),
            occasion.alone,
        )?,
    };
    protect::id_token(app, client, &claims).await
}

/// What it says about the person beside who it is.
fn about(
    (authorization, person): (&Authorization, &Person),
    (subject, facts, issuer): (&str, &Facts, &Issuer),
    alone: bool,
) -> Result<Map<String, Value>, Fault> {
    let about = About {
        user: &person.user,
        issuer,
        subject,
        roles: &facts.roles,
    };
    let asked = ClaimsRequest::stored(&person.grant.claims)?;
    let mut said = claims::in_id_token(&authorization.scopes, alone);
    said.also(&asked.id_token, &authorization.client.client);
    Ok(about.said(&said))
}

/// The left half of a hash of the strength that the signature has (OIDC Core section 3.3.2.11).
fn half_hash(algorithm: Algorithm, value: &str) -> String {
    let value = value.as_bytes();
    match algorithm {
        Algorithm::Rs256 | Algorithm::Ps256 | Algorithm::Es256 | Algorithm::Hs256 => {
            base64url(&sha256(value)[..16])
        }
        Algorithm::Es384 => base64url(&sha384(value)[..24]),
        // Ed25519 hashes with SHA-512 (RFC 8032 section 5.1).
        Algorithm::EdDsa => base64url(&sha512(value)[..32]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of OIDC Core appendix A.3, and the lengths of the others.
    #[test]
    fn the_hash_fits_the_algorithm() {
        let access_token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y";
        let hash = |algorithm| half_hash(algorithm, access_token);
        assert_eq!(hash(Algorithm::Rs256), "77QmUPtjPfzWtF2AnpK9RQ");
        assert_eq!(hash(Algorithm::Hs256), hash(Algorithm::Es256));
        assert_eq!(hash(Algorithm::Es384).len(), 32);
        assert_eq!(hash(Algorithm::EdDsa).len(), 43);
    }
}
