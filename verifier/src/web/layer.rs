//! A guard for whole routers.

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::{Layer, Service};

use crate::{Gate, Guard, Refusal};

impl Gate {
    /// Lets only requests through that meet the guard. Handlers find out who it is by [`Principal`](crate::Principal),
    /// which does not verify again.
    ///
    /// ```
    /// # fn guarded(gate: countersign_verifier::Gate) {
    /// use axum::{Router, routing::get};
    /// use countersign_verifier::Guard;
    ///
    /// let notes: Router = Router::new()
    ///     .route("/notes", get(|| async { "all notes" }))
    ///     .route_layer(gate.guard(Guard::new().scope("notes:read")));
    /// # }
    /// ```
    #[must_use]
    pub fn guard(&self, guard: Guard) -> GuardLayer {
        GuardLayer {
            gate: self.clone(),
            guard,
        }
    }
}

/// What [`Gate::guard`] returns, for `Router::layer` and `Router::route_layer`.
#[derive(Clone, Debug)]
pub struct GuardLayer {
    gate: Gate,
    guard: Guard,
}

impl GuardLayer {
    async fn admit(&self, request: Request) -> Result<Request, Refusal> {
        let (mut parts, body) = request.into_parts();
        self.gate.admit(&mut parts, &self.guard).await?;
        Ok(Request::from_parts(parts, body))
    }
}

impl<S> Layer<S> for GuardLayer {
    type Service = GuardService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        GuardService {
            rule: self.clone(),
            inner,
        }
    }
}

/// The guarded service that [`GuardLayer`] makes.
#[derive(Clone, Debug)]
pub struct GuardService<S> {
    rule: GuardLayer,
    inner: S,
}

impl<S> Service<Request> for GuardService<S>
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
                Err(refusal) => Ok(refusal.into_response()),
            }
        })
    }
}
