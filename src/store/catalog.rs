//! What servers keep in memory: clients with their secrets and roles, and resources.
//!
//! The hot path asks the database for nothing but the revision, and for that at most once in [`FRESH`]. When the
//! revision moved, everything kept is dropped; when it cannot be read, nothing kept is trusted.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use quick_cache::{Weighter, sync::Cache};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use super::sql::{BoxFuture, Db, Tx};
use super::{client, resource, revision, role};
use crate::base::{Fault, Timestamp};
use crate::domain::{Client, ClientSecret, Resource, ResponseType, Role};

/// How long a reading of the revision is good for. A change shows everywhere within this time.
const FRESH: Duration = Duration::from_millis(250);
const MOMENT: Duration = Duration::from_millis(25);
/// How many clients are expected, and how many bytes of them are kept at most: a client can be as long as a request.
const CLIENTS: usize = 10_000;
const ROOM: u64 = 32 * 1024 * 1024;
const PATIENCE: Duration = Duration::from_secs(1);

/// A client and all that the token endpoint needs to know of it.
#[derive(Debug)]
pub struct Registered {
    pub client: Client,
    pub secrets: Vec<ClientSecret>,
    pub roles: Vec<Role>,
    /// Until when a client that is a metadata document is taken as it was fetched.
    pub fresh_until: Option<Timestamp>,
}

#[derive(Debug)]
pub struct Catalog {
    db: Db,
    current: RwLock<Option<(Instant, Arc<Snapshot>)>>,
    turn: tokio::sync::Mutex<()>,
}

/// All that was read at one revision, or later.
#[derive(Debug)]
pub struct Snapshot {
    pub revision: i64,
    clients: Cache<String, Held, Weight>,
    resources: OnceCell<Arc<Vec<Resource>>>,
    response_types: OnceCell<Arc<Vec<ResponseType>>>,
}

/// A client, or that there is none, and about how many bytes that takes.
#[derive(Clone, Debug)]
struct Held {
    weight: u64,
    found: Option<Arc<Registered>>,
}

#[derive(Clone, Debug)]
struct Weight;

impl Weighter<String, Held> for Weight {
    fn weight(&self, _: &String, held: &Held) -> u64 {
        held.weight
    }
}

impl Held {
    fn new(id: &str, found: Option<Arc<Registered>>) -> Self {
        /// Of an entry, a client, a string: their own size and that of what holds them.
        const ENTRY: usize = 256;
        const CLIENT: usize = 2048;
        const STRING: usize = 48;
        let bytes = found.as_ref().map_or(0, |kept| {
            let client = &kept.client;
            let uris = client.redirect_uris.iter().map(|uri| uri.as_str().len());
            let scopes = client.scopes.iter().map(str::len);
            let resources = client.resources.iter().map(String::len);
            let secrets = kept.secrets.iter().map(|secret| {
                secret.id.len() + secret.hash.len() + secret.sealed.as_ref().map_or(0, Vec::len)
            });
            let roles = kept.roles.iter().map(|role| {
                role.id.len() + role.name.len() + role.resource.len() + role.description.len()
            });
            let parts = uris
                .chain(scopes)
                .chain(resources)
                .chain(secrets)
                .chain(roles);
            // A JSON value takes several times the room of its text.
            let metadata = serde_json::Value::Object(client.metadata.to_json()).to_string();
            CLIENT
                + client.name.len()
                + 4 * metadata.len()
                + parts.map(|part| part + STRING).sum::<usize>()
        });
        Self {
            weight: (ENTRY + 2 * id.len() + bytes) as u64,
            found,
        }
    }
}

impl Catalog {
    pub fn new(db: Db) -> Self {
        Self {
            db,
            current: RwLock::new(None),
            turn: tokio::sync::Mutex::new(()),
        }
    }

    pub async fn client(&self, id: &str) -> Result<Option<Arc<Registered>>, Fault> {
        // What cannot be an identifier is nobody's, and takes no room.
        if !Client::may_be_identified(id) && Client::document_host(id).is_none() {
            return Ok(None);
        }
        let snapshot = self.snapshot().await?;
        if let Some(known) = snapshot.clients.get(id) {
            return Ok(known.found);
        }
        let mut read = self.db.read();
        let found = match client::kept(&mut read, id).await? {
            Some(client::Kept {
                client,
                fresh_until,
                ..
            }) => Some(Arc::new(Registered {
                secrets: client::secrets(&mut read, id).await?,
                roles: role::held_by(&mut read, &role::Holder::Client(id.to_owned())).await?,
                fresh_until,
                client,
            })),
            None => None,
        };
        let held = Held::new(id, found.clone());
        snapshot.clients.insert(id.to_owned(), held);
        Ok(found)
    }

