//! Reports: they judge as verifying does, and say what is wrong with a token and what to do.

use std::sync::OnceLock;

use countersign_verifier::explain::{Checked, Kind, Outcome, Report};
use countersign_verifier::{Error, Verifier};
use proptest::prelude::{ProptestConfig, Strategy, any, prop, prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::support::{
    AUDIENCE, ISSUER, Issuer, ManualClock, NOW, Signer, b64, good_token, header, payload, rsa,
    token, verifier, with,
};

fn explained(token: &str) -> Report {
    verifier().explain_now(token)
}

fn checked<'r>(report: &'r Report, name: &str) -> &'r Checked {
    let found = report.checks().iter().find(|checked| checked.name == name);
    found.unwrap_or_else(|| panic!("no {name} in\n{report}"))
}

/// The names of the checks that ended so.
fn ended(report: &Report, outcome: Outcome) -> Vec<&'static str> {
    let checks = report.checks().iter();
    let ended = checks.filter(|checked| checked.outcome == outcome);
    ended.map(|checked| checked.name).collect()
}

fn hint(report: &Report, name: &str) -> String {
    checked(report, name).hint.clone().unwrap_or_default()
}

#[test]
fn of_a_good_token_everything_passes() {
    let report = explained(&good_token());
    assert!(report.accepted() && report.error().is_none());
    assert_eq!(report.kind(), Kind::Jwt);
    assert_eq!(ended(&report, Outcome::Passed).len(), report.checks().len());
    let found = |name| checked(&report, name).found.clone().unwrap_or_default();
    assert_eq!(found("iss"), ISSUER);
    assert_eq!(found("roles"), "editor");
    assert_eq!(found("exp"), "2027-01-15 08:05:00 UTC, in 5 min");
    assert_eq!(found("time"), "good for another 5 min");
    assert_eq!(
        report
            .claims()
            .and_then(|claims| claims["tenant"]["id"].as_u64()),
        Some(7)
    );
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let mut claims = payload();
    claims["aud"] = "https://other.example.org".into();
    claims["exp"] = (NOW - 200).into();
    claims["sub"] = 7.into();
    claims["cnf"] = json!({});
    let report = explained(&token(&header(), &claims));
    let failed = ["aud", "time", "cnf", "sub"];
    assert_eq!(ended(&report, Outcome::Failed), failed);
    assert_eq!(ended(&report, Outcome::NotRun), ["deny list", "sender"]);
    assert_eq!(report.error().map(Error::reason), Some("wrong_audience"));
    assert_eq!(
        checked(&report, "time").found.as_deref(),
        Some("expired 3 min ago")
    );
    assert!(hint(&report, "aud").contains(&format!("`resource={AUDIENCE}`")));
}

#[test]
fn of_a_forged_token_the_claims_are_shown_nevertheless() {
    let forged = Signer::new_rsa().sign(header().to_string(), payload().to_string());
    let report = explained(&forged);
    assert_eq!(ended(&report, Outcome::Failed), ["signature"]);
    assert_eq!(checked(&report, "sub").found.as_deref(), Some("user-1"));
}

#[test]
fn what_cannot_be_looked_at_is_not_judged() {
    let mut unsigned = header();
    unsigned["alg"] = "none".into();
    let report = explained(&token(&unsigned, &payload()));
    assert_eq!(ended(&report, Outcome::Failed), ["alg"]);
    assert_eq!(ended(&report, Outcome::NotRun), ["key", "signature"]);
    assert!(hint(&report, "alg").contains("not signed"));
    let report = explained("a.b");
    assert_eq!(ended(&report, Outcome::Failed), ["form"]);
    assert!(ended(&report, Outcome::Passed).is_empty());
}

#[test]
fn the_likeliest_mistakes_are_named() {
    let mut id_token = header();
    id_token["typ"] = "JWT".into();
    let mut other_issuer = payload();
    other_issuer["iss"] = "https://id.example.org/".into();
    let mut unknown = header();
    unknown["kid"] = "k2".into();
    let early = with("iat", Some((NOW + 120).into()));
    for (text, check, says) in [
        (
            token(&id_token, &with("client_id", None)),
            "typ",
            "ID token",
        ),
        (token(&header(), &other_issuer), "iss", "trailing slash"),
        (
            token(&unknown, &other_issuer),
            "key",
            "from https://id.example.org/",
        ),
        (token(&header(), &early), "time", "behind by about 2 min"),
        (format!("Bearer {}", good_token()), "header", "`Bearer`"),
        (format!("{}\n", good_token()), "form", "More was copied"),
        ("csk_0123".to_owned(), "form", "mistyped"),
        ("a.b.c.d.e".to_owned(), "form", "encrypted"),
        ("r3fr3sh".to_owned(), "form", "refresh token"),
        (String::new(), "form", "empty"),
    ] {
        let report = explained(&text);
        assert!(!report.accepted(), "{report}");
        assert!(hint(&report, check).contains(says), "{says} in\n{report}");
    }
}

#[test]
fn bound_and_denied_tokens_are_told_apart_from_good_ones() {
    let jkt = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I";
    let bound = token(&header(), &with("cnf", Some(json!({ "jkt": jkt }))));
    let report = explained(&bound);
    assert_eq!(ended(&report, Outcome::Failed), ["sender"]);
    assert!(hint(&report, "sender").contains("DPoP"));
    let verifier = verifier();
    assert!(verifier.explain_now(&good_token()).accepted());
    verifier.denied().session("s-1");
    let report = verifier.explain_now(&good_token());
    assert_eq!(ended(&report, Outcome::Failed), ["deny list"]);
    assert_eq!(
        checked(&report, "deny list").found.as_deref(),
        Some("its sid is denied")
    );
}

