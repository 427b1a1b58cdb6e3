//! Guessing is slowed down, per account whatever name was typed, and per address.

use std::net::{IpAddr, SocketAddr};

use countersign::identity::throttle::{self, Attempt, Subjects};

use crate::support::{Browser, TestServer, at_once, days, hours, seconds};

const WRONG: &str = "not the password at all";

fn from(server: &TestServer, number: u8) -> Browser {
    let mut browser = server.browser();
    browser.peer = SocketAddr::from(([203, 0, 113, number], 1));
    browser
}

#[tokio::test]
async fn all_names_of_an_account_share_one_counter() {
    let server = TestServer::start().await;
    let (ada, bob) = (server.person("ada").await, server.person("bob").await);
    let names = [
        "ada",
        "ADA",
        "Ada",
        "ada@example.org",
        "ADA@EXAMPLE.ORG",
        "\u{ff41}da",
    ];
    for (number, name) in (0..).zip(names) {
        from(&server, number)
            .try_sign_in(name, WRONG)
            .await
            .expect(401);
    }
    let blocked = from(&server, 99)
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
    assert!(blocked.body.contains("Try again in"), "{}", blocked.dump());
    from(&server, 99)
        .try_sign_in("ada@example.org", &ada.password)
        .await
        .expect(429);
    from(&server, 99).sign_in(&bob).await;

    // Nobody is kept out for good.
    server.clock.advance(seconds(1));
    from(&server, 99).sign_in(&ada).await;
    from(&server, 99)
        .try_sign_in("ada", WRONG)
        .await
        .expect(401);
}

#[tokio::test]
async fn an_attempt_during_a_pause_does_not_lengthen_it() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for number in 0..6 {
        from(&server, number)
            .try_sign_in("ada", WRONG)
            .await
            .expect(401);
    }
    for number in 0..20 {
        from(&server, number)
            .try_sign_in("ada", WRONG)
            .await
            .expect(429);
    }
    server.clock.advance(seconds(1));
    from(&server, 99).sign_in(&ada).await;
}

#[tokio::test]
async fn unknown_names_are_throttled_alike() {
    let server = TestServer::start().await;
    for number in 0..6 {
        from(&server, number)
            .try_sign_in("nobody", WRONG)
            .await
            .expect(401);
    }
    from(&server, 7)
        .try_sign_in("Nobody", WRONG)
        .await
        .expect(429);
    from(&server, 7)
        .try_sign_in("nobody-else", WRONG)
        .await
        .expect(401);
}

/// A hundred at once count as a hundred: no more are evaluated than one after the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_guesses_all_count() {
    let server = TestServer::start().await;
    let another = server.another_node().await;
    let ada = server.person("ada").await;
    let mut prepared = Vec::new();
    for number in 0..100 {
        let mut browser = from(&server, number);
        if number % 2 == 1 {
            browser.node = another.clone();
        }
        let form = browser
            .get("/login")
            .await
            .form("/login")
            .set("identifier", "ada")
            .set("password", WRONG);
        prepared.push((browser, form));
    }
    let answers = at_once(100, |number| {
        let (mut browser, form) = prepared[number].clone();
        async move { browser.post(&form).await.status.as_u16() }
    })
    .await;
    assert_eq!(answers.iter().filter(|status| **status == 401).count(), 6);
    assert_eq!(answers.iter().filter(|status| **status == 429).count(), 94);
    from(&server, 200)
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
}

#[tokio::test]
async fn an_address_is_throttled_over_all_accounts() {
    let server = TestServer::with(|config| config.throttle.address_free = 8).await;
    let ada = server.person("ada").await;
    for number in 0..9 {
        from(&server, 1)
            .try_sign_in(&format!("guess-{number}"), WRONG)
            .await
            .expect(401);
    }
    from(&server, 1)
        .try_sign_in("guess-10", WRONG)
        .await
        .expect(429);
    from(&server, 1)
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
    from(&server, 2).sign_in(&ada).await;
}

/// Whoever guesses from an address that is blocked already does not get to block the account too.
#[tokio::test]
async fn an_attempt_from_a_blocked_address_does_not_count_against_the_account() {
    let server = TestServer::with(|config| config.throttle.address_free = 1).await;
    let ada = server.person("ada").await;
    for number in 0..2 {
        from(&server, 1)
            .try_sign_in(&format!("guess-{number}"), WRONG)
            .await
            .expect(401);
    }
    for _ in 0..10 {
        from(&server, 1).try_sign_in("ada", WRONG).await.expect(429);
    }
    from(&server, 2).sign_in(&ada).await;
}

/// The password form of the account page is the same door.
#[tokio::test]
async fn guesses_at_the_account_page_count_as_well() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let mut browser = from(&server, 1);
    browser.sign_in(&ada).await;
    let form = browser
        .get("/account/password")
        .await
        .expect(200)
        .form("/account/password");
    let form = form.set("new_password", "another few unrelated words");
    for _ in 0..6 {
        browser
            .post(&form.clone().set("current_password", WRONG))
            .await
            .expect(422);
    }
    let right = form.set("current_password", &ada.password);
    let answer = browser.post(&right).await.expect(422);
    assert!(
        answer.body.contains("Too many attempts"),
        "{}",
        answer.dump()
    );
    from(&server, 2)
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
}

#[tokio::test]
async fn the_clock_going_back_frees_no_guess() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    for number in 0..6 {
        from(&server, number)
            .try_sign_in("ada", WRONG)
            .await
            .expect(401);
    }
    server.clock.go_back(seconds(3600));
    from(&server, 99)
        .try_sign_in("ada", &ada.password)
        .await
        .expect(429);
    server.clock.advance(seconds(3601));
    from(&server, 99).sign_in(&ada).await;
}

/// Nobody gets many more guesses than a hundred a day at one account, from however many addresses and however patiently.
#[tokio::test]
async fn a_day_of_patience_buys_some_hundred_guesses() {
    let server = TestServer::start().await;
    let began = server.app.now();
    let mut guesses = 0;
    while server.app.now() - days(1) < began {
        let address = IpAddr::from([198, 51, 100, u8::try_from(guesses % 250).unwrap()]);
        let attempt = throttle::attempt(&server.app, &Subjects::new("ada", address)).await;
        match attempt.unwrap() {
            Attempt::Allowed => guesses += 1,
            Attempt::Blocked { until } => server.clock.advance(until.since(server.app.now())),
        }
    }
    assert!((100..=115).contains(&guesses), "{guesses}");
}

/// A quiet hour does not make guesses free again; a day does.
#[tokio::test]
async fn failures_at_an_account_count_for_a_day() {
    for (pause, free) in [(hours(2), false), (hours(25), true)] {
        let server = TestServer::start().await;
        server.person("ada").await;
        for number in 0..6 {
            from(&server, number)
                .try_sign_in("ada", WRONG)
                .await
                .expect(401);
        }
        server.clock.advance(pause);
        let mut statuses = Vec::new();
        for _ in 0..2 {
            let answer = from(&server, 99).try_sign_in("ada", WRONG).await;
            statuses.push(answer.status.as_u16());
        }
        assert_eq!(statuses, [401, if free { 401 } else { 429 }], "{pause:?}");
    }
}
