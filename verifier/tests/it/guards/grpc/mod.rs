//! The gate in a tonic server: over the network as clients see it, with a service written by hand.

mod interceptor;
mod service;

use axum::body::{Body, to_bytes};
use countersign_verifier::{Gate, GrpcGuards, Guard, Principal};
use http::{HeaderMap, Response};
use serde_json::json;
use tonic::{Code, Request, Status};
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::table::{self, Told};
use super::{Renewing, bearer};
use crate::support::sender::{self, Sender};
use crate::support::{AUDIENCE, verifier};
use interceptor::intercepted;
use service::{Client, request};

/// `Authorization` alone.
fn carrying(authorization: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert("authorization", authorization.parse().expect("a value"));
    headers
}

fn told(status: &Status) -> Told {
    let metadata = status.metadata().clone().into_headers();
    let milliseconds = table::texts(&metadata, "grpc-retry-pushback-ms");
    let milliseconds = milliseconds.first().map(|text| text.parse::<u64>());
    Told {
        reason: table::texts(&metadata, "reason").concat(),
        description: status.message().to_owned(),
        challenges: table::texts(&metadata, "www-authenticate"),
        retry_after: milliseconds.map(|number| number.expect("a number") / 1000),
    }
}

fn seen(answer: Result<String, Status>) -> Result<String, (Code, String)> {
    answer.map_err(|status| (status.code(), told(&status).reason))
}

fn refusal(code: Code, reason: &str) -> Result<String, (Code, String)> {
    Err((code, reason.to_owned()))
}

fn welcome() -> Result<String, (Code, String)> {
    Ok("user-1".to_owned())
}

#[tokio::test]
async fn over_the_network_the_answers_are_those_of_the_table() {
    for case in table::cases() {
        let guards = GrpcGuards::new(table::gate()).method("/notes.v1.Notes/List", case.guard);
        let client = Client::of(guards).await;
        let accepted = client.call("/notes.v1.Notes/List", table::accepted()).await;
        assert_eq!(seen(accepted), welcome(), "{:?}", case.told);
        let refused = client.call("/notes.v1.Notes/List", case.sent).await;
        let refused = refused.expect_err("a refusal");
        assert_eq!(told(&refused), case.told);
        assert_eq!(refused.code(), Code::from_i32(case.grpc_code), "{refused}");
    }
}

#[tokio::test]
async fn a_refusal_is_an_answer_of_trailers_only() {
    let guards = GrpcGuards::new(Gate::from(verifier())).public("/notes.v1.Notes/Open");
    let inner = service_fn(async |_| Ok::<_, Status>(Response::new(Body::from("within"))));
    let service = guards.layer(inner);
    let open = service
        .clone()
        .oneshot(request("/notes.v1.Notes/Open"))
        .await;
    let open = to_bytes(open.expect("an answer").into_body(), 100).await;
    assert_eq!(open.expect("a body"), "within");
    let refused = service.oneshot(request("/notes.v1.Notes/List")).await;
    let (parts, body) = refused.expect("an answer").into_parts();
    assert_eq!(parts.status, 200);
    assert_eq!(parts.headers["content-type"], "application/grpc");
    assert_eq!(parts.headers["grpc-status"], "16");
    assert_eq!(
        parts.headers["grpc-message"],
        "an%20access%20token%20is%20required"
    );
    assert_eq!(to_bytes(body, 100).await.expect("a body"), "");
}

