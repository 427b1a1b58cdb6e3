//! Who may call which method: a layer for a tonic server that lets nobody call what it does not name.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll};

use ::tonic::Status;
use ::tonic::server::NamedService;
use http::{Request, Response, Uri};
use tower_layer::Layer;
use tower_service::Service;

use crate::{Gate, Guard, Principal, Refusal};

/// The guards of a gRPC server. A method that is not named here, neither itself nor by its service, is open to nobody:
/// strangers are `UNAUTHENTICATED`, so that they learn of no method, and all others get `PERMISSION_DENIED`.
///
/// ```
/// use countersign_verifier::{Gate, GrpcGuards, Guard};
///
/// # fn guards(gate: Gate) -> GrpcGuards {
/// let guards = GrpcGuards::new(gate)
///     .public("/grpc.health.v1.Health/Check")
///     .service("notes.v1.Notes", Guard::new().scope("notes:read"))
///     .method("/notes.v1.Notes/Purge", Guard::new().role("admin").max_age(300));
/// # let _ = tonic::transport::Server::builder().layer(guards.clone());
/// # guards
/// # }
/// ```
///
/// It is a layer of tower's: for a whole server, `Server::builder().layer(guards)`, or around one service. Methods find the
/// [`Principal`](crate::Principal) with [`Principal::of_grpc`](crate::Principal::of_grpc).
///
/// A DPoP proof is for `POST` and the address of the method: `https://api.example.org/notes.v1.Notes/Purge`. For tokens that
/// are bound to a client certificate, a layer around this one puts it into the extensions of the request, as
/// [`ClientCertificate`](crate::sender::ClientCertificate).
#[derive(Clone, Debug)]
#[must_use = "a layer guards nothing until it is put around something"]
pub struct GrpcGuards(Arc<Rules>);

#[derive(Clone, Debug)]
struct Rules {
    gate: Gate,
    /// By the path of a method without the slash before it, or by the name of a service.
    named: HashMap<String, Rule>,
}

#[derive(Clone, Debug)]
enum Rule {
    Public,
    Guarded(Guard),
}

/// What stands before a method that is not named.
static UNNAMED: LazyLock<Guard> = LazyLock::new(|| {
    Guard::new()
        .any_method()
        .when("this method is open to nobody", |_| false)
});

impl GrpcGuards {
    /// Guards that let nobody through yet.
    pub fn new(gate: Gate) -> Self {
        Self(Arc::new(Rules {
            gate,
            named: HashMap::new(),
        }))
    }

    /// Who may call a method: `/package.Service/Method`, as in the path of its requests.
    pub fn method(self, path: &str, guard: Guard) -> Self {
        self.set(path, Rule::Guarded(guard))
    }

    /// Who may call the methods of a service that are not named themselves: `package.Service`, which is what generated code
    /// has as `NAME`.
    pub fn service(self, name: &str, guard: Guard) -> Self {
        self.set(name, Rule::Guarded(guard))
    }

    /// A method, or a service, that is open to everybody.
    pub fn public(self, name: &str) -> Self {
        self.set(name, Rule::Public)
    }

    fn set(mut self, name: &str, rule: Rule) -> Self {
        let name = name.strip_prefix('/').unwrap_or(name).to_owned();
        Arc::make_mut(&mut self.0).named.insert(name, rule);
        self
    }
}

impl Rules {
    /// Nobody in particular, where the method is open to everybody.
    async fn admit<B>(
        &self,
        request: Request<B>,
    ) -> Result<(Request<B>, Option<Principal>), Refusal> {
        let guard = match self.rule(request.uri()) {
            Some(Rule::Public) => return Ok((request, None)),
            Some(Rule::Guarded(guard)) => guard,
            None => &UNNAMED,
        };
        let (mut parts, body) = request.into_parts();
        let principal = self.gate.admit(&mut parts, guard).await?;
        Ok((Request::from_parts(parts, body), Some(principal)))
    }

    /// Paths are compared as they were sent, which is how services find their methods.
    fn rule(&self, uri: &Uri) -> Option<&Rule> {
        let method = uri.path().strip_prefix('/')?;
        let service = method.split_once('/').map(|(service, _)| service);
        let of_service = || self.named.get(service?);
        self.named.get(method).or_else(of_service)
    }
}

impl<S> Layer<S> for GrpcGuards {
    type Service = GrpcGuarded<S>;

    fn layer(&self, inner: S) -> Self::Service {
        GrpcGuarded {
            guards: self.clone(),
            inner,
        }
    }
}

/// The guarded service that [`GrpcGuards`] make. A refusal is an answer of trailers only; an error is one of the service
/// within.
#[derive(Clone, Debug)]
pub struct GrpcGuarded<S> {
    guards: GrpcGuards,
    inner: S,
}

impl<S, B, R> Service<Request<B>> for GrpcGuarded<S>
where
    S: Service<Request<B>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Send + 'static,
    R: Default,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<R>, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let rules = Arc::clone(&self.guards.0);
        // The clone takes the place of the service that was polled ready, for readiness is not cloned.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            match rules.admit(request).await {
                Ok((request, principal)) => {
                    let mut answer = inner.call(request).await?;
                    if let Some(principal) = principal {
                        principal.tell_nonce(answer.headers_mut());
                    }
                    Ok(answer)
                }
                Err(refusal) => Ok(Status::from(refusal).into_http()),
            }
        })
    }
}

/// So that one service of a server may be guarded by itself.
impl<S: NamedService> NamedService for GrpcGuarded<S> {
    const NAME: &'static str = S::NAME;
}
