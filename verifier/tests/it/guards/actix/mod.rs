//! The gate in actix-web: its middleware and its extractors, over the network as clients see them.

mod server;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::{Next, from_fn};
use actix_web::{Error as ActixError, HttpMessage as _, Responder, web};
use countersign_verifier::sender::ClientCertificate;
use countersign_verifier::{
    Error, Gate, Guard, Identity, Method, Principal, Refusal, Roles, roles,
};
use http::{HeaderMap, HeaderValue};
use serde_json::json;

use super::table::{self, Told};
use super::{Counting, Renewing, bearer, refusal, welcome};
use crate::support::{sender, verifier};
use server::{answer, seen, serve};

roles! { enum Role { Admin = "admin", Editor = "editor" } }

async fn subject(principal: Principal) -> String {
    principal.subject().to_owned()
}

#[actix_web::test]
async fn the_answers_are_those_of_the_table() {
    for case in table::cases() {
        let gate = table::gate();
        let url = serve(None, move |app| {
            let guard = gate.actix(case.guard.clone());
            app.app_data(web::Data::new(gate.clone()));
            app.service(web::resource("/").wrap(guard).get(subject));
        });
        let (status, _, body) = answer(&url, table::accepted()).await;
        assert_eq!((status, body.as_slice()), (200, &b"user-1"[..]));
        let (status, headers, body) = answer(&url, case.sent).await;
        assert_eq!(Told::by_http(&headers, &body), case.told);
        assert_eq!(status, case.status, "{:?}", case.told);
    }
}

#[actix_web::test]
async fn a_handler_names_what_it_needs() {
    async fn edits(editor: Roles<Editor>) -> String {
        editor.subject().to_owned()
    }
    async fn writes(principal: Principal) -> Result<String, Error> {
        principal.require_scope("notes:write")?;
        Ok(principal.subject().to_owned())
    }
    let url = serve(None, |app| {
        app.app_data(web::Data::new(Gate::from(verifier())));
        app.route("/me", web::get().to(subject));
        app.route("/edits", web::get().to(edits));
        app.route("/writes", web::get().to(writes));
    });
    let see =
        async |path: &str, who: &str| seen(format!("{url}{path}"), &[("authorization", who)]).await;
    let (editor, reader) = (bearer(&["editor"], "notes:write"), bearer(&["reader"], ""));
    for (path, of_reader) in [
        ("/me", welcome()),
        ("/edits", refusal(403, "insufficient_role")),
        ("/writes", refusal(403, "insufficient_scope")),
    ] {
        assert_eq!(see(path, &editor).await, welcome(), "{path}");
        assert_eq!(see(path, &reader).await, of_reader, "{path}");
        let stranger = seen(format!("{url}{path}"), &[]).await;
        assert_eq!(stranger, refusal(401, "missing_token"), "{path}");
    }
}

#[actix_web::test]
async fn a_public_route_can_tell_strangers_from_the_refused() {
    async fn home(caller: Result<Principal, ActixError>) -> Result<String, ActixError> {
        match caller {
            Ok(principal) => Ok(principal.subject().to_owned()),
            Err(error) => match error.as_error::<Refusal>() {
                Some(refusal) if refusal.error == Error::MissingToken => Ok("nobody".to_owned()),
                _ => Err(error),
            },
        }
    }
    let url = serve(None, |app| {
        app.app_data(web::Data::new(Gate::from(verifier())));
        app.route("/", web::get().to(home));
    });
    let good = bearer(&[], "");
    assert_eq!(
        seen(url.clone(), &[("authorization", &good)]).await,
        welcome()
    );
    assert_eq!(seen(url.clone(), &[]).await, (200, "nobody".to_owned()));
    let bad = seen(url, &[("authorization", "Bearer a.b")]).await;
    assert_eq!(bad, refusal(401, "malformed_token"));
}

#[actix_web::test]
async fn within_one_request_nobody_is_asked_twice() {
    async fn twice(first: Principal, second: Roles<Editor>) -> impl Responder {
        format!("{} {}", first.subject(), second.subject())
    }
    let keys = Counting::new(Method::ApiKey, "x-key");
    let tokens = Counting::new(Method::AccessToken, "x-token");
    let gate = Gate::new().with(keys.clone()).with(tokens.clone());
    let url = serve(None, move |app| {
        let key = gate.actix(Guard::new().allow_api_key());
        let editor = gate.actix(Guard::new().role("editor"));
        app.app_data(web::Data::new(gate.clone()));
        app.route("/side-by-side", web::get().to(twice));
        let inner = web::resource("/inner").wrap(editor).get(twice);
        app.service(web::scope("/scope").wrap(key).service(inner));
    });
    for requests in 1..=2 {
        let behind = seen(format!("{url}/scope/inner"), &[("x-key", "ann")]).await;
        assert_eq!((behind, keys.asked()), ((200, "ann ann".into()), requests));
        let alone = seen(format!("{url}/side-by-side"), &[("x-token", "bob")]).await;
        assert_eq!((alone, tokens.asked()), ((200, "bob bob".into()), requests));
    }
    let refused = seen(format!("{url}/side-by-side"), &[("x-key", "ann")]).await;
    assert_eq!(refused, refusal(401, "method_refused"));
}

