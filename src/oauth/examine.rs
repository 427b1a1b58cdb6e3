//! All that this server can tell of a token: whether an API accepts it, and whether what it stands on still stands. Only
//! operators ask here; what a client may learn of a token, introspection decides.

use countersign_verifier::explain::Report;
use countersign_verifier::{Algorithm, SetupError, Verifier, key_text};

use super::presented_token::{self, named_audience};
use super::standing::{self, Bearer, Fallen, KeyHolder, Refreshable};
use crate::app::App;
use crate::base::Fault;
use crate::jose::digest::sha256;

/// What a token turned out to be. Each has what it stands on, if that still stands.
#[derive(Debug)]
pub enum Examined {
    /// Judged as the API of this audience does. Whether it stands is not asked of a token that is not ours or is over.
    Jwt {
        report: Box<Report>,
        standing: Option<Result<Bearer, Fallen>>,
    },
    ApiKey(Result<KeyHolder, Fallen>),
    /// What may be a refresh token by its form.
    Opaque(Result<Refreshable, Fallen>),
}

/// Judges a token with the keys and the database of this server. Without an audience, the one that it names is right.
pub async fn examine(app: &App, token: &str, audience: Option<&str>) -> Result<Examined, Fault> {
    if key_text::is_well_formed(token) {
        let hash = sha256(token.as_bytes());
        return Ok(Examined::ApiKey(standing::of_api_key(app, &hash).await?));
    }
    if is_opaque(token) {
        let hash = sha256(token.as_bytes());
        let standing = standing::of_refresh_token(app, &hash).await?;
        return Ok(Examined::Opaque(standing));
    }
    let named = named_audience(token).unwrap_or_default();
    let verifier = app.verifier.for_audience(audience.unwrap_or(&named));
    let claims = match token.contains('.') {
        true => presented_token::verify(app, token, named.as_str())
            .await?
            .ok(),
        false => None,
    };
    let standing = match claims {
        Some(claims) => Some(standing::of_access_token(app, &claims).await?),
        None => None,
    };
    Ok(Examined::Jwt {
        report: Box::new(verifier.explain_now(token)),
        standing,
    })
}

/// Judges a token as an API of another issuer does, whose keys are fetched. Whether it was revoked only that one knows.
pub async fn elsewhere(
    issuer: &str,
    token: &str,
    audience: Option<&str>,
) -> Result<Report, SetupError> {
    let named = named_audience(token).unwrap_or_else(|| "unknown".to_owned());
    let verifier = Verifier::discover(issuer)
        .audience(audience.unwrap_or(&named))
        .algorithms(Algorithm::ALL)
        .build()?;
    Ok(verifier.explain(token).await)
}

/// Whether it can be a refresh token by its form: what is meant as an API key is none.
fn is_opaque(token: &str) -> bool {
    let graphic = token.bytes().all(|byte| byte.is_ascii_graphic());
    graphic && !token.is_empty() && !token.contains('.') && !token.starts_with("csk_")
}
