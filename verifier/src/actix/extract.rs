//! The principal as an argument of a handler.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{Error as ActixError, FromRequest, HttpRequest, error, web};

use super::head;
use crate::{Gate, Guard, Guarded, Policy, Principal};

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, ActixError>>>>;

/// Whoever makes the request. One without good credentials never reaches the handler. The application holds the [`Gate`]:
///
/// ```
/// use actix_web::{App, web};
/// use countersign_verifier::{Error, Gate, Principal};
///
/// async fn notes(principal: Principal) -> Result<String, Error> {
///     principal.require_scope("notes:read")?;
///     Ok(format!("the notes of {}", principal.subject()))
/// }
///
/// # fn app(gate: Gate) {
/// let app = App::new().app_data(web::Data::new(gate)).route("/notes", web::get().to(notes));
/// # let _ = app;
/// # }
/// ```
///
/// Where no guard stands before the handler, an access token is what is accepted.
///
/// What actix makes of `Option<Principal>` is `None` for everybody who is refused, whoever carries nothing and whoever carries
/// an expired token. To tell them apart, take a `Result<Principal, actix_web::Error>`, and look into the error with
/// `as_error::<Refusal>()`.
impl FromRequest for Principal {
    type Error = ActixError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        extract(request, Guard::PLAIN)
    }
}

/// Whoever makes the request and meets the policy: `Roles<Admin>` and the like.
impl<P: Policy> FromRequest for Guarded<P> {
    type Error = ActixError;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let admitted = extract(request, P::guard());
        Box::pin(async move { Ok(Self::of(admitted.await?)) })
    }
}

fn extract(request: &HttpRequest, guard: &'static Guard) -> Extracting<Principal> {
    let request = request.clone();
    Box::pin(async move {
        let gate = gate(&request)?;
        Ok(head::admit(&gate, &request, guard).await?)
    })
}

fn gate(request: &HttpRequest) -> Result<Gate, ActixError> {
    let shared = request.app_data::<web::Data<Gate>>();
    let shared = shared.map(|shared| shared.get_ref());
    let gate = shared.or_else(|| request.app_data::<Gate>());
    gate.cloned().ok_or_else(|| {
        tracing::error!("a handler wants a principal, and the application has no Gate in its data");
        error::ErrorInternalServerError("the API is not set up")
    })
}
