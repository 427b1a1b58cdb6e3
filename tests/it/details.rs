//! `/account/details`: what a person says about themselves beside the name.

use countersign::domain::{Detail, User};
use countersign::identity::profile::{self, Change};

use crate::support::seed::EVERYTHING;
use crate::support::{Browser, Person, TestServer, at_once, covers};

covers!("/account/details");

async fn stage() -> (TestServer, Person, Browser) {
    let server = TestServer::start().await;
    let ada = server.person_with_everything("ada").await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    (server, ada, browser)
}

async fn stored(server: &TestServer, person: &Person) -> User {
    let mut read = server.app.db.read();
    let found = countersign::store::user::find(&mut read, &person.user.id).await;
    found.unwrap().unwrap()
}

fn same(one: &User, other: &User) -> bool {
    let known = |user: &User| Detail::ALL.map(|detail| user.find(detail).map(str::to_owned));
    known(one) == known(other) && one.phone_number_verified == other.phone_number_verified
}

const CHANGED: [(&str, &str); 12] = [
    ("middle_name", "King"),
    ("nickname", "Al"),
    ("birthdate", "1815"),
    ("website", "http://lovelace.example.org/"),
    ("locale", "de"),
    ("zoneinfo", "Europe/Berlin"),
    ("phone_number", "+49 30 123456"),
    ("street_address", "1 Main Street\r\nBack door"),
    ("postal_code", "10115"),
    ("locality", "Berlin"),
    ("region", "Berlin"),
    ("country", "Germany"),
];

#[tokio::test]
async fn details_are_changed_and_taken_away() {
    let (server, ada, mut browser) = stage().await;
    let page = browser.get("/account/profile").await.expect(200);
    let form = page.form("/account/details");
    // What was not touched stays, lines and verified number included.
    browser.post(&form).await.expect(200);
    assert!(same(&stored(&server, &ada).await, &ada.user));

    let filled = CHANGED
        .iter()
        .fold(form.clone(), |form, (name, value)| form.set(name, value));
    let answer = browser.post(&filled).await.expect(200);
    let (shown, now) = (answer.form("/account/details"), stored(&server, &ada).await);
    for (name, value) in CHANGED {
        let value = value.replace('\r', "");
        assert_eq!(now.find(Detail::named(name).unwrap()), Some(value.as_str()));
        assert_eq!(shown.value(name), value);
    }
    assert!(!now.phone_number_verified, "another number is not verified");
    assert_eq!(
        now.find(Detail::Formatted),
        None,
        "the whole is no longer this address"
    );
    assert_eq!(
        now.find(Detail::Gender),
        Some("female"),
        "the form is not about it"
    );

    let empty = CHANGED
        .iter()
        .fold(form, |form, (name, _)| form.set(name, ""));
    browser.post(&empty).await.expect(200);
    let now = stored(&server, &ada).await;
    let left: Vec<Detail> = Detail::ALL
        .into_iter()
        .filter(|detail| now.find(*detail).is_some())
        .collect();
    let (given, family) = (Detail::GivenName, Detail::FamilyName);
    assert_eq!(
        left,
        [
            given,
            family,
            Detail::Profile,
            Detail::Picture,
            Detail::Gender
        ]
    );
    let without =
        "SELECT COUNT(*) AS value FROM users WHERE address IS NULL AND phone_number IS NULL";
    assert_eq!(server.number(without).await, 1);
}

#[tokio::test]
async fn what_is_unfit_is_refused_and_nothing_with_it() {
    let (server, ada, mut browser) = stage().await;
    let form = browser
        .get("/account/profile")
        .await
        .expect(200)
        .form("/account/details");
    let long = "x".repeat(501);
    for (name, bad) in [
        ("middle_name", &long[..101]),
        ("nickname", "two\nlines"),
        ("birthdate", "1815-02-30"),
        ("website", "javascript:alert(1)"),
        ("locale", "English!"),
        ("zoneinfo", "../../etc/passwd"),
        ("phone_number", "020 7946 0000"),
        ("street_address", &long),
        ("postal_code", &long[..101]),
        ("locality", "a\u{1b}b"),
        ("region", &long[..101]),
        ("country", &long[..101]),
    ] {
        let filled = form.clone().set("nickname", "Mallory").set(name, bad);
        let answer = browser.post(&filled).await.expect(422);
        assert!(
            answer.body.contains("<details class=\"more\" open>"),
            "{name}"
        );
        assert!(
            answer.body.contains(&format!("id=\"{name}-error\"")),
            "{}",
            answer.dump()
        );
        let shown = answer.form("/account/details");
        assert_eq!(
            shown.value(name),
            bad,
            "what was typed is there to be mended"
        );
        assert!(same(&stored(&server, &ada).await, &ada.user), "{name}");
    }
    browser.post(&form.set("nickname", "Al")).await.expect(200);
    assert_eq!(
        stored(&server, &ada).await.find(Detail::Nickname),
        Some("Al")
    );
}

