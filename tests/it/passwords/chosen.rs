//! What may be chosen (NIST SP 800-63B-4 section 3.1.1.2), where a person changes their password.

use crate::passwords::stored;
use crate::support::seed::PASSWORD;
use crate::support::{Answer, Browser, TestServer, signed_in};

async fn change(browser: &mut Browser, new: &str) -> Answer {
    let form = browser
        .get("/account/password")
        .await
        .form("/account/password");
    let form = form.set("current_password", PASSWORD);
    browser.post(&form.set("new_password", new)).await
}

#[tokio::test]
async fn a_refusal_says_of_which_kind_it_is_and_changes_nothing() {
    let (server, ada, _, mut browser) = signed_in().await;
    let before = stored(&server).await;
    for (wrong, kind) in [
        ("fourteen chars", "Use at least 15 characters"),
        (&*"x1 ".repeat(342), "too long"),
        ("lovelace@ada.2026", "not made of your name"),
        ("ada@example.org ecalevol", "not made of your name"),
        ("countersign-countersign", "the name of this service"),
        ("passwordpassword1", "tried first"),
        ("P@ssw0rdP@ssw0rd!", "tried first"),
        ("administrator2024", "tried first"),
        ("aaaaaaaaaaaaaaaaaaaa", "Repeated characters"),
        ("abcdefghijklmnopqrst", "Repeated characters"),
        ("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "Repeated characters"),
    ] {
        let page = change(&mut browser, wrong).await.expect(422);
        assert!(page.body.contains(kind), "{wrong}: {}", page.dump());
        assert!(!page.body.contains(wrong), "a password is never shown");
        assert_eq!(stored(&server).await, before, "{wrong}");
    }
    server.browser().sign_in(&ada).await;
    change(&mut browser, "river stones under glass")
        .await
        .expect(200);
    assert_ne!(stored(&server).await, before);
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(401);
    server
        .browser()
        .try_sign_in("ada", "river stones under glass")
        .await
        .expect(303);
}

/// Beside a second factor less of it is asked for: of whoever holds one, and of nobody else.
#[tokio::test]
async fn a_shorter_one_is_enough_beside_a_second_factor() {
    let (server, _, _, mut browser) = signed_in().await;
    let before = stored(&server).await;
    change(&mut browser, "tin;kelp").await.expect(422);
    assert_eq!(stored(&server).await, before);

    browser.add_phone().await;
    let page = browser.get("/account/password").await.expect(200);
    assert!(page.body.contains("data-least=\"8\""), "{}", page.dump());
    let page = change(&mut browser, "tin;kel").await.expect(422);
    assert!(page.body.contains("Use at least 8 characters"));
    assert_eq!(stored(&server).await, before);
    change(&mut browser, "tin;kelp").await.expect(200);
    assert_ne!(stored(&server).await, before);
}

/// Nothing about it is prescribed but its length: any character, pasted, of one kind or of many.
#[tokio::test]
async fn every_character_may_be_in_it_and_all_of_it_counts() {
    let long = "each of these many words is a part of it, to the last. ".repeat(18) + "end";
    for chosen in [
        "我的祖母喜歡在雨天種花養魚寫詩",
        "nur kleine buchstaben",
        "🦔 ate 🍏 by the 🌊 side",
        " blanks at both ends count ",
        &long,
    ] {
        let (server, _, _, mut browser) = signed_in().await;
        change(&mut browser, chosen).await.expect(200);
        server
            .browser()
            .try_sign_in("ada", chosen)
            .await
            .expect(303);
        let mut less: Vec<char> = chosen.chars().collect();
        less.pop();
        let less: String = less.into_iter().collect();
        server.browser().try_sign_in("ada", &less).await.expect(401);
    }
}

/// Two keyboards compose a letter in two ways.
#[tokio::test]
async fn composition_makes_no_other_password() {
    let (server, _, _, mut browser) = signed_in().await;
    change(&mut browser, "grüne äpfel über öl")
        .await
        .expect(200);
    let apart = "gru\u{308}ne a\u{308}pfel u\u{308}ber o\u{308}l";
    server.browser().try_sign_in("ada", apart).await.expect(303);
}

/// The script is there where a password is chosen, with its words, and nowhere else.
#[tokio::test]
async fn strength_is_shown_where_a_password_is_chosen() {
    let (_server, _, _, mut browser) = signed_in().await;
    let page = browser.get("/account/password").await.expect(200);
    for part in [
        "/assets/strength.",
        "data-strength=\"new_password\"",
        "data-least=\"15\"",
        "data-short=\"Too short: at least 15 characters\"",
        "aria-live=\"polite\"",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.dump());
    }
    let server = TestServer::start().await;
    let page = server.browser().get("/login").await.expect(200);
    assert!(!page.body.contains("/assets/strength."));
}
