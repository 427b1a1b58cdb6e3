//! A server of a test's own, and further nodes beside it on the same database.

use std::net::SocketAddr;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use axum::http::Request;
use axum::{Extension, Router};
use countersign::app::App;
use countersign::base::Timestamp;
use countersign::base::clock::ManualClock;
use countersign::base::random::SeededRandom;
use countersign::config::Config;
use countersign::oauth::signing_keys;
use countersign::store::Db;
use countersign::store::sql::{self, FromRow, Value};
use countersign::web::{self, Peer};
use tokio::net::TcpListener;
use tower::ServiceExt as _;
use tracing::Level;
use tracing::subscriber::DefaultGuard;

use super::database::Database;
use super::log::Log;
use super::{Answer, Browser, Nobody, keys};

/// 2026-06-01 12:00:00 UTC.
pub(crate) const START: Timestamp = Timestamp(1_780_315_200_000);

/// One server process, as requests see it.
#[derive(Clone)]
pub(crate) struct Node {
    pub(crate) app: App,
    router: Router,
}

pub(crate) struct TestServer {
    node: Node,
    pub(crate) clock: ManualClock,
    pub(crate) log: Log,
    _capture: DefaultGuard,
    /// Last, so that it goes when nothing uses it any more.
    pub(crate) database: Database,
}

impl TestServer {
    pub(crate) async fn start() -> Self {
        Self::with(|_| {}).await
    }

    /// A server whose configuration the test changes.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> Self {
        Self::logging(Level::INFO, change).await
    }

    pub(crate) async fn logging(level: Level, change: impl FnOnce(&mut Config)) -> Self {
        let (log, capture) = Log::capture(level);
        let database = Database::make().await;
        let mut config = Config {
            database_url: database.url.clone(),
            ..Config::default()
        };
        // What a hash costs is not tested here.
        config.passwords.memory_kib = 64;
        config.passwords.iterations = 1;
        keys::only_rs256(&mut config);
        change(&mut config);
        let clock = ManualClock::at(START);
        let node = Node::open(config, clock.clone()).await;
        keys::install(&node.app).await;
        Self {
            node,
            clock,
            log,
            _capture: capture,
            database,
        }
    }

    /// Another server process on the same database.
    pub(crate) async fn another_node(&self) -> Node {
        self.another_node_with(|_| {}).await
    }

    /// Another server process that has not read the keys yet.
    pub(crate) async fn another_node_opening(&self) -> Node {
        Node::open((*self.app.config).clone(), self.clock.clone()).await
    }

    /// Another server process, whose configuration differs.
    pub(crate) async fn another_node_with(&self, change: impl FnOnce(&mut Config)) -> Node {
        let mut config = (*self.app.config).clone();
        change(&mut config);
        let node = Node::open(config, self.clock.clone()).await;
        signing_keys::turn(&node.app)
            .await
            .expect("the stored keys open");
        node
    }
}

impl Deref for TestServer {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.node
    }
}

impl Node {
    async fn open(config: Config, clock: ManualClock) -> Self {
        static SEED: AtomicU64 = AtomicU64::new(1);
        let seed = SEED.fetch_add(1, Ordering::Relaxed) << 32;
        let db = Db::open(&config)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        let random = Arc::new(SeededRandom::new(seed));
        let app = App::new(config, db, keys::master_key(), Arc::new(clock), random);
        Self::of(app.expect("a sound configuration"))
    }

    pub(crate) fn of(app: App) -> Self {
        Self {
            router: web::router(app.clone()),
            app,
        }
    }

    pub(crate) fn issuer(&self) -> &str {
        self.app.config.issuer.as_str()
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self)
    }

    pub(crate) fn nobody(&self) -> Nobody {
        Nobody::at(self)
    }

    /// The same on a port of this machine, for whoever asks over HTTP.
    pub(crate) async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = self.router.clone().layer(Extension(Peer(address)));
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }

    pub(crate) async fn send(&self, peer: SocketAddr, mut request: Request<Body>) -> Answer {
        let asked = format!("{} {}", request.method(), request.uri());
        request.extensions_mut().insert(Peer(peer));
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        Answer::read(asked, response).await
    }

    /// What a statement says about stored rows: a number in the column `value`.
    pub(crate) async fn number(&self, sql: &'static str) -> i64 {
        self.row(sql, Vec::new())
            .await
            .unwrap_or_else(|| panic!("no row: {sql}"))
    }

    pub(crate) async fn row<T: FromRow>(&self, sql: &'static str, args: Vec<Value>) -> Option<T> {
        let found = sql::optional(&mut self.app.db.read(), sql, args).await;
        found.unwrap_or_else(|fault| panic!("{sql}: {fault}"))
    }

    /// Changes rows behind the rules' back, as an older version or a mistake might have left them.
    pub(crate) async fn tamper(&self, sql: &'static str) {
        let tampered = self
            .app
            .db
            .write(move |tx| Box::pin(sql::execute(tx, sql, Vec::new())))
            .await;
        tampered.unwrap_or_else(|fault| panic!("{sql}: {fault}"));
        self.app.catalog.forget();
    }
}

impl Drop for TestServer {
    #[expect(
        clippy::print_stderr,
        reason = "the log of a test that fails belongs to its output"
    )]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("--- the server's log ---\n{}", self.log.text());
        }
    }
}