#[tokio::test]
async fn a_method_that_is_not_named_is_open_to_nobody() {
    let guards = GrpcGuards::new(Gate::from(verifier()))
        .public("/grpc.health.v1.Health/Check")
        .method("/notes.v1.Notes/List", Guard::new());
    let client = Client::of(guards).await;
    let editor = || carrying(&bearer(&["editor"], "notes:read"));
    let list = client.call("/notes.v1.Notes/List", editor()).await;
    assert_eq!(seen(list), welcome());
    let check = client
        .call("/grpc.health.v1.Health/Check", HeaderMap::new())
        .await;
    assert_eq!(seen(check), Ok("nobody".to_owned()));
    for path in [
        "/notes.v1.Notes/Purge",
        "/notes.v1.Notes/list",
        "/notes.v1.Notes/List/",
        "/notes.v1.Notes/%4cist",
        "/grpc.health.v1.Health/Watch",
        "/unknown.Service/Method",
    ] {
        let by_editor = client.call(path, editor()).await;
        assert_eq!(
            seen(by_editor),
            refusal(Code::PermissionDenied, "forbidden"),
            "{path}"
        );
        let by_stranger = client.call(path, HeaderMap::new()).await;
        assert_eq!(
            seen(by_stranger),
            refusal(Code::Unauthenticated, "missing_token"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_service_has_one_guard_and_a_method_its_own() {
    let guards = GrpcGuards::new(Gate::from(verifier()))
        .public("grpc.health.v1.Health")
        .service("notes.v1.Notes", Guard::new().scope("notes:read"))
        .method("/notes.v1.Notes/Purge", Guard::new().role("admin"));
    let client = Client::of(guards).await;
    let reader = || carrying(&bearer(&["editor"], "notes:read"));
    let admin = || carrying(&bearer(&["admin"], ""));
    let (no_scope, no_role) = (
        refusal(Code::PermissionDenied, "insufficient_scope"),
        refusal(Code::PermissionDenied, "insufficient_role"),
    );
    for (path, of_reader, of_admin) in [
        ("/notes.v1.Notes/List", welcome(), no_scope),
        ("/notes.v1.Notes/Purge", no_role, welcome()),
    ] {
        assert_eq!(seen(client.call(path, reader()).await), of_reader, "{path}");
        assert_eq!(seen(client.call(path, admin()).await), of_admin, "{path}");
    }
    let watch = client
        .call("/grpc.health.v1.Health/Watch", HeaderMap::new())
        .await;
    assert_eq!(seen(watch), Ok("nobody".to_owned()));
}

#[test]
fn without_a_guard_there_is_no_principal() {
    let refused = Principal::of_grpc(&Request::new(())).expect_err("a refusal");
    assert_eq!(refused.code(), Code::Unauthenticated);
}

#[tokio::test]
async fn a_proof_is_for_the_address_of_the_method() {
    let (client, gate) = (
        Sender::new(),
        Gate::from(sender::verifier_with(sender::dpop())),
    );
    let proved = |path: &str| {
        let (token, mut claims) = (client.token(), sender::claims(&client.token()));
        claims["htm"] = "POST".into();
        claims["htu"] = json!(format!("{AUDIENCE}{path}"));
        let proof = client.sign(&client.header(), &claims);
        let mut headers = carrying(&format!("DPoP {token}"));
        headers.insert("dpop", proof.parse().expect("a value"));
        headers
    };
    let guards = GrpcGuards::new(gate.clone()).service("notes.v1.Notes", Guard::new());
    let server = Client::of(guards).await;
    let list = "/notes.v1.Notes/List";
    assert_eq!(seen(server.call(list, proved(list)).await), welcome());
    let refused = refusal(Code::Unauthenticated, "invalid_dpop_proof");
    let elsewhere = server.call(list, proved("/notes.v1.Notes/Purge")).await;
    assert_eq!(seen(elsewhere), refused);
    for path in ["/", list] {
        assert_eq!(
            intercepted(&gate, &Guard::new(), proved(path)),
            refused,
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_layer_tells_the_next_nonce() {
    let gate = Gate::new().with(Renewing);
    let guards = GrpcGuards::new(gate).method("/notes.v1.Notes/List", Guard::new());
    let inner = service_fn(async |_| Ok::<_, Status>(Response::new(Body::empty())));
    let answer = guards.layer(inner).oneshot(request("/notes.v1.Notes/List"));
    assert_eq!(
        answer.await.expect("an answer").headers()["dpop-nonce"],
        "n-2"
    );
}
