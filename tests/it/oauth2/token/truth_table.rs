//! Everything that a code is bound to, in every combination of right and wrong: one row of thirty-two issues.

use crate::support::{RelyingParty, TestServer, VERIFIER, seconds};

#[tokio::test]
async fn only_the_row_without_a_fault_issues() {
    let server = TestServer::start().await;
    let ada = server.person("ada").await;
    let uris = || {
        vec![
            "https://app.example.org/a".to_owned(),
            "https://app.example.org/b".to_owned(),
        ]
    };
    let app = server.client(|new| new.redirect_uris = uris()).await;
    let another = server.client(|new| new.redirect_uris = uris()).await;
    let mut browser = server.browser();
    browser.sign_in(&ada).await;

    let mut issued = Vec::new();
    for row in 0..32 {
        let wrong = |bit: u32| row & (1 << bit) != 0;
        let code = browser.code(&app).await;
        if wrong(4) {
            app.redeem(&code, VERIFIER).await.expect(200);
        }
        let mut presenter = if wrong(0) {
            another.clone()
        } else {
            app.clone()
        };
        if wrong(1) {
            presenter = RelyingParty {
                redirect_uri: "https://app.example.org/b".to_owned(),
                ..presenter
            };
        }
        let verifier = if wrong(2) {
            VERIFIER.replace('d', "e")
        } else {
            VERIFIER.to_owned()
        };
        if wrong(3) {
            server.clock.advance(seconds(61));
        }
        let answer = presenter.redeem(&code, &verifier).await;
        match answer.status.as_u16() {
            200 => issued.push(row),
            _ => drop(answer.expect_error(400, "invalid_grant")),
        }
    }
    assert_eq!(issued, [0]);
    // What was redeemed before its second presentation is revoked, whatever else was wrong with that.
    let live = server
        .number("SELECT COUNT(*) AS value FROM grants WHERE revoked_at IS NULL")
        .await;
    assert_eq!(live, 1);
}
