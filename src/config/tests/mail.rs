//! What options of letters must agree on, and that no refusal shows a password.

use super::*;

const URL: (&str, &str) = (
    "COUNTERSIGN_MAIL__URL",
    "smtps://ada:hunter2@mail.example.com",
);
const FROM: (&str, &str) = ("COUNTERSIGN_MAIL__FROM", "Example <a@example.com>");
const PUBLIC: (&str, &str) = ("COUNTERSIGN_ISSUER", "https://id.example.com");

#[test]
fn letters_are_off_in_a_mailbox_or_sent() {
    let on = |env: &[(&str, &str)]| {
        let config = from_env(env).expect("sound");
        (config.mail_on(), config.mailbox_on())
    };
    assert_eq!(on(&[]), (true, true), "a loopback issuer");
    assert_eq!(on(&[("COUNTERSIGN_MAIL__DEV", "false")]), (false, false));
    assert_eq!(on(&[PUBLIC]), (false, false));
    assert_eq!(on(&[PUBLIC, URL, FROM]), (true, false));
    assert_eq!(on(&[URL, FROM]), (true, false));
}

#[test]
fn a_server_needs_a_sender() {
    from_env(&[URL, FROM]).expect("both");
    let error = from_env(&[URL]).expect_err("no sender");
    assert!(
        error.contains("mail.from") && !error.contains("hunter2"),
        "{error}"
    );
}

#[test]
fn a_password_stands_in_one_place() {
    let file = ("COUNTERSIGN_MAIL__PASSWORD_FILE", "/run/secrets/mail");
    let named = ("COUNTERSIGN_MAIL__URL", "smtps://ada@mail.example.com");
    from_env(&[named, FROM, file]).expect("a name, and the password in a file");
    for url in [URL, ("COUNTERSIGN_MAIL__URL", "smtps://mail.example.com")] {
        let error = from_env(&[url, FROM, file]).expect_err("in both, or nobody's");
        assert!(
            error.contains("mail.password_file") && !error.contains("hunter2"),
            "{error}"
        );
    }
    from_env(&[file]).expect_err("no server");
}

#[test]
fn a_mailbox_for_all_is_for_nobody_but_the_developer() {
    let dev = ("COUNTERSIGN_MAIL__DEV", "true");
    from_env(&[dev]).expect("a loopback issuer");
    for others in [&[dev, PUBLIC][..], &[dev, URL, FROM]] {
        let error = from_env(others).expect_err("others could read it");
        assert!(
            error.contains("mail.dev") && !error.contains("hunter2"),
            "{error}"
        );
    }
}

#[test]
fn a_url_that_is_refused_is_not_shown() {
    for url in [
        "smtps://ada:hunter2@mail.example.com/x",
        "http://ada:hunter2@mail.example.com",
    ] {
        let error = from_env(&[("COUNTERSIGN_MAIL__URL", url), FROM]).expect_err(url);
        assert!(
            error.contains("MAIL__URL") && !error.contains("hunter2"),
            "{error}"
        );
    }
}
