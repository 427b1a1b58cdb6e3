//! What happens at one moment: a request is answered once, and a sign-out is never outlived by what it overtook.

use countersign::domain::ResponseType;

use crate::support::{Params, TestServer, at_once, seconds};

const BOTH: ResponseType = ResponseType::CodeIdTokenToken;

fn hybrid(params: Params) -> Params {
    params.set("response_type", BOTH.as_str())
}

#[tokio::test]
async fn a_request_that_waits_is_answered_once() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.response_types = vec![ResponseType::Code, BOTH])
        .await;
    let mut browser = server.browser();
    let page = browser.authorize(&app, hybrid).await.expect(200);
    let form = page.form("/login");
    let form = form.set("identifier", "ada").set("password", &ada.password);
    let resume = browser.post(&form).await.expect(303).location().to_owned();
    let answers = at_once(8, |_| {
        let (mut tab, resume) = (browser.clone(), resume.clone());
        async move { tab.get(&resume).await }
    })
    .await;
    let given = answers.iter().filter(|answer| answer.status == 303);
    let given: Vec<_> = given.collect();
    assert_eq!(given.len(), 1, "one tab is answered");
    assert!(given[0].fragment("access_token").is_some());
    // Those who came too late left nothing behind.
    for table in [
        "SELECT COUNT(*) AS value FROM grants",
        "SELECT COUNT(*) AS value FROM authorization_codes",
    ] {
        assert_eq!(server.number(table).await, 1, "{table}");
    }
}

#[tokio::test]
async fn no_token_outlives_the_sign_out_beside_it() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server
        .client(|new| new.response_types = vec![ResponseType::Code, BOTH])
        .await;
    for _ in 0..5 {
        let mut browser = server.browser();
        browser.sign_in(&ada).await;
        server.clock.advance(seconds(1));
        let form = browser.get("/logout").await.expect(200).form("/logout");
        let answers = at_once(6, |place| {
            let (mut tab, app, form) = (browser.clone(), app.clone(), form.clone());
            async move {
                match place {
                    3 => tab.post(&form).await,
                    _ => {
                        tab.authorize(&app, |params| hybrid(params).set("prompt", "none"))
                            .await
                    }
                }
            }
        })
        .await;
        let told = answers.iter().filter(|answer| answer.status == 303);
        for token in told.filter_map(|answer| answer.fragment("access_token")) {
            app.userinfo(&token)
                .await
                .expect_error(401, "invalid_token");
        }
    }
}

/// Who allows in one tab and refuses in another gets one answer, whichever comes first.
#[tokio::test]
async fn a_request_that_was_answered_is_not_refused_as_well() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let app = server.client(|new| new.first_party = false).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;
    for _ in 0..5 {
        let anew = |params: Params| params.set("prompt", "consent");
        let page = browser.authorize(&app, anew).await.expect(200);
        let (allow, deny) = ["allow", "deny"]
            .map(|decision| page.form("/consent").set("decision", decision))
            .into();
        let resume = browser.post(&allow).await.expect(303).location().to_owned();
        let answers = at_once(8, |place| {
            let (mut tab, resume, deny) = (browser.clone(), resume.clone(), deny.clone());
            async move {
                match place % 2 {
                    0 => tab.get(&resume).await,
                    _ => tab.post(&deny).await,
                }
            }
        })
        .await;
        let sent = answers.iter().filter(|answer| {
            answer.status == 303 && answer.location().starts_with(&app.redirect_uri)
        });
        assert_eq!(sent.count(), 1, "one answer reaches the application");
        let late = answers.iter().filter(|answer| answer.status == 400);
        assert_eq!(late.count(), 7, "the others are told that it is over");
    }
}
