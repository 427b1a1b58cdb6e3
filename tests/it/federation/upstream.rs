//! Another provider, on this machine: honest unless a test makes it otherwise.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use countersign::jose::digest::sha256;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use url::Url;

use crate::support::server::START;
use crate::support::{Params, Signer};

pub(super) const CLIENT: &str = "countersign";
pub(super) const SECRET: &str = "a secret of theirs & ours";
pub(super) const ACCESS_TOKEN: &str = "upstream-access-token";

/// Makes of claims the ID token that is issued.
type Sign = Arc<dyn Fn(&Signer, Value) -> String + Send + Sync>;

/// What it does and says; a test changes it.
pub(super) struct Script {
    pub metadata: Value,
    pub jwks: Value,
    /// What it says of whoever comes, in the ID token.
    pub person: Value,
    /// And at its UserInfo endpoint.
    pub userinfo: Value,
    pub emails: Value,
    pub sign: Sign,
    /// Status and body of the token endpoint, in place of tokens.
    pub refuses: Option<(u16, String)>,
    /// How long every answer takes.
    pub slow: Duration,
    /// What is wrong with the endpoint at a path.
    pub ill: Option<(&'static str, Ill)>,
    codes: HashMap<String, Asked>,
    requests: Vec<(String, Vec<(String, String)>)>,
}

/// What somebody was sent with.
#[derive(Clone)]
struct Asked {
    nonce: Option<String>,
    challenge: String,
    redirect_uri: String,
}

#[derive(Clone)]
pub(super) struct Upstream {
    pub(super) address: SocketAddr,
    pub(super) signer: Arc<Signer>,
    script: Arc<Mutex<Script>>,
    serving: Arc<OnceLock<AbortHandle>>,
}

impl Upstream {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let signer = Arc::new(Signer::new("ES256", "up-1"));
        let issuer = format!("http://{address}");
        let script = Script {
            metadata: json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize"),
                "token_endpoint": format!("{issuer}/token"),
                "userinfo_endpoint": format!("{issuer}/userinfo"),
                "end_session_endpoint": format!("{issuer}/end"),
                "jwks_uri": format!("{issuer}/jwks"),
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256", "RS256", "HS256", "none"],
            }),
            jwks: signer.jwks(),
            person: json!({"sub": "u-1", "email": "ada@example.org", "email_verified": true,
                "preferred_username": "ada", "given_name": "Ada", "family_name": "King"}),
            userinfo: json!({"sub": "u-1"}),
            emails: json!([]),
            sign: Arc::new(|signer, claims| signer.sign(&claims)),
            refuses: None,
            slow: Duration::ZERO,
            ill: None,
            codes: HashMap::new(),
            requests: Vec::new(),
        };
        let upstream = Self {
            address,
            signer,
            script: Arc::new(Mutex::new(script)),
            serving: Arc::default(),
        };
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/jwks", get(jwks))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .route("/userinfo/emails", get(emails))
            .layer(from_fn_with_state(upstream.clone(), ailing))
            .with_state(upstream.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, router).await });
        let first = upstream.serving.set(serving.abort_handle());
        assert!(first.is_ok());
        upstream
    }

    /// Nobody answers there any more.
    pub(super) async fn goes_offline(&self) {
        self.serving.get().expect("it was started").abort();
        while TcpStream::connect(self.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    }

    pub(super) fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().expect("no panic")
    }

    /// What it says of the person who comes next.
    pub(super) fn says(&self, person: Value) {
        self.script().person = person;
    }

    /// Changes one claim of every ID token.
    pub(super) fn claims(&self, name: &'static str, value: Value) {
        self.signs(move |signer, mut claims| {
            match value.clone() {
                Value::Null => claims.as_object_mut().unwrap().remove(name),
                value => claims
                    .as_object_mut()
                    .unwrap()
                    .insert(name.to_owned(), value),
            };
            signer.sign(&claims)
        });
    }

    pub(super) fn signs(&self, sign: impl Fn(&Signer, Value) -> String + Send + Sync + 'static) {
        self.script().sign = Arc::new(sign);
    }

    /// Agrees to what somebody was sent with, and says where to send them back to.
    pub(super) fn agree(&self, location: &str) -> String {
        let url = Url::parse(location).expect("an authorization URL");
        let find = |name: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(known, _)| known == name)
                .map(|(_, value)| value.into_owned())
        };
        let redirect_uri = find("redirect_uri").expect("a redirect URI");
        let mut script = self.script();
        let code = format!("code-{}", script.codes.len());
        let asked = Asked {
            nonce: find("nonce"),
            challenge: find("code_challenge").expect("PKCE"),
            redirect_uri: redirect_uri.clone(),
        };
        assert_eq!(find("code_challenge_method").as_deref(), Some("S256"));
        script.codes.insert(code.clone(), asked);
        let state = find("state").expect("a state");
        let answer = Params::of(&[("code", &code), ("state", &state)]);
        format!("{redirect_uri}?{}", answer.encode())
    }

    /// The forms that came to a path, or the questions in its address.
    pub(super) fn forms(&self, path: &str) -> Vec<Vec<(String, String)>> {
        let script = self.script();
        let of_path = script.requests.iter().filter(|(asked, _)| asked == path);
        of_path.map(|(_, form)| form.clone()).collect()
    }

    pub(super) fn hits(&self, path: &str) -> usize {
        self.forms(path).len()
    }

    async fn note(&self, path: &str, form: Vec<(String, String)>) {
        let slow = {
            let mut script = self.script();
            script.requests.push((path.to_owned(), form));
            script.slow
        };
        tokio::time::sleep(slow).await;
    }

    fn id_token(&self, script: &Script, asked: &Asked) -> String {
        let now = START.seconds();
        let hash = sha256(ACCESS_TOKEN.as_bytes());
        let mut claims = json!({
            "iss": self.issuer(), "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.nonce,
            "at_hash": URL_SAFE_NO_PAD.encode(&hash[..16]),
        });
        for (name, value) in script.person.as_object().expect("claims") {
            claims[name] = value.clone();
        }
        (script.sign)(&self.signer, claims)
    }
}

