//! Who has an entry signs in with its password, and has one account here whatever becomes of the entry's name.

use countersign::identity::account as rule;

use super::{ACCOUNTS, account, kept_out, let_in, server_of, server_with};
use crate::support::slapd::{PASSWORD, Slapd, dn};
use crate::support::{TestServer, covers};

covers!("/login");

#[tokio::test]
async fn the_first_sign_in_makes_an_account_and_the_next_finds_it() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let mut browser = let_in(&server, "ada", PASSWORD).await;
    let page = browser.get("/account").await.expect(200);
    assert!(page.body.contains("ada@example.org") && page.body.contains("Lovelace"));
    let id = account(&server, "ada").await;
    assert!(id.is_some());
    for name in ["ada", "ADA", " Ada ", "ada@example.org"] {
        let_in(&server, name, PASSWORD).await;
    }
    assert_eq!(account(&server, "ada").await, id);
    assert_eq!(server.number(ACCOUNTS).await, 1);
    let password = "SELECT COUNT(*) AS value FROM users WHERE password_hash IS NOT NULL";
    assert_eq!(server.number(password).await, 0);
    let verified = "SELECT COUNT(*) AS value FROM users WHERE email_verified";
    assert_eq!(server.number(verified).await, 0);
    let log = server.log.text();
    assert!(
        !log.contains(PASSWORD) && !log.contains("not of a person"),
        "{log}"
    );
}

#[tokio::test]
async fn tokens_say_that_it_was_a_password() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let app = server.app_client().await;
    let mut browser = let_in(&server, "ada", PASSWORD).await;
    let tokens = browser.tokens(&app).await;
    let claims = crate::support::claims(&tokens.id);
    assert_eq!(claims["amr"], serde_json::json!(["pwd"]));
    assert_eq!(claims["acr"], "urn:countersign:aal1");
}

/// The directory would take no password at all for anybody's (RFC 4513 section 5.1.2).
#[tokio::test]
async fn a_wrong_password_and_none_are_refused() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    for wrong in [
        "",
        "wrong",
        "KEPT BY THE DIRECTORY",
        "kept by the directory ",
    ] {
        kept_out(&server, "ada", wrong).await;
    }
    slapd.add_person("bob");
    kept_out(&server, "bob", "").await;
    kept_out(&server, "bob", "wrong").await;
    assert_eq!(account(&server, "bob").await, None);
    let_in(&server, "bob", PASSWORD).await;
}

#[tokio::test]
async fn an_entry_that_is_renamed_keeps_its_account() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let id = account(&server, "ada").await;
    let rename = format!(
        "dn: {}\nchangetype: modrdn\nnewrdn: uid=countess\ndeleteoldrdn: 1\n",
        dn("ada")
    );
    slapd.modify(&rename);
    let_in(&server, "countess", PASSWORD).await;
    assert_eq!(account(&server, "countess").await, id);
    assert_eq!(account(&server, "ada").await, None);
    // Whoever is called so next is somebody else.
    slapd.add(&crate::support::slapd::person("ada").replace("mail: ada@", "mail: another@"));
    let_in(&server, "ada", PASSWORD).await;
    assert_ne!(account(&server, "ada").await, id);
    assert_eq!(server.number(ACCOUNTS).await, 2);
}

#[tokio::test]
async fn an_account_here_is_never_taken_over() {
    let slapd = Slapd::with(&["ada", "bob"]).await;
    let server = server_of(&slapd).await;
    let ada = server.person("ada").await;
    server
        .person_with("robert", |new| {
            new.email = Some("bob@example.org".to_owned())
        })
        .await;
    server.browser().sign_in(&ada).await;
    let accounts = server.number(ACCOUNTS).await;
    kept_out(&server, "ada", PASSWORD).await;
    kept_out(&server, "bob", PASSWORD).await;
    assert_eq!(server.number(ACCOUNTS).await, accounts);
    assert!(server.log.text().contains("it is not taken over"));
    // By another name, too.
    let any = "(|(uid={username})(cn={username}))".to_owned();
    slapd.modify(&format!(
        "dn: {}\nchangetype: modify\nadd: cn\ncn: nickname\n",
        dn("ada")
    ));
    let node = server
        .another_node_with(|config| config.directory.user_filter = Some(any))
        .await;
    node.browser()
        .try_sign_in("nickname", PASSWORD)
        .await
        .expect(401);
    assert_eq!(server.number(ACCOUNTS).await, accounts);
}

#[tokio::test]
async fn a_password_from_here_is_not_for_there_nor_the_reverse() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let bob = server.person("bob").await;
    server.browser().sign_in(&bob).await;
    kept_out(&server, "ada", &bob.password).await;
    slapd.add(&crate::support::slapd::person("bob").replace("mail: bob@", "mail: b@"));
    kept_out(&server, "bob", PASSWORD).await;
}

