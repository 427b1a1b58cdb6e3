//! `/login/with/{provider}` and `/account/linked`: accounts at other providers. What an honest provider brings is let in, and
//! nothing that anybody else could have sent, said or left behind.

mod arrivals;
mod id_token;
mod linked;
mod logout_token;
mod outages;
mod presets;
mod roles;
mod sign_in;
mod sign_out;
mod signed_out;
mod state;
mod trust;
mod upstream;

use countersign::config::{Config, Flags, Provider, Sources};
use serde_json::{Value, json};

use self::upstream::{CLIENT, SECRET, Upstream};
use crate::support::{Answer, Browser, Person, TestServer};

const SESSIONS: &str = "SELECT COUNT(*) AS value FROM sessions WHERE ended_at IS NULL";
const LINKS: &str = "SELECT COUNT(*) AS value FROM linked_accounts";
const USERS: &str = "SELECT COUNT(*) AS value FROM users";

/// A server, and a provider that it knows as `up`.
struct World {
    server: TestServer,
    upstream: Upstream,
}

impl World {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Provider)) -> Self {
        let upstream = Upstream::start().await;
        let mut provider = provider(&[("ISSUER", &upstream.issuer())]);
        change(&mut provider);
        let server = TestServer::with(|config| config.providers = vec![provider]).await;
        Self { server, upstream }
    }

    /// A person whose account there, `u-1`, is linked.
    async fn ada(&self) -> Person {
        let ada = self.server.person("ada").await;
        self.server.tamper(LINK_ADA).await;
        ada
    }

    /// Goes there and comes back in the same browser.
    async fn round(&self, browser: &mut Browser) -> Answer {
        self.round_from(browser, "/login/with/up").await
    }

    async fn round_from(&self, browser: &mut Browser, path: &str) -> Answer {
        let sent = browser.get(path).await.expect(303);
        let back = self.upstream.agree(sent.location());
        browser.get(&back).await
    }

    /// Whether somebody who comes from there now is let in, in a browser of their own.
    async fn lets_in(&self) -> bool {
        let mut browser = self.server.browser();
        self.round(&mut browser).await;
        browser.is_signed_in().await
    }
}

const LINK_ADA: &str = "INSERT INTO linked_accounts (provider, subject, user_id, label, linked_at) \
    SELECT 'up', 'u-1', id, 'ada', 0 FROM users WHERE username = 'ada'";

/// A provider called `up`, written as variables.
pub(crate) fn provider(options: &[(&str, &str)]) -> Provider {
    let usual = [("CLIENT_ID", CLIENT), ("CLIENT_SECRET", SECRET)];
    let env = usual.iter().chain(options);
    let env: Vec<_> = env
        .map(|(name, value)| {
            (
                format!("COUNTERSIGN_PROVIDERS__UP__{name}"),
                (*value).to_owned(),
            )
        })
        .collect();
    let sources = Sources {
        file: None,
        env,
        flags: Flags::default(),
    };
    let config = Config::load(sources).unwrap_or_else(|error| panic!("{error}"));
    config.providers.into_iter().next().expect("a provider")
}

/// Claims of somebody else than ada.
fn stranger() -> Value {
    json!({"sub": "u-2", "email": "eve@example.org", "email_verified": true, "preferred_username": "eve"})
}
