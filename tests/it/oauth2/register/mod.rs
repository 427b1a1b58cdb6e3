//! `/oauth2/register`: clients that register themselves, and look after their registration.

mod document;
mod guard;
mod limits;
mod management;
mod members;
mod policy;
mod refused;
mod registration;
mod sector;
mod statement;
mod trusted;

use countersign::oauth::registration::initial_access;
use serde_json::{Map, Value, json};

use crate::support::{Answer, Node, RelyingParty, covers, hours};

covers!("/oauth2/register", "/oauth2/register/{client_id}");

const HERE: &str = "/oauth2/register";

/// An initial access token for any number of clients.
async fn permission(node: &Node) -> String {
    let made = initial_access::create(&node.app, "Tests", hours(1), None).await;
    made.expect("a token that can be made").0
}

async fn send(node: &Node, (method, path): (&str, &str), token: &str, body: &str) -> Answer {
    let authorization = format!("Bearer {token}");
    let mut headers = vec![("content-type", "application/json")];
    if !token.is_empty() {
        headers.push(("authorization", authorization.as_str()));
    }
    node.nobody().request(method, path, &headers, body).await
}

/// Sends a registration.
async fn register(node: &Node, token: &str, members: &Value) -> Answer {
    send(node, ("POST", HERE), token, &members.to_string()).await
}

/// What a client says of itself that says no more than it must.
fn plain() -> Value {
    json!({"redirect_uris": ["https://app.example.org/callback"]})
}

/// The same, with more.
fn plain_and(more: &Value) -> Value {
    let mut members: Map<String, Value> = plain().as_object().cloned().unwrap();
    members.extend(more.as_object().cloned().unwrap());
    Value::Object(members)
}

/// A registered client, and what it learned.
struct Registered {
    rp: RelyingParty,
    id: String,
    token: String,
    members: Value,
}

impl Registered {
    async fn new(node: &Node, members: &Value) -> Self {
        let permission = permission(node).await;
        Self::of(
            node,
            &register(node, &permission, members).await.expect(201),
        )
    }

    fn of(node: &Node, answer: &Answer) -> Self {
        let members = answer.json();
        let text = |name: &str| members[name].as_str().unwrap_or_default().to_owned();
        let rp = RelyingParty {
            node: node.clone(),
            id: text("client_id"),
            secret: members["client_secret"].as_str().map(str::to_owned),
            redirect_uri: members["redirect_uris"][0]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        };
        Self {
            id: text("client_id"),
            token: text("registration_access_token"),
            rp,
            members,
        }
    }

    fn path(&self) -> String {
        format!("{HERE}/{}", self.id)
    }

    async fn read(&self, node: &Node) -> Answer {
        send(node, ("GET", &self.path()), &self.token, "").await
    }

    async fn update(&self, node: &Node, members: &Value) -> Answer {
        let mut members = members.clone();
        members["client_id"] = self.id.clone().into();
        let put = ("PUT", self.path());
        send(node, (put.0, &put.1), &self.token, &members.to_string()).await
    }

    async fn delete(&self, node: &Node) -> Answer {
        send(node, ("DELETE", &self.path()), &self.token, "").await
    }
}

/// Whether a refusal is of that code and names the member.
#[track_caller]
fn names(answer: &Answer, code: &str, member: &str) {
    assert_eq!(answer.status, 400, "{}", answer.dump());
    let said = answer.json();
    assert_eq!(said["error"], code, "{}", answer.dump());
    let description = said["error_description"].as_str().unwrap_or_default();
    assert!(
        description.starts_with(&format!("{member}: ")),
        "{member}: {}",
        answer.dump()
    );
}
