//! A configured directory, and how a connection to it begins. What leaves this machine is encrypted with TLS 1.2 or later, and
//! the other side's certificate verified (RFC 4513 section 3.1).

use std::path::Path;
use std::sync::Arc;

use ldap3::{LdapConnAsync, LdapConnSettings};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;

use super::Trouble;
use super::circuit::Circuit;
use super::line::{Line, asked, deadline, within};
use crate::base::Timestamp;
use crate::config::{self, LdapUrl, Security};

/// Cheap to clone; all clones share its connections.
#[derive(Clone, Debug)]
pub struct Directory(pub(super) Arc<Inner>);

#[derive(Debug)]
pub(super) struct Inner {
    pub(super) settings: config::Directory,
    pub(super) circuit: Circuit,
    url: LdapUrl,
    /// Whom its certificate may come from, where that is not for this machine to say.
    tls: Option<Arc<ClientConfig>>,
    free: Arc<Semaphore>,
}

impl Directory {
    /// None where none is configured.
    pub fn of(settings: &config::Directory) -> Result<Option<Self>, Trouble> {
        let Some(url) = settings.url.clone() else {
            return Ok(None);
        };
        let tls = settings.ca_file.as_deref().map(trusting).transpose()?;
        let connections = usize::try_from(settings.connections).unwrap_or(1);
        Ok(Some(Self(Arc::new(Inner {
            circuit: Circuit::default(),
            url,
            tls: tls.map(Arc::new),
            free: Arc::new(Semaphore::new(connections)),
            settings: settings.clone(),
        }))))
    }

    /// Connects, and shows who we are. All that is asked on the line has to be answered within the configured time.
    pub async fn call(&self, now: Timestamp) -> Result<Line, Trouble> {
        self.0.circuit.may_try(now)?;
        let mut until = deadline(self.0.settings.timeout);
        let opened = async {
            let free = Arc::clone(&self.0.free).acquire_owned().await;
            let free = free.map_err(Trouble::because)?;
            let ldap = self.0.connect().await?;
            self.0.bind(ldap.clone()).await?;
            Ok((ldap, free))
        };
        match within(&mut until, opened).await {
            Ok((ldap, free)) => Ok(Line {
                directory: self.clone(),
                ldap,
                until,
                called: now,
                _free: free,
            }),
            Err(trouble) => {
                self.0.circuit.failed(now);
                Err(trouble)
            }
        }
    }
}

impl Inner {
    async fn connect(&self) -> Result<ldap3::Ldap, Trouble> {
        let mut settings =
            LdapConnSettings::new().set_starttls(self.url.security == Security::StartTls);
        if let Some(tls) = &self.tls {
            settings = settings.set_config(Arc::clone(tls));
        }
        let url = self.url.to_string();
        asked(async move {
            let (connection, ldap) = LdapConnAsync::with_settings(settings, &url).await?;
            // It ends when the last handle goes.
            tokio::spawn(async move {
                if let Err(error) = connection.drive().await {
                    tracing::debug!(%error, "a connection to the directory broke");
                }
            });
            Ok(ldap)
        })
        .await
    }

    /// Shows that it is the account that looks people up, or nobody in particular.
    pub(super) async fn bind(&self, mut ldap: ldap3::Ldap) -> Result<(), Trouble> {
        let name = self.settings.bind_dn.clone().unwrap_or_default();
        let password = self.password().await?;
        let bound = asked(async move {
            let secret = password.expose_secret();
            ldap.simple_bind(&name, secret).await
        });
        match bound.await?.rc {
            0 => Ok(()),
            49 => Err(Trouble::because(
                "it takes `directory.bind_dn` and its password no more",
            )),
            code => Err(Trouble::because(format_args!(
                "it answered the bind of `directory.bind_dn` with code {code}"
            ))),
        }
    }

    async fn password(&self) -> Result<SecretString, Trouble> {
        let written = self.settings.bind_password.as_ref();
        let Some(file) = &self.settings.bind_password_file else {
            return Ok(written.map(|text| text.0.clone()).unwrap_or_default());
        };
        let read = tokio::fs::read_to_string(file).await;
        let password = read.map(|text| SecretString::from(text.trim_end_matches(['\r', '\n'])));
        match password {
            // A name with an empty password would be nobody (RFC 4513 section 5.1.2).
            Ok(password) if !password.expose_secret().is_empty() => Ok(password),
            Ok(_) => Err(Trouble::because(format_args!(
                "{} is empty",
                file.display()
            ))),
            Err(error) => Err(Trouble::because(format_args!(
                "the password cannot be read from {}: {error}",
                file.display()
            ))),
        }
    }
}

fn trusting(file: &Path) -> Result<ClientConfig, Trouble> {
    let unreadable = |error: &dyn std::fmt::Display| {
        let file = file.display();
        Trouble::because(format_args!("`directory.ca_file` {file}: {error}"))
    };
    let mut roots = RootCertStore::empty();
    let read = CertificateDer::pem_file_iter(file).map_err(|error| unreadable(&error))?;
    for certificate in read {
        let certificate = certificate.map_err(|error| unreadable(&error))?;
        roots.add(certificate).map_err(|error| unreadable(&error))?;
    }
    if roots.is_empty() {
        return Err(unreadable(&"there is no certificate in it"));
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| unreadable(&error))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
