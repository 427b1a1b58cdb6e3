//! A name is only ever a value of a filter (RFC 4515 section 3), and finds one entry or nobody's.

use super::{ACCOUNTS, kept_out, let_in, server_of, server_with};
use crate::support::slapd::{BASE, PASSWORD, Slapd, dn};

#[tokio::test]
async fn what_looks_like_a_filter_finds_nobody() {
    let slapd = Slapd::with(&["ada", "admin"]).await;
    let server = server_of(&slapd).await;
    let_in(&server, "ada", PASSWORD).await;
    let accounts = server.number(ACCOUNTS).await;
    for name in [
        "*",
        "a*",
        "adm*n",
        "*)(uid=*",
        "admin)(|(uid=*",
        "admin)(objectClass=*",
        "x)(|(uid=admin",
        r"\61dmin",
        r"\2a",
        "(uid=admin)",
        "admin))(&(1=1",
        "uid=admin,ou=people,dc=example,dc=org",
        "{dn}",
        "{username}",
    ] {
        kept_out(&server, name, PASSWORD).await;
    }
    // No form takes a NUL, so none comes so far.
    for name in ["admin\0", "\0"] {
        server
            .browser()
            .try_sign_in(name, PASSWORD)
            .await
            .expect(400);
    }
    assert_eq!(server.number(ACCOUNTS).await, accounts);
    let_in(&server, "admin", PASSWORD).await;
}

#[tokio::test]
async fn names_of_any_letters_are_found() {
    let slapd = Slapd::with(&[]).await;
    let server = server_of(&slapd).await;
    let entry = |rdn: &str, uid: &str, mail: &str| {
        format!(
            "dn: {rdn},ou=people,{BASE}\nobjectClass: inetOrgPerson\nuid: {uid}\ncn: x\nsn: y\n\
            mail: {mail}@example.org\nuserPassword: {PASSWORD}\n"
        )
    };
    // Commas, quotes and the like in its DN: it is taken as the directory wrote it.
    slapd.add(
        &entry(r#"cn=O\"Neil\, R\26D \+ \3Cx\3E"#, "oneil", "a")
            .replace("cn: x", "cn: O\"Neil, R&D + <x>"),
    );
    slapd.add(&entry("cn=x", "zoë", "b"));
    slapd.add(&entry("sn=y", "李雷", "c"));
    slapd.add(&entry("uid=o(neil)*", "o(neil)*", "d"));
    for name in ["oneil", "zoë", "ZOË", "李雷", "o(neil)*"] {
        let_in(&server, name, PASSWORD).await;
    }
    assert_eq!(server.number(ACCOUNTS).await, 4);
}

#[tokio::test]
async fn a_name_that_finds_two_entries_is_nobodys() {
    let slapd = Slapd::with(&["ada", "bob"]).await;
    let any = "(|(uid={username})(sn={username}))".to_owned();
    let server = server_with(&slapd, |config| config.directory.user_filter = Some(any)).await;
    let_in(&server, "ada", PASSWORD).await;
    kept_out(&server, "Lovelace", PASSWORD).await;
    assert!(server.log.text().contains("more than one entry"));
}

#[tokio::test]
async fn an_entry_without_an_identifier_is_nobodys() {
    let slapd = Slapd::with(&["ada"]).await;
    let nothing = "employeeNumber".to_owned();
    let server = server_with(&slapd, |config| {
        config.directory.id_attribute = Some(nothing);
    })
    .await;
    kept_out(&server, "ada", PASSWORD).await;
    slapd.modify(&format!(
        "dn: {}\nchangetype: modify\nadd: employeeNumber\nemployeeNumber: 7\n",
        dn("ada")
    ));
    let_in(&server, "ada", PASSWORD).await;
    // Known by it from now on.
    let_in(&server, "ada", PASSWORD).await;
}

/// For a directory, many texts are one name: guesses at each count for the account.
#[tokio::test]
async fn every_way_to_write_a_name_counts_for_one_account() {
    let slapd = Slapd::with(&["ada"]).await;
    let server = server_with(&slapd, |config| {
        config.directory.user_filter = Some("(|(uid={username})(cn={username}))".to_owned());
        config.throttle.address_free = 100;
    })
    .await;
    slapd.modify(&format!(
        "dn: {}\nchangetype: modify\nadd: cn\ncn: Ada Lovelace\n",
        dn("ada")
    ));
    let free = usize::try_from(server.app.config.throttle.account_free).unwrap();
    for blanks in 1..=free + 1 {
        let name = format!("Ada{}Lovelace", " ".repeat(blanks));
        server
            .browser()
            .try_sign_in(&name, "wrong")
            .await
            .expect(401);
    }
    server
        .browser()
        .try_sign_in("ada", PASSWORD)
        .await
        .expect(429);
    server.clock.advance(crate::support::minutes(20));
    let_in(&server, "ada", PASSWORD).await;
}
