//! The deny list: what is on it is refused at once, whether it was verified before or not, by every clone.

use std::sync::atomic::{AtomicBool, Ordering};

use countersign_verifier::{Builder, Error, Verifier};
use serde_json::{Value, json};

use crate::support::{
    AUDIENCE, ISSUER, ManualClock, NOW, Signer, good_token, header, jwks, offline, rsa, token,
    verifier, with,
};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn revoked(by: &'static str) -> Error {
    Error::Revoked { by }
}

fn on(clock: &ManualClock) -> Builder {
    offline(&jwks()).clock(clock.clone())
}

/// A token like the good one but for one claim.
fn other(name: &str, value: &str) -> String {
    token(&header(), &with(name, Some(json!(value))))
}

#[test]
fn a_denied_token_is_refused_and_others_are_not() {
    type Deny = fn(&Verifier);
    let ways: [(&'static str, &'static str, Deny); 3] = [
        ("jti", "t-1", |verifier| {
            verifier.denied().jti("t-1", NOW + 300)
        }),
        ("sid", "s-1", |verifier| verifier.denied().session("s-1")),
        ("sub", "user-1", |verifier| {
            verifier.denied().subject("user-1")
        }),
    ];
    for cached in [true, false] {
        for (by, name, deny) in ways {
            let verifier = verifier();
            if cached {
                assert!(
                    verifier.verify_now(&good_token()).is_ok(),
                    "the accepted twin"
                );
            }
            deny(&verifier.for_audience("https://other.example.org"));
            let clone = verifier.clone();
            for _ in 0..2 {
                assert_eq!(clone.verify_now(&good_token()), Err(revoked(by)), "{by}");
            }
            assert!(verifier.verify_now(&other(by, "another")).is_ok(), "{by}");
            // A name is exact, and of one kind.
            for kind in ["jti", "sid", "sub"].into_iter().filter(|kind| *kind != by) {
                let claims = with(by, Some(json!("another")));
                let mut claims = claims;
                claims[kind] = name.into();
                assert!(
                    verifier.verify_now(&token(&header(), &claims)).is_ok(),
                    "{by} {kind}"
                );
            }
        }
    }
}

#[test]
fn what_is_issued_later_is_not_denied() {
    let clock = ManualClock::new();
    let verifier = on(&clock).build().expect("a verifier");
    verifier.denied().subject("user-1");
    verifier.denied().session("s-1");
    assert!(verifier.verify_now(&good_token()).is_err());
    clock.advance(30);
    let issued = |at: u64| token(&header(), &with("iat", Some(json!(at))));
    // Within the leeway the issuer's clock may be ahead: what it dates so may have been there.
    let within = verifier.verify_now(&issued(NOW + 5)).map(drop);
    assert_eq!(within, Err(revoked("sid")));
    assert!(verifier.verify_now(&issued(NOW + 6)).is_ok());
}

#[test]
fn an_entry_ends_with_what_it_denies() {
    let clock = ManualClock::new();
    let verifier = on(&clock).build().expect("a verifier");
    let long = token(&header(), &with("exp", Some(json!(NOW + 200_000))));
    verifier.denied().jti("t-1", NOW + 100);
    assert_eq!(verifier.verify_now(&long), Err(revoked("jti")));
    clock.advance(105);
    assert!(verifier.verify_now(&long).is_ok());
    verifier.denied().subject("user-1");
    clock.advance(86_400);
    assert_eq!(verifier.verify_now(&long), Err(revoked("sub")));
}

/// More names than it holds: then it stands for everything that was issued, by however fast a clock.
#[test]
fn a_full_list_forgets_nothing_that_could_have_been_accepted() {
    let (verifier, ahead) = (verifier(), with("iat", Some(json!(NOW + 60))));
    let denied = token(&header(), &ahead);
    assert!(verifier.verify_now(&denied).is_ok(), "the accepted twin");
    verifier.denied().jti("t-1", NOW + 300);
    for number in 0..100_000 {
        verifier.denied().jti(format!("x-{number}"), NOW + 300);
    }
    assert!(verifier.denied().len() < 100_000, "it was full");
    assert_eq!(verifier.verify_now(&denied), Err(revoked("iat")));
}

/// Some verify while the token is denied: whoever begins after the denial has returned is refused.
#[test]
fn no_verification_that_races_a_denial_outlives_it() {
    for round in 0..50 {
        let (verifier, good) = (verifier(), good_token());
        let (begun, denied) = (AtomicBool::new(false), AtomicBool::new(false));
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    while !denied.load(Ordering::SeqCst) {
                        let _ = verifier.verify_now(&good);
                        begun.store(true, Ordering::SeqCst);
                    }
                    assert_eq!(verifier.verify_now(&good), Err(revoked("sid")), "{round}");
                });
            }
            while round % 2 == 0 && !begun.load(Ordering::SeqCst) {
                std::thread::yield_now();
            }
            verifier.denied().session("s-1");
            denied.store(true, Ordering::SeqCst);
        });
    }
}

