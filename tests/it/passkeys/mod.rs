//! Passkeys: made, shown, named and removed; and every forgery of what a browser says of them.

mod made;
mod managed;
mod moved;
mod races;
mod refused;
mod sign_in;
mod trusted;

use serde_json::Value;

use crate::support::authenticator::Device;
use crate::support::{Answer, Browser, Person, TestServer};

const COUNT: &str = "SELECT COUNT(*) AS value FROM passkeys";
const SESSIONS: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";

/// A person, and a browser in which they are signed in.
struct Stage {
    server: TestServer,
    ada: Person,
    browser: Browser,
}

impl Stage {
    async fn set() -> Self {
        let server = TestServer::start().await;
        let ada = server.person("ada").await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        Self {
            server,
            ada,
            browser,
        }
    }

    /// The same, with a passkey that the person has made and has signed in with.
    async fn with_passkey() -> (Self, Device) {
        let mut stage = Self::set().await;
        let mut device = Device::new();
        stage.make(&mut device).await.expect(200);
        stage.browser = stage.server.browser();
        let origin = stage.origin();
        sign_in(&mut stage.browser, &origin, &mut device)
            .await
            .expect(303);
        (stage, device)
    }

    fn origin(&self) -> String {
        self.server.issuer().to_owned()
    }

    async fn make(&mut self, device: &mut Device) -> Answer {
        let origin = self.origin();
        make(&mut self.browser, &origin, device).await
    }
}

/// Adds a passkey of this device on the account's page.
async fn make(browser: &mut Browser, origin: &str, device: &mut Device) -> Answer {
    let options = creation_options(browser).await;
    let credential = device.create(&options, origin);
    added(browser, &credential).await
}

async fn creation_options(browser: &mut Browser) -> Value {
    options(
        browser,
        "/account/passkeys/add",
        "/account/passkeys/options",
    )
    .await
}

/// Sends what the device has made.
async fn added(browser: &mut Browser, credential: &Value) -> Answer {
    let page = browser.get("/account/passkeys/add").await.expect(200);
    let form = page.form("/account/passkeys/add");
    browser
        .post(&form.set("credential", &credential.to_string()))
        .await
}

/// What the script of a page gets from the server.
async fn options(browser: &mut Browser, page: &str, asked: &str) -> Value {
    let mut form = browser
        .get(page)
        .await
        .expect(200)
        .form(page.split('?').next().unwrap());
    form.action = asked.to_owned();
    browser.post(&form).await.expect(200).json()
}

/// What the script of the sign-in page gets.
async fn request_options(browser: &mut Browser) -> Value {
    options(browser, "/login", "/login/passkey/options").await
}

/// Sends what the device has shown, by the form of a page.
async fn shown(browser: &mut Browser, page: &str, credential: &Value) -> Answer {
    let page = browser.get(page).await.expect(200);
    let form = page.form("/login/passkey");
    browser
        .post(&form.set("credential", &credential.to_string()))
        .await
}

/// Signs in with nothing but a passkey.
async fn sign_in(browser: &mut Browser, origin: &str, device: &mut Device) -> Answer {
    let options = request_options(browser).await;
    let credential = device.get(&options, origin);
    shown(browser, "/login", &credential).await
}