/// Mass assignment: nobody verifies their own number, or writes what is for the operator.
#[tokio::test]
async fn what_the_form_does_not_offer_is_not_changed_by_sending_it() {
    let (server, ada, mut browser) = stage().await;
    let form = browser
        .get("/account/profile")
        .await
        .expect(200)
        .form("/account/details");
    let more = [
        ("phone_number", "+1 900 1234567"),
        ("phone_number_verified", "true"),
        ("phone_verified", "true"),
        ("email", "root@example.org"),
        ("email_verified", "true"),
        ("given_name", "Mallory"),
        ("gender", "robot"),
        ("picture", "https://evil.example/"),
        ("formatted", "Elsewhere"),
        ("profile", "{}"),
    ];
    let filled = more
        .iter()
        .fold(form, |form, (name, value)| form.set(name, value));
    browser.post(&filled).await.expect(200);
    let now = stored(&server, &ada).await;
    assert_eq!(now.phone_number.as_deref(), Some("+1 900 1234567"));
    assert!(!now.phone_number_verified);
    assert_eq!(now.email, ada.user.email);
    for detail in [
        Detail::GivenName,
        Detail::Gender,
        Detail::Picture,
        Detail::Profile,
        Detail::Formatted,
    ] {
        assert_eq!(now.find(detail), ada.user.find(detail), "{detail}");
    }
}

/// What the operator wrote is shown to who it is about.
#[tokio::test]
async fn a_person_sees_all_that_applications_may_be_told() {
    let (_server, _, mut browser) = stage().await;
    let page = browser.get("/account/profile").await.expect(200);
    assert!(
        page.body.contains("<details class=\"more\">"),
        "it is folded"
    );
    for (detail, text) in EVERYTHING {
        let line = text.lines().next().unwrap().replace('\'', "&#39;");
        assert!(page.body.contains(&line), "{detail}: {}", page.dump());
    }
}

/// Consent is about what is told, by name: whoever agrees to the profile knows that the birthday is in it.
#[tokio::test]
async fn consent_names_what_the_profile_tells() {
    let (server, _, mut browser) = stage().await;
    let bob = server.person("bob").await;
    let app = server.client(|new| new.first_party = false).await;
    let ask = |params: crate::support::Params| params.set("scope", "openid profile");
    let page = browser.authorize(&app, ask).await.expect(200);
    for told in ["Ada Augusta Lovelace, ada, and:", "Birthday", "Gender"] {
        assert!(page.body.contains(told), "{told}: {}", page.dump());
    }
    let mut bobs = server.browser();
    bobs.sign_in(&bob).await;
    let page = bobs.authorize(&app, ask).await.expect(200);
    assert!(!page.body.contains("Birthday"), "{}", page.dump());
}

/// Each change is to what is stored at that moment.
#[tokio::test]
async fn two_changes_at_once_are_both_kept() {
    let (server, ada, _) = stage().await;
    let nodes = [server.another_node().await, server.another_node().await];
    for round in 0..10 {
        let details = Detail::OF_PROFILE.map(|detail| (detail, text(detail, round)));
        let answers = at_once(details.len(), |index| {
            let (app, id) = (nodes[index % 2].app.clone(), ada.user.id.clone());
            let change = Change {
                details: vec![details[index].clone()],
                phone_verified: None,
            };
            async move { profile::change(&app, &id, change).await }
        });
        assert!(answers.await.iter().all(Result::is_ok));
        let now = stored(&server, &ada).await;
        for (detail, text) in details {
            assert_eq!(now.find(detail), Some(text.as_str()));
        }
    }
}

fn text(detail: Detail, round: usize) -> String {
    match detail {
        Detail::Profile | Detail::Picture | Detail::Website => {
            format!("https://example.org/{round}")
        }
        Detail::Birthdate => format!("199{round}"),
        Detail::Zoneinfo => format!("Etc/GMT+{round}"),
        Detail::Locale => format!("de-199{round}"),
        _ => format!("Number {round}"),
    }
}
