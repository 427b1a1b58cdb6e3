//! The playground in its server, as far as no other process is needed. The whole walk is a peer's, in a real browser.

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use super::relying_party::CLIENT_ID;
use super::{path, seed};
use crate::app::App;
use crate::base::clock::SystemClock;
use crate::base::random::{SeededRandom, SystemRandom};
use crate::base::{Random, id};
use crate::config::{Config, DatabaseUrl};
use crate::domain::ChangeError;
use crate::jose::MasterKey;
use crate::oauth::registration::{self, NewClient};
use crate::store::{self, Db};
use crate::web;

const ISSUER: &str = "http://localhost:8080";

/// A database of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        let random: &dyn Random = &SystemRandom;
        let name = format!("countersign-playground-{}", id::id(random));
        Self(std::env::temp_dir().join(name))
    }

    async fn app(&self, issuer: &str) -> App {
        let config = Config {
            database_url: DatabaseUrl::Sqlite(self.0.join("countersign.db")),
            issuer: issuer.parse().unwrap(),
            ..Config::default()
        };
        let db = Db::open(&config).await.unwrap();
        let master_key = MasterKey::parse(&"A".repeat(43)).unwrap();
        let random = Arc::new(SeededRandom::new(1));
        App::new(config, db, master_key, Arc::new(SystemClock), random).unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    /// The cookies that it set, as a browser sends them back.
    fn cookies(&self) -> String {
        let lines = self.headers.get_all(header::SET_COOKIE).iter();
        let pairs = lines.filter_map(|line| line.to_str().ok()?.split(';').next());
        pairs.collect::<Vec<_>>().join("; ")
    }

    /// The value that the explained request has for `name`.
    fn value(&self, name: &str) -> String {
        let after = self
            .text
            .split(&format!("<code>{name}</code>"))
            .nth(1)
            .unwrap();
        let value = after.split("<dd><code>").nth(1).unwrap();
        value.split('<').next().unwrap().to_owned()
    }
}

async fn ask(app: &App, method: &str, url: &str, cookies: &str) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(url)
        .header(header::HOST, "localhost:8080")
        .header(header::COOKIE, cookies)
        .body(Body::empty())
        .unwrap();
    let response = web::router(app.clone()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text,
    }
}

async fn callback_of(app: &App) -> String {
    let client = store::client::find(&mut app.db.read(), CLIENT_ID)
        .await
        .unwrap()
        .unwrap();
    client.redirect_uris[0].as_str().to_owned()
}

#[tokio::test]
async fn it_is_registered_once_and_follows_the_issuer() {
    let folder = Folder::new();
    let app = folder.app(ISSUER).await;
    seed(&app).await.unwrap();
    seed(&app).await.unwrap();
    assert_eq!(
        callback_of(&app).await,
        "http://localhost:8080/playground/callback"
    );

    let moved = folder.app("https://id.example.org").await;
    seed(&moved).await.unwrap();
    assert_eq!(
        callback_of(&moved).await,
        "https://id.example.org/playground/callback"
    );
    let resources = store::resource::list(&mut moved.db.read()).await.unwrap();
    let uris: Vec<_> = resources
        .iter()
        .map(|resource| resource.uri.as_str())
        .collect();
    assert_eq!(uris, ["https://id.example.org/playground/api"]);
}

#[tokio::test]
async fn another_client_of_that_name_is_left_alone() {
    let folder = Folder::new();
    let app = folder.app(ISSUER).await;
    let other = NewClient {
        id: Some(CLIENT_ID.to_owned()),
        name: "Somebody's".to_owned(),
        public: true,
        redirect_uris: vec!["https://app.example.org/callback".to_owned()],
        ..NewClient::default()
    };
    registration::create(&app, other).await.unwrap();
    assert!(matches!(seed(&app).await, Err(ChangeError::Rejected(_))));
    assert_eq!(callback_of(&app).await, "https://app.example.org/callback");
}

#[tokio::test]
async fn only_the_answer_to_our_own_question_is_taken_up() {
    let folder = Folder::new();
    let app = folder.app(ISSUER).await;
    let start = ask(&app, "GET", path::START, "").await;
    let (cookies, state) = (start.cookies(), start.value("state"));
    let goes_on = async |state: &str, issuer: &str, cookies: &str| {
        let url = format!("{}?code=c&state={state}&iss={issuer}", path::CALLBACK);
        ask(&app, "GET", &url, cookies)
            .await
            .text
            .contains("Exchange the code")
    };
    assert!(goes_on(&state, ISSUER, &cookies).await);
    assert!(!goes_on(&state, ISSUER, "").await, "another browser");
    assert!(!goes_on("another", ISSUER, &cookies).await, "another state");
    assert!(
        !goes_on(&state, "http://localhost:9090", &cookies).await,
        "another server (RFC 9207)"
    );
    assert!(!goes_on(&state, "", &cookies).await, "no server named");
}

#[tokio::test]
async fn no_step_is_taken_without_the_form_of_this_browser() {
    let folder = Folder::new();
    let app = folder.app(ISSUER).await;
    let steps = [
        path::TOKENS,
        path::USERINFO,
        path::NOTES,
        path::REFRESH,
        path::BROKEN_TOKEN,
        path::ID_TOKEN,
        path::CODE_AGAIN,
    ];
    for step in steps {
        assert_eq!(
            ask(&app, "POST", step, "").await.status,
            StatusCode::FORBIDDEN,
            "{step}"
        );
        let opened = ask(&app, "GET", step, "").await;
        assert_eq!(opened.headers[header::LOCATION], path::START, "{step}");
    }
}

#[tokio::test]
async fn the_demo_api_wants_a_token() {
    let folder = Folder::new();
    let app = folder.app(ISSUER).await;
    let refused = ask(&app, "GET", path::API_NOTES, "").await;
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    let challenge = r#"Bearer realm="http://localhost:8080/playground/api""#;
    assert_eq!(refused.headers[header::WWW_AUTHENTICATE], challenge);
    assert!(!refused.text.contains("notes"));
}
