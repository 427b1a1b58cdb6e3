//! A server of actix's, and what it answers.

use std::net::TcpListener;
use std::sync::LazyLock;

use actix_web::web::ServiceConfig;
use actix_web::{App, HttpServer};
use countersign_verifier::sender::ClientCertificate;
use http::{HeaderMap, HeaderName};
use reqwest::Client;
use serde_json::Value;

/// Made once: it reads the certificates of the system.
static CLIENT: LazyLock<Client> = LazyLock::new(Client::default);

/// A server of an application like this, and its address. Its connections come with the certificate.
pub(super) fn serve(
    certificate: Option<ClientCertificate>,
    configure: impl Fn(&mut ServiceConfig) + Clone + Send + 'static,
) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let server = HttpServer::new(move || App::new().configure(configure.clone()))
        .on_connect(move |_, connection| {
            certificate.clone().map(|one| connection.insert(one));
        })
        .workers(1)
        .disable_signals()
        .listen(listener)
        .expect("a server");
    actix_web::rt::spawn(server.run());
    url
}

/// The status, the headers and the body of the answer to a GET with these headers.
pub(super) async fn answer(url: &str, sent: HeaderMap) -> (u16, HeaderMap, Vec<u8>) {
    let request = CLIENT.get(url).headers(sent);
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("a body");
    (status, headers, body.to_vec())
}

/// The status, and why if it is a refusal.
pub(super) async fn seen(url: String, sent: &[(&'static str, &str)]) -> (u16, String) {
    let sent = sent.iter().map(|(name, value)| {
        let value = value.parse().expect("a value");
        (HeaderName::from_static(name), value)
    });
    let (status, _, body) = answer(&url, sent.collect()).await;
    let text = String::from_utf8(body).expect("text");
    let told: Value = serde_json::from_str(&text).unwrap_or_default();
    let reason = told["reason"].as_str().unwrap_or(&text);
    (status, reason.to_owned())
}
