//! A phone with an authenticator application, and the codes that it shows.

use countersign::base::Timestamp;
use totp_rs::{Builder, Secret, Totp};

use super::{Answer, Browser, Person, TestServer, seconds};

#[derive(Clone)]
pub(crate) struct Phone(Totp);

impl Phone {
    /// Scans what a page of a setup shows.
    pub(crate) fn scan(page: &Answer) -> Self {
        let (_, rest) = page.body.split_once("<code id=\"secret\">").expect("a key");
        let key: String = rest.split('<').next().unwrap().split(' ').collect();
        let secret = Secret::try_from_base32(key).expect("a key in base32");
        let totp = Builder::new().with_secret(secret).with_account_name("ada");
        Self(totp.build().expect("a key that is long enough"))
    }

    pub(crate) fn code(&self, at: Timestamp) -> String {
        self.0.generate(at.seconds().unsigned_abs()).to_string()
    }

    /// Six digits that it does not show at that time, nor a step before or after.
    pub(crate) fn wrong(&self, at: Timestamp) -> String {
        let near: Vec<String> = [-30_000, 0, 30_000]
            .map(|millis| self.code(Timestamp(at.millis() + millis)))
            .to_vec();
        let mut codes = (0..).map(|number| format!("{number:06}"));
        codes.find(|code| !near.contains(code)).unwrap()
    }
}

impl TestServer {
    /// A person who has set up an application, at a time when its first code has passed.
    pub(crate) async fn person_with_phone(&self, username: &str) -> (Person, Phone) {
        let person = self.person(username).await;
        let mut browser = self.browser();
        browser.sign_in(&person).await;
        let phone = browser.add_phone().await;
        self.clock.advance(seconds(60));
        (person, phone)
    }
}

impl Browser {
    /// Sets up an application for who is signed in, and shows its first code.
    pub(crate) async fn add_phone(&mut self) -> Phone {
        let page = self.get("/account/totp/add").await.expect(200);
        let phone = Phone::scan(&page);
        let code = phone.code(self.node.app.now());
        let form = page.form("/account/totp/add").set("code", &code);
        self.post(&form).await.expect(303);
        phone
    }

    /// Makes recovery codes for who is signed in.
    pub(crate) async fn make_recovery_codes(&mut self) -> Vec<String> {
        let page = self.get("/account/recovery-codes").await.expect(200);
        let page = self.post(&page.form("/account/recovery-codes/make")).await;
        let form = page.expect(200).form("/account/recovery-codes/download");
        form.value("codes").split(' ').map(str::to_owned).collect()
    }

    /// Shows the password, and opens the page that asks for more.
    pub(crate) async fn half_sign_in(&mut self, person: &Person) -> Answer {
        let answer = self
            .try_sign_in(&person.user.username, &person.password)
            .await;
        self.follow(answer.expect(303)).await.expect(200)
    }

    /// Types a code into the page that asks for one.
    pub(crate) async fn enter(&mut self, page: &Answer, code: &str) -> Answer {
        self.post(&page.form("/login/").set("code", code)).await
    }

    /// Opens another of the ways that a page offers.
    pub(crate) async fn other_way(&mut self, page: &Answer, path: &str) -> Answer {
        let start = format!("href=\"{path}");
        let (_, rest) = page
            .body
            .split_once(&start)
            .unwrap_or_else(|| panic!("no way {path}: {}", page.dump()));
        let query = rest.split('"').next().unwrap().replace("&#38;", "&");
        self.get(&format!("{path}{query}")).await
    }
}
