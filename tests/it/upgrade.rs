//! A newer program comes to the database of a server that runs: on PostgreSQL both go on, on SQLite it is kept off.

use countersign::store::Db;
use countersign::store::sql::OpenError;

use crate::support::TestServer;

/// Nodes of two versions run side by side for a while. The older one has prepared its statements already.
#[tokio::test]
async fn a_newer_node_adds_columns_while_this_one_runs() {
    let server = TestServer::start().await;
    if server.app.db.is_sqlite() {
        return;
    }
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    browser.tokens(&app).await;
    browser.get("/account").await.expect(200);
    for column in [
        "ALTER TABLE resources ADD COLUMN later TEXT",
        "ALTER TABLE clients ADD COLUMN later TEXT",
        "ALTER TABLE users ADD COLUMN later TEXT",
        "ALTER TABLE sessions ADD COLUMN later TEXT",
    ] {
        server.tamper(column).await;
    }
    // Who reads notices nothing.
    browser.get("/account").await.expect(200);
    // Who changes something is at worst asked to come again, once for a connection.
    let mut statuses = Vec::new();
    for _ in 0..20 {
        let mut another = server.browser();
        statuses.push(another.try_sign_in("ada", &ada.password).await.status);
    }
    let asked_again = statuses.iter().filter(|status| **status == 503).count();
    assert!(
        statuses[10..].iter().all(|status| *status == 303),
        "{statuses:?}"
    );
    assert!(asked_again <= 10, "{statuses:?}");
}

/// As when the program was replaced, and is used on the command line before the server is started anew.
#[tokio::test]
async fn a_newer_program_leaves_the_file_of_a_running_server_alone() {
    let server = TestServer::start().await;
    if !server.app.db.is_sqlite() {
        return;
    }
    let config = (*server.app.config).clone();
    let applied = "SELECT COUNT(*) AS value FROM _sqlx_migrations";
    let all = server.number(applied).await;
    let lock = Db::lock(&config).unwrap();
    Db::open(&config).await.unwrap().close().await;

    let newest =
        "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
    server.tamper(newest).await;
    let refused = Db::open(&config).await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse(_)), "{refused}");
    assert_eq!(server.number(applied).await, all - 1);
    // The server itself migrates, and so does anybody when it is gone: that there is nothing to do here is found out by trying.
    let tried = Db::open_locked(&config, &lock).await.unwrap_err();
    assert!(matches!(tried, OpenError::Migration(_)), "{tried}");
    drop(lock);
    let tried = Db::open(&config).await.unwrap_err();
    assert!(matches!(tried, OpenError::Migration(_)), "{tried}");
}
