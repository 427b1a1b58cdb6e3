//! The pages around the making of an account, with hostile text in every field.

use super::*;
use crate::domain::Detail;

fn ask(field: Option<AskField>) -> Ask {
    Ask {
        shell: shell(),
        csrf: hostile(),
        action: "/recover".to_owned(),
        hidden: vec![("token", hostile())],
        heading: hostile(),
        lead: hostile(),
        field,
        error: Some(("identifier".to_owned(), hostile())),
        challenge: Some(challenge()),
        button: hostile(),
        aside: Some((
            hostile(),
            Words::default().linked("recovery-remembered", &[]),
        )),
    }
}

fn field(kind: &'static str, least: usize) -> AskField {
    AskField {
        name: "identifier",
        label: hostile(),
        kind,
        value: hostile(),
        autocomplete: "username",
        least,
    }
}

fn new_account() -> NewAccount {
    let details = [Detail::GivenName, Detail::StreetAddress].into_iter();
    let field = |detail| NewAccount::field(&shell(), detail, HOSTILE, false);
    NewAccount {
        shell: shell(),
        csrf: hostile(),
        action: "/invite".to_owned(),
        token: hostile(),
        heading: hostile(),
        lead: hostile(),
        chooses_username: true,
        username: hostile(),
        email: hostile(),
        email_fixed: false,
        fields: details.map(field).collect(),
        min_password: 15,
        terms: Some(AgreedTo {
            terms: hostile(),
            privacy: Some(hostile()),
            ticked: true,
        }),
        challenge: Some(challenge()),
        error: Some(("terms".to_owned(), hostile())),
    }
}

pub(super) fn pages() -> Vec<(&'static str, String)> {
    let rendered = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page");
    let told = Told {
        shell: shell(),
        heading: hostile(),
        text: hostile(),
        detail: hostile(),
        next: Some((hostile(), hostile())),
    };
    let terms = Terms {
        shell: shell(),
        csrf: hostile(),
        action: "/terms".to_owned(),
        version: hostile(),
        terms: hostile(),
        privacy: Some(hostile()),
        renewed: true,
    };
    let fixed = NewAccount {
        email_fixed: true,
        error: None,
        ..new_account()
    };
    vec![
        ("question", rendered(&ask(None))),
        (
            "question with a line",
            rendered(&ask(Some(field("text", 0)))),
        ),
        (
            "question with a password",
            rendered(&ask(Some(field("password", 15)))),
        ),
        ("told", rendered(&told)),
        ("terms", rendered(&terms)),
        ("new account", rendered(&new_account())),
        ("new account with its address", rendered(&fixed)),
    ]
}
