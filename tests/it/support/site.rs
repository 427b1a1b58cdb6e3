//! Another server, such as a client's: it listens on this machine, counts who comes, and answers as a test says.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the site answers with.
#[derive(Clone, Debug)]
pub(crate) enum Says {
    /// A status, further headers (each line ends in CRLF), a body.
    Page(u16, String, String),
    /// The head of an answer, and then a byte now and then without end.
    Drip,
    /// Nothing at all.
    Silence,
    /// A body that never ends.
    Flood,
}

#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) address: SocketAddr,
    says: Arc<Mutex<Says>>,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub(crate) async fn start(says: Says) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let site = Self {
            address: listener.local_addr().expect("an address"),
            says: Arc::new(Mutex::new(says)),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let here = site.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                here.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(here.clone().answer(stream));
            }
        });
        site
    }

    /// A site with one document.
    pub(crate) async fn with(body: &str) -> Self {
        Self::start(page(body)).await
    }

    pub(crate) fn say(&self, says: Says) {
        *self.says.lock().expect("no panic") = says;
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How often somebody connected.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of all requests, and what came of their bodies with them.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }

    pub(crate) fn hits(&self) -> usize {
        self.requests().len()
    }

    async fn answer(self, mut stream: TcpStream) {
        let mut head = vec![0; 16 * 1024];
        let Ok(read) = stream.read(&mut head).await else {
            return;
        };
        let head = String::from_utf8_lossy(&head[..read]).into_owned();
        if !head.contains("HTTP/1.1\r\n") {
            return;
        }
        self.requests.lock().expect("no panic").push(head);
        let says = self.says.lock().expect("no panic").clone();
        let _ = speak(&mut stream, says).await;
    }
}

pub(crate) fn page(body: &str) -> Says {
    Says::Page(200, String::new(), body.to_owned())
}

async fn speak(stream: &mut TcpStream, says: Says) -> std::io::Result<()> {
    match says {
        Says::Page(status, headers, body) => {
            let length = body.len();
            let answer = format!(
                "HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
            );
            stream.write_all(answer.as_bytes()).await
        }
        Says::Silence => {
            tokio::time::sleep(Duration::from_secs(60)).await;
            Ok(())
        }
        Says::Drip => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                .await?;
            loop {
                stream.write_all(b" ").await?;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        Says::Flood => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n")
                .await?;
            loop {
                stream.write_all(&[b' '; 64 * 1024]).await?;
            }
        }
    }
}
