//! The issuer over HTTP on this machine: its metadata and its keys, for tests of what discovers them.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;

use serde_json::json;

use super::{TestIssuer, must};
use crate::Algorithm;

impl TestIssuer {
    /// An issuer that answers at its own address, on a free port of this machine, until the process ends:
    /// `Verifier::discover(issuer.name())` finds its keys there.
    ///
    /// # Panics
    ///
    /// If no port is free.
    #[must_use]
    pub fn serve(audience: impl Into<String>) -> Self {
        let listener = must(TcpListener::bind("127.0.0.1:0"), "a free port");
        let address = must(listener.local_addr(), "its address");
        let issuer = Self::named(
            &format!("http://{address}"),
            audience.into(),
            Algorithm::Rs256,
        );
        let served = issuer.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A client that has gone wants no answer.
                let _ = served.answer(stream);
            }
        });
        issuer
    }

    fn answer(&self, stream: TcpStream) -> io::Result<()> {
        let mut lines = BufReader::new(&stream).lines();
        let request = lines.next().unwrap_or(Ok(String::new()))?;
        // Nothing is read of the headers, but all of them have to come first.
        for line in lines {
            if line?.is_empty() {
                break;
            }
        }
        let (status, body) = match request.split(' ').nth(1) {
            Some("/.well-known/openid-configuration") => ("200 OK", self.metadata()),
            Some("/jwks") => ("200 OK", self.jwks()),
            _ => ("404 Not Found", String::new()),
        };
        write!(
            &stream,
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        )
    }

    fn metadata(&self) -> String {
        let name = self.name();
        json!({ "issuer": name, "jwks_uri": format!("{name}/jwks") }).to_string()
    }
}
