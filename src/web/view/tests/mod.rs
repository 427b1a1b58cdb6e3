//! Every page once, with hostile text in every field, and what must hold for all of them.

mod account;
mod api_keys;
mod codes;
mod federation;
mod login;
mod making;

use askama::Template;

use self::api_keys::{key_create, key_rotate, keys};
use super::*;

const HOSTILE: &str = "\"><script>alert(1)</script>' onload='x";

fn hostile() -> String {
    HOSTILE.to_owned()
}

fn shell() -> Shell {
    Shell {
        words: Words::default(),
        csrf: hostile(),
        here: hostile(),
        look: Default::default(),
        brand: hostile(),
        user: Some(hostile()),
        request_id: hostile(),
    }
}

fn challenge() -> Challenge {
    Challenge {
        text: hostile(),
        parts: 16,
        zeros: 13,
        forgotten_in: Some(60),
    }
}

fn setup() -> Setup {
    Setup {
        shell: shell(),
        csrf: hostile(),
        action: "/setup".to_owned(),
        username: hostile(),
        email: hostile(),
        error: Some(("email".to_owned(), hostile())),
        min_password: 15,
    }
}

fn consent() -> Consent {
    let line = ScopeLine {
        scope: hostile(),
        title: hostile(),
        detail: hostile(),
        answered: Answered::New,
        optional: true,
    };
    let needed = ScopeLine {
        optional: false,
        answered: Answered::Allowed,
        ..line.clone()
    };
    let group = |line| ScopeGroup {
        heading: hostile(),
        lines: vec![line],
    };
    Consent {
        shell: shell(),
        csrf: hostile(),
        action: "/consent".to_owned(),
        application: hostile(),
        site: hostile(),
        person: hostile(),
        registered_itself: true,
        is_known: true,
        groups: vec![group(line)],
        before: vec![group(needed)],
        links: vec![("consent-link-website", hostile())],
    }
}

fn apps() -> Apps {
    let line = |in_use| AppLine {
        client_id: hostile(),
        name: hostile(),
        site: Some(hostile()),
        since: 0,
        in_use,
        first_party: false,
        enabled: false,
        groups: vec![(hostile(), vec![hostile(), hostile()])],
        entrance: Some(hostile()),
    };
    let in_use = InUse {
        last_at: 60_000,
        stays: true,
    };
    Apps {
        shell: shell(),
        csrf: hostile(),
        apps: vec![line(Some(in_use)), line(None)],
        now: 240_000,
        notice: Some(hostile()),
        error: Some((String::new(), hostile())),
    }
}

fn pages() -> Vec<(&'static str, String)> {
    let rendered = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page");
    let home = Home {
        shell: shell(),
        issuer: hostile(),
        playground: true,
        metadata_url: "/metadata".to_owned(),
        setup_pending: true,
    };
    let sign_out = SignOut {
        people: 2,
        shell: shell(),
        csrf: hostile(),
        action: "/logout".to_owned(),
        person: Some(hostile()),
        application: Some(hostile()),
        fields: vec![("state", hostile())],
    };
    let signed_out = SignedOut {
        shell: shell(),
        frames: vec![hostile()],
        next: Some(hostile()),
    };
    let message = Message {
        shell: shell(),
        heading: hostile(),
        text: hostile(),
        wait: Some(hostile()),
        next: Some(("/".to_owned(), hostile())),
        other: Some(("/".to_owned(), hostile())),
        refusal: Some((hostile(), hostile())),
    };
    vec![
        ("home", rendered(&home)),
        ("login", rendered(&login::login())),
        ("consent", rendered(&consent())),
        ("sign_out", rendered(&sign_out)),
        ("signed_out", rendered(&signed_out)),
        ("setup", rendered(&setup())),
        ("apps", rendered(&apps())),
        ("keys", rendered(&keys())),
        ("key_create", rendered(&key_create())),
        ("key_rotate", rendered(&key_rotate())),
        ("join", rendered(&federation::join())),
        ("linked", rendered(&federation::linked())),
        ("message", rendered(&message)),
    ]
    .into_iter()
    .chain(account::pages())
    .chain(codes::pages())
    .chain(making::pages())
    .collect()
}

#[test]
fn text_from_outside_stays_text() {
    for (name, html) in pages() {
        assert!(!html.contains("<script>"), "{name} lets markup through");
        assert!(!html.contains("' onload="), "{name} lets a quote through");
    }
}

