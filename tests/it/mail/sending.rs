//! What a mail server does to our letters, and what we do then.

use std::time::Duration;

use countersign::identity::post;
use countersign::mail::LetterName;
use countersign::store::mail;

use super::queue::letter;
use crate::support::{Behaves, Node, Smtp, TestServer, days, hours, minutes, seconds};

/// A server that sends its letters there.
async fn server_of(smtp: &Smtp) -> TestServer {
    TestServer::with(|config| smtp.configure(config)).await
}

impl Node {
    /// Runs what the job runs.
    pub(crate) async fn send_letters(&self) {
        post::deliver(&self.app).await.unwrap();
    }

    pub(crate) async fn letters_waiting(&self) -> i64 {
        mail::waiting(&mut self.app.db.read()).await.unwrap()
    }
}

#[tokio::test]
async fn a_letter_arrives_once_and_is_gone_here() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    let asked = letter(LetterName::Recover, "ada@example.org");
    server.post(asked.link("/recover?token=abc", None)).await;
    assert_eq!(server.letters_waiting().await, 1);
    server.send_letters().await;
    server.send_letters().await;
    let letters = smtp.letters();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0].to, "ada@example.org");
    for line in [
        "From: Notes <no-reply@example.org>",
        "To: ada@example.org",
        "Subject: Choose a new password",
        "Auto-Submitted: auto-generated",
    ] {
        assert!(letters[0].data.contains(line), "{}", letters[0].data);
    }
    assert_eq!(
        server.number("SELECT COUNT(*) AS value FROM mails").await,
        0
    );
    let log = server.log.text();
    assert!(
        log.contains("a letter was sent") && !log.contains("ada@"),
        "{log}"
    );
}

#[tokio::test]
async fn what_is_refused_for_now_is_tried_again_less_and_less_often() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::Refuses(451));
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let mut waited = Duration::ZERO;
    for wait in [
        minutes(1),
        minutes(5),
        minutes(15),
        hours(1),
        hours(3),
        hours(6),
        hours(6),
    ] {
        server.send_letters().await;
        let tried = smtp.connections();
        server.clock.advance(wait - seconds(1));
        server.send_letters().await;
        assert_eq!(smtp.connections(), tried, "not before {wait:?}");
        server.clock.advance(seconds(1));
        waited += wait;
    }
    assert!(waited < days(3));
    assert_eq!(server.letters_waiting().await, 1);
    smtp.behave(Behaves::Well);
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (1, 0)
    );
    let log = server.log.text();
    assert!(
        log.contains("the server answered 451") && log.contains("again_in=60"),
        "{log}"
    );
    assert!(
        !log.contains("ada@"),
        "what the server says of the address is not repeated: {log}"
    );
}

#[tokio::test]
async fn after_three_days_a_letter_is_given_up() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::Refuses(451));
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    for _ in 0..12 {
        server.send_letters().await;
        assert_eq!(server.letters_waiting().await, 1);
        server.clock.advance(hours(6));
    }
    smtp.behave(Behaves::Well);
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (0, 0)
    );
    assert!(server.log.text().contains("it is too late for it"));
}

#[tokio::test]
async fn what_is_refused_for_good_ends_at_once() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::Refuses(550));
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    server.send_letters().await;
    assert_eq!(server.letters_waiting().await, 0);
    let log = server.log.text();
    assert!(
        log.contains("given up") && log.contains("550") && !log.contains("ada@"),
        "{log}"
    );
}

/// The operator forgot the credentials: no letter is lost for that.
#[tokio::test]
async fn what_the_operator_can_mend_is_waited_for() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    for trouble in [
        Behaves::WantsCredentials,
        Behaves::TurnsAway(554),
        Behaves::TurnsAway(421),
    ] {
        smtp.behave(trouble);
        server.send_letters().await;
        assert_eq!(server.letters_waiting().await, 1, "{trouble:?}");
        server.clock.advance(hours(1));
    }
    smtp.behave(Behaves::Well);
    server.send_letters().await;
    assert_eq!(smtp.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_whose_link_has_ended_is_not_sent() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    let until = server.app.now() + minutes(15);
    let linked = |to| letter(LetterName::Recover, to).link("/recover?token=abc", Some(until));
    server.post(linked("ada@example.org")).await;
    server.send_letters().await;
    assert_eq!(smtp.letters().len(), 1, "in time");
    server.post(linked("bob@example.org")).await;
    server.clock.advance(minutes(15));
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (1, 0)
    );
}

