//! The claims: exact, typed, and compared with the clock to the second (RFC 9068 sections 2.2 and 4).

use countersign_verifier::{Error, Needed, Verifier};
use serde_json::{Value, json};

use crate::support::{
    AUDIENCE, ISSUER, NOW, good_token, header, jwks, offline, payload, refused, rsa, token,
    verifier, with,
};

fn outcome(verifier: &Verifier, name: &str, value: Value) -> Result<(), Error> {
    verifier
        .verify_now(&token(&header(), &with(name, Some(value))))
        .map(drop)
}

#[test]
fn a_good_token_says_what_it_says() {
    let claims = verifier().verify_now(&good_token()).expect("claims");
    assert_eq!(
        (claims.issuer.as_str(), claims.subject.as_str()),
        (ISSUER, "user-1")
    );
    assert_eq!(claims.audience, [AUDIENCE]);
    assert_eq!(
        (claims.client_id.as_str(), claims.jti.as_str()),
        ("app", "t-1")
    );
    assert_eq!((claims.issued_at, claims.expires_at), (NOW, NOW + 300));
    assert_eq!(
        (
            claims.auth_time,
            claims.acr.as_deref(),
            claims.sid.as_deref()
        ),
        (Some(NOW - 60), Some("1"), Some("s-1"))
    );
    assert_eq!(claims.amr, ["pwd"]);
    assert_eq!(
        Value::Object(claims.extra.clone()),
        json!({ "tenant": { "id": 7 } })
    );
    assert!(claims.has_role("editor") && !claims.has_role("Editor") && !claims.has_role(""));
    assert_eq!(claims.require_scope("notes:read"), Ok(()));
    assert_eq!(
        claims.require_scope("notes"),
        Err(Error::InsufficientScope(Needed::all(["notes"])))
    );
    assert_eq!(
        claims.require_role("admin"),
        Err(Error::InsufficientRole(Needed::all(["admin"])))
    );
}

#[test]
fn what_is_optional_may_be_absent() {
    let mut claims = payload();
    for name in ["scope", "roles", "auth_time", "acr", "amr", "sid", "tenant"] {
        claims.as_object_mut().expect("an object").remove(name);
    }
    let claims = verifier()
        .verify_now(&token(&header(), &claims))
        .expect("claims");
    assert!(
        claims.scope.is_empty()
            && claims.roles.is_empty()
            && claims.amr.is_empty()
            && claims.extra.is_empty()
    );
    assert_eq!(
        (claims.auth_time, &claims.acr, &claims.sid),
        (None, &None, &None)
    );
}

#[test]
fn what_is_required_may_not_be_absent() {
    let verifier = verifier();
    for name in ["iss", "aud", "exp", "iat", "sub", "client_id", "jti"] {
        assert_eq!(
            refused(&verifier, &token(&header(), &with(name, None))),
            Error::InvalidClaim(name)
        );
        for value in [json!(null), json!(""), json!([]), json!({}), json!(true)] {
            assert_eq!(
                outcome(&verifier, name, value.clone()),
                Err(Error::InvalidClaim(name)),
                "{name}: {value}"
            );
        }
    }
}

#[test]
fn optional_claims_have_their_types_too() {
    let verifier = verifier();
    let wrong = [
        ("nbf", json!("0")),
        ("nbf", json!(null)),
        ("nbf", json!(-1)),
        ("scope", json!(["notes:read"])),
        ("scope", json!(null)),
        ("roles", json!("editor")),
        ("roles", json!(["editor", 1])),
        ("roles", json!({ "editor": true })),
        ("auth_time", json!("1800000000")),
        ("acr", json!(1)),
        ("amr", json!("pwd")),
        ("sid", json!(7)),
    ];
    for (name, value) in wrong {
        assert_eq!(
            refused(&verifier, &token(&header(), &with(name, Some(value)))),
            Error::InvalidClaim(name)
        );
    }
}

#[test]
fn dates_are_numbers() {
    let verifier = verifier();
    assert_eq!(outcome(&verifier, "exp", json!(NOW as f64 + 300.5)), Ok(()));
    for name in ["exp", "iat"] {
        for value in [
            json!("1800000300"),
            json!(-1),
            json!([NOW]),
            json!({ "n": NOW }),
            json!(1e300),
            json!(false),
        ] {
            assert_eq!(
                outcome(&verifier, name, value.clone()),
                Err(Error::InvalidClaim(name)),
                "{name}: {value}"
            );
        }
    }
    // Beyond f64, which serde_json cannot write: the text is made by hand.
    let good = payload().to_string();
    let number = format!("\"exp\":{}", NOW + 300);
    assert!(good.contains(&number));
    for broken in [
        "1e400",
        "-1e400",
        "NaN",
        "Infinity",
        "0x7fffffff",
        "01800000300",
        "1800000300,\"exp\":1800000300",
    ] {
        let payload = good.replace(&number, &format!("\"exp\":{broken}"));
        let error = refused(&verifier, &rsa().sign(header().to_string(), payload));
        assert!(matches!(error, Error::Malformed(_)), "{broken}: {error:?}");
    }
}