/// What an endpoint does in place of what it should.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ill {
    Answers(u16, &'static str),
    Sleeps,
}

async fn ailing(State(upstream): State<Upstream>, request: Request, next: Next) -> Response {
    let ill = upstream.script().ill;
    let here = ill.filter(|(path, _)| *path == request.uri().path());
    match here.map(|(_, ill)| ill) {
        None => next.run(request).await,
        Some(Ill::Answers(status, body)) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [("content-type", "application/json")], body).into_response()
        }
        Some(Ill::Sleeps) => std::future::pending().await,
    }
}

async fn metadata(State(upstream): State<Upstream>) -> Json<Value> {
    upstream
        .note("/.well-known/openid-configuration", Vec::new())
        .await;
    Json(upstream.script().metadata.clone())
}

async fn jwks(State(upstream): State<Upstream>) -> Json<Value> {
    upstream.note("/jwks", Vec::new()).await;
    Json(upstream.script().jwks.clone())
}

/// Takes a code once, from the right client, with the verifier of its challenge.
async fn token(State(upstream): State<Upstream>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.expect("a body").to_bytes();
    let form = Params::read(std::str::from_utf8(&body).expect("text"));
    upstream.note("/token", form.clone()).await;
    let field = |name: &str| {
        form.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let mut script = upstream.script();
    if let Some((status, body)) = script.refuses.clone() {
        let status = StatusCode::from_u16(status).expect("a status");
        return (status, [("content-type", "application/json")], body).into_response();
    }
    let asked = field("code").and_then(|code| script.codes.remove(&code));
    let verifier = field("code_verifier").unwrap_or_default();
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
    let good = asked.filter(|asked| {
        asked.challenge == challenge
            && field("redirect_uri").as_deref() == Some(&asked.redirect_uri)
    });
    let Some(asked) = good.filter(|_| is_client(&parts.headers, &form)) else {
        return (
            StatusCode::BAD_REQUEST,
            Json(json!({"error": "invalid_grant"})),
        )
            .into_response();
    };
    let mut answer = json!({"access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 300,
        "refresh_token": "upstream-refresh-token"});
    if asked.nonce.is_some() {
        answer["id_token"] = upstream.id_token(&script, &asked).into();
    }
    Json(answer).into_response()
}

/// RFC 6749 section 2.3.1: in the header, encoded like a form, or in the body.
fn is_client(headers: &HeaderMap, form: &[(String, String)]) -> bool {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let basic = format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", encode(CLIENT), encode(SECRET)))
    );
    let by_header = headers
        .get("authorization")
        .is_some_and(|value| value == basic.as_str());
    let field = |name: &str| {
        form.iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    let signed = field("client_secret").is_some_and(|secret| secret.split('.').count() == 3);
    by_header
        || (field("client_id") == Some(CLIENT)
            && (field("client_secret") == Some(SECRET) || signed))
}

async fn userinfo(
    State(upstream): State<Upstream>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let asked = Params::read(&query.unwrap_or_default());
    upstream.note("/userinfo", asked).await;
    let said = upstream.script().userinfo.clone();
    by_bearer(&headers, said)
}

async fn emails(State(upstream): State<Upstream>, headers: HeaderMap) -> Response {
    upstream.note("/userinfo/emails", Vec::new()).await;
    let said = upstream.script().emails.clone();
    by_bearer(&headers, said)
}

fn by_bearer(headers: &HeaderMap, said: Value) -> Response {
    let bearer = format!("Bearer {ACCESS_TOKEN}");
    match headers
        .get("authorization")
        .is_some_and(|value| value == bearer.as_str())
    {
        true => Json(said).into_response(),
        false => StatusCode::UNAUTHORIZED.into_response(),
    }
}
