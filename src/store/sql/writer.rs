//! SQLite's one writer: a task that owns the only write connection and commits in groups.
//!
//! A flush of the disk costs milliseconds, a statement costs microseconds. So all jobs that wait when the writer
//! turns to them run in one transaction, each inside a savepoint, and are answered after the one commit. A job
//! that faults is rolled back to its savepoint and takes nobody with it; a commit that fails fails them all.

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection as _, Executor as _};
use tokio::sync::{mpsc, oneshot};

use super::{BoxFuture, Tx, fault};
use crate::base::Fault;

/// How many jobs may share one commit, and how many may wait.
const GROUP: usize = 128;
const WAITING: usize = 1024;

type Reply = Box<dyn FnOnce(Result<(), Fault>) + Send>;
type Job = Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Outcome> + Send>;

/// What a job did: whether its changes stand, and whom to tell once they are on disk.
struct Outcome {
    stands: bool,
    reply: Reply,
}

#[derive(Clone, Debug)]
pub(super) struct Writer(mpsc::Sender<Order>);

enum Order {
    Run(Job),
    Close(oneshot::Sender<()>),
}

impl std::fmt::Debug for Order {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Order")
    }
}

impl Writer {
    pub(super) fn start(connection: SqliteConnection) -> Self {
        let (sender, receiver) = mpsc::channel(WAITING);
        tokio::spawn(serve(Tx::Sqlite(Box::new(connection)), receiver));
        Self(sender)
    }

    pub(super) async fn write<T, J>(&self, job: J) -> Result<T, Fault>
    where
        T: Send + 'static,
        J: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Fault>> + Send + 'static,
    {
        let (sender, receiver) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            Box::pin(async move {
                let result = job(tx).await;
                let stands = result.is_ok();
                let reply: Reply = Box::new(move |committed| {
                    // The asker may have left; the change stands all the same.
                    let _ = sender.send(committed.and(result));
                });
                Outcome { stands, reply }
            })
        });
        let gone = || Fault::unavailable("the change could not be written");
        self.0.send(Order::Run(job)).await.map_err(|_| gone())?;
        receiver.await.map_err(|_| gone())?
    }

    /// Whether the task still lives.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_closed()
    }

    pub(super) async fn close(&self) {
        let (sender, receiver) = oneshot::channel();
        if self.0.send(Order::Close(sender)).await.is_ok() {
            let _ = receiver.await;
        }
    }
}

async fn serve(mut tx: Tx, mut orders: mpsc::Receiver<Order>) {
    let mut waiting = Vec::with_capacity(GROUP);
    while orders.recv_many(&mut waiting, GROUP).await > 0 {
        let mut jobs = Vec::new();
        let mut closing = None;
        for order in waiting.drain(..) {
            match order {
                Order::Run(job) => jobs.push(job),
                Order::Close(told) => closing = Some(told),
            }
        }
        if !jobs.is_empty() {
            commit_together(&mut tx, jobs).await;
        }
        if let Some(told) = closing {
            if let Tx::Sqlite(connection) = tx {
                let _ = connection.close().await;
            }
            let _ = told.send(());
            return;
        }
    }
}

async fn commit_together(tx: &mut Tx, jobs: Vec<Job>) {
    // Without a transaction the jobs would commit one by one: refuse them instead, by dropping their replies.
    if let Err(error) = statement(tx, "BEGIN IMMEDIATE").await {
        tracing::error!(%error, "no write transaction could be opened");
        // Should one be open still, the next group must not find it so.
        let _ = statement(tx, "ROLLBACK").await;
        return;
    }
    let mut replies = Vec::with_capacity(jobs.len());
    let mut broken = None;
    for job in jobs {
        match savepoint(tx, job).await {
            Ok(reply) => replies.push(reply),
            Err(error) => {
                // The transaction may be gone already: a further job would commit by itself. The rest hear nothing, and so
                // that it did not happen.
                broken = Some(error);
                break;
            }
        }
    }
    let ended = match broken {
        None => statement(tx, "COMMIT").await,
        Some(error) => Err(error),
    };
    if ended.is_err() {
        let _ = statement(tx, "ROLLBACK").await;
    }
    for reply in replies {
        reply(ended.clone());
    }
}

async fn savepoint(tx: &mut Tx, job: Job) -> Result<Reply, Fault> {
    statement(tx, "SAVEPOINT job").await?;
    let outcome = job(tx).await;
    if !outcome.stands {
        statement(tx, "ROLLBACK TO job").await?;
    }
    statement(tx, "RELEASE job").await?;
    Ok(outcome.reply)
}

async fn statement(tx: &mut Tx, sql: &'static str) -> Result<(), Fault> {
    let Tx::Sqlite(connection) = tx else {
        return Err(Fault::internal("the writer serves SQLite only"));
    };
    connection.execute(sql).await.map(|_| ()).map_err(fault)
}