fn logout(change: impl Fn(&mut Value)) -> String {
    logout_of("logout+jwt", change)
}

fn logout_of(typ: &str, change: impl Fn(&mut Value)) -> String {
    let mut claims = json!({
        "iss": ISSUER, "aud": "app", "sub": "user-1", "sid": "s-1", "iat": NOW, "exp": NOW + 120, "jti": "l-1",
        "events": { EVENT: {} },
    });
    change(&mut claims);
    token(&json!({ "alg": "RS256", "typ": typ, "kid": "k1" }), &claims)
}

fn without(claims: &mut Value, name: &str) {
    claims.as_object_mut().expect("an object").remove(name);
}

#[tokio::test]
async fn a_logout_token_denies_its_session() {
    let verifier = verifier();
    assert!(verifier.verify_now(&good_token()).is_ok());
    let told = verifier.back_channel_logout(&logout(|_| ()), "app").await;
    assert_eq!(told, Ok(()));
    assert_eq!(verifier.verify_now(&good_token()), Err(revoked("sid")));
    assert!(
        verifier.verify_now(&other("sid", "s-2")).is_ok(),
        "another session of theirs"
    );
    let later = token(&header(), &with("iat", Some(json!(NOW + 1))));
    assert!(
        verifier.verify_now(&later).is_ok(),
        "issued after the sign-out"
    );
}

#[tokio::test]
async fn a_logout_token_without_a_session_denies_all_of_its_subject() {
    let verifier = verifier();
    assert!(verifier.verify_now(&other("sid", "s-2")).is_ok());
    let token = logout(|claims| without(claims, "sid"));
    assert_eq!(verifier.back_channel_logout(&token, "app").await, Ok(()));
    assert_eq!(
        verifier.verify_now(&other("sid", "s-2")),
        Err(revoked("sub"))
    );
    assert!(verifier.verify_now(&other("sub", "user-2")).is_ok());
}

#[tokio::test]
async fn a_logout_token_is_used_once() {
    let (verifier, token) = (verifier(), logout(|_| ()));
    let both = tokio::join!(
        verifier.back_channel_logout(&token, "app"),
        verifier.back_channel_logout(&token, "app")
    );
    assert_eq!(both, (Ok(()), Err(revoked("jti"))));
}

async fn denies_nothing(wrong: impl IntoIterator<Item = (&'static str, String)>) {
    let verifier = verifier();
    for (what, token) in wrong {
        let told = verifier.back_channel_logout(&token, "app").await;
        assert!(told.is_err(), "{what}");
        assert!(verifier.denied().is_empty(), "{what}: {told:?}");
    }
    assert!(verifier.verify_now(&good_token()).is_ok());
    let twin = verifier.back_channel_logout(&logout(|_| ()), "app").await;
    assert_eq!((twin, verifier.denied().len()), (Ok(()), 2));
}

#[tokio::test]
async fn what_is_no_logout_token_denies_nothing() {
    let stranger = Signer::new_rsa();
    let header = json!({ "alg": "RS256", "typ": "logout+jwt", "kid": "k1" }).to_string();
    let foreign = logout(|claims| claims["iss"] = "https://other.example.org".into());
    denies_nothing([
        ("another type", logout_of("at+jwt", |_| ())),
        ("an ID token's type", logout_of("JWT", |_| ())),
        ("an access token", good_token()),
        ("another issuer's", foreign),
        ("another's signature", stranger.sign(&header, "{}")),
        ("nothing said", rsa().sign(&header, "{}")),
        ("no token", "x".to_owned()),
    ])
    .await;
}

#[tokio::test]
async fn a_logout_token_has_its_claims() {
    for name in ["iss", "aud", "exp", "iat", "jti", "events"] {
        denies_nothing([(name, logout(|claims| without(claims, name)))]).await;
    }
    let nobody = logout(|claims| {
        without(claims, "sid");
        without(claims, "sub");
    });
    denies_nothing([("nobody", nobody)]).await;
    for (name, value) in [
        ("aud", json!("other")),
        ("aud", json!(AUDIENCE)),
        ("exp", json!(NOW - 5)),
        ("iat", json!(NOW + 61)),
        ("jti", json!("")),
        ("events", json!({ "https://e": {} })),
        ("events", json!({ EVENT: true })),
        ("nonce", json!("n")),
        ("sid", json!("")),
        ("sub", json!(1)),
    ] {
        denies_nothing([(name, logout(|claims| claims[name] = value.clone()))]).await;
    }
}