#[test]
fn the_content_security_policy_finds_nothing_inline() {
    for (name, html) in pages() {
        for refused in [
            "<style",
            " style=",
            " onclick=",
            " onsubmit=",
            "javascript:",
        ] {
            assert!(!html.contains(refused), "{name} has {refused}");
        }
        let ours = html.matches("<script src=\"/assets/").count();
        assert_eq!(html.matches("<script").count(), ours, "{name}");
    }
}

#[test]
fn every_page_has_a_language_one_heading_and_a_way_past_its_head() {
    for (name, html) in pages() {
        assert!(html.starts_with("<!doctype html>"), "{name}");
        assert!(html.contains("<html lang=\"en\">"), "{name}");
        assert!(html.contains("href=\"#main\""), "{name}");
        assert!(html.contains("id=\"main\""), "{name}");
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert!(html.matches(" autofocus").count() <= 1, "{name}");
    }
}

#[test]
fn every_form_that_posts_carries_a_token() {
    for (name, html) in pages() {
        let forms = html.matches("method=\"post\"").count();
        let tokens = html.matches("name=\"csrf\"").count();
        assert_eq!(forms, tokens, "{name}");
    }
}

#[test]
fn the_focus_goes_where_the_person_must_act() {
    let focused = |html: &str| {
        let before = html.split(" autofocus").next().expect("a part").to_owned();
        let tag = before
            .rsplit("<input id=\"")
            .next()
            .expect("a tag")
            .to_owned();
        tag.split('"').next().expect("an id").to_owned()
    };
    let html = |page: &dyn askama::DynTemplate| page.dyn_render().expect("a page");
    let empty = Login {
        identifier: String::new(),
        ..login::login()
    };
    assert_eq!(focused(&html(&empty)), "identifier");
    assert_eq!(focused(&html(&login::login())), "password");
    assert_eq!(focused(&html(&setup())), "email");
    assert_eq!(focused(&html(&account::password())), "new_password");
    assert_eq!(focused(&html(&account::profile())), "family_name");
    assert_eq!(focused(&html(&key_create())), "current_password");
    assert_eq!(focused(&html(&key_rotate())), "current_password");
    let blank = KeyCreate {
        error: None,
        ..key_create()
    };
    assert_eq!(focused(&html(&blank)), "name");
    let first = Setup {
        error: None,
        ..setup()
    };
    assert_eq!(focused(&html(&first)), "username");
}

#[test]
fn a_wrong_field_is_tied_to_the_words_beneath_it() {
    let html = setup().render().expect("a page");
    assert!(html.contains("aria-invalid=\"true\" aria-describedby=\"email-error\""));
    assert!(html.contains("id=\"email-error\""));
    assert!(!html.contains("username-error"));
}

#[test]
fn who_confirms_cannot_change_the_name() {
    let again = Login {
        reauthenticate: true,
        identifier: "ada".to_owned(),
        ..login::login()
    };
    let html = again.render().expect("a page");
    assert!(html.contains("Confirm that it is you"));
    assert!(html.contains("name=\"identifier\" value=\"ada\" autocomplete=\"username\" readonly"));
}

#[test]
fn one_session_offers_nothing_to_end() {
    let mut page = account::sessions();
    page.sessions.truncate(1);
    let html = page.render().expect("a page");
    assert!(!html.contains("/account/sessions/end"));
    assert!(html.contains("This is the only place."));
}

#[test]
fn who_uses_no_application_is_told_what_will_appear() {
    let html = Apps {
        apps: Vec::new(),
        ..apps()
    };
    let html = html.render().expect("a page");
    assert!(html.contains("No application uses your account."));
    assert!(!html.contains("/account/apps/remove"));
}

#[test]
fn a_switch_is_on_unless_it_was_refused_and_what_is_needed_has_none() {
    let page = |answered, optional| {
        let mut page = consent();
        page.before.clear();
        page.groups[0].lines[0] = ScopeLine {
            answered,
            optional,
            ..page.groups[0].lines[0].clone()
        };
        page.render().expect("a page")
    };
    assert!(page(Answered::Never, true).contains(" checked>"));
    assert!(page(Answered::New, true).contains(" checked>"));
    assert!(!page(Answered::Refused, true).contains(" checked>"));
    assert!(!page(Answered::Never, false).contains("type=\"checkbox\""));
}