    pub async fn resources(&self) -> Result<Arc<Vec<Resource>>, Fault> {
        let snapshot = self.snapshot().await?;
        let read = || async { resource::list(&mut self.db.read()).await.map(Arc::new) };
        snapshot.resources.get_or_try_init(read).await.cloned()
    }

    /// What any client may ask of the authorization endpoint.
    pub async fn response_types(&self) -> Result<Arc<Vec<ResponseType>>, Fault> {
        let snapshot = self.snapshot().await?;
        let read = || async {
            client::allowed_response_types(&mut self.db.read())
                .await
                .map(Arc::new)
        };
        snapshot.response_types.get_or_try_init(read).await.cloned()
    }

    /// The revision, read no longer than [`FRESH`] ago.
    pub async fn revision(&self) -> Result<i64, Fault> {
        Ok(self.snapshot().await?.revision)
    }

    /// Reads the revision again, unless that was done a moment ago: for whoever would refuse on the word of what is kept.
    pub async fn look_again(&self) -> Result<(), Fault> {
        {
            let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
            if let Some((read, _)) = current.as_mut()
                && now() - *read > MOMENT
            {
                *read -= FRESH;
            }
        }
        self.snapshot().await.map(|_| ())
    }

    /// Makes a change to what servers keep: the revision moves in its transaction, and this process sees it at once.
    pub async fn change<T, J>(&self, job: J) -> Result<T, Fault>
    where
        T: Send + 'static,
        J: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, Fault>> + Send + 'static,
    {
        let changed = self.db.write(move |tx| {
            Box::pin(async move {
                let answer = job(tx).await?;
                revision::bump(tx).await?;
                Ok(answer)
            })
        });
        let answer = changed.await?;
        self.forget();
        Ok(answer)
    }

    /// The same for a change that may find nothing to do: then the revision stays, and other servers keep what they have.
    /// This one looks again in any case, for somebody else may have been faster.
    pub async fn attempt<J>(&self, job: J) -> Result<bool, Fault>
    where
        J: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<bool, Fault>> + Send + 'static,
    {
        let changed = self.db.write(move |tx| {
            Box::pin(async move {
                let changed = job(tx).await?;
                if changed {
                    revision::bump(tx).await?;
                }
                Ok(changed)
            })
        });
        let changed = changed.await?;
        self.forget();
        Ok(changed)
    }

    /// Drops one client, of which something is newer in the database that is no change to anybody else.
    pub fn reread(&self, id: &str) {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, kept)) = current.as_ref() {
            kept.clients.remove(id);
        }
    }

    /// The revision as it is in the database now.
    pub async fn stored_revision(&self) -> Result<i64, Fault> {
        revision::read(&mut self.db.read()).await
    }

    /// Drops what is kept: whoever reads next asks the database.
    pub fn forget(&self) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn snapshot(&self) -> Result<Arc<Snapshot>, Fault> {
        if let Some(fresh) = self.fresh() {
            return Ok(fresh);
        }
        // While the database is down each waiter would try in turn: after a second they all give up.
        let turn = tokio::time::timeout(PATIENCE, self.turn.lock()).await;
        let _turn = turn.map_err(|_| Fault::unavailable("the database does not answer"))?;
        if let Some(fresh) = self.fresh() {
            return Ok(fresh);
        }
        // Read before anything else is: what is kept under a revision is never older than it.
        let revision = revision::read(&mut self.db.read()).await?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        let snapshot = match current.take() {
            Some((_, kept)) if kept.revision == revision => kept,
            _ => Arc::new(Snapshot {
                revision,
                clients: Cache::with_weighter(CLIENTS, ROOM, Weight),
                resources: OnceCell::new(),
                response_types: OnceCell::new(),
            }),
        };
        *current = Some((now(), Arc::clone(&snapshot)));
        Ok(snapshot)
    }

    fn fresh(&self) -> Option<Arc<Snapshot>> {
        let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
        current
            .as_ref()
            .filter(|(read, _)| now() - *read < FRESH)
            .map(|(_, kept)| Arc::clone(kept))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the age of a cache is no rule's time"
)]
fn now() -> Instant {
    Instant::now()
}
