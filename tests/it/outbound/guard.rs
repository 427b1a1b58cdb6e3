//! The guard: with it no client reaches the network behind this server, and no other server holds this one up.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use countersign::base::http::{Answer, BODY_LIMIT, Bounds, FetchError, Http, Names};
use countersign::config::{Config, Flags, Sources};

use crate::support::Site;
use crate::support::site::{Says, page};

fn http(allow_private: bool, names: Names) -> Http {
    let timeout = Duration::from_millis(500);
    Http::new(Bounds {
        allow_private,
        timeout,
        names,
    })
    .unwrap()
}

async fn fetch(http: &Http, url: &str) -> Result<Answer, FetchError> {
    http.fetch(url, "application/json").await
}

/// Every name is at one address.
fn at(address: &str, asked: &Arc<AtomicUsize>) -> Names {
    let (address, asked) = (address.parse::<IpAddr>().unwrap(), Arc::clone(asked));
    Names::Given(Arc::new(move |_| {
        asked.fetch_add(1, Ordering::SeqCst);
        vec![address]
    }))
}

#[tokio::test]
async fn a_private_address_is_not_reached() {
    let site = Site::with("{}").await;
    let open = http(true, Names::System);
    fetch(&open, &site.url("/keys")).await.unwrap();
    assert_eq!(site.hits(), 1);

    let guarded = http(false, Names::System);
    let port = site.address.port();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "0.0.0.0"] {
        for scheme in ["https", "http"] {
            let url = format!("{scheme}://{host}:{port}/keys");
            let refused = fetch(&guarded, &url).await;
            assert!(matches!(refused, Err(FetchError::Refused(_))), "{url}");
            let refused = guarded.post(&url, "text/plain", String::new()).await;
            assert!(matches!(refused, Err(FetchError::Refused(_))), "{url}");
        }
    }
    assert_eq!(site.connections(), 1);
}

#[tokio::test]
async fn a_name_that_leads_to_a_private_address_is_not_reached() {
    let site = Site::with("{}").await;
    let asked = Arc::new(AtomicUsize::new(0));
    let url = format!("https://rp.example.com:{}/keys", site.address.port());
    // Where private addresses are allowed the connection is made; there is no TLS here to go further with.
    let open = http(true, at("127.0.0.1", &asked));
    let failed = fetch(&open, &url).await;
    assert!(matches!(failed, Err(FetchError::Remote(_))), "{failed:?}");
    let connections = site.connections();
    assert!(connections >= 1);
    let looked_up = asked.swap(0, Ordering::SeqCst);
    assert_eq!(looked_up, 1, "a name is looked up once for a request");

    for address in [
        "127.0.0.1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
    ] {
        let guarded = http(false, at(address, &asked));
        let refused = fetch(&guarded, &url).await;
        assert!(
            matches!(refused, Err(FetchError::Refused(_))),
            "{address}: {refused:?}"
        );
        assert_eq!(asked.swap(0, Ordering::SeqCst), 1);
    }
    assert_eq!(site.connections(), connections);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let inner = Site::with("{}").await;
    let outer = Site::with("{}").await;
    let open = http(true, Names::System);
    fetch(&open, &outer.url("/keys")).await.unwrap();
    for status in [301, 302, 303, 307, 308, 201, 204, 404, 500] {
        let headers = format!("Location: {}\r\n", inner.url("/"));
        outer.say(Says::Page(status, headers, String::new()));
        let failed = fetch(&open, &outer.url("/keys")).await;
        assert!(matches!(failed, Err(FetchError::Remote(_))), "{status}");
    }
    assert_eq!((inner.connections(), outer.hits()), (0, 10));
}

#[tokio::test]
async fn an_answer_has_a_size_and_a_time() {
    let site = Site::with(&" ".repeat(BODY_LIMIT)).await;
    let open = http(true, Names::System);
    let url = site.url("/keys");
    let answer = fetch(&open, &url).await.unwrap();
    assert_eq!(answer.body.len(), BODY_LIMIT);
    for says in [
        page(&" ".repeat(BODY_LIMIT + 1)),
        Says::Flood,
        Says::Drip,
        Says::Silence,
        Says::Page(200, "Content-Encoding: gzip\r\n".to_owned(), String::new()),
    ] {
        site.say(says.clone());
        #[expect(clippy::disallowed_methods, reason = "how long it really takes")]
        let begun = Instant::now();
        let failed = fetch(&open, &url).await;
        assert!(matches!(failed, Err(FetchError::Remote(_))), "{failed:?}");
        assert!(begun.elapsed() < Duration::from_secs(3), "too slow");
    }
}

/// Nothing of ours goes along: no cookie, no referrer, no wish for a compressed answer.
#[tokio::test]
async fn a_request_says_little() {
    let site = Site::start(Says::Page(
        200,
        "Set-Cookie: a=b\r\n".to_owned(),
        "{}".to_owned(),
    ))
    .await;
    let open = http(true, Names::System);
    for _ in 0..2 {
        fetch(&open, &site.url("/keys?v=1")).await.unwrap();
    }
    open.post(&site.url("/out"), "text/plain", "hello".to_owned())
        .await
        .unwrap();
    let requests = site.requests();
    assert!(requests[0].starts_with("GET /keys?v=1 HTTP/1.1\r\n"));
    assert!(requests[2].starts_with("POST /out HTTP/1.1\r\n"));
    for request in requests {
        let request = request.to_ascii_lowercase();
        assert!(request.contains("accept-encoding: identity\r\n"));
        for header in ["cookie:", "referer:", "authorization:"] {
            assert!(!request.contains(header), "{request}");
        }
    }
}

#[test]
fn private_addresses_are_allowed_by_default_where_the_issuer_is_loopback() {
    let config = |env: &[(&str, &str)]| {
        let env: Vec<_> = env
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        let (file, flags) = (None, Flags::default());
        Config::load(Sources { file, env, flags }).unwrap()
    };
    let public = ("COUNTERSIGN_ISSUER", "https://id.example.com");
    assert!(config(&[]).allows_private());
    assert!(!config(&[public]).allows_private());
    let option = "COUNTERSIGN_OUTBOUND__ALLOW_PRIVATE";
    assert!(config(&[public, (option, "true")]).allows_private());
    assert!(!config(&[(option, "false")]).allows_private());
}
