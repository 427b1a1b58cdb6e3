//! A database for each test: a SQLite file in memory-backed storage, or with `IT_DATABASE=postgres` a database in the cluster
//! that `IT_POSTGRES` (an administrator's URL) names. Gone when the test ends.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use countersign::config::{Config, DatabaseUrl};
use countersign::store::Db;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

const TEMPLATE: &str = "countersign_it_template";

pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    left: Left,
}

/// What has to be cleared away.
enum Left {
    Folder(PathBuf),
    Database { admin: String, name: String },
}

impl Database {
    pub(crate) async fn make() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("countersign_it_{}_{number}", std::process::id());
        match variable("IT_DATABASE").as_deref() {
            Some("postgres") => postgres(name).await,
            None | Some("sqlite") => sqlite(&name),
            Some(other) => panic!("IT_DATABASE is {other:?}: use sqlite or postgres"),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "which database to test on is the caller's choice"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn sqlite(name: &str) -> Database {
    let memory = PathBuf::from("/dev/shm");
    let base = if memory.is_dir() {
        memory
    } else {
        std::env::temp_dir()
    };
    let folder = base.join(name);
    std::fs::create_dir(&folder).expect("the temporary folder is writable");
    let url = format!("sqlite:{}", folder.join("test.db").display());
    Database {
        url: url.parse().expect("a path is a database URL"),
        left: Left::Folder(folder),
    }
}

async fn postgres(name: String) -> Database {
    static READY: OnceLock<String> = OnceLock::new();
    let admin = READY
        .get_or_init(|| {
            let admin = variable("IT_POSTGRES").expect("IT_POSTGRES names the cluster to test on");
            apart(make_template(admin.clone()));
            admin
        })
        .clone();
    administer(
        &admin,
        // Copying files costs a third of writing every block to the log.
        format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"),
    )
    .await;
    Database {
        url: at(&admin, &name),
        left: Left::Database { admin, name },
    }
}

/// The migrations run once; each test copies what they made.
async fn make_template(admin: String) {
    administer(
        &admin,
        format!("DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)"),
    )
    .await;
    administer(&admin, format!("CREATE DATABASE {TEMPLATE}")).await;
    let config = Config {
        database_url: at(&admin, TEMPLATE),
        ..Config::default()
    };
    let db = Db::open(&config)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    db.close().await;
}

fn at(admin: &str, name: &str) -> DatabaseUrl {
    let mut url = url::Url::parse(admin).expect("IT_POSTGRES is a URL");
    url.set_path(name);
    url.as_str()
        .parse()
        .unwrap_or_else(|error| panic!("IT_POSTGRES: {error}"))
}

async fn administer(admin: &str, sql: String) {
    let mut connection = PgConnection::connect(admin)
        .await
        .expect("IT_POSTGRES can be reached");
    connection
        .execute(AssertSqlSafe(sql))
        .await
        .expect("IT_POSTGRES is an administrator's");
    connection.close().await.expect("closing a connection");
}

/// Runs to its end on a thread of its own, from wherever it is called.
fn apart(work: impl Future<Output = ()> + Send) {
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build();
            runtime.expect("a runtime").block_on(work);
        });
    });
}

impl Drop for Database {
    fn drop(&mut self) {
        match &self.left {
            Left::Folder(folder) => {
                let _ = std::fs::remove_dir_all(folder);
            }
            Left::Database { admin, name } => {
                apart(administer(
                    admin,
                    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                ));
            }
        }
    }
}
