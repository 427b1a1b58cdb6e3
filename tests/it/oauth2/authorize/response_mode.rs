//! How the answer travels: query, fragment, form post.

use crate::support::{TestServer, VERIFIER, signed_in};

#[tokio::test]
async fn a_fragment_carries_the_same_answer() {
    let (_server, _, app, mut browser) = signed_in().await;
    let answer = browser
        .authorize(&app, |params| params.set("response_mode", "fragment"))
        .await
        .expect(303);
    let location = answer.header("location");
    let (before, fragment) = location.split_once('#').expect("a fragment");
    assert!(!before.contains("code="), "{location}");
    assert!(fragment.contains("code=") && fragment.contains("iss="));
}

#[tokio::test]
async fn a_form_posts_the_answer_and_everything_in_it_is_inert() {
    let (server, _, app, mut browser) = signed_in().await;
    let state = "\"><script>alert(1)</script></textarea>";
    let answer = browser
        .authorize(&app, |params| {
            params.set("response_mode", "form_post").set("state", state)
        })
        .await
        .expect(200);
    assert!(!answer.body.contains("<script>alert"), "{}", answer.body);
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("form-action 'self' https:"), "{policy}");
    assert!(answer.header("cache-control").contains("no-store"));
    let form = answer.form("https://app");
    assert_eq!(form.value("state"), state);
    assert_eq!(form.value("iss"), server.issuer());
    app.redeem(form.value("code"), VERIFIER).await.expect(200);
}

#[tokio::test]
async fn an_error_travels_in_the_mode_asked_for_and_an_unknown_mode_is_refused() {
    let server = TestServer::start().await;
    let app = server.app_client().await;
    let mut browser = server.browser();
    let silent = browser
        .authorize(&app, |params| {
            params
                .set("response_mode", "form_post")
                .set("prompt", "none")
        })
        .await
        .expect(200);
    assert_eq!(silent.form("https://app").value("error"), "login_required");
    browser
        .authorize(&app, |params| params.set("response_mode", "web_message"))
        .await
        .expect_redirected_error("invalid_request");
}
