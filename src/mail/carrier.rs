//! Handing letters to a server (RFC 5321). Whatever leaves this machine is encrypted, the other side's certificate is verified,
//! and nothing that it does takes longer than it may.

use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};

use crate::config::{Mail, Security, SmtpUrl};

/// A server asks for credentials that it was not given (RFC 4954 section 6). That is for the operator to mend, so the
/// letter waits.
const WANTS_CREDENTIALS: &str = "530";

/// Why a letter was not taken. `detail` is for the log: it repeats nothing of what the server says, for servers repeat addresses.
/// `said` is for an operator's own eyes.
#[derive(Debug, thiserror::Error)]
#[error("{detail}")]
pub struct Trouble {
    pub detail: String,
    pub said: String,
    pub whose: Whose,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The letter will never be taken.
    Letters,
    /// It may be taken at another time.
    Times,
    /// No letter is taken now.
    Servers,
}

/// A way to the configured server. Connections are kept while it lives.
#[derive(Clone, Debug)]
pub struct Carrier {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    timeout: Duration,
}

impl Carrier {
    /// Prepares the way, and goes it as far as the server's greeting and its consent to our credentials. None where no server
    /// is configured.
    pub async fn open(mail: &Mail, connections: u32) -> Result<Option<Self>, Trouble> {
        let Some(url) = &mail.url else {
            return Ok(None);
        };
        let carrier = Self {
            transport: transport(mail, url, connections).await?,
            timeout: mail.timeout,
        };
        carrier.greet().await?;
        Ok(Some(carrier))
    }

    /// Hands over one letter.
    pub async fn send(&self, message: Message) -> Result<(), Trouble> {
        let work = async {
            self.greet().await?;
            let sent = self.transport.send(message).await;
            sent.map(|_| ()).map_err(|error| of_a_letter(&error))
        };
        in_time(self.timeout, work).await
    }

    /// Sees to a connection that stands, so that what follows is about the letter.
    async fn greet(&self) -> Result<(), Trouble> {
        let work = async {
            let stands = self.transport.test_connection().await;
            match stands.map_err(|error| trouble(&error, Whose::Servers))? {
                true => Ok(()),
                false => Err(Trouble::of_server("the connection did not stand")),
            }
        };
        in_time(self.timeout, work).await
    }
}

impl Trouble {
    /// Nothing of the letter goes anywhere.
    pub fn of_letter(detail: &str) -> Self {
        Self {
            whose: Whose::Letters,
            ..Self::of_server(detail)
        }
    }

    fn of_server(detail: &str) -> Self {
        Self {
            detail: detail.to_owned(),
            said: detail.to_owned(),
            whose: Whose::Servers,
        }
    }
}

async fn in_time(
    timeout: Duration,
    work: impl Future<Output = Result<(), Trouble>>,
) -> Result<(), Trouble> {
    let done = tokio::time::timeout(timeout, work).await;
    done.unwrap_or_else(|_| Err(Trouble::of_server("it took too long")))
}

async fn transport(
    mail: &Mail,
    url: &SmtpUrl,
    connections: u32,
) -> Result<AsyncSmtpTransport<Tokio1Executor>, Trouble> {
    let tls = || {
        let parameters = TlsParameters::new(url.host.clone());
        parameters.map_err(|error| trouble(&error, Whose::Servers))
    };
    let tls = match url.security {
        Security::Tls => Tls::Wrapper(tls()?),
        Security::StartTls => Tls::Required(tls()?),
        Security::Plain => Tls::None,
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
        .port(url.port)
        .tls(tls)
        .timeout(Some(mail.timeout))
        .pool_config(PoolConfig::new().max_size(connections));
    if let Some(user) = &url.user {
        let password = password(mail, url).await?;
        let secret = password.expose_secret().to_owned();
        builder = builder.credentials(Credentials::new(user.clone(), secret));
    }
    Ok(builder.build())
}

async fn password(mail: &Mail, url: &SmtpUrl) -> Result<SecretString, Trouble> {
    let Some(file) = &mail.password_file else {
        return Ok(url.password.clone().unwrap_or_default());
    };
    match tokio::fs::read_to_string(file).await {
        Ok(text) => Ok(SecretString::from(text.trim_end_matches(['\r', '\n']))),
        Err(error) => {
            let file = file.display();
            Err(Trouble::of_server(&format!(
                "the password cannot be read from {file}: {error}"
            )))
        }
    }
}

fn of_a_letter(error: &Error) -> Trouble {
    let code = error.status().map(|code| code.to_string());
    let whose = match code.as_deref() {
        Some(WANTS_CREDENTIALS) => Whose::Servers,
        Some(_) if error.is_permanent() => Whose::Letters,
        Some(_) => Whose::Times,
        // What our own side finds in the letter, such as an address that needs RFC 6531 where the server does not have it.
        None if error.is_client() => Whose::Letters,
        None => Whose::Servers,
    };
    trouble(error, whose)
}

fn trouble(error: &Error, whose: Whose) -> Trouble {
    let detail = match error.status() {
        Some(code) => format!("the server answered {code}"),
        None if error.is_response() => "the server answered what is no SMTP".to_owned(),
        None => error.to_string(),
    };
    Trouble {
        detail,
        said: error.to_string(),
        whose,
    }
}
