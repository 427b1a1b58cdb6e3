//! Taking the port, and saying in one sentence why it cannot be had.

use std::io::{Error, ErrorKind};
use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::cli::failure::Failure;

pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|error| Failure::of("listen", refusal(address, &error)))
}

fn refusal(address: SocketAddr, error: &Error) -> String {
    let port = address.port();
    match error.kind() {
        ErrorKind::AddrInUse => {
            let other = SocketAddr::new(address.ip(), port.checked_add(1).unwrap_or(8080));
            format!(
                "another program listens on port {port} of {} already. Stop it, or choose another port with \
                 --listen {other}.",
                address.ip()
            )
        }
        ErrorKind::PermissionDenied => {
            let other = SocketAddr::new(address.ip(), 8080);
            format!(
                "this user may not listen on port {port}. Choose one above 1023, such as --listen {other}."
            )
        }
        ErrorKind::AddrNotAvailable => format!(
            "this machine has no address {}. Choose one that it has with --listen, such as 127.0.0.1:{port}.",
            address.ip()
        ),
        _ => format!("{address} cannot be listened on: {error}. Choose another with --listen."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: ErrorKind, address: &str) -> String {
        refusal(address.parse().unwrap(), &Error::from(kind))
    }

    #[test]
    fn each_refusal_names_the_port_and_the_way_out() {
        for (kind, address, way_out) in [
            (
                ErrorKind::AddrInUse,
                "127.0.0.1:8080",
                "--listen 127.0.0.1:8081",
            ),
            (ErrorKind::AddrInUse, "[::1]:65535", "--listen [::1]:8080"),
            (
                ErrorKind::PermissionDenied,
                "0.0.0.0:80",
                "--listen 0.0.0.0:8080",
            ),
            (
                ErrorKind::AddrNotAvailable,
                "10.9.8.7:8080",
                "127.0.0.1:8080",
            ),
        ] {
            let said = said(kind, address);
            assert!(said.contains(way_out), "{said}");
            assert!(!said.contains('\n'));
        }
        assert!(said(ErrorKind::AddrInUse, "127.0.0.1:8080").contains("port 8080"));
    }
}
