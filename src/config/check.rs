//! What two options must agree on. What one option alone may be stands with its type and its bounds.

use std::time::Duration;

use super::{
    Config, Directory, Passwords, RegistrationOfPeople, error::ConfigError, sections::Server,
    settings::Settings, value::Value,
};

/// What must hold before an issuer is made up and the two files of TLS are one.
pub(super) fn server(server: &Server, settings: &Settings) -> Result<(), ConfigError> {
    for (present, absent) in [("tls_cert", "tls_key"), ("tls_key", "tls_cert")] {
        if settings.has(present) && !settings.has(absent) {
            let advice = format!("https needs both: set `{absent}` too, or remove `{present}`");
            return Err(conflict(
                settings,
                [(present, "set"), (absent, "not set")],
                &advice,
            ));
        }
    }
    let tls = server.tls_cert.is_some();
    match &server.issuer {
        Some(issuer) if tls && !issuer.is_https() => Err(conflict(
            settings,
            [("issuer", issuer.as_str()), ("tls_cert", "set")],
            "nothing can speak plain http to such a server: write an https issuer, or remove `tls_cert` and `tls_key`",
        )),
        None if server.listen.port() == 0 => Err(conflict(
            settings,
            [
                ("listen", &server.listen.to_string()),
                ("issuer", "not set"),
            ],
            "a port that the system chooses makes no issuer: write a port, or set `issuer`",
        )),
        _ => Ok(()),
    }
}

/// What must hold between options of the sections.
pub(super) fn sections(config: &Config, settings: &Settings) -> Result<(), ConfigError> {
    let (tokens, sessions) = (&config.tokens, &config.sessions);
    let (api_keys, keys) = (&config.api_keys, &config.keys);
    for (shorter, longer) in [
        (
            ("tokens.refresh_idle", tokens.refresh_idle),
            ("tokens.refresh_absolute", tokens.refresh_absolute),
        ),
        (
            ("sessions.idle", sessions.idle),
            ("sessions.absolute", sessions.absolute),
        ),
        (
            ("api_keys.default_lifetime", api_keys.default_lifetime),
            ("api_keys.max_lifetime", api_keys.max_lifetime),
        ),
        (
            ("keys.publish_ahead", keys.publish_ahead),
            ("keys.rotate_every", keys.rotate_every),
        ),
    ] {
        at_most(settings, shorter, longer)?;
    }
    letters(config, settings)?;
    directory(&config.directory, settings)?;
    lengths(&config.passwords, settings)?;
    accounts(config, settings)?;
    work_of_a_hash(&config.passwords, settings)
}

/// A letter needs a sender, a password somebody whose it is, and a mailbox for all to read a server that nobody else reaches.
fn letters(config: &Config, settings: &Settings) -> Result<(), ConfigError> {
    let mail = &config.mail;
    let url = mail.url.as_ref();
    let set = if url.is_some() { "set" } else { "not set" };
    if url.is_some() && mail.from.is_none() {
        let advice = "a letter needs a sender: set `mail.from`";
        return Err(conflict(
            settings,
            [("mail.url", set), ("mail.from", "not set")],
            advice,
        ));
    }
    if mail.password_file.is_some()
        && !url.is_some_and(|url| url.user.is_some() && url.password.is_none())
    {
        let advice = "a password in a file needs a name in the URL, and no other password there: write `smtps://user@host`";
        let found = [("mail.password_file", "set"), ("mail.url", set)];
        return Err(conflict(settings, found, advice));
    }
    if mail.dev == Some(true) && !config.mailbox_on() {
        let advice = "letters end at `/dev/mail` only on a loopback issuer without `mail.url`: remove `mail.dev`";
        let found = match url {
            Some(_) => ("mail.url", set),
            None => ("issuer", config.issuer.as_str()),
        };
        return Err(conflict(settings, [("mail.dev", "true"), found], advice));
    }
    Ok(())
}

/// A directory needs a program that can speak to it, a place to look, and a filter that looks for who came; and a password
/// somebody whose it is.
fn directory(directory: &Directory, settings: &Settings) -> Result<(), ConfigError> {
    let refuse = |path, found, advice| {
        let url = directory.url.as_ref().map_or("not set", |_| "set");
        let found = [(path, found), ("directory.url", url)];
        Err(conflict(settings, found, advice))
    };
    let passwords = [
        directory.bind_password.is_some(),
        directory.bind_password_file.is_some(),
    ];
    let passwords = passwords.into_iter().filter(|set| *set).count();
    let needed = usize::from(directory.bind_dn.is_some());
    if directory.url.is_none() {
        return Ok(());
    }
    if !cfg!(feature = "ldap") {
        let origin = settings.origin("directory.url");
        return Err(ConfigError::Conflict(format!(
            "`directory.url` is set ({origin}), but this program cannot speak to a directory: build it with `--features ldap`"
        )));
    }
    if directory.base_dn.is_none() {
        let advice = "people are looked for below an entry: set `directory.base_dn`";
        return refuse("directory.base_dn", "not set", advice);
    }
    if !directory.user_filter().contains("{username}") {
        let advice = "a filter has to ask for who came: write one with `{username}`";
        return refuse("directory.user_filter", "set", advice);
    }
    if passwords != needed {
        let set = if needed == 1 { "set" } else { "not set" };
        let advice = "a name goes with one password, in `directory.bind_password` or in `directory.bind_password_file`";
        return refuse("directory.bind_dn", set, advice);
    }
    Ok(())
}

