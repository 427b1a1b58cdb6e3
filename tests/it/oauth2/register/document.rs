//! Clients whose identifier is the address of their metadata.

use countersign::config::Config;
use countersign::oauth::registration;
use serde_json::{Value, json};

use super::send;
use crate::support::site::Says;
use crate::support::{
    Answer, Browser, Params, RelyingParty, Site, TestServer, Tokens, VERIFIER, hours, minutes,
    seconds,
};

const CLIENTS: &str = "SELECT COUNT(*) AS value FROM clients";
const CALLBACK: &str = "https://app.example.org/callback";

fn json_page(body: &Value) -> Says {
    let headers = "Content-Type: application/json\r\nCache-Control: max-age=600\r\n";
    Says::Page(200, headers.to_owned(), body.to_string())
}

struct Stage {
    server: TestServer,
    browser: Browser,
    site: Site,
    rp: RelyingParty,
}

impl Stage {
    /// A server that takes such clients, a person who is signed in, and a client's site with a document.
    async fn new(change: impl FnOnce(&mut Config)) -> Self {
        let server = TestServer::with(|config| {
            config.registration.client_id_metadata_documents = true;
            change(config);
        })
        .await;
        let ada = server.person("ada").await;
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        let site = Site::with("").await;
        let rp = RelyingParty {
            node: crate::support::Node::clone(&server),
            id: site.url("/client.json"),
            secret: None,
            redirect_uri: CALLBACK.to_owned(),
        };
        let stage = Self {
            server,
            browser,
            site,
            rp,
        };
        stage.publish(&json!({}));
        stage
    }

    fn publish(&self, more: &Value) {
        let mut document = json!({
            "client_id": self.rp.id,
            "client_name": "Notebook",
            "redirect_uris": [CALLBACK],
        });
        for (member, value) in more.as_object().unwrap() {
            document[member] = value.clone();
        }
        self.site.say(json_page(&document));
    }

    async fn authorize(&mut self) -> Answer {
        let consent = |params: Params| params.set("prompt", "consent");
        self.browser.authorize(&self.rp, consent).await
    }
}

#[tokio::test]
async fn a_document_is_a_client() {
    let mut stage = Stage::new(|_| {}).await;
    let page = stage.authorize().await.expect(200);
    assert!(
        page.body.contains("Notebook (127.0.0.1)"),
        "{}",
        page.dump()
    );
    let code = stage.browser.decide(&page, "allow").await.code();
    let redeemed = stage.rp.redeem(&code, VERIFIER).await.expect(200);
    let tokens = Tokens::of(&redeemed);
    stage.rp.userinfo(&tokens.access).await.expect(200);
    assert_eq!(stage.site.hits(), 1, "fetched once for all of that");
    assert_eq!(stage.server.number(CLIENTS).await, 1);

    // Its registration is not managed here.
    let path = "/oauth2/register/http%3A%2F%2F127.0.0.1%2Fclient.json";
    let answer = send(&stage.server, ("GET", path), "x", "").await;
    answer.expect_error(401, "invalid_token");
    let metadata = "/.well-known/oauth-authorization-server";
    let metadata = stage.server.nobody().get(metadata).await.json();
    assert_eq!(metadata["client_id_metadata_document_supported"], true);
}

#[tokio::test]
async fn nothing_is_fetched_where_that_is_off() {
    let mut stage = Stage::new(|_| {}).await;
    stage.authorize().await.expect(200);
    let mut stage = Stage::new(|config| {
        config.registration.client_id_metadata_documents = false;
    })
    .await;
    stage.authorize().await.expect_page(400);
    assert_eq!(stage.site.connections(), 0);
    let metadata = "/.well-known/oauth-authorization-server";
    let metadata = stage.server.nobody().get(metadata).await.json();
    assert!(
        metadata
            .get("client_id_metadata_document_supported")
            .is_none()
    );

    let mut stage = Stage::new(|config| config.outbound.allow_private = Some(false)).await;
    stage.authorize().await.expect_page(400);
    assert_eq!(stage.site.connections(), 0);
}

/// The token endpoint fetches nothing for a client that never sent anybody.
#[tokio::test]
async fn a_stranger_has_nothing_fetched_by_asking_for_tokens() {
    let stage = Stage::new(|_| {}).await;
    let answer = stage.rp.redeem("nonsense", VERIFIER).await;
    answer.expect_error(401, "invalid_client");
    assert_eq!(stage.site.connections(), 0);
}