#[actix_web::test]
async fn a_guarded_scope_leaves_nothing_open() {
    let gate = Gate::from(verifier());
    let url = serve(None, move |app| {
        let admins = gate.actix(Guard::new().role("admin"));
        let admins = web::scope("/admin")
            .wrap(admins)
            .route("/purge", web::get().to(subject));
        let guarded = web::scope("")
            .wrap(gate.actix(Guard::new()))
            .service(admins);
        app.app_data(web::Data::new(gate.clone()));
        app.route("/", web::get().to(async || "welcome"));
        app.service(guarded.route("/me", web::get().to(async || "me")));
    });
    let (admin, reader) = (bearer(&["admin"], ""), bearer(&[], ""));
    let see =
        async |path: &str, who: &str| seen(format!("{url}{path}"), &[("authorization", who)]).await;
    let nowhere = || (404, String::new());
    assert_eq!(seen(format!("{url}/"), &[]).await, (200, "welcome".into()));
    for (path, of_admin, of_reader) in [
        ("/me", (200, "me".into()), (200, "me".into())),
        ("/admin/purge", welcome(), refusal(403, "insufficient_role")),
        (
            "/admin/nowhere",
            nowhere(),
            refusal(403, "insufficient_role"),
        ),
        ("/nowhere", nowhere(), nowhere()),
    ] {
        assert_eq!(see(path, &admin).await, of_admin, "{path}");
        assert_eq!(see(path, &reader).await, of_reader, "{path}");
        let stranger = seen(format!("{url}{path}"), &[]).await;
        assert_eq!(stranger, refusal(401, "missing_token"), "{path}");
    }
}

#[actix_web::test]
async fn a_principal_that_no_gate_has_put_there_opens_nothing() {
    async fn forge(
        request: ServiceRequest,
        next: Next<impl MessageBody>,
    ) -> Result<ServiceResponse<impl MessageBody>, ActixError> {
        let identity = Identity {
            subject: "mallory".into(),
            ..Identity::default()
        };
        let forged = Principal::new(Method::AccessToken, identity);
        request.extensions_mut().insert(forged);
        next.call(request).await
    }
    let url = serve(None, |app| {
        let gate = Gate::from(verifier());
        app.app_data(web::Data::new(gate));
        app.service(web::resource("/").wrap(from_fn(forge)).get(subject));
    });
    let good = bearer(&[], "");
    assert_eq!(
        seen(url.clone(), &[("authorization", &good)]).await,
        welcome()
    );
    assert_eq!(seen(url, &[]).await, refusal(401, "missing_token"));
}

#[actix_web::test]
async fn without_a_gate_nobody_passes() {
    let url = serve(None, |app| {
        app.route("/none", web::get().to(subject));
        let gate = web::scope("/gate").app_data(Gate::from(verifier()));
        app.service(gate.route("/", web::get().to(subject)));
    });
    let good = bearer(&[], "");
    let with = seen(format!("{url}/gate/"), &[("authorization", &good)]).await;
    assert_eq!(with, welcome());
    let without = seen(format!("{url}/none"), &[("authorization", &good)]).await;
    assert_eq!(without, (500, "the API is not set up".to_owned()));
}

#[actix_web::test]
async fn a_token_may_be_bound_to_the_certificate_of_the_connection() {
    let (ours, other) = (ClientCertificate(vec![1]), ClientCertificate(vec![2]));
    let confirmation = json!({ "x5t#S256": ours.thumbprint() });
    let token = format!("Bearer {}", sender::bound(&confirmation));
    let wrong = refusal(401, "wrong_sender");
    for (certificate, expected) in [
        (Some(ours), welcome()),
        (Some(other), wrong.clone()),
        (None, wrong),
    ] {
        let url = serve(certificate, |app| {
            app.app_data(web::Data::new(Gate::from(verifier())));
            app.route("/", web::get().to(subject));
        });
        assert_eq!(seen(url, &[("authorization", &token)]).await, expected);
    }
}

#[actix_web::test]
async fn the_middleware_tells_the_next_nonce() {
    let gate = Gate::new().with(Renewing);
    let url = serve(None, move |app| {
        let guard = gate.actix(Guard::new());
        app.service(web::resource("/").wrap(guard).get(async || "within"));
    });
    let (status, headers, _) = answer(&url, HeaderMap::new()).await;
    assert_eq!(
        (status, &headers["dpop-nonce"]),
        (200, &HeaderValue::from_static("n-2"))
    );
}
