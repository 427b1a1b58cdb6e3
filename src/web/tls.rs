//! TLS in process: the certificate and key of the operator, read again when their files change.

use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use crate::config::Tls;

/// Cheap to clone; all clones see a renewed certificate.
#[derive(Clone)]
pub struct Acceptor(Arc<State>);

struct State {
    files: Tls,
    current: RwLock<(TlsAcceptor, Changed)>,
}

/// When the two files were last changed.
type Changed = (Option<SystemTime>, Option<SystemTime>);

impl std::fmt::Debug for Acceptor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Acceptor").field(&self.0.files.cert).finish()
    }
}

impl Acceptor {
    pub fn new(files: &Tls) -> io::Result<Self> {
        let current = RwLock::new((read(files)?, changed(files)));
        Ok(Self(Arc::new(State {
            files: files.clone(),
            current,
        })))
    }

    pub(super) fn current(&self) -> TlsAcceptor {
        self.0
            .current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .0
            .clone()
    }

    /// Reads the files again if they changed. What cannot be read leaves the former certificate in use.
    pub(super) fn renew(&self) {
        let now = changed(&self.0.files);
        let known = self
            .0
            .current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .1;
        if now == known {
            return;
        }
        match read(&self.0.files) {
            Ok(acceptor) => {
                *self
                    .0
                    .current
                    .write()
                    .unwrap_or_else(PoisonError::into_inner) = (acceptor, now);
                tracing::info!(cert = %self.0.files.cert.display(), "the TLS certificate was renewed");
            }
            Err(error) => {
                tracing::warn!(%error, "the changed TLS certificate cannot be used; the former one stays")
            }
        }
    }
}

fn read(files: &Tls) -> io::Result<TlsAcceptor> {
    let wrong = |path: &Path, error: &dyn std::fmt::Display| {
        io::Error::other(format!("{} cannot be used: {error}", path.display()))
    };
    let chain = CertificateDer::pem_file_iter(&files.cert)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| wrong(&files.cert, &error))?;
    let key =
        PrivateKeyDer::from_pem_file(&files.key).map_err(|error| wrong(&files.key, &error))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|error| wrong(&files.cert, &error))?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn changed(files: &Tls) -> Changed {
    let time = |path: &Path| {
        std::fs::metadata(path)
            .and_then(|file| file.modified())
            .ok()
    };
    (time(&files.cert), time(&files.key))
}