#[tokio::test]
async fn a_document_that_is_no_good_is_no_client() {
    let mut stage = Stage::new(|_| {}).await;
    let large = "x".repeat(5 * 1024);
    for more in [
        json!({"client_id": "https://other.example.org/client.json"}),
        json!({"client_id": null}),
        json!({"redirect_uris": []}),
        json!({"redirect_uris": ["https://app.example.org/*"]}),
        json!({"token_endpoint_auth_method": "client_secret_basic"}),
        json!({"token_endpoint_auth_method": "client_secret_jwt"}),
        json!({"token_endpoint_auth_method": "private_key_jwt"}),
        json!({"id_token_signed_response_alg": "HS256"}),
        json!({"client_secret": "everybody reads this"}),
        json!({"software_statement": "x.y.z"}),
        json!({"scope": "openid roles"}),
        json!({"grant_types": ["client_credentials"]}),
        json!({"response_types": ["id_token"]}),
        json!({"padding": large}),
    ] {
        stage.publish(&more);
        stage.authorize().await.expect_page(400);
        stage.server.clock.advance(hours(48));
        assert_eq!(stage.server.number(CLIENTS).await, 0, "{more}");
    }
    let plain = json!({"client_id": stage.rp.id, "redirect_uris": [CALLBACK]}).to_string();
    for says in [
        Says::Page(
            404,
            "Content-Type: application/json\r\n".to_owned(),
            plain.clone(),
        ),
        Says::Page(200, "Content-Type: text/html\r\n".to_owned(), plain.clone()),
        Says::Page(302, "Location: /x\r\n".to_owned(), String::new()),
    ] {
        stage.site.say(says);
        stage.authorize().await.expect_page(400);
        stage.server.clock.advance(hours(48));
    }
    assert_eq!(stage.server.number(CLIENTS).await, 0);
    stage.publish(&json!({}));
    let ada = stage.server.person("bob").await;
    stage.browser = stage.server.browser();
    stage.browser.sign_in(&ada).await;
    stage.authorize().await.expect(200);
}

#[tokio::test]
async fn what_it_says_is_followed_when_it_is_stale() {
    let mut stage = Stage::new(|_| {}).await;
    stage.authorize().await.expect(200);
    stage.publish(&json!({"client_name": "Renamed"}));
    stage.server.clock.advance(minutes(10) - seconds(1));
    let page = stage.authorize().await.expect(200);
    assert!(page.body.contains("Notebook"), "{}", page.dump());
    assert_eq!(stage.site.hits(), 1);
    stage.server.clock.advance(seconds(1));
    let page = stage.authorize().await.expect(200);
    assert!(page.body.contains("Renamed"), "{}", page.dump());
    assert_eq!(stage.site.hits(), 2);
    assert_eq!(stage.server.number(CLIENTS).await, 1);
}

#[tokio::test]
async fn it_outlives_its_site_for_a_day() {
    let mut stage = Stage::new(|config| {
        config.sessions.idle = hours(1000);
        config.sessions.absolute = hours(1000);
    })
    .await;
    stage.authorize().await.expect(200);
    stage
        .site
        .say(Says::Page(500, String::new(), String::new()));
    stage.server.clock.advance(hours(24));
    stage.authorize().await.expect(200);
    let another = stage.server.another_node().await;
    stage.browser.node = another;
    stage.authorize().await.expect(200);
    stage.server.clock.advance(minutes(10));
    stage.authorize().await.expect_page(400);
    stage.publish(&json!({}));
    stage.server.clock.advance(minutes(1));
    stage.authorize().await.expect(200);
}

/// A new process takes what is kept, and does not ask again while it is fresh.
#[tokio::test]
async fn nodes_share_what_was_fetched() {
    let mut stage = Stage::new(|_| {}).await;
    stage.authorize().await.expect(200);
    stage.browser.node = stage.server.another_node().await;
    stage.authorize().await.expect(200);
    assert_eq!(stage.site.hits(), 1);
}

#[tokio::test]
async fn the_operator_can_shut_it_out() {
    let mut stage = Stage::new(|_| {}).await;
    stage.authorize().await.expect(200);
    let id = stage.rp.id.clone();
    assert!(registration::disable(&stage.server.app, &id).await.unwrap());
    stage.authorize().await.expect_page(400);
    stage.server.clock.advance(minutes(15));
    stage.authorize().await.expect_page(400);
    assert!(registration::enable(&stage.server.app, &id).await.unwrap());
    stage.authorize().await.expect(200);
}

