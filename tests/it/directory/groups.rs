//! Groups give roles at each sign-in and take them again; what was given by hand stays.

use countersign::config::{Config, SecretText};
use countersign::identity::role::{self, Holder};
use countersign::store;

use super::{account, let_in, server_with};
use crate::support::TestServer;
use crate::support::slapd::{BASE, PASSWORD, Slapd, dn};

fn rules(config: &mut Config) {
    let rules = format!(
        "Site Staff -> staff; CN=editors, ou=groups,{BASE} -> editor at https://api.example.org; gone -> nothing"
    );
    config.directory.roles = rules.parse().unwrap();
}

async fn held(server: &TestServer, name: &str) -> Vec<String> {
    let id = account(server, name).await.unwrap();
    let held = store::role::held_by(&mut server.app.db.read(), &Holder::User(id)).await;
    held.unwrap().into_iter().map(|role| role.name).collect()
}

async fn server_of(slapd: &Slapd) -> TestServer {
    let server = server_with(slapd, rules).await;
    server.resource("https://api.example.org", &[]).await;
    for (name, resource) in [
        ("staff", ""),
        ("editor", "https://api.example.org"),
        ("by-hand", ""),
    ] {
        role::create(&server.app, name, resource, "").await.unwrap();
    }
    server
}

#[tokio::test]
async fn a_role_comes_and_goes_with_the_group() {
    let slapd = Slapd::with(&["ada", "bob"]).await;
    slapd.group("Site Staff", &["ada"]);
    slapd.group("editors", &["bob"]);
    slapd.group("others", &["ada", "bob"]);
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let_in(&server, "bob", PASSWORD).await;
    assert_eq!(held(&server, "ada").await, ["staff"]);
    assert_eq!(held(&server, "bob").await, ["editor"]);
    let change = format!(
        "dn: cn=editors,ou=groups,{BASE}\nchangetype: modify\nreplace: member\nmember: {}\n",
        dn("ada")
    );
    slapd.modify(&change);
    assert_eq!(
        held(&server, "bob").await,
        ["editor"],
        "until the next sign-in"
    );
    let_in(&server, "ada", PASSWORD).await;
    let_in(&server, "bob", PASSWORD).await;
    assert_eq!(held(&server, "ada").await, ["staff", "editor"]);
    assert!(held(&server, "bob").await.is_empty());
}

#[tokio::test]
async fn what_was_given_by_hand_stays() {
    let slapd = Slapd::with(&["ada"]).await;
    slapd.group("Site Staff", &["ada"]);
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let id = account(&server, "ada").await.unwrap();
    for name in ["by-hand", "staff"] {
        let role = store::role::find(&mut server.app.db.read(), "", name).await;
        let holder = Holder::User(id.clone());
        role::grant(&server.app, &role.unwrap().unwrap(), holder)
            .await
            .unwrap();
    }
    slapd.modify(&format!(
        "dn: cn=Site Staff,ou=groups,{BASE}\nchangetype: delete\n"
    ));
    let_in(&server, "ada", PASSWORD).await;
    assert_eq!(held(&server, "ada").await, ["by-hand", "staff"]);
}

#[tokio::test]
async fn a_wrong_password_changes_no_role() {
    let slapd = Slapd::with(&["ada"]).await;
    slapd.group("Site Staff", &["ada"]);
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    slapd.modify(&format!(
        "dn: cn=Site Staff,ou=groups,{BASE}\nchangetype: delete\n"
    ));
    super::kept_out(&server, "ada", "wrong").await;
    assert_eq!(held(&server, "ada").await, ["staff"]);
    let_in(&server, "ada", PASSWORD).await;
    assert!(held(&server, "ada").await.is_empty());
}

/// A role may want more of a sign-in, however it came to be held.
#[tokio::test]
async fn what_a_role_asks_of_a_sign_in_holds_for_those_of_groups_too() {
    let slapd = Slapd::with(&["ada"]).await;
    slapd.group("Site Staff", &["ada"]);
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let id = account(&server, "ada").await.unwrap();
    server
        .tamper("UPDATE roles SET min_acr = 'phr' WHERE name = 'staff'")
        .await;
    let levels = store::role::levels_of_user(&mut server.app.db.read(), &id).await;
    assert_eq!(
        levels.unwrap(),
        [countersign::domain::Level::PhishingResistant]
    );
}

/// The account that looks people up sees the groups, and no other has to.
#[tokio::test]
async fn who_may_not_look_is_trouble_and_nobody_is_let_in() {
    let slapd = Slapd::with(&["ada"]).await;
    slapd.group("Site Staff", &["ada"]);
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let node = server
        .another_node_with(|config| {
            config.directory.bind_password = Some(SecretText("wrong".into()))
        })
        .await;
    node.browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(503);
    assert!(server.log.text().contains("directory.bind_dn"));
}
