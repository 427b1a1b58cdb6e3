//! What is posted lies sealed in the queue, and belongs to the transaction that caused it.

use countersign::base::Fault;
use countersign::identity::post;
use countersign::mail::{Letter, LetterName};
use countersign::store::mail;
use countersign::words::Locale;

use crate::support::{Node, TestServer, minutes};

pub(super) fn letter(name: LetterName, to: &str) -> Letter {
    Letter::new(name, to, Locale::En)
}

impl Node {
    /// Posts a letter as a rule does.
    pub(crate) async fn post(&self, letter: Letter) {
        let posted = post::prepare(&self.app, &letter).unwrap();
        let queued = self
            .app
            .db
            .write(move |tx| Box::pin(async move { mail::enqueue(tx, &posted).await }));
        queued.await.unwrap();
    }
}

#[tokio::test]
async fn letters_lie_in_their_order_and_sealed() {
    let server = TestServer::start().await;
    let until = server.app.now() + minutes(15);
    let link = "/recover?token=very-secret";
    let asked = letter(LetterName::Recover, "ada@example.org").link(link, Some(until));
    server.post(asked).await;
    server
        .post(letter(LetterName::Test, "bob@example.org"))
        .await;
    let letters = server.outbox().await;
    assert_eq!(letters.len(), 2);
    let expected = format!("{}{link}", server.issuer());
    assert_eq!(letters[0].link.as_deref(), Some(expected.as_str()));
    assert_eq!(
        server.last_letter_to("bob@example.org").await.subject,
        "A letter from Countersign"
    );

    let sealed: Vec<u8> = server
        .row::<Sealed>(
            "SELECT sealed FROM mails ORDER BY number LIMIT 1",
            Vec::new(),
        )
        .await
        .unwrap()
        .0;
    for secret in ["ada@example.org", "very-secret", "password"] {
        assert!(
            !sealed
                .windows(secret.len())
                .any(|part| part == secret.as_bytes())
        );
    }
}

/// The bytes of one letter.
struct Sealed(Vec<u8>);

impl countersign::store::sql::FromRow for Sealed {
    fn from_row(row: &countersign::store::sql::Row) -> Result<Self, Fault> {
        row.bytes("sealed").map(Self)
    }
}

#[tokio::test]
async fn what_rolls_back_posts_nothing() {
    let server = TestServer::start().await;
    let letter = letter(LetterName::Test, "ada@example.org");
    let posted = post::prepare(&server.app, &letter).unwrap();
    let undone = posted.clone();
    let failed = server.app.db.write::<(), _>(move |tx| {
        Box::pin(async move {
            mail::enqueue(tx, &undone).await?;
            Err(Fault::internal("the rest did not work"))
        })
    });
    assert!(failed.await.is_err());
    assert_eq!(server.outbox().await.len(), 0);
    let queued = server
        .app
        .db
        .write(move |tx| Box::pin(async move { mail::enqueue(tx, &posted).await }));
    queued.await.unwrap();
    assert_eq!(server.outbox().await.len(), 1);
}

#[tokio::test]
async fn without_a_server_nothing_is_posted() {
    let letter = letter(LetterName::Test, "ada@example.org");
    let server = TestServer::start().await;
    assert!(server.app.config.mail_on());
    assert!(post::prepare(&server.app, &letter).unwrap().is_some());
    let off = server
        .another_node_with(|config| config.mail.dev = Some(false))
        .await;
    assert!(!off.app.config.mail_on());
    assert!(post::prepare(&off.app, &letter).unwrap().is_none());
}

/// A letter opens in its own row only, and only with the key of this server.
#[tokio::test]
async fn a_letter_opens_where_it_belongs() {
    let server = TestServer::start().await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    server
        .post(letter(LetterName::Test, "bob@example.org"))
        .await;
    let mut read = server.app.db.read();
    let [bob, ada] = <[_; 2]>::try_from(mail::delivered(&mut read).await.unwrap()).unwrap();
    assert_eq!(post::open(&server.app, &ada).unwrap().to, "ada@example.org");
    let swapped = mail::Waiting {
        sealed: bob.sealed,
        ..ada
    };
    assert!(post::open(&server.app, &swapped).is_none());
}

#[tokio::test]
async fn a_mailbox_keeps_the_last_hundred() {
    let server = TestServer::start().await;
    for number in 0..103 {
        server
            .post(letter(
                LetterName::Test,
                &format!("ada{number}@example.org"),
            ))
            .await;
    }
    let letters = server.outbox().await;
    assert_eq!(
        (letters.len(), letters[0].to.as_str()),
        (100, "ada3@example.org")
    );
}
