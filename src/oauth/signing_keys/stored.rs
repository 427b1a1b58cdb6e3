//! Keys as rows: sealed under the master key, each for its own purpose, and read as chains.

use crate::app::App;
use crate::base::{Fault, Timestamp};
use crate::jose::chain::Chain;
use crate::jose::rotation::Span;
use crate::jose::{Key, KeyUse, MasterKeyError};
use crate::store::signing_key::{self as table, StoredKey};

use super::{KeysError, is_offered, policy};

/// A chain for every use that is offered, and for those whose keys are still there. Rows for what this version does not
/// know are left alone: a newer server on the same database made them.
pub fn chains(app: &App, rows: Vec<StoredKey>) -> Vec<Chain<StoredKey>> {
    let began = app.keys.began(app.now());
    let mut rows = rows;
    let chain = |usage: KeyUse| {
        let own = rows.extract_if(.., |row| row.algorithm == usage.as_str());
        let members = own.map(|row| (span(&row), row)).collect();
        let ended = (!is_offered(app, usage)).then_some(began);
        Chain::new(usage, policy(app, usage), ended, members)
    };
    KeyUse::all().map(chain).collect()
}

fn span(row: &StoredKey) -> Span {
    Span {
        signs_from: row.signs_from,
        withdrawn_at: row.withdrawn_at,
    }
}

/// The generation that comes next.
pub(super) fn generation(rows: &[StoredKey]) -> i64 {
    rows.last().map_or(1, |newest| newest.generation + 1)
}

pub(super) fn open(app: &App, usage: KeyUse, row: &StoredKey) -> Result<Key, KeysError> {
    let pkcs8 = app
        .master_key
        .open(&purpose(usage, &row.kid), &row.sealed)
        .ok_or(MasterKeyError::Wrong)?;
    Ok(Key::from_pkcs8(usage, &pkcs8)?)
}

pub(super) fn seal(
    app: &App,
    key: &Key,
    pkcs8: &[u8],
    (generation, signs_from): (i64, Timestamp),
) -> Result<StoredKey, Fault> {
    let usage = key.usage();
    let purpose = purpose(usage, key.kid());
    Ok(StoredKey {
        kid: key.kid().to_owned(),
        generation,
        algorithm: usage.as_str().to_owned(),
        sealed: app.master_key.seal(&purpose, pkcs8, &*app.random)?,
        created_at: app.now(),
        signs_from,
        withdrawn_at: None,
    })
}

/// A key that was sealed to sign does not open to decrypt, nor the other way round, even where somebody changes the row.
fn purpose(usage: KeyUse, kid: &str) -> String {
    match usage {
        KeyUse::Signing(_) => format!("signing key {kid}"),
        KeyUse::Decryption(_) => format!("decryption key {kid}"),
    }
}

/// Of several servers that store the same generation at once, one does: the others are told false.
pub(super) async fn insert(
    app: &App,
    row: StoredKey,
    withdraw_others: bool,
) -> Result<bool, Fault> {
    let stored = app.catalog.attempt(move |tx| {
        Box::pin(async move {
            let first = table::insert(tx, &row).await?;
            if first && withdraw_others {
                let (algorithm, generation) = (row.algorithm.as_str(), row.generation);
                table::withdraw_before(tx, algorithm, generation, row.created_at).await?;
            }
            Ok(first)
        })
    });
    stored.await
}

/// Withdraws every key of a use.
pub(super) async fn withdraw(app: &App, usage: KeyUse) -> Result<(), Fault> {
    let now = app.now();
    let withdrawn = app
        .catalog
        .change(move |tx| Box::pin(table::withdraw_before(tx, usage.as_str(), i64::MAX, now)));
    withdrawn.await
}

pub(super) async fn delete(app: &App, kids: Vec<String>) -> Result<(), Fault> {
    let deleted = app.catalog.change(move |tx| {
        Box::pin(async move {
            for kid in kids {
                table::delete(tx, &kid).await?;
            }
            Ok(())
        })
    });
    deleted.await
}
