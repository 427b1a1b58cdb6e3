//! The principal as an argument of a handler.

use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;

use crate::{Error, Gate, Guard, Guarded, Policy, Principal, Refusal};

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
/// The state of the router is a [`Gate`], or holds one:
///
/// ```
/// use axum::extract::FromRef;
/// use countersign_verifier::Gate;
///
/// #[derive(Clone)]
/// struct App {
///     gate: Gate,
///     greeting: &'static str,
/// }
///
/// impl FromRef<App> for Gate {
///     fn from_ref(app: &App) -> Self {
///         app.gate.clone()
///     }
/// }
/// ```
///
/// Where no guard stands before the handler, an access token is what is accepted.
impl<S> FromRequestParts<S> for Principal
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Gate::from_ref(state).admit(parts, Guard::PLAIN).await
    }
}

/// For a public route that shows more to people whom it knows: `Option<Principal>` is `None` if the request carries no
/// credentials that the gate knows. What it does carry of those must be good.
impl<S> OptionalFromRequestParts<S> for Principal
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        let (gate, guard) = (Gate::from_ref(state), Guard::PLAIN);
        match gate.judge(parts, guard).await {
            Ok(principal) => Ok(Some(principal)),
            Err(Error::MissingToken) => Ok(None),
            Err(error) => Err(gate.refuse(error, parts, guard)),
        }
    }
}

/// Whoever makes the request and meets the policy.
impl<S, P> FromRequestParts<S> for Guarded<P>
where
    Gate: FromRef<S>,
    S: Send + Sync,
    P: Policy,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        Self::admit(&Gate::from_ref(state), parts).await
    }
}
