//! `countersign serve`: from the configuration to a listening server, and back down when it is told to stop.

mod listen;
mod signals;
mod welcome;

use std::net::SocketAddr;

use clap::Args;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::answer::Answer;
use super::failure::Failure;
use super::log::{self, Speaker};
use super::output::Output;
use super::start::{self, Start};
use crate::app::App;
use crate::config::{Config, Flags};
use crate::identity::password::breached;
use crate::identity::setup;
use crate::oauth::signing_keys;
use crate::store::Db;
use crate::store::sql::ServerLock;
use crate::web::tls::Acceptor;
use crate::{jobs, web};

#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(super) struct Options {
    /// Listen on this address and port
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(super) listen: Option<String>,
    /// The URL by which browsers and clients know this server
    #[arg(long, value_name = "URL")]
    pub(super) issuer: Option<String>,
    /// Speak https with this certificate (PEM)
    #[arg(long, value_name = "FILE")]
    pub(super) tls_cert: Option<String>,
    /// The private key of that certificate (PEM)
    #[arg(long, value_name = "FILE")]
    pub(super) tls_key: Option<String>,
}

impl Options {
    pub(super) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These options, and those of `before` where these say nothing.
    pub(super) fn over(self, before: &Self) -> Self {
        Self {
            listen: self.listen.or_else(|| before.listen.clone()),
            issuer: self.issuer.or_else(|| before.issuer.clone()),
            tls_cert: self.tls_cert.or_else(|| before.tls_cert.clone()),
            tls_key: self.tls_key.or_else(|| before.tls_key.clone()),
        }
    }

    fn flags(self) -> Flags {
        Flags {
            listen: self.listen,
            issuer: self.issuer,
            tls_cert: self.tls_cert,
            tls_key: self.tls_key,
            ..Flags::default()
        }
    }
}

pub(super) async fn run(
    start: &Start,
    options: Options,
    output: &Output,
) -> Result<Answer, Failure> {
    let config = start.config_with(options.flags())?;
    log::start(&config.log, Speaker::Server, output.colours_logs())?;
    if let Some(list) = &config.passwords.breached {
        breached::check(list)?;
    }
    let lock = Db::lock(&config).map_err(Failure::because)?;
    let tls = config
        .tls
        .as_ref()
        .map(Acceptor::new)
        .transpose()
        .map_err(|error| {
            Failure::new(format!(
                "{error}. Check tls_cert and tls_key: both are PEM files that this user may read."
            ))
        })?;
    let app = open(config, &lock).await?;
    let listener = listen::bind(app.config.listen).await?;
    let address = listener.local_addr().unwrap_or(app.config.listen);
    greet(start, &app, address, output).await?;
    until_stopped(&app, listener, tls).await?;
    app.db.close().await;
    Ok(Answer::new(Value::Null))
}

/// Database, master key and signing keys, ready for requests.
async fn open(config: Config, lock: &ServerLock) -> Result<App, Failure> {
    let db = start::database(&config, Some(lock)).await?;
    let master_key = start::master_key(&config, &db).await?;
    let app = start::app(config, db, master_key)?;
    signing_keys::begin(&app).await?;
    if app.config.playground_on() {
        web::playground::seed(&app).await?;
    }
    Ok(app)
}

async fn greet(
    start: &Start,
    app: &App,
    address: SocketAddr,
    output: &Output,
) -> Result<(), Failure> {
    let token = setup::new_link(app).await?;
    let link = token.map(|token| {
        app.config
            .issuer
            .url(&format!("{}?token={token}", web::path::SETUP))
    });
    let welcome = welcome::Welcome::new(&app.config, address, link.as_deref());
    if let Err(error) = output.show(&welcome.json(), &welcome.parts(start)) {
        // Requests are answered all the same; another start makes another link.
        tracing::warn!(%error, "the greeting could not be written to standard output");
    }
    tracing::info!(%address, issuer = app.config.issuer.as_str(), "listening");
    Ok(())
}

/// Answers requests until a signal comes, then lets open ones finish.
async fn until_stopped(
    app: &App,
    listener: TcpListener,
    tls: Option<Acceptor>,
) -> Result<(), Failure> {
    let stop = CancellationToken::new();
    signals::watch(stop.clone())?;
    let jobs = jobs::start(app, stop.clone());
    let served =
        web::server::serve(app.clone(), listener, tls, stop.clone().cancelled_owned()).await;
    stop.cancel();
    if tokio::time::timeout(app.config.limits.shutdown, jobs.wait())
        .await
        .is_err()
    {
        tracing::warn!("some jobs did not finish in time");
    }
    served
        .map_err(|error| Failure::new(format!("the server stopped: {error}. Start it again.")))?;
    tracing::info!("stopped");
    Ok(())
}
