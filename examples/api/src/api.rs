//! The notes API: its roles, scopes and permissions, and which route is for whom.

use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use countersign_verifier::{
    Gate, Guard, GuardedRouter, Method, Permissions, Principal, Roles, Scopes, permissions, roles,
    scopes,
};
use serde_json::{Value, json};

roles! {
    enum Role { Admin = "admin", Editor = "editor" }
}

scopes! {
    enum Scope { ReadNotes = "notes:read", WriteNotes = "notes:write" }
}

permissions! {
    enum Permission { ReadReports = "reports:read", WriteReports = "reports:write" }
}

/// What each role may do is the application's own business: the issuer knows the roles, the application what they mean.
pub(crate) fn permissions(gate: Gate) -> Gate {
    gate.role_permits(Role::Editor, [Permission::ReadReports])
        .role_permits(Role::Admin, Permission::ALL)
}

/// A route says which ways to authenticate it accepts, beside access tokens; its handler says what the caller must have.
pub(crate) fn router(gate: Gate) -> Router {
    GuardedRouter::new()
        .public("/", get(home))
        .route("/me", Guard::new(), get(me))
        .route("/notes", Guard::new().allow_api_key(), get(read_notes))
        .route("/notes", Guard::new(), post(write_note))
        .route("/editors", Guard::new(), get(editors))
        .route("/reports", Guard::new(), get(reports))
        .route("/metrics", Guard::new().only([Method::Basic]), get(metrics))
        .with_state(gate)
}

async fn home() -> Json<Value> {
    Json(json!({ "service": "notes" }))
}

async fn me(principal: Principal) -> Json<Value> {
    Json(json!({
        "sub": principal.subject(),
        "client_id": principal.client(),
        "scope": principal.scope().to_string(),
        "roles": principal.roles(),
        "method": principal.method().name(),
    }))
}

async fn read_notes(reader: Scopes<ReadNotes>) -> Json<Value> {
    let method = reader.method().name();
    Json(json!({ "notes": [], "for": reader.subject(), "method": method }))
}

async fn write_note(writer: Scopes<WriteNotes>) -> (StatusCode, Json<Value>) {
    let written = json!({ "by": writer.subject() });
    (StatusCode::CREATED, Json(written))
}

/// For whoever has both roles.
async fn editors(both: Roles<(Admin, Editor)>) -> Json<Value> {
    Json(json!({ "welcome": both.subject() }))
}

async fn reports(reader: Permissions<ReadReports>) -> Json<Value> {
    Json(json!({ "reports": [], "for": reader.subject() }))
}

async fn metrics() -> &'static str {
    "notes_total 0\n"
}
