//! The list of one's passkeys: names, and the end of one.

use countersign::store::sql::Value;

use super::{COUNT, Stage, make, sign_in};
use crate::support::authenticator::Device;
use crate::support::{Form, covers, minutes, seconds};

covers!(
    "/account/passkeys",
    "/account/passkeys/rename",
    "/account/passkeys/remove"
);

impl Stage {
    async fn form(&mut self, action: &str) -> Form {
        let page = self.browser.get("/account/passkeys").await.expect(200);
        page.form(&format!("/account/passkeys/{action}"))
    }
}

#[tokio::test]
async fn a_passkey_is_renamed_unless_another_has_the_name() {
    let (mut stage, _) = Stage::with_passkey().await;
    let form = stage.form("rename").await;
    let page = stage
        .browser
        .post(&form.clone().set("name", " Blue key "))
        .await
        .expect(200);
    assert!(page.body.contains("<h2>Blue key</h2>"), "{}", page.dump());
    stage.server.clock.advance(seconds(1));
    stage.make(&mut Device::new()).await.expect(200);
    let form = stage.form("rename").await;
    for (name, why) in [
        ("blue KEY", "has that name"),
        ("", "1 to 80"),
        (&"x".repeat(81), "1 to 80"),
        ("a\u{202e}b", "1 to 80"),
    ] {
        let form = form.clone().set("name", name);
        let refused = stage.browser.post(&form).await.expect_page(422);
        assert!(refused.body.contains(why), "{name}: {}", refused.dump());
    }
    stage
        .browser
        .post(&form.clone().set("id", "x").set("name", "x"))
        .await
        .expect_page(422);
}

#[tokio::test]
async fn what_is_removed_signs_nobody_in() {
    let (mut stage, mut device) = Stage::with_passkey().await;
    let form = stage.form("remove").await;
    let page = stage.browser.post(&form).await.expect(200);
    assert!(page.body.contains("is removed"), "{}", page.dump());
    assert_eq!(stage.server.number(COUNT).await, 0);
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect_page(401);
    browser.sign_in(&stage.ada).await;
    assert!(browser.is_signed_in().await, "the password is enough again");
    let noted = "SELECT COUNT(*) AS value FROM security_events WHERE kind = 'passkey_removed'";
    assert_eq!(stage.server.number(noted).await, 1);
}

/// Fresh proof is proof with all that there is: the password of a moment ago is not enough where there is a passkey.
#[tokio::test]
async fn without_fresh_proof_nothing_is_removed() {
    let mut stage = Stage::set().await;
    let mut device = Device::new();
    stage.make(&mut device).await.expect(200);
    let form = stage.form("remove").await;
    let answer = stage.browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/login?for=passkeys");
    assert_eq!(stage.server.number(COUNT).await, 1);
    let mut browser = stage.server.browser();
    sign_in(&mut browser, &stage.origin(), &mut device)
        .await
        .expect(303);
    stage.browser = browser;
    let form = stage.form("remove").await;
    stage.server.clock.advance(minutes(11));
    let answer = stage.browser.post(&form).await.expect(303);
    assert_eq!(answer.location(), "/login?for=passkeys");
    assert_eq!(stage.server.number(COUNT).await, 1);
}

#[tokio::test]
async fn the_last_way_in_stays() {
    let (mut stage, _) = Stage::with_passkey().await;
    stage.make(&mut Device::new()).await.expect(200);
    stage
        .server
        .tamper("UPDATE users SET password_hash = NULL")
        .await;
    assert_eq!(stage.server.number(COUNT).await, 2);
    let form = stage.form("remove").await;
    stage.browser.post(&form).await.expect(200);
    let form = stage.form("remove").await;
    let refused = stage.browser.post(&form).await.expect_page(422);
    assert!(
        refused.body.contains("the only way in"),
        "{}",
        refused.dump()
    );
    assert_eq!(stage.server.number(COUNT).await, 1);
}

/// Each form with the identifier of somebody else's passkey, by nobody, and from another site.
#[tokio::test]
async fn nobody_touches_anothers_passkeys() {
    let (mut stage, _) = Stage::with_passkey().await;
    let bob = stage.server.person("bob").await;
    let mut his = stage.server.browser();
    his.sign_in(&bob).await;
    let origin = stage.origin();
    let mut device = Device::new();
    make(&mut his, &origin, &mut device).await.expect(200);
    his = stage.server.browser();
    sign_in(&mut his, &origin, &mut device).await.expect(303);
    let page = his.get("/account/passkeys").await;
    let csrf = page
        .form("/account/passkeys/remove")
        .value("csrf")
        .to_owned();
    for action in ["rename", "remove"] {
        let form = stage.form(action).await.set("name", "Mine");
        his.post(&form.clone().set("csrf", &csrf))
            .await
            .expect_page(422);
        stage
            .browser
            .post(&form.clone().without("csrf"))
            .await
            .expect_page(403);
        let site = [("sec-fetch-site", "cross-site")];
        stage.browser.post_with(&form, &site).await.expect_page(403);
        let mut nobody = stage.server.browser();
        let csrf = nobody
            .get("/login")
            .await
            .form("/login")
            .value("csrf")
            .to_owned();
        let answer = nobody.post(&form.set("csrf", &csrf)).await.expect(303);
        assert!(answer.location().starts_with("/login"));
        let url = format!("/account/passkeys/{action}");
        stage.browser.get(&url).await.expect(405);
    }
    let answer = stage
        .server
        .browser()
        .get("/account/passkeys")
        .await
        .expect(303);
    assert_eq!(answer.location(), "/login?for=passkeys");
    let hers = Value::from(&stage.ada.user.id);
    let named = "SELECT COUNT(*) AS value FROM passkeys WHERE user_id = $1 AND name <> 'Mine'";
    assert_eq!(stage.server.row::<i64>(named, vec![hers]).await, Some(1));
}
