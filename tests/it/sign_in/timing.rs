//! Whether the time of an answer tells whose account there is: a rank test over sign-ins that take turns. It wants a quiet machine and
//! minutes, so nobody runs it by the way (`cargo test --release --test it -- --ignored timing --nocapture`); what those answers cost in
//! work is tested always.

use std::time::{Duration, Instant};

use countersign::identity::account;

use crate::passwords::takes_over;
use crate::support::TestServer;

const ROUNDS: usize = 400;
/// As `dudect` has it: beyond, two samples are of different kinds.
const TELLING: f64 = 4.5;
/// From Python's passlib: an account that was imported and has not signed in since.
const BCRYPT: &str = "$2b$04$uHSLQlkFBcjQv9m/wODy9OsLd1i1CAehFyEA6lzvDlGCKPNvYR6Uq";

const NAMES: [&str; 6] = [
    "known",
    "twin",
    "unknown",
    "disabled",
    "passwordless",
    "ada",
];

#[ignore = "takes minutes, and is only worth something on a quiet machine"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "it measures, and what it measured is its result"
)]
#[tokio::test]
async fn the_time_of_an_answer_does_not_tell_who_is_there() {
    let server = people().await;
    let mut times: [Vec<Duration>; NAMES.len()] = Default::default();
    for round in 0..ROUNDS {
        for turn in 0..NAMES.len() {
            let who = (turn + round) % NAMES.len();
            let mut browser = server.browser();
            let form = browser.get("/login").await.form("/login");
            let form = form.set("identifier", NAMES[who]).set("password", "wrong");
            let began = Instant::now();
            browser.post(&form).await.expect(401);
            times[who].push(began.elapsed());
        }
    }
    let [known, others @ ..] = &times;
    let floor = rank(known, &others[0]).abs();
    for (name, other) in NAMES[1..].iter().zip(others) {
        let (ratio, rank) = (middle(other) / middle(known), rank(known, other));
        eprintln!("{name:>12}: {ratio:.3} of the time of a known one, z = {rank:+.2}");
        // An imported hash is known to cost more, and docs/passwords.md says so.
        let told = rank.abs() > TELLING.max(2.0 * floor) && (ratio - 1.0).abs() > 0.05;
        assert!(!told || *name == "ada", "{name} can be told by time");
    }
}

async fn people() -> TestServer {
    let server = TestServer::that_hashes_in_earnest().await;
    takes_over(&server, BCRYPT).await;
    server.person("known").await;
    server.person("twin").await;
    let disabled = server.person("disabled").await;
    account::disable(&server.app, &disabled.user).await.unwrap();
    server
        .person_with("passwordless", |new| new.password = None)
        .await;
    server
}

fn middle(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64()
}

/// How far the ranks of `other` among both lie from where chance puts them, in standard deviations (Mann and Whitney).
#[expect(clippy::cast_precision_loss, reason = "there are some hundred of them")]
fn rank(known: &[Duration], other: &[Duration]) -> f64 {
    let later = |time: &Duration| known.iter().filter(|known| *known < time).count();
    let above: usize = other.iter().map(later).sum();
    let (n, m) = (known.len() as f64, other.len() as f64);
    (above as f64 - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[test]
fn ranks_tell_what_is_later_and_nothing_else() {
    let times = |from: u64| -> Vec<_> { (from..from + 40).map(Duration::from_millis).collect() };
    assert!(rank(&times(0), &times(0)).abs() < 0.5);
    assert!(rank(&times(0), &times(40)) > TELLING);
    assert!(rank(&times(40), &times(0)) < -TELLING);
}
