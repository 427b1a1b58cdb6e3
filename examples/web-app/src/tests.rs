//! The routes against what other sites and strangers send. No provider is asked.

use std::sync::Arc;

use axum::{
    extract::{Query, State},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};

use crate::{App, attempt::Attempts, provider::*, session::Sessions, sign_in};

const ISSUER: &str = "http://localhost:1";

/// The headers of a browser that was given these cookies.
pub(crate) fn browser(cookies: &[&str]) -> HeaderMap {
    let pairs = cookies.iter().map(|cookie| cookie.split(';').next());
    let pairs: Vec<_> = pairs.map(|pair| pair.expect("a pair")).collect();
    let cookie = pairs.join("; ").parse().expect("a header");
    HeaderMap::from_iter([(header::COOKIE, cookie)])
}

fn app() -> Arc<App> {
    let redirect_uri = "http://localhost:2/callback".to_owned();
    let provider = Provider::new(ISSUER, "web-app".to_owned(), None, redirect_uri);
    Arc::new(App {
        provider: provider.expect("a provider"),
        sessions: Sessions::default(),
        attempts: Attempts::default(),
    })
}

async fn come_back(app: &Arc<App>, headers: &HeaderMap, query: &str) -> Response {
    let uri: Uri = format!("/callback?{query}").parse().expect("a URI");
    let query = Query::try_from_uri(&uri).expect("a query");
    let answer = sign_in::callback(State(Arc::clone(app)), headers.clone(), query).await;
    answer.into_response()
}

fn is_signed_in(app: &App, headers: &HeaderMap) -> bool {
    app.sessions.read(headers, |_| ()).is_some()
}

#[tokio::test]
async fn a_link_to_the_callback_signs_nobody_out() {
    let app = app();
    let none = HeaderMap::new();
    let session = app.sessions.begin(&none, SignedIn::sample());
    let attempt = app.attempts.begin(&none, Pending::sample("right"));
    let headers = browser(&[&session, &attempt]);
    for query in [
        "",
        "state=wrong&code=c",
        "error=access_denied",
        "state=&error=e",
    ] {
        let answer = come_back(&app, &headers, query).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
        assert!(is_signed_in(&app, &headers), "{query}");
    }
    assert!(
        app.attempts.take(&headers, "right").is_some(),
        "the sign-in under way goes on"
    );
}

#[tokio::test]
async fn a_sign_in_that_was_refused_is_over() {
    let app = app();
    let attempt = app
        .attempts
        .begin(&HeaderMap::new(), Pending::sample("right"));
    let headers = browser(&[&attempt]);
    let refused = format!("state=right&iss={ISSUER}&error=access_denied");
    let answer = come_back(&app, &headers, &refused).await;
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert!(app.attempts.take(&headers, "right").is_none());
}

#[test]
fn a_new_session_replaces_the_one_before() {
    let app = app();
    let before = browser(&[&app.sessions.begin(&HeaderMap::new(), SignedIn::sample())]);
    let after = browser(&[&app.sessions.begin(&before, SignedIn::sample())]);
    assert!(!is_signed_in(&app, &before));
    assert!(is_signed_in(&app, &after));
    app.sessions.end(&after);
    assert!(!is_signed_in(&app, &after));
}
