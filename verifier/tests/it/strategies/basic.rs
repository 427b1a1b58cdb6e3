//! Name and password.

use axum::http::Request;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use countersign_verifier::{Basic, Error, Gate, Guard, Identity, Method, SetupError};

use super::{admit, anybody, said};

/// The SHA-256 of `password`.
const DIGEST: &str = "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8";

fn metrics() -> Gate {
    let list = [("scraper", DIGEST), ("other", &"0".repeat(64))];
    Gate::new().with(Basic::fixed("metrics", list).expect("a list"))
}

fn with(scheme: &str, credentials: impl AsRef<[u8]>) -> String {
    format!("{scheme} {}", STANDARD.encode(credentials))
}

async fn judged(gate: &Gate, value: &str) -> &'static str {
    said(&admit(gate, &anybody(), &[("authorization", value)]).await)
}

#[tokio::test]
async fn the_right_password_opens() {
    let gate = metrics();
    for scheme in ["Basic", "basic", "BASIC"] {
        assert_eq!(
            judged(&gate, &with(scheme, "scraper:password")).await,
            "basic"
        );
    }
    let header = with("Basic", "scraper:password");
    let only = Guard::new().only([Method::Basic]);
    let principal = admit(&gate, &only, &[("authorization", &header)]).await;
    assert_eq!(principal.expect("somebody").subject(), "scraper");
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let gate = metrics();
    for wrong in [
        "scraper:Password",
        "scraper:password ",
        "scraper:",
        "Scraper:password",
        "other:password",
        "nobody:password",
        ":password",
        ":",
    ] {
        let judgement = judged(&gate, &with("Basic", wrong)).await;
        assert_eq!(judgement, "wrong_credentials", "{wrong}");
    }
}

#[tokio::test]
async fn what_is_not_well_formed_is_a_bad_request() {
    let gate = metrics();
    for value in [
        "Basic".to_owned(),
        "Basic scraper:password".to_owned(),
        with("Basic", "scraper"),
        with("Basic", "scraper:pass\nword"),
        with("Basic", b"scraper:\xff"),
        with("Basic", "scraper:".to_owned() + &"p".repeat(4_096)),
    ] {
        assert_eq!(judged(&gate, &value).await, "invalid_request", "{value}");
    }
}

#[tokio::test]
async fn a_route_takes_passwords_only_if_it_says_so() {
    let (gate, header) = (metrics(), with("Basic", "scraper:password"));
    let header = [("authorization", header.as_str())];
    let refused = admit(&gate, &Guard::new(), &header).await;
    assert_eq!(refused.err(), Some(Error::MethodRefused(Method::Basic)));
    let twin = admit(&gate, &Guard::new().allow_basic(), &header).await;
    assert_eq!(said(&twin), "basic");
}

#[tokio::test]
async fn the_challenge_names_the_realm_and_the_charset() {
    let (mut parts, ()) = Request::new(()).into_parts();
    let guard = Guard::new().only([Method::Basic]);
    let refusal = metrics()
        .admit(&mut parts, &guard)
        .await
        .expect_err("a refusal");
    assert_eq!(refusal.status(), 401);
    assert_eq!(
        refusal.headers()["www-authenticate"],
        r#"Basic realm="metrics", charset="UTF-8""#
    );
}

#[tokio::test]
async fn an_application_may_check_for_itself() {
    let staff = Basic::new("staff", async |name: String, password: String| {
        if name == "down" {
            return Err(Error::Unavailable {
                what: "the directory",
                retry_after: 3,
            });
        }
        Ok((password == "p:w\u{e9}").then(|| Identity {
            subject: name,
            roles: vec!["staff".to_owned()],
            ..Identity::default()
        }))
    });
    let gate = Gate::new().with(staff);
    assert_eq!(
        judged(&gate, &with("Basic", "ada:p:w\u{e9}")).await,
        "basic"
    );
    assert_eq!(
        judged(&gate, &with("Basic", "ada:p")).await,
        "wrong_credentials"
    );
    let down = judged(&gate, &with("Basic", "down:p")).await;
    assert_eq!(down, "temporarily_unavailable");
    let header = with("Basic", "ada:p:w\u{e9}");
    let staff = Guard::new().role("staff").allow_basic();
    assert!(
        admit(&gate, &staff, &[("authorization", &header)])
            .await
            .is_ok()
    );
}

#[test]
fn a_digest_that_is_none_is_not_taken() {
    for digest in ["", "password", &DIGEST[1..]] {
        let built = Basic::fixed("metrics", [("scraper", digest)]);
        assert!(matches!(built, Err(SetupError::Digest)), "{digest}");
    }
}
