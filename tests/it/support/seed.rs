//! What a test's database holds at first: made by the rules, as the command line makes it.

use countersign::domain::{Detail, GrantType, Role, User};
use countersign::identity::account::{self, NewUser};
use countersign::identity::profile::Change;
use countersign::identity::role::{self, Holder};
use countersign::oauth::registration::{self, NewClient};
use countersign::oauth::resource;
use secrecy::SecretString;

use super::{Browser, Node, RelyingParty, TestServer};

pub(crate) const PASSWORD: &str = "four unrelated plain words";
pub(crate) const CALLBACK: &str = "https://app.example.org/callback";

/// All that can be known of a person beside the first and the last name.
pub(crate) const EVERYTHING: [(Detail, &str); 16] = [
    (Detail::MiddleName, "Augusta"),
    (Detail::Nickname, "Countess"),
    (Detail::Profile, "https://people.example.org/ada"),
    (Detail::Picture, "https://people.example.org/ada.png"),
    (Detail::Website, "https://ada.example.org"),
    (Detail::Gender, "female"),
    (Detail::Birthdate, "1815-12-10"),
    (Detail::Zoneinfo, "Europe/London"),
    (Detail::Locale, "en-GB"),
    (Detail::PhoneNumber, "+44 20 7946 0000"),
    (Detail::StreetAddress, "12 St James's Square\n2nd floor"),
    (Detail::PostalCode, "SW1Y 4JH"),
    (Detail::Locality, "London"),
    (Detail::Region, "England"),
    (Detail::Country, "GB"),
    (
        Detail::Formatted,
        "12 St James's Square\n2nd floor\nLondon SW1Y 4JH\nUnited Kingdom",
    ),
];

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) user: User,
    pub(crate) password: String,
}

/// What most tests begin with: a server, a person, the operator's own application, and a browser in which the person is
/// signed in.
pub(crate) async fn signed_in() -> (TestServer, Person, RelyingParty, Browser) {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    (server, ada, app, browser)
}

impl Node {
    pub(crate) async fn person(&self, username: &str) -> Person {
        self.person_with(username, |_| {}).await
    }

    pub(crate) async fn person_with(
        &self,
        username: &str,
        change: impl FnOnce(&mut NewUser),
    ) -> Person {
        let mut new = NewUser {
            username: username.to_owned(),
            email: Some(format!("{username}@example.org")),
            email_verified: true,
            given_name: Some("Ada".to_owned()),
            family_name: Some("Lovelace".to_owned()),
            password: Some(SecretString::from(PASSWORD)),
            ..NewUser::default()
        };
        change(&mut new);
        let user = account::create(&self.app, new, 15).await;
        Person {
            user: user.expect("a person who can be made"),
            password: PASSWORD.to_owned(),
        }
    }

    /// A person of whom every standard claim is known (OIDC Core section 5.1).
    pub(crate) async fn person_with_everything(&self, username: &str) -> Person {
        self.person_with(username, |new| {
            new.about = Change {
                details: EVERYTHING
                    .map(|(detail, text)| (detail, text.to_owned()))
                    .to_vec(),
                phone_verified: Some(true),
            };
        })
        .await
    }

    /// The operator's own application: confidential, with PKCE, without consent.
    pub(crate) async fn app_client(&self) -> RelyingParty {
        self.client(|_| {}).await
    }

    pub(crate) async fn client(&self, change: impl FnOnce(&mut NewClient)) -> RelyingParty {
        let mut new = NewClient {
            name: "Notebook".to_owned(),
            redirect_uris: vec![CALLBACK.to_owned()],
            first_party: true,
            ..NewClient::default()
        };
        change(&mut new);
        let created = registration::create(&self.app, new)
            .await
            .expect("a client that can be made");
        RelyingParty {
            node: self.clone(),
            redirect_uri: created
                .client
                .redirect_uris
                .first()
                .map_or("", |uri| uri.as_str())
                .to_owned(),
            id: created.client.id,
            secret: created.secret,
        }
    }

    /// A client that acts for itself at some resources.
    pub(crate) async fn service(&self, resources: &[&str]) -> RelyingParty {
        let resources = resources.iter().map(|&uri| uri.to_owned()).collect();
        let grants = vec![GrantType::ClientCredentials];
        self.client(|new| {
            *new = NewClient {
                name: "Service".to_owned(),
                grants,
                resources,
                ..NewClient::default()
            }
        })
        .await
    }

    pub(crate) async fn resource(&self, uri: &str, scopes: &[&str]) {
        let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        resource::create(&self.app, uri, "An API", scopes)
            .await
            .expect("a resource that can be made");
    }

    /// Makes a role, global where `resource` is empty, and gives it to a person.
    pub(crate) async fn role_of(&self, person: &Person, name: &str, resource: &str) -> Role {
        let made = role::create(&self.app, name, resource, "")
            .await
            .expect("a role that can be made");
        let holder = Holder::User(person.user.id.clone());
        role::grant(&self.app, &made, holder)
            .await
            .expect("a role that can be given");
        made
    }
}
