//! An issuer on a port of this machine, as plain as can be.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use serde_json::json;

use crate::support::Signer;

/// Serves metadata and keys, and says where.
pub(crate) fn serve(signer: &Signer) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let metadata = json!({ "issuer": url, "jwks_uri": format!("{url}/jwks") }).to_string();
    let jwks = signer.jwks();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let _ = answer(stream, &metadata, &jwks);
        }
    });
    url
}

fn answer(mut stream: TcpStream, metadata: &str, jwks: &str) -> std::io::Result<()> {
    let mut request = [0; 4096];
    let length = stream.read(&mut request)?;
    let body = match request[..length].starts_with(b"GET /jwks ") {
        true => jwks,
        false => metadata,
    };
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}
