//! Claims as an argument of a handler.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use super::bearer::bearer;
use super::respond::Rejection;
use crate::{Claims, Error, Verifier};

/// The claims of the request's access token. A request without a good one never reaches the handler.
///
/// ```
/// use countersign_verifier::{Authenticated, Error};
///
/// async fn notes(Authenticated(claims): Authenticated) -> Result<String, Error> {
///     claims.require_scope("notes:read")?;
///     Ok(format!("the notes of {}", claims.subject))
/// }
/// ```
///
/// The state of the router must hold a [`Verifier`], or be one ([`FromRef`]).
#[derive(Clone, Debug)]
pub struct Authenticated(pub Claims);

impl<S> FromRequestParts<S> for Authenticated
where
    Verifier: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let verifier = Verifier::from_ref(state);
        match authenticate(parts, &verifier).await {
            Ok(claims) => Ok(Self(Claims::clone(&claims))),
            Err(error) => Err(Rejection::new(error, &verifier)),
        }
    }
}

/// What was verified for this request, and by whom. It is private, so nothing else can put it there.
#[derive(Clone)]
struct Verified {
    verifier: Verifier,
    claims: Arc<Claims>,
}

/// Verifies the token of a request once for each verifier, and leaves the [`Claims`] among its extensions.
pub(super) async fn authenticate(
    parts: &mut Parts,
    verifier: &Verifier,
) -> Result<Arc<Claims>, Error> {
    // A verifier for another audience would have judged otherwise.
    if let Some(done) = parts
        .extensions
        .get::<Verified>()
        .filter(|done| done.verifier.same_policy(verifier))
    {
        return Ok(Arc::clone(&done.claims));
    }
    let token = bearer(&parts.headers, &parts.uri)?;
    let claims = Arc::new(verifier.verify(token).await?);
    parts.extensions.insert(Claims::clone(&claims));
    parts.extensions.insert(Verified {
        verifier: verifier.clone(),
        claims: Arc::clone(&claims),
    });
    Ok(claims)
}