#[tokio::test]
async fn who_has_no_account_gets_none_where_nobody_does() {
    let slapd = Slapd::with(&["ada", "bob"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let node = server
        .another_node_with(|config| config.directory.provision = false)
        .await;
    node.browser()
        .try_sign_in("bob", PASSWORD)
        .await
        .expect(401);
    assert_eq!(account(&server, "bob").await, None);
    let_in(&node, "ada", PASSWORD).await;
    let_in(&server, "bob", PASSWORD).await;
}

#[tokio::test]
async fn who_is_disabled_here_or_there_is_refused() {
    let slapd = Slapd::with(&["ada", "bob"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let_in(&server, "bob", PASSWORD).await;
    slapd.modify(&format!(
        "dn: {}\nchangetype: modify\nadd: pwdAccountLockedTime\npwdAccountLockedTime: 000001010000Z\n",
        dn("ada")
    ));
    kept_out(&server, "ada", PASSWORD).await;
    let id = account(&server, "bob").await.unwrap();
    let bob = countersign::store::user::find(&mut server.app.db.read(), &id).await;
    rule::disable(&server.app, &bob.unwrap().unwrap())
        .await
        .unwrap();
    kept_out(&server, "bob", "not the password").await;
    let page = server.browser().try_sign_in("bob", PASSWORD).await;
    let page = page.expect_page(403);
    assert!(page.body.contains("switched off"), "{}", page.dump());
}

#[tokio::test]
async fn an_address_that_the_operator_trusts_is_verified() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_with(&slapd, |config| config.directory.email_verified = true).await;
    let_in(&server, "ada", PASSWORD).await;
    let verified = "SELECT COUNT(*) AS value FROM users WHERE email_verified";
    assert_eq!(server.number(verified).await, 1);
}

/// Two windows at once make one account, and both are in.
#[tokio::test]
async fn two_first_sign_ins_at_once_make_one_account() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let (mut one, mut other) = (server.browser(), server.browser());
    let (first, second) = tokio::join!(
        one.try_sign_in("ada", PASSWORD),
        other.try_sign_in("ada", PASSWORD)
    );
    first.expect(303);
    second.expect(303);
    assert_eq!(server.number(ACCOUNTS).await, 1);
}

#[tokio::test]
async fn without_a_directory_nothing_changes_for_those_who_came_from_there() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let node = server
        .another_node_with(|config| config.directory.url = None)
        .await;
    node.browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(401);
    let server = TestServer::start().await;
    kept_out(&server, "ada", PASSWORD).await;
}

#[tokio::test]
async fn a_password_that_the_directory_keeps_is_not_changed_here() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let bob = server.person("bob").await;
    let mut browser = server.browser();
    browser
        .sign_in(&bob)
        .await
        .get("/account/password")
        .await
        .expect(200);
    let mut browser = let_in(&server, "ada", PASSWORD).await;
    let answer = browser.get("/account/password").await.expect(403);
    assert!(
        answer
            .body
            .contains("Your organisation keeps your password")
    );
}

/// The same door as for everybody: what was shown counts until it is old, and then is shown again.
#[tokio::test]
async fn what_is_changed_asks_for_the_directorys_password_once_more() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    let mut browser = let_in(&server, "ada", PASSWORD).await;
    browser.get("/account/password").await.expect(403);
    server.clock.advance(crate::support::minutes(11));
    let answer = browser.get("/account/password").await.expect(303);
    let page = browser.follow(answer).await.expect(200);
    let form = page.form("/login").set("password", PASSWORD);
    let answer = browser.post(&form).await.expect(303);
    browser.follow(answer).await.expect(403);
}

/// Nobody gets a second password here; the letter says whom to ask.
#[tokio::test]
async fn who_forgot_it_is_told_that_the_organisation_keeps_it() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_of(&slapd).await;
    server.person("bob").await;
    let_in(&server, "ada", PASSWORD).await;
    server
        .tamper("UPDATE users SET email_verified = TRUE")
        .await;
    let mut pages = Vec::new();
    for name in ["bob", "ada"] {
        let mut browser = server.browser();
        let page = browser.get("/recover").await.expect(200);
        let form = page.form("/recover").set("identifier", name);
        let said = browser.post(&form).await.expect(200).body;
        let (_, main) = said.split_once("<main").unwrap();
        pages.push(main.split("</main>").next().map(str::to_owned));
    }
    assert_eq!(pages[0], pages[1]);
    let told = server.last_letter_to("ada@example.org").await;
    assert_eq!(told.name, "mail-recover-directory");
    assert!(told.text.contains("your organisation"), "{}", told.text);
    let links = "SELECT COUNT(*) AS value FROM mail_links WHERE user_id IS NOT NULL";
    assert_eq!(server.number(links).await, 1, "bob's");
}
