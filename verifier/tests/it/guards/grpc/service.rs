//! A service and its client without generated code: messages are empty, and the answer says in its metadata who has called.

use std::convert::Infallible;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body as AnyBody;
use countersign_verifier::{GrpcGuards, Principal};
use http::uri::PathAndQuery;
use http::{Extensions, HeaderMap};
use tokio::net::TcpListener;
use tonic::body::Body;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};
use tonic::metadata::MetadataMap;
use tonic::server::{NamedService, UnaryService};
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Endpoint, Server};
use tonic::{Request, Response, Status};
use tower::Service;

const SUBJECT: &str = "subject";

/// A request as it reaches a layer.
pub(super) fn request(path: &str) -> http::Request<AnyBody> {
    let request = http::Request::post(path).body(AnyBody::empty());
    request.expect("a request")
}

/// A client of a server of its own.
pub(super) struct Client(Channel);

impl Client {
    pub(super) async fn of(guards: GrpcGuards) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Server::builder()
            .layer(guards)
            .add_service(Answering::<Notes>::default())
            .add_service(Answering::<Health>::default());
        tokio::spawn(server.serve_with_incoming(TcpIncoming::from(listener)));
        let endpoint = Endpoint::from_shared(url).expect("an address");
        Self(endpoint.connect().await.expect("a connection"))
    }

    /// Who has called, as the service saw it.
    pub(super) async fn call(&self, path: &str, headers: HeaderMap) -> Result<String, Status> {
        let mut client = tonic::client::Grpc::new(self.0.clone());
        client.ready().await.expect("a connection");
        let metadata = MetadataMap::from_headers(headers);
        let request = Request::from_parts(metadata, Extensions::new(), ());
        let path = PathAndQuery::try_from(path).expect("a path");
        let answer: Response<()> = client.unary(request, path, Empty).await?;
        let subject = answer.metadata().get(SUBJECT).expect("a subject");
        Ok(subject.to_str().expect("text").to_owned())
    }
}

#[derive(Clone, Default)]
struct Notes;

#[derive(Clone, Default)]
struct Health;

impl NamedService for Answering<Notes> {
    const NAME: &'static str = "notes.v1.Notes";
}

impl NamedService for Answering<Health> {
    const NAME: &'static str = "grpc.health.v1.Health";
}

/// Answers to whatever method.
#[derive(Clone, Default)]
struct Answering<N>(N);

impl<N> Service<http::Request<Body>> for Answering<N> {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let mut server = tonic::server::Grpc::new(Empty);
        Box::pin(async move { Ok(server.unary(Caller, request).await) })
    }
}

struct Caller;

impl UnaryService<()> for Caller {
    type Response = ();
    type Future = Ready<Result<Response<()>, Status>>;

    fn call(&mut self, request: Request<()>) -> Self::Future {
        let principal = Principal::of_grpc(&request);
        let subject = principal.map_or("nobody", |principal| principal.subject());
        let mut response = Response::new(());
        let metadata = response.metadata_mut();
        metadata.insert(SUBJECT, subject.parse().expect("a value"));
        ready(Ok(response))
    }
}

/// Messages without a field.
#[derive(Clone, Copy)]
struct Empty;

impl Codec for Empty {
    type Encode = ();
    type Decode = ();
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Empty {
    type Item = ();
    type Error = Status;

    fn encode(&mut self, (): (), _: &mut EncodeBuf<'_>) -> Result<(), Status> {
        Ok(())
    }
}

impl Decoder for Empty {
    type Item = ();
    type Error = Status;

    fn decode(&mut self, _: &mut DecodeBuf<'_>) -> Result<Option<()>, Status> {
        Ok(Some(()))
    }
}