/// A second factor makes up for a shorter password, never for a longer one.
fn lengths(passwords: &Passwords, settings: &Settings) -> Result<(), ConfigError> {
    let (alone, with) = (
        passwords.min_length,
        passwords.min_length_with_second_factor,
    );
    if with <= alone {
        return Ok(());
    }
    let advice = format!(
        "a second factor is no reason for a longer password: write at most `{alone}` for the first"
    );
    let (shorter, longer) = (with.show(), alone.show());
    let found = [
        ("passwords.min_length_with_second_factor", shorter.as_str()),
        ("passwords.min_length", longer.as_str()),
    ];
    Err(conflict(settings, found, &advice))
}

/// Whoever makes an account of their own can do what is asked of them, and read what they agree to.
fn accounts(config: &Config, settings: &Settings) -> Result<(), ConfigError> {
    let (accounts, terms) = (&config.accounts, &config.terms);
    let mode = accounts.registration.show();
    let wrong = |other, advice: &str| {
        let found = [("accounts.registration", mode.as_str()), other];
        Err(conflict(settings, found, advice))
    };
    let open = accounts.registration != RegistrationOfPeople::Off;
    if open && accounts.verify_email && !config.mail_on() {
        let advice = "an address is verified by a letter: set `mail.url`, or `false` for `accounts.verify_email`";
        return wrong(("mail.url", "not set"), advice);
    }
    if accounts.registration == RegistrationOfPeople::Domains && accounts.domains.is_empty() {
        let advice = "nobody could register: name the hosts in `accounts.domains`";
        return wrong(("accounts.domains", "not set"), advice);
    }
    let mut required = accounts.required_fields.iter();
    if let Some(field) = required.find(|field| !accounts.fields.has(field)) {
        let advice = "what is not asked for cannot be required: name it in `accounts.fields` too";
        let found = [
            ("accounts.required_fields", field),
            ("accounts.fields", &accounts.fields.show()),
        ];
        return Err(conflict(settings, found, advice));
    }
    match (&terms.version, &terms.url) {
        (Some(version), None) => {
            let advice = "people have to be able to read what they agree to: set `terms.url`";
            let found = [
                ("terms.version", version.as_str()),
                ("terms.url", "not set"),
            ];
            Err(conflict(settings, found, advice))
        }
        _ => Ok(()),
    }
}

fn at_most(
    settings: &Settings,
    (shorter, short): (&str, Duration),
    (longer, long): (&str, Duration),
) -> Result<(), ConfigError> {
    if short <= long {
        return Ok(());
    }
    let advice = format!(
        "the first may not be the longer: write at most `{}` for `{shorter}`",
        long.show()
    );
    Err(conflict(
        settings,
        [(shorter, &short.show()), (longer, &long.show())],
        &advice,
    ))
}

/// The pairs that OWASP's Password Storage Cheat Sheet holds to be equal: less memory is made up for by more passes.
fn work_of_a_hash(passwords: &Passwords, settings: &Settings) -> Result<(), ConfigError> {
    let needed = match passwords.iterations {
        1 => 47_104,
        2 => 19_456,
        3 => 12_288,
        4 => 9_216,
        _ => 7_168,
    };
    if passwords.memory_kib >= needed {
        return Ok(());
    }
    let (memory, iterations) = (passwords.memory_kib.show(), passwords.iterations.show());
    let advice = format!(
        "such a hash is guessed too fast: write at least `{needed}` for `passwords.memory_kib`, or more iterations"
    );
    let found = [
        ("passwords.memory_kib", memory.as_str()),
        ("passwords.iterations", iterations.as_str()),
    ];
    Err(conflict(settings, found, &advice))
}

/// Each of the two as `(path, value)`; what nobody set has no origin worth naming.
fn conflict(settings: &Settings, [one, other]: [(&str, &str); 2], advice: &str) -> ConfigError {
    let found = |(path, value): (&str, &str)| match value {
        "not set" => format!("`{path}` is {value}"),
        _ => format!("`{path}` is {value} ({})", settings.origin(path)),
    };
    ConfigError::Conflict(format!("{} and {}, but {advice}", found(one), found(other)))
}
