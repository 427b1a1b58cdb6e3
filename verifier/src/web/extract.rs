//! The principal as an argument of a handler.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use crate::{Gate, Guard, Principal, Refusal};

/// Whoever makes the request. One without good credentials never reaches the handler.
///
/// ```
/// use countersign_verifier::{Error, Principal};
///
/// async fn notes(principal: Principal) -> Result<String, Error> {
///     principal.require_scope("notes:read")?;
///     Ok(format!("the notes of {}", principal.subject()))
/// }
/// ```
///
/// The state of the router must hold a [`Gate`], or be one ([`FromRef`]).
impl<S> FromRequestParts<S> for Principal
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Gate::from_ref(state).admit(parts, &Guard::new()).await
    }
}
