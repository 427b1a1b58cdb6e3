//! A guard for any tower service over HTTP: a router, a server of hyper's, a proxy. It knows no framework's bodies.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower_layer::Layer;
use tower_service::Service;

use crate::{Gate, Guard, Principal, Refusal};

impl Gate {
    /// Lets only requests through that meet the guard. What stands behind it finds the
    /// [`Principal`](crate::Principal) among the extensions of the request, and axum's handlers as an argument, which
    /// does not verify again.
    ///
    /// ```
    /// # #[cfg(feature = "axum")]
    /// # fn guarded(gate: countersign_verifier::Gate) {
    /// use axum::{Router, routing::get};
    /// use countersign_verifier::Guard;
    ///
    /// let notes: Router = Router::new()
    ///     .route("/notes", get(|| async { "all notes" }))
    ///     .route_layer(gate.guard(Guard::new().scope("notes:read")));
    /// # }
    /// ```
    #[must_use = "a layer guards nothing until it is put around something"]
    pub fn guard(&self, guard: Guard) -> GuardLayer {
        GuardLayer {
            gate: self.clone(),
            guard: Arc::new(guard),
        }
    }
}

/// What [`Gate::guard`] returns: a layer of tower's.
#[derive(Clone, Debug)]
#[must_use = "a layer guards nothing until it is put around something"]
pub struct GuardLayer {
    gate: Gate,
    /// Shared, because the layer is cloned for every request.
    guard: Arc<Guard>,
}

impl GuardLayer {
    async fn admit<B>(&self, request: Request<B>) -> Result<(Request<B>, Principal), Refusal> {
        let (mut parts, body) = request.into_parts();
        let principal = self.gate.admit(&mut parts, &self.guard).await?;
        Ok((Request::from_parts(parts, body), principal))
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

/// The guarded service that [`GuardLayer`] makes. Refusals are answers; an error is one of the service within.
#[derive(Clone, Debug)]
pub struct GuardService<S> {
    rule: GuardLayer,
    inner: S,
}

impl<S, B, R> Service<Request<B>> for GuardService<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Send + 'static,
    R: From<String>,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let rule = self.rule.clone();
        // The clone takes the place of the service that was polled ready, for readiness is not cloned.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            match rule.admit(request).await {
                Ok((request, principal)) => {
                    let mut answer = inner.call(request).await?;
                    principal.tell_nonce(answer.headers_mut());
                    Ok(answer)
                }
                Err(refusal) => Ok(Response::<String>::from(&refusal).map(R::from)),
            }
        })
    }
}