/// A name that anybody can write into a document comes with its host wherever people read it, not on the consent page alone.
#[tokio::test]
async fn every_page_says_where_the_name_is_from() {
    let mut stage = Stage::new(|_| {}).await;
    let named = "Notebook (127.0.0.1)";
    let silent = |params: Params| {
        params
            .set("response_mode", "form_post")
            .set("prompt", "none")
    };
    let posted = stage.browser.authorize(&stage.rp, silent).await;
    let asked = Params::of(&[("client_id", &stage.rp.id)]).encode();
    let out = stage.browser.get(&format!("/oauth2/logout?{asked}")).await;
    let mut nobody = stage.server.browser();
    let login = nobody.authorize(&stage.rp, |params| params).await;
    for page in [posted, out, login] {
        let page = page.expect(200);
        assert!(page.body.contains(named), "{}", page.dump());
        let bare = page.body.matches("Notebook").count();
        assert_eq!(bare, page.body.matches(named).count(), "{}", page.dump());
    }
    // The operator vouches for the names of others.
    let app = stage.server.app_client().await;
    let login = nobody.authorize(&app, |params| params).await.expect(200);
    assert!(login.body.contains("Notebook") && !login.body.contains(named));
}

const REVISION: &str = "SELECT value FROM revision";

/// Anybody can name a document that nobody knows, so one address has so many fetched for it.
#[tokio::test]
async fn an_address_makes_so_many_known_and_then_waits() {
    let mut stage = Stage::new(|config| config.registration.open_free = 2).await;
    let named = async |stage: &mut Stage, number: u32, status: u16| {
        stage.rp.id = stage.site.url(&format!("/{number}.json"));
        stage.publish(&json!({}));
        stage.authorize().await.expect(status)
    };
    for number in 0..3 {
        named(&mut stage, number, 200).await;
    }
    let revision = stage.server.number(REVISION).await;
    for number in 3..40 {
        let answer = named(&mut stage, number, 429).await;
        assert_eq!(answer.header("retry-after"), "1");
    }
    assert_eq!(stage.site.hits(), 3);
    assert_eq!(stage.server.number(CLIENTS).await, 3);
    assert_eq!(stage.server.number(REVISION).await, revision);

    // Those who are known are none the worse for it, and the pause ends.
    named(&mut stage, 0, 200).await;
    stage.server.clock.advance(seconds(1));
    named(&mut stage, 3, 200).await;
    assert_eq!(stage.server.number(CLIENTS).await, 4);
}

/// What says what it said is no change, on whichever node it is read again.
#[tokio::test]
async fn a_document_that_stays_the_same_changes_nothing() {
    let mut stage = Stage::new(|_| {}).await;
    stage.authorize().await.expect(200);
    let here = stage.browser.node.clone();
    let another = stage.server.another_node().await;
    stage.browser.node = another.clone();
    stage.authorize().await.expect(200);
    let revision = stage.server.number(REVISION).await;
    for round in 2..4 {
        stage.server.clock.advance(minutes(10));
        for node in [&here, &another, &here] {
            stage.browser.node = node.clone();
            stage.authorize().await.expect(200);
        }
        assert_eq!(stage.site.hits(), round);
        assert_eq!(stage.server.number(REVISION).await, revision);
    }
    stage.publish(&json!({"client_name": "Renamed"}));
    stage.server.clock.advance(minutes(10));
    stage.authorize().await.expect(200);
    assert_eq!(stage.server.number(REVISION).await, revision + 1);
}

#[tokio::test]
async fn one_that_nobody_needs_is_forgotten() {
    let mut stage = Stage::new(|config| {
        config.sessions.idle = hours(1000);
        config.sessions.absolute = hours(1000);
    })
    .await;
    let used = stage.authorize().await.expect(200);
    stage.browser.decide(&used, "allow").await.code();
    for path in ["/idle.json", "/shut-out.json"] {
        stage.rp.id = stage.site.url(path);
        stage.publish(&json!({}));
        stage.authorize().await.expect(200);
    }
    let shut_out = stage.rp.id.clone();
    assert!(
        registration::disable(&stage.server.app, &shut_out)
            .await
            .unwrap()
    );
    let mut revision = stage.server.number(REVISION).await;
    for (later, left) in [(hours(24), 3), (minutes(11), 2), (hours(24), 2)] {
        stage.server.clock.advance(later);
        countersign::jobs::clean(&stage.server.app).await;
        assert_eq!(stage.server.number(CLIENTS).await, left);
    }
    revision += 1;
    assert_eq!(
        stage.server.number(REVISION).await,
        revision,
        "once, for the one"
    );
    stage.authorize().await.expect_page(400);
    stage.rp.id = stage.site.url("/idle.json");
    stage.publish(&json!({}));
    stage.authorize().await.expect(200);
}
