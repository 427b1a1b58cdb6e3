//! What was shown to prove who one is, as JSON in a column.

use super::sql::Row;
use crate::base::Fault;
use crate::domain::{Elsewhere, Proof};

pub(super) fn json(proofs: &[Proof]) -> String {
    serde_json::to_string(proofs).unwrap_or_default()
}

/// Where one of them was shown, if at another provider. It stands in columns of its own too, for who says that it is over.
pub(super) fn elsewhere(proofs: &[Proof]) -> Columns {
    let elsewhere = proofs.iter().find_map(|proof| proof.elsewhere.clone());
    match elsewhere {
        Some(Elsewhere {
            provider,
            subject,
            session,
        }) => Columns {
            provider: Some(provider),
            subject: Some(subject),
            sid: session,
        },
        None => Columns::default(),
    }
}

/// The columns `upstream_provider`, `upstream_subject` and `upstream_sid`.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub provider: Option<String>,
    pub subject: Option<String>,
    pub sid: Option<String>,
}

pub(super) fn read(row: &Row) -> Result<Vec<Proof>, Fault> {
    let text = row.text("proofs")?;
    serde_json::from_str(&text)
        .map_err(|error| Fault::internal(format!("column proofs holds no proofs: {error}")))
}

/// Those of a session. One of a server that knew passwords only says nothing of them.
pub(super) fn of_session(row: &Row) -> Result<Vec<Proof>, Fault> {
    let proofs = read(row)?;
    Ok(match proofs.is_empty() {
        true => vec![Proof::password(row.time("auth_time")?)],
        false => proofs,
    })
}
