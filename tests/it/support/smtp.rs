//! A mail server that does what a test says (RFC 5321). It listens on this machine, takes letters, and counts who comes.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use countersign::config::{Config, SmtpUrl};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Behaves {
    Well,
    /// Answers every recipient so, with the recipient's address among the words, as servers do.
    Refuses(u16),
    /// Wants credentials that were not given.
    WantsCredentials,
    /// Greets with this, and goes.
    TurnsAway(u16),
    /// Says nothing at all.
    Hangs,
    /// Goes in the middle of a letter.
    DropsInData,
    /// Takes the letter, and goes before it says so.
    GoesBeforeItSays,
}

#[derive(Clone)]
pub(crate) struct Smtp {
    port: u16,
    behaves: Arc<Mutex<Behaves>>,
    connections: Arc<AtomicUsize>,
    letters: Arc<Mutex<Vec<Taken>>>,
}

/// A letter that the server has.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) to: String,
    pub(crate) data: String,
}

impl Smtp {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let smtp = Self {
            port: listener.local_addr().expect("an address").port(),
            behaves: Arc::new(Mutex::new(Behaves::Well)),
            connections: Arc::default(),
            letters: Arc::default(),
        };
        let here = smtp.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                here.connections.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(here.clone().serve(stream));
            }
        });
        smtp
    }

    /// Has a server send its letters here.
    pub(crate) fn configure(&self, config: &mut Config) {
        let url: SmtpUrl = format!("smtp://127.0.0.1:{}", self.port)
            .parse()
            .expect("a URL");
        config.mail.url = Some(url);
        config.mail.from = Some("Notes <no-reply@example.org>".parse().expect("an address"));
        config.mail.timeout = Duration::from_secs(5);
    }

    pub(crate) fn behave(&self, behaves: Behaves) {
        *self.behaves.lock().expect("no panic") = behaves;
    }

    fn behaviour(&self) -> Behaves {
        *self.behaves.lock().expect("no panic")
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(crate) fn letters(&self) -> Vec<Taken> {
        self.letters.lock().expect("no panic").clone()
    }

    async fn serve(self, stream: TcpStream) {
        // What the other side does to the connection is its own affair.
        let _ = self.converse(stream).await;
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let (reader, mut writer) = stream.into_split();
        let mut lines = Lines(BufReader::new(reader));
        match self.behaviour() {
            Behaves::Hangs => return hang().await,
            Behaves::TurnsAway(code) => return say(&mut writer, code, "not now").await,
            _ => say(&mut writer, 220, "mail.example.org").await?,
        }
        let mut to = String::new();
        while let Some(line) = lines.next().await? {
            let behaves = self.behaviour();
            let verb = line
                .split(' ')
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            match (verb.as_str(), behaves) {
                (_, Behaves::Hangs) => return hang().await,
                ("MAIL", Behaves::WantsCredentials) => {
                    say(&mut writer, 530, "5.7.0 Authentication required").await?;
                }
                ("RCPT", Behaves::Refuses(code)) => {
                    say(&mut writer, code, &format!("no mail for {line}")).await?;
                }
                ("RCPT", _) => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    say(&mut writer, 250, "fine").await?;
                }
                ("DATA", _) => {
                    say(&mut writer, 354, "go on").await?;
                    if behaves == Behaves::DropsInData {
                        return Ok(());
                    }
                    let data = lines.data().await?;
                    let taken = Taken {
                        to: to.clone(),
                        data,
                    };
                    self.letters.lock().expect("no panic").push(taken);
                    if behaves == Behaves::GoesBeforeItSays {
                        return Ok(());
                    }
                    say(&mut writer, 250, "taken").await?;
                }
                ("QUIT", _) => return say(&mut writer, 221, "bye").await,
                _ => say(&mut writer, 250, "fine").await?,
            }
        }
        Ok(())
    }
}

struct Lines(BufReader<OwnedReadHalf>);

impl Lines {
    async fn next(&mut self) -> std::io::Result<Option<String>> {
        let mut line = String::new();
        let read = self.0.read_line(&mut line).await?;
        Ok((read > 0).then(|| line.trim_end().to_owned()))
    }

    /// A letter, to its dot.
    async fn data(&mut self) -> std::io::Result<String> {
        let mut data = String::new();
        while let Some(line) = self.next().await?.filter(|line| line != ".") {
            data.push_str(&line);
            data.push('\n');
        }
        Ok(data)
    }
}

async fn say(writer: &mut OwnedWriteHalf, code: u16, words: &str) -> std::io::Result<()> {
    writer
        .write_all(format!("{code} {words}\r\n").as_bytes())
        .await
}

async fn hang() -> std::io::Result<()> {
    tokio::time::sleep(Duration::from_secs(60)).await;
    Ok(())
}
