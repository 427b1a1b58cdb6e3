//! The page with hostile text in every field, and what must hold for all its steps.

use super::*;
use crate::words::Words;

const HOSTILE: &str = "\"><script>alert(1)</script>' onload='x";

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn exchange() -> Exchange {
    Exchange {
        method: hostile(),
        url: hostile(),
        sent_headers: vec![(hostile(), hostile())],
        sent_body: hostile(),
        status: hostile(),
        outcome: "refused",
        headers: vec![(hostile(), hostile())],
        other_headers: vec![(hostile(), hostile())],
        body: hostile(),
        json: serde_json::Value::Null,
    }
}

fn page() -> String {
    let jwt = Jwt {
        parts: [hostile(), hostile(), hostile()],
        header: hostile(),
        payload: hostile(),
        claims: serde_json::Value::Null,
    };
    let checks = vec![Check::of(false, HOSTILE), Check::note("None", HOSTILE)];
    let walk = Walk {
        code: hostile(),
        ..Walk::default()
    };
    let parameter = Parameter::new("state", HOSTILE, HOSTILE).checked(true);
    let parts = vec![
        Part::text(HOSTILE),
        Part::verdict(true, HOSTILE),
        Part::Request {
            url: hostile(),
            parameters: vec![parameter],
            whole: hostile(),
        },
        Part::exchange(exchange()),
        Part::Token(Box::new(Token {
            id: "access-token",
            title: "Access token",
            jwt,
            checks,
        })),
        Part::Command(hostile()),
        Part::Go {
            url: hostile(),
            label: "Start again",
            primary: false,
        },
        Part::actions(
            &walk,
            (path::NOTES, "Call the API"),
            &[(path::USERINFO, "Call UserInfo")],
        ),
    ];
    let shell = Shell {
        words: Words::default(),
        csrf: hostile(),
        look: Default::default(),
        brand: hostile(),
        user: Some(hostile()),
        here: hostile(),
        request_id: hostile(),
    };
    Page {
        shell,
        csrf: hostile(),
        steps: steps(3, parts),
    }
    .render()
    .expect("a page")
}

#[test]
fn text_from_outside_stays_text_and_nothing_is_inline() {
    let html = page();
    for refused in ["<script>", "' onload=", "<style", " style=", "javascript:"] {
        assert!(!html.contains(refused), "{refused}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    assert_eq!(
        html.matches("method=\"post\"").count(),
        html.matches("name=\"csrf\"").count()
    );
}

#[test]
fn one_step_is_the_present_one_and_one_button_leads_on() {
    let html = page();
    assert_eq!(html.matches("aria-current=\"step\"").count(), 1);
    assert_eq!(html.matches("class=\"primary\"").count(), 1);
    assert_eq!(html.matches("step done").count(), 2);
    assert_eq!(html.matches("step later").count(), 4);
}

#[test]
fn code_stands_between_backticks() {
    let read: Vec<_> = runs("`iss` is `x`.").collect();
    assert_eq!(
        read,
        [(true, "iss"), (false, " is "), (true, "x"), (false, ".")]
    );
}
