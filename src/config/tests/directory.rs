//! What options of a directory must agree on.

use super::*;

const URL: (&str, &str) = ("COUNTERSIGN_DIRECTORY__URL", "ldaps://ldap.example.com");
const BASE: (&str, &str) = ("COUNTERSIGN_DIRECTORY__BASE_DN", "dc=example,dc=com");

#[cfg(not(feature = "ldap"))]
#[test]
fn a_program_that_cannot_speak_to_one_says_so() {
    from_env(&[BASE]).expect("no directory");
    let error = from_env(&[URL, BASE]).expect_err("built without");
    assert!(error.contains("--features ldap"), "{error}");
}

#[cfg(feature = "ldap")]
#[test]
fn people_are_looked_for_below_an_entry_by_what_they_typed() {
    from_env(&[URL, BASE]).expect("both");
    let error = from_env(&[URL]).expect_err("nowhere to look");
    assert!(error.contains("directory.base_dn"), "{error}");
    let filter = "COUNTERSIGN_DIRECTORY__USER_FILTER";
    from_env(&[URL, BASE, (filter, "(cn={username})")]).expect("a filter");
    let error = from_env(&[URL, BASE, (filter, "(cn=ada)")]).expect_err("the same for all");
    assert!(error.contains("{username}"), "{error}");
}

#[cfg(feature = "ldap")]
#[test]
fn a_name_goes_with_one_password() {
    let name = ("COUNTERSIGN_DIRECTORY__BIND_DN", "cn=reader");
    let password = ("COUNTERSIGN_DIRECTORY__BIND_PASSWORD", "hunter2");
    let file = (
        "COUNTERSIGN_DIRECTORY__BIND_PASSWORD_FILE",
        "/run/secrets/ldap",
    );
    for sound in [&[name, password][..], &[name, file]] {
        from_env(&[&[URL, BASE], sound].concat()).expect("one of each");
    }
    for wrong in [&[name][..], &[password], &[name, password, file]] {
        let error = from_env(&[&[URL, BASE], wrong].concat()).expect_err("none, or two");
        let names = error.contains("directory.bind_dn");
        assert!(names && !error.contains("hunter2"), "{error}");
    }
}

#[cfg(feature = "ldap")]
#[test]
fn the_kind_of_a_directory_decides_what_is_not_set() {
    let kind = ("COUNTERSIGN_DIRECTORY__KIND", "active_directory");
    let id = ("COUNTERSIGN_DIRECTORY__ID_ATTRIBUTE", "objectSid");
    let config = from_env(&[URL, BASE, kind, id]).expect("sound");
    assert!(config.directory.user_filter().contains("sAMAccountName"));
    assert!(
        config
            .directory
            .group_filter()
            .contains("1.2.840.113556.1.4.1941")
    );
    assert_eq!(config.directory.id_attribute(), "objectSid");
}
