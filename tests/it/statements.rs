//! Every statement of every table prepares on the database under test, after its migrations.

use countersign::config::DatabaseUrl;
use countersign::store;
use sqlx::postgres::PgConnection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Executor as _, SqlSafeStr as _};

use crate::support::TestServer;

#[tokio::test]
async fn every_statement_prepares() {
    let server = TestServer::start().await;
    let statements = store::statements();
    assert!(statements.len() > 50, "the tables' lists are not gathered");
    let mut wrong = Vec::new();
    match &server.database.url {
        DatabaseUrl::Sqlite(path) => {
            let options = SqliteConnectOptions::new().filename(path);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            for (name, sql) in statements {
                wrong.extend(
                    connection
                        .prepare(sql.into_sql_str())
                        .await
                        .err()
                        .map(|error| format!("{name}: {error}")),
                );
            }
        }
        DatabaseUrl::Postgres(_) => {
            let url = server.database.url.connection_string();
            let mut connection = PgConnection::connect(&url).await.unwrap();
            for (name, sql) in statements {
                wrong.extend(
                    connection
                        .prepare(sql.into_sql_str())
                        .await
                        .err()
                        .map(|error| format!("{name}: {error}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
