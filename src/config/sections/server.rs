//! The options above all tables: who this server is, where it listens and what it stands on.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use secrecy::SecretString;

use crate::config::{DatabaseUrl, Issuer, TrustedProxies, section::section};

section! {
    /// Who this server is, where it listens and what it stands on. These stand above all tables of the file.
    pub(crate) struct Server as "" {
        /// The URL by which browsers and clients know this server: the `iss` of every token. Without it,
        /// `http://localhost` and the port of `listen` (`https` with `tls_cert`). It must be https unless its host is
        /// loopback, and has no query, fragment or trailing slash.
        issuer: Option<Issuer> = None;

        /// Where to listen.
        listen: SocketAddr = SocketAddr::from((Ipv4Addr::LOCALHOST, 8080));

        /// `sqlite:PATH`, a path from the working directory, or `postgres://user:password@host:port/database`. A
        /// PostgreSQL host that is not this machine needs `sslmode=verify-full`.
        database_url: DatabaseUrl = DatabaseUrl::Sqlite("data/countersign.db".into());

        /// Where the key that seals the signing keys lies. Several servers on one database share it.
        keys_dir: PathBuf = PathBuf::from("keys");

        /// That sealing key itself, instead of the one in `keys_dir`: `openssl rand -base64 32` makes one. Better in
        /// the environment than in a file.
        master_key: Option<SecretString> = None;

        /// Addresses and networks of the reverse proxies whose `X-Forwarded-For` counts. Nobody's counts otherwise,
        /// and a network that covers nearly everybody is refused.
        trusted_proxies: TrustedProxies = TrustedProxies::default();

        /// A PEM file with the certificate and its chain, to serve https without a proxy. Needs `tls_key`. Both are
        /// read again when they change.
        tls_cert: Option<PathBuf> = None;

        /// A PEM file with the private key of `tls_cert`.
        tls_key: Option<PathBuf> = None;

        /// Whether `/playground` exists. Without it, on for a loopback issuer and off for all others.
        playground: Option<bool> = None;

        /// Whether metadata carry a signature of their own (`signed_metadata`, RFC 8414 section 2.1), for clients that do
        /// not trust the transport alone.
        signed_metadata: bool = false;
    }
}
