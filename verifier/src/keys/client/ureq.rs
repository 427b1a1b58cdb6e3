//! ureq, on plain threads. Its TLS is rustls with aws-lc-rs, and trusts what the system trusts, as reqwest's does.

use std::io::Read as _;
use std::sync::Arc;

use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

use super::standard::USER_AGENT;
use super::{Body, BoxError};
use crate::keys::ask::LIMIT;

/// It blocks and cannot be dropped, so it keeps the time itself.
pub(super) fn agent() -> Agent {
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .build();
    let bounded = Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(LIMIT))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .max_idle_connections(0)
        .user_agent(USER_AGENT)
        .accept("application/json");
    bounded.build().new_agent()
}

pub(super) fn get(agent: &Agent, url: &str, body: &mut Body) -> Result<u16, BoxError> {
    let mut response = agent.get(url).call()?;
    if response.status() == 200 {
        let mut reader = response.body_mut().as_reader();
        let mut chunk = [0; 8 * 1024];
        loop {
            match reader.read(&mut chunk)? {
                0 => break,
                read => body.push(&chunk[..read])?,
            }
        }
    }
    Ok(response.status().as_u16())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;
    use std::net::TcpListener;

    use super::super::Body;
    use super::{agent, get};

    /// rustls is given its cryptography by hand; were that forgotten, the first https request would panic.
    #[test]
    fn it_speaks_tls() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("https://{}", listener.local_addr().expect("an address"));
        let server = std::thread::spawn(move || {
            let mut first = [0];
            let (mut connection, _) = listener.accept().expect("a client");
            connection.read_exact(&mut first).expect("an octet");
            first[0]
        });
        let answer = get(&agent(), &url, &mut Body::default());
        assert!(answer.is_err(), "nobody shook hands");
        // RFC 8446 section 5.1: a record with a handshake in it.
        assert_eq!(server.join().expect("no panic"), 22);
    }
}
