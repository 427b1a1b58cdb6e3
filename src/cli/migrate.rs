//! `countersign migrate`: brings the database up, for deployments that want it done apart from the start of a server.

use serde_json::json;

use super::answer::Answer;
use super::doctor::health;
use super::failure::Failure;
use super::start::{self, Start};

/// Opening a database migrates it; what is left is to say so. That a new one was begun is no surprise here.
pub(super) async fn run(start: &Start) -> Result<Answer, Failure> {
    let config = start.command_config()?;
    let db = start::database(&config, None).await?;
    let migration = health::migration(&db).await?;
    let url = config.database_url.to_string();
    db.close().await;
    Ok(
        Answer::new(json!({"database_url": url, "migration": migration})).line(format!(
            "{url} is at migration {migration}, the newest of this program."
        )),
    )
}
