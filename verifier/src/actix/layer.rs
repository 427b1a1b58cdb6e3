//! A guard before a scope, a resource or a whole application.

use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform};
use actix_web::{Error as ActixError, ResponseError as _};
use http::HeaderMap;

use super::{head, respond};
use crate::{Gate, Guard};

impl Gate {
    /// Lets only requests through that meet the guard, for `wrap` of actix's scopes, resources and applications. What stands
    /// behind it takes the [`Principal`](crate::Principal) as an argument, which does not verify again.
    ///
    /// So that no route can be left unguarded by mistake, put all that is not public into one scope, and register it last:
    ///
    /// ```
    /// use actix_web::{App, web};
    /// use countersign_verifier::{Gate, Guard, Principal};
    ///
    /// # async fn home() -> &'static str { "welcome" }
    /// # async fn me(principal: Principal) -> String { principal.subject().to_owned() }
    /// # async fn purge() -> &'static str { "purged" }
    /// # fn app(gate: Gate) {
    /// let admins = web::scope("/admin")
    ///     .wrap(gate.actix(Guard::new().role("admin").max_age(300)))
    ///     .route("/purge", web::post().to(purge));
    /// let guarded = web::scope("")
    ///     .wrap(gate.actix(Guard::new()))
    ///     .service(admins)
    ///     .route("/me", web::get().to(me));
    /// let app = App::new()
    ///     .app_data(web::Data::new(gate))
    ///     .route("/", web::get().to(home))
    ///     .service(guarded);
    /// # let _ = app;
    /// # }
    /// ```
    ///
    /// There, what has no route answers like one that has: a stranger gets a 401, and learns of no path. Every guard on the way
    /// to a handler is asked; an outer one that says nothing of methods accepts access tokens alone, so it needs
    /// [`any_method`](Guard::any_method) if a route within takes API keys, and then every route says what it takes.
    #[must_use = "a guard guards nothing until it is wrapped around something"]
    pub fn actix(&self, guard: Guard) -> ActixGuard {
        ActixGuard(Arc::new(Rule {
            gate: self.clone(),
            guard,
        }))
    }
}

/// What [`Gate::actix`] returns: a middleware of actix's.
///
/// A client certificate comes from the connection: a callback of `HttpServer::on_connect` puts it there as a
/// [`ClientCertificate`](crate::sender::ClientCertificate). Behind a proxy, a middleware around this one puts it into the
/// extensions of the request.
#[derive(Clone, Debug)]
#[must_use = "a guard guards nothing until it is wrapped around something"]
pub struct ActixGuard(Arc<Rule>);

#[derive(Debug)]
struct Rule {
    gate: Gate,
    guard: Guard,
}

/// The guarded service that [`ActixGuard`] makes. Refusals are answers; an error is one of the service within.
#[derive(Clone, Debug)]
pub struct ActixGuarded<S> {
    rule: Arc<Rule>,
    inner: Rc<S>,
}

impl<S, B> Transform<S, ServiceRequest> for ActixGuard
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = ActixError> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = ActixError;
    type Transform = ActixGuarded<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, inner: S) -> Self::Future {
        ready(Ok(ActixGuarded {
            rule: Arc::clone(&self.0),
            inner: Rc::new(inner),
        }))
    }
}

impl<S, B> Service<ServiceRequest> for ActixGuarded<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = ActixError> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<EitherBody<B>>;
    type Error = ActixError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, ActixError>>>>;

    fn poll_ready(&self, context: &mut Context<'_>) -> Poll<Result<(), ActixError>> {
        self.inner.poll_ready(context)
    }

    fn call(&self, request: ServiceRequest) -> Self::Future {
        let (rule, inner) = (Arc::clone(&self.rule), Rc::clone(&self.inner));
        Box::pin(async move {
            match head::admit(&rule.gate, request.request(), &rule.guard).await {
                Ok(principal) => {
                    let mut answer = inner.call(request).await?;
                    let mut told = HeaderMap::new();
                    principal.tell_nonce(&mut told);
                    respond::add(&told, answer.headers_mut());
                    Ok(answer.map_into_left_body())
                }
                Err(refusal) => {
                    let answer = request.into_response(refusal.error_response());
                    Ok(answer.map_into_right_body())
                }
            }
        })
    }
}
