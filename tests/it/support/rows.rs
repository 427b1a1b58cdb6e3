//! Every row of every table, as one text: where something is not to be found any more.

use countersign::config::DatabaseUrl;
use countersign::store::sql;

use super::TestServer;

impl TestServer {
    pub(crate) async fn rows(&self) -> String {
        let is_sqlite = matches!(self.database.url, DatabaseUrl::Sqlite(_));
        let tables = match is_sqlite {
            true => "SELECT name AS value FROM sqlite_master WHERE type = 'table'",
            false => {
                "SELECT CAST(tablename AS TEXT) AS value FROM pg_tables WHERE schemaname = 'public'"
            }
        };
        let mut all = Vec::new();
        for table in self.texts(tables.to_owned()).await {
            let row = match is_sqlite {
                true => self.texts(columns_of(&table)).await.concat(),
                false => "CAST(t AS TEXT)".to_owned(),
            };
            let rows = format!("SELECT {row} AS value FROM {table} t");
            all.extend(self.texts(rows).await);
        }
        all.join("\n")
    }

    /// What a statement says, whose text only the test knows: it stays in memory until the test's end.
    async fn texts(&self, sql: String) -> Vec<String> {
        let found = sql::all(&mut self.app.db.read(), sql.leak(), Vec::new()).await;
        found.unwrap_or_else(|fault| panic!("{fault}"))
    }
}

/// An expression that writes a row of SQLite as text, also where a column is bytes.
fn columns_of(table: &str) -> String {
    format!(
        "SELECT group_concat('quote(t.' || name || ')', ' || '','' || ') AS value FROM pragma_table_info('{table}')"
    )
}
