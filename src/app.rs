//! What every rule is given: configuration, database, keys, clock, randomness, HTTP. Cheap to clone; it decides
//! nothing. There is no global state, so several may live in one process.

use std::sync::Arc;

use countersign_verifier::Verifier;
use tokio::sync::{Notify, OnceCell};

use crate::base::http::{Bounds, Documents, Http, Names};
use crate::base::turns::Turns;
use crate::base::workers::Workers;
use crate::base::{Clock, Fault, Random, Timestamp};
use crate::config::Config;
use crate::directory::Directory;
use crate::jose::{Keyring, LastSigned, MasterKey, PairwiseSalt};
use crate::store::{Catalog, Db};

/// How many pictures may wait to be decoded: what they weigh stays in memory meanwhile.
const PICTURES_WAITING: usize = 4;

#[derive(Clone, Debug)]
pub struct App {
    pub config: Arc<Config>,
    pub db: Db,
    pub catalog: Arc<Catalog>,
    pub master_key: Arc<MasterKey>,
    pub keys: Arc<Keyring>,
    /// Reading the keys again for tokens whose key is not known, and the revision at which that was done last.
    pub rereads: Arc<Turns<Option<i64>>>,
    /// The metadata as they were signed last.
    pub signed_metadata: Arc<LastSigned>,
    /// Read from the database when a pairwise subject is first asked for.
    pub pairwise_salt: Arc<OnceCell<PairwiseSalt>>,
    /// Checks our own access tokens, with the published keys.
    pub verifier: Verifier,
    pub clock: Arc<dyn Clock>,
    pub random: Arc<dyn Random>,
    pub http: Http,
    /// What other servers were asked for, kept for a while.
    pub documents: Documents,
    /// The directory whose people sign in here too, where one is configured.
    pub directory: Option<Directory>,
    /// Where passwords are hashed.
    pub hashing: Workers,
    /// Where pictures are decoded, one at a time.
    pub imaging: Workers,
    /// Wakes the job that tells clients of ended sessions. Who forgets to only delays it.
    pub logouts: Arc<Notify>,
    /// Wakes the job that sends letters. Who forgets to only delays them.
    pub mails: Arc<Notify>,
}

impl App {
    pub fn new(
        config: Config,
        db: Db,
        master_key: MasterKey,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, Fault> {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let threads = match config.passwords.max_concurrent {
            0 => cores,
            set => set,
        };
        let time = Arc::clone(&clock);
        let verifier = Verifier::with_keys(config.issuer.as_str(), r#"{"keys":[]}"#)
            .audience(config.issuer.as_str())
            .clock(move || time.now().seconds().unsigned_abs())
            .build()
            .map_err(Fault::internal)?;
        let http = Http::new(Bounds {
            allow_private: config.allows_private(),
            timeout: config.outbound.timeout,
            names: Names::System,
        })?;
        Ok(Self {
            verifier,
            directory: Directory::of(&config.directory).map_err(Fault::internal)?,
            hashing: Workers::start(threads, config.passwords.max_waiting)?,
            imaging: Workers::start(1, PICTURES_WAITING)?,
            catalog: Arc::new(Catalog::new(db.clone())),
            config: Arc::new(config),
            db,
            master_key: Arc::new(master_key),
            keys: Arc::new(Keyring::default()),
            rereads: Arc::default(),
            signed_metadata: Arc::default(),
            pairwise_salt: Arc::new(OnceCell::new()),
            clock,
            random,
            http,
            documents: Documents::default(),
            logouts: Arc::default(),
            mails: Arc::default(),
        })
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
