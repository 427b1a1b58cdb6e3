//! The accept loop. `axum::serve` sets no timer, so slow clients would hold connections for ever; here each has bounds on its
//! headers, its handshake and its number.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{from_fn, from_fn_with_state};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use super::layer::address::Peer;
use super::layer::closing::{self, Stopping};
use super::layer::host;
use super::{router, tls};
use crate::app::App;
use crate::config::Limits;

/// The largest head of a request, in bytes and in lines.
const HEAD_BYTES: usize = 32 * 1024;
const HEAD_LINES: usize = 100;
/// A connection on which nothing moves for this long is closed, also one that never reads its answers.
const SILENCE: Duration = Duration::from_secs(75);
/// How long it still listens after the signal: what was sent before may be on its way.
const LAST_REQUESTS: Duration = Duration::from_millis(250);
/// How often the certificate's files are looked at.
const RENEW_EVERY: Duration = Duration::from_secs(10);

/// Serves until `shutdown`, then lets open requests finish within the configured time.
pub async fn serve(
    app: App,
    listener: TcpListener,
    tls: Option<tls::Acceptor>,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let limits = app.config.limits.clone();
    let stopping = Stopping::default();
    let server = Server {
        places: Arc::new(Semaphore::new(limits.connections)),
        http: http(&limits),
        router: router(app)
            .layer(from_fn(host::named_once))
            .layer(from_fn_with_state(stopping.clone(), closing::last_answer)),
        tls,
        limits,
    };
    let open = GracefulShutdown::new();
    let mut renewal = tokio::time::interval(RENEW_EVERY);
    let mut shutdown = std::pin::pin!(async {
        shutdown.await;
        stopping.begin();
        tokio::time::sleep(LAST_REQUESTS).await;
    });
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            _ = renewal.tick() => {
                if let Some(tls) = &server.tls {
                    tls.renew();
                }
            }
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => server.take(stream, Peer(peer), open.watcher()),
                Err(error) => {
                    // Out of file descriptors, most likely: wait for some to be freed.
                    tracing::warn!(%error, "no connection could be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(server.limits.shutdown, open.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not finish in time");
    }
    Ok(())
}

struct Server {
    router: Router,
    http: Builder<TokioExecutor>,
    tls: Option<tls::Acceptor>,
    places: Arc<Semaphore>,
    limits: Limits,
}

impl Server {
    /// Takes a connection in, or closes it at once when there are too many.
    fn take(&self, stream: TcpStream, peer: Peer, watcher: Watcher) {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            tracing::warn!(peer = %peer.0, "too many connections");
            return;
        };
        let _ = stream.set_nodelay(true);
        let (router, http) = (self.router.clone(), self.http.clone());
        let (tls, patience) = (self.tls.clone(), self.limits.header_timeout);
        tokio::spawn(async move {
            let _place = place;
            match tls {
                None => converse(http.http1_only(), stream, router, peer, watcher).await,
                Some(tls) => {
                    let handshake = tls.current().accept(stream);
                    let Ok(Ok(stream)) = tokio::time::timeout(patience, handshake).await else {
                        return;
                    };
                    // The version is agreed on in the handshake: nobody waits for first bytes that may never come.
                    let http = match stream.get_ref().1.alpn_protocol() {
                        Some(b"h2") => http.http2_only(),
                        _ => http.http1_only(),
                    };
                    converse(http, stream, router, peer, watcher).await;
                }
            }
        });
    }
}

async fn converse(
    http: Builder<TokioExecutor>,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    router: Router,
    peer: Peer,
    watcher: Watcher,
) {
    let mut stream = TimeoutStream::new(stream);
    stream.set_read_timeout(Some(SILENCE));
    stream.set_write_timeout(Some(SILENCE));
    let service = router.map_request(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        request.map(axum::body::Body::new)
    });
    let connection = http
        .serve_connection(
            TokioIo::new(Box::pin(stream)),
            TowerToHyperService::new(service),
        )
        .into_owned();
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, peer = %peer.0, "a connection ended early");
    }
}

fn http(limits: &Limits) -> Builder<TokioExecutor> {
    let mut http = Builder::new(TokioExecutor::new());
    http.http1()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(HEAD_BYTES)
        .max_headers(HEAD_LINES);
    http.http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(Duration::from_secs(20))
        .keep_alive_timeout(limits.header_timeout)
        .max_concurrent_streams(100)
        .max_header_list_size(u32::try_from(HEAD_BYTES).unwrap_or(u32::MAX));
    http
}