#[test]
fn expiry_counts_to_the_second() {
    for leeway in [0, 5, 60] {
        let verifier = offline(&jwks())
            .leeway(std::time::Duration::from_secs(leeway))
            .build()
            .expect("a verifier");
        assert_eq!(
            outcome(&verifier, "exp", json!(NOW - leeway + 1)),
            Ok(()),
            "leeway {leeway}"
        );
        assert_eq!(
            outcome(&verifier, "exp", json!(NOW - leeway)).map_err(|error| error.reason()),
            Err("token_expired"),
            "leeway {leeway}"
        );
        assert_eq!(
            outcome(&verifier, "exp", json!(NOW - leeway - 1)).map_err(|error| error.reason()),
            Err("token_expired"),
            "leeway {leeway}"
        );
        assert_eq!(
            outcome(&verifier, "nbf", json!(NOW + leeway)),
            Ok(()),
            "leeway {leeway}"
        );
        assert_eq!(
            outcome(&verifier, "nbf", json!(NOW + leeway + 1)).map_err(|error| error.reason()),
            Err("token_not_yet_valid"),
            "leeway {leeway}"
        );
    }
}

#[test]
fn a_token_from_the_future_is_refused() {
    let verifier = verifier();
    assert_eq!(outcome(&verifier, "iat", json!(NOW + 60)), Ok(()));
    assert_eq!(
        outcome(&verifier, "iat", json!(NOW + 61)).map_err(|error| error.reason()),
        Err("token_not_yet_valid")
    );
}

#[test]
fn the_issuer_is_compared_exactly() {
    let verifier = verifier();
    assert_eq!(outcome(&verifier, "iss", json!(ISSUER)), Ok(()));
    for other in [
        "https://id.example.org/",
        "https://ID.example.org",
        "http://id.example.org",
        "https://id.example.org.evil",
    ] {
        assert_eq!(
            outcome(&verifier, "iss", json!(other)).map_err(|error| error.reason()),
            Err("wrong_issuer"),
            "{other}"
        );
    }
    assert_eq!(
        outcome(&verifier, "iss", json!([ISSUER])),
        Err(Error::InvalidClaim("iss"))
    );
}

#[test]
fn the_audience_is_one_of_ours_exactly() {
    let verifier = verifier();
    assert_eq!(
        outcome(
            &verifier,
            "aud",
            json!(["https://other.example.org", AUDIENCE])
        ),
        Ok(())
    );
    for other in [
        json!("https://api.example.org/"),
        json!("https://API.example.org"),
        json!(["app"]),
        json!("https://api"),
    ] {
        assert_eq!(
            outcome(&verifier, "aud", other.clone()).map_err(|error| error.reason()),
            Err("wrong_audience"),
            "{other}"
        );
    }
    for wrong in [
        json!([AUDIENCE, 1]),
        json!([[AUDIENCE]]),
        json!({ "0": AUDIENCE }),
    ] {
        assert_eq!(
            outcome(&verifier, "aud", wrong.clone()),
            Err(Error::InvalidClaim("aud")),
            "{wrong}"
        );
    }
    let other = verifier.for_audience("https://other.example.org");
    assert_eq!(
        outcome(&other, "aud", json!("https://other.example.org")),
        Ok(())
    );
    assert_eq!(
        outcome(&other, "aud", json!(AUDIENCE)).map_err(|error| error.reason()),
        Err("wrong_audience")
    );
}

#[test]
fn a_bound_token_is_no_bearer_token() {
    let bound = token(
        &header(),
        &with(
            "cnf",
            Some(json!({ "jkt": "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I" })),
        ),
    );
    let verifier = verifier();
    assert_eq!(refused(&verifier, &bound), Error::SenderConstrained);
    assert!(verifier.verify_blocking(&good_token()).is_ok());
    // Once more, for a token that is known by now.
    for _ in 0..2 {
        let refused = verifier.verify_blocking(&bound);
        assert_eq!(refused, Err(Error::SenderConstrained));
    }
}
