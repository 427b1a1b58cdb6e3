//! A client without any credential: bare requests, as anyone on the network can send them.

use std::net::SocketAddr;

use axum::body::Body;
use axum::http::Request;

use super::{Answer, Node};

#[derive(Clone)]
pub(crate) struct Nobody {
    node: Node,
    pub(crate) peer: SocketAddr,
}

impl Nobody {
    pub(super) fn at(node: &Node) -> Self {
        Self {
            node: node.clone(),
            peer: SocketAddr::from(([198, 51, 100, 7], 40_000)),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.request("GET", path, &[], "").await
    }

    /// Posts a form.
    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.request(
            "POST",
            path,
            &[("content-type", "application/x-www-form-urlencoded")],
            body,
        )
        .await
    }

    pub(crate) async fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Body::from(body.to_owned()))
            .expect("a request that can be sent");
        self.node.send(self.peer, request).await
    }
}