#[tokio::test]
async fn keys_are_fetched_as_verifying_does() {
    let issuer = Issuer::start().await;
    let verifier = issuer
        .verifier(&ManualClock::new())
        .build()
        .expect("a verifier");
    let good = issuer.token("k1");
    assert_eq!(
        ended(&verifier.explain_now(&good), Outcome::Failed),
        ["key"]
    );
    let report = verifier.explain(&good).await;
    assert!(report.accepted(), "{report}");
    assert_eq!(issuer.key_hits(), 1);
}

/// A report may be pasted where the token must not be.
#[test]
fn the_token_is_not_in_its_report() {
    let good = good_token();
    let report = explained(&good);
    let json = serde_json::to_string(&report).expect("JSON");
    for text in [report.to_string(), json, format!("{report:?}")] {
        for part in good.split('.') {
            assert!(!text.contains(part), "{text}");
        }
    }
}

#[test]
fn a_report_reads_as_a_table() {
    let report = explained(&token(&header(), &with("exp", Some((NOW - 200).into()))));
    let text = report.to_string();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Refused: the token has expired (token_expired).");
    assert!(lines.contains(&"  ok    kid        k1"), "{text}");
    let failed = "  fail  time       expired 3 min ago; expected: good at 2027-01-15 08:00:00 UTC, give or take 5 s";
    assert!(lines.contains(&failed), "{text}");
    let json = serde_json::to_value(&report).expect("JSON");
    assert_eq!(json["accepted"], false);
    assert_eq!(json["reason"], "token_expired");
    assert_eq!(json["kind"], "jwt");
    assert_eq!(json["checks"][3]["name"], "typ");
    assert_eq!(json["checks"][3]["outcome"], "passed");
    assert_eq!(json["claims"]["sub"], "user-1");
}

fn shared() -> &'static Verifier {
    static SHARED: OnceLock<Verifier> = OnceLock::new();
    SHARED.get_or_init(verifier)
}

/// What both say of a token: the report first.
fn verdicts(token: &str) -> (Result<(), Error>, Result<(), Error>) {
    let report = shared().explain_now(token);
    let told = report.error().cloned().map_or(Ok(()), Err);
    assert_eq!(report.accepted(), told.is_ok());
    let mut checks = report.checks().iter();
    let first = checks.find(|checked| checked.outcome == Outcome::Failed);
    assert_eq!(
        first.and_then(|checked| checked.reason),
        told.as_ref().err().map(Error::reason),
        "the rows are in the order of the checks"
    );
    (told, shared().verify_now(token).map(drop))
}

/// Values that a claim or a member of the header may wrongly have, and some that are right.
fn value() -> impl Strategy<Value = Option<Value>> {
    let text = prop::sample::select(vec![
        "", "k1", "k2", "RS256", "none", "HS256", "JWT", "at+jwt", ISSUER, AUDIENCE, "other",
    ]);
    let time = (NOW - 400..NOW + 400).prop_map(Value::from);
    prop::option::of(prop::strategy::Union::new([
        text.prop_map(Value::from).boxed(),
        time.boxed(),
        prop::sample::select(vec![
            json!(null),
            json!([]),
            json!({}),
            json!([AUDIENCE, "b"]),
            json!([1]),
            json!(-1),
        ])
        .boxed(),
    ]))
}

const MEMBERS: [&str; 6] = ["alg", "typ", "kid", "crit", "zip", "other"];
const CLAIMS: [&str; 17] = [
    "iss",
    "aud",
    "exp",
    "iat",
    "nbf",
    "sub",
    "client_id",
    "jti",
    "scope",
    "roles",
    "permissions",
    "auth_time",
    "acr",
    "amr",
    "sid",
    "cnf",
    "other",
];

/// Some members, each with another value.
fn changes(
    names: &'static [&'static str],
    most: usize,
) -> impl Strategy<Value = Vec<(&'static str, Option<Value>)>> {
    prop::collection::vec((prop::sample::select(names), value()), 0..=most)
}

fn changed(mut object: Value, changes: Vec<(&str, Option<Value>)>) -> Value {
    let members = object.as_object_mut().expect("an object");
    for (name, value) in changes {
        match value {
            Some(value) => members.insert(name.to_owned(), value),
            None => members.remove(name),
        };
    }
    object
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_token_says_the_report_judges_it_as_verifying_does(
        members in changes(&MEMBERS, 1), claims in changes(&CLAIMS, 3), signed in prop::bool::weighted(0.9),
    ) {
        let (header, payload) = (changed(header(), members).to_string(), changed(payload(), claims).to_string());
        let token = match signed {
            true => rsa().sign(header, payload),
            false => format!("{}.{}.{}", b64(header), b64(payload), b64([1; 256])),
        };
        let (told, verified) = verdicts(&token);
        prop_assert_eq!(told, verified);
    }

    #[test]
    fn whatever_becomes_of_a_token_the_report_judges_it_as_verifying_does(
        position in any::<prop::sample::Index>(), byte in 0_u8..128, cut in prop::bool::weighted(0.3),
    ) {
        let mut bytes = good_token().into_bytes();
        let position = position.index(bytes.len());
        bytes[position] = byte;
        if cut {
            bytes.truncate(position);
        }
        let token = String::from_utf8(bytes).expect("ASCII");
        let (told, verified) = verdicts(&token);
        prop_assert_eq!(told, verified);
    }
}