/// A server that is down costs one attempt a minute, however many letters wait, and no request waits for it.
#[tokio::test]
async fn a_server_that_is_down_is_left_in_peace() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::TurnsAway(421));
    for number in 0..20 {
        server
            .post(letter(
                LetterName::Test,
                &format!("ada{number}@example.org"),
            ))
            .await;
    }
    for _ in 0..3 {
        server.send_letters().await;
    }
    assert_eq!(smtp.connections(), 1);
    smtp.behave(Behaves::Well);
    server.clock.advance(minutes(1));
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (20, 0)
    );
}

#[tokio::test]
async fn a_server_that_hangs_takes_no_longer_than_it_may() {
    let smtp = Smtp::start().await;
    let server = TestServer::with(|config| {
        smtp.configure(config);
        config.mail.timeout = Duration::from_millis(300);
    })
    .await;
    smtp.behave(Behaves::Hangs);
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let sent = tokio::time::timeout(seconds(5), server.send_letters()).await;
    sent.expect("it gave up waiting");
    assert_eq!(server.letters_waiting().await, 1);
    assert!(server.log.text().contains("it took too long"));
    smtp.behave(Behaves::Well);
    server.clock.advance(minutes(1));
    server.send_letters().await;
    assert_eq!(smtp.letters().len(), 1);
}

#[tokio::test]
async fn a_connection_that_breaks_in_a_letter_loses_none() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::DropsInData);
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (0, 1)
    );
    smtp.behave(Behaves::Well);
    server.clock.advance(minutes(1));
    server.send_letters().await;
    assert_eq!(
        (smtp.letters().len(), server.letters_waiting().await),
        (1, 0)
    );
}

/// At least once: what was taken and not acknowledged comes again, and can be told by its Message-ID.
#[tokio::test]
async fn a_letter_whose_fate_is_unknown_comes_again_with_the_same_name() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    smtp.behave(Behaves::GoesBeforeItSays);
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    server.send_letters().await;
    smtp.behave(Behaves::Well);
    server.clock.advance(minutes(1));
    server.send_letters().await;
    let ids: Vec<String> = smtp
        .letters()
        .iter()
        .filter_map(|letter| {
            letter
                .data
                .lines()
                .find(|line| line.starts_with("Message-ID:"))
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1]);
}

#[tokio::test]
async fn of_two_nodes_one_sends() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    let another = server.another_node().await;
    for number in 0..10 {
        server
            .post(letter(
                LetterName::Test,
                &format!("ada{number}@example.org"),
            ))
            .await;
    }
    tokio::join!(server.send_letters(), another.send_letters());
    let mut to: Vec<String> = smtp.letters().into_iter().map(|letter| letter.to).collect();
    to.sort();
    assert_eq!(to.len(), 10, "{to:?}");
    to.dedup();
    assert_eq!(to.len(), 10, "none came twice");
    assert_eq!(server.letters_waiting().await, 0);
}

/// A node that dies between its claim and the letter takes none along.
#[tokio::test]
async fn a_claim_runs_out() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    let now = server.app.now();
    let claimed = server
        .app
        .db
        .write(move |tx| Box::pin(async move { mail::claim(tx, now, now + minutes(2), 10).await }));
    assert_eq!(claimed.await.unwrap().len(), 1);
    server.clock.advance(seconds(119));
    server.send_letters().await;
    assert_eq!(smtp.letters().len(), 0, "somebody may be at it");
    server.clock.advance(seconds(1));
    server.send_letters().await;
    assert_eq!(smtp.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_that_is_posted_is_on_its_way_at_once() {
    let smtp = Smtp::start().await;
    let server = server_of(&smtp).await;
    let stop = tokio_util::sync::CancellationToken::new();
    let jobs = countersign::jobs::start(&server.app, stop.clone());
    server
        .post(letter(LetterName::Test, "ada@example.org"))
        .await;
    server.app.mails.notify_one();
    for _ in 0..50 {
        if smtp.letters().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    assert_eq!(smtp.letters().len(), 1);
    stop.cancel();
    jobs.wait().await;
}
