//! `countersign migrate`: brings the database up, for deployments that want it done apart from the start of a server.

use serde_json::json;

use super::answer::Answer;
use super::doctor::health;
use super::failure::Failure;
use super::start::Start;

/// Opening a database migrates it; what is left is to say so.
pub(super) async fn run(start: &Start) -> Result<Answer, Failure> {
    let app = start.app().await?;
    let migration = health::migration(&app.db).await?;
    let url = app.config.database_url.to_string();
    app.db.close().await;
    Ok(
        Answer::new(json!({"database_url": url, "migration": migration})).line(format!(
            "{url} is at migration {migration}, the newest of this program."
        )),
    )
}
