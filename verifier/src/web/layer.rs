//! Guards for whole routers: a valid token, a scope, a role.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::{Layer, Service};

use super::extract::authenticate;
use super::respond::Rejection;
use crate::{Claims, Error, Verifier};

/// Lets only requests with a valid access token through. Handlers find the [`Claims`] by
/// [`Authenticated`](crate::Authenticated), which does not verify again, or among the request's extensions.
#[must_use]
pub fn require_token(verifier: Verifier) -> RequireLayer {
    RequireLayer {
        verifier,
        demand: Demand::Token,
    }
}

/// Lets only requests through whose token carries this scope; others are a 403 (RFC 6750 section 3.1).
///
/// ```
/// # fn guard(verifier: countersign_verifier::Verifier) {
/// use axum::{Router, routing::get};
/// use countersign_verifier::require_scope;
///
/// let notes: Router = Router::new()
///     .route("/notes", get(|| async { "all notes" }))
///     .route_layer(require_scope(verifier, "notes:read"));
/// # }
/// ```
#[must_use]
pub fn require_scope(verifier: Verifier, scope: impl AsRef<str>) -> RequireLayer {
    RequireLayer {
        verifier,
        demand: Demand::Scope(scope.as_ref().into()),
    }
}

/// Lets only requests through whose subject has this role; others are a 403.
#[must_use]
pub fn require_role(verifier: Verifier, role: impl AsRef<str>) -> RequireLayer {
    RequireLayer {
        verifier,
        demand: Demand::Role(role.as_ref().into()),
    }
}

/// What [`require_token`], [`require_scope`] and [`require_role`] return, for `Router::layer` and `Router::route_layer`.
#[derive(Clone, Debug)]
pub struct RequireLayer {
    verifier: Verifier,
    demand: Demand,
}

#[derive(Clone, Debug)]
enum Demand {
    Token,
    Scope(Arc<str>),
    Role(Arc<str>),
}

impl Demand {
    fn met_by(&self, claims: &Claims) -> Result<(), Error> {
        match self {
            Self::Token => Ok(()),
            Self::Scope(scope) => claims.require_scope(scope),
            Self::Role(role) => claims.require_role(role),
        }
    }
}

impl RequireLayer {
    async fn admit(&self, request: Request) -> Result<Request, Rejection> {
        let (mut parts, body) = request.into_parts();
        let admitted = authenticate(&mut parts, &self.verifier)
            .await
            .and_then(|claims| self.demand.met_by(&claims));
        admitted.map_err(|error| Rejection::new(error, &self.verifier))?;
        Ok(Request::from_parts(parts, body))
    }
}

impl<S> Layer<S> for RequireLayer {
    type Service = RequireService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        RequireService {
            rule: self.clone(),
            inner,
        }
    }
}

/// The guarded service that [`RequireLayer`] makes.
#[derive(Clone, Debug)]
pub struct RequireService<S> {
    rule: RequireLayer,
    inner: S,
}

impl<S> Service<Request> for RequireService<S>
where
    S: Service<Request, Error = Infallible> + Clone + Send + 'static,
    S::Response: IntoResponse,
    S::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let rule = self.rule.clone();
        // The clone takes the place of the service that was polled ready, for readiness is not cloned.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            match rule.admit(request).await {
                Ok(request) => inner.call(request).await.map(IntoResponse::into_response),
                Err(rejection) => Ok(rejection.into_response()),
            }
        })
    }
}
